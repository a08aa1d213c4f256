"""Reasons are honest: to lift every fact that they name is enough, checked by solving. And they name everybody."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import Any

import pytest
from laws.choosing import CHOICES

from explain.lifting import LIFTS_NOTHING, ROOM, Lifted
from explain.troubled import SETTINGS, TROUBLES, case
from planner.plan.plan import Plan, Status
from planner.plan.shortage import Shortage
from planner.planning import solve
from planner.timeline.timeline import Timeline

SEEDS = [*range(8 * len(TROUBLES)), *range(CHOICES, CHOICES + 39)]
LONG = [*range(8 * len(TROUBLES), 400), *range(CHOICES + 39, CHOICES + 200)]
ALL = [*SEEDS, *(pytest.param(seed, marks=pytest.mark.long) for seed in LONG)]
KINDS = {
    "absence", "closure", "day off", "elsewhere", "employment", "excluded", "holiday", "hours", "minutes", "named",
    "order", "own time", "pin", "role", "rule", "skill", "taken", "seats", "closed", "last return", "turn",
}  # fmt: skip


def by_occurrence(plan: Plan) -> list[list[Shortage]]:
    return [list(some) for _, some in groupby(plan.shortages, key=lambda one: one.occurrence)]


@pytest.mark.parametrize("seed", ALL)
def test_lifting_every_fact_is_enough(seed: int) -> None:
    problem, plan = case(seed)
    for shortages in by_occurrence(plan):
        alone: list[tuple[list[Shortage], int | None]] = [
            ([one], ROOM if one.room else one.need)
            for one in shortages
            if not one.room or plan.booking(one.occurrence).people
        ]
        for some, only in [(shortages, None), *(alone if len(alone) > 1 else [])]:
            lifted = Lifted(problem, some[0].activity).lift(some).required(plan, some, only)
            better = solve(lifted, settings=SETTINGS)
            assert better.status in (Status.OPTIMAL, Status.FEASIBLE), (some, better.conflict)
            held = next(one for one in better.bookings if one.activity == some[0].activity)
            assert held.complete


@pytest.mark.parametrize("seed", ALL)
def test_everybody_who_could_come_is_named(seed: int) -> None:
    problem, plan = case(seed)
    for shortage in plan.shortages:
        if shortage.room:
            rooms = {one.subject.split("/")[1] for one in shortage.reasons if one.subject.startswith("rooms/")}
            taken = [reason for reason in shortage.reasons if reason.fact == "taken"]
            assert len(rooms) + len(taken) >= len(problem.rooms)
            continue
        task = Timeline(problem).occurrence(shortage.occurrence)
        roles = {shortage.role} if shortage.role else {need.role for need in task.needs}
        expected = {one.id for one in problem.staff if roles & set(one.roles)} or set(task.attendees)
        told = {reason.staff for reason in shortage.reasons}
        assert expected <= told
        assert told - expected <= {None, *plan.booking(shortage.occurrence).people}
        assert any(reason.fact not in LIFTS_NOTHING for reason in shortage.reasons)
        for reason in shortage.reasons:
            title = next((one.title for one in problem.staff if one.id == reason.staff), "")
            assert reason.text.startswith(f"{title}: ") or reason.staff is None


@pytest.mark.parametrize("seed", ALL)
def test_each_reason_leads_to_the_fact_that_it_names(seed: int) -> None:
    problem, plan = case(seed)
    facts = json.loads(problem.model_dump_json())
    for key in ("staff", "activities", "rooms", "sites"):
        facts[key] = {one["id"]: one for one in facts[key]}
    for shortage in plan.shortages:
        for reason in shortage.reasons:
            found: Any = facts
            for step in reason.subject.split("/"):
                found = found[int(step)] if isinstance(found, list) else found[step]
            if reason.fact not in (
                "skill",
                "hours",
                "day off",
                "feature",
                "room site",
                "room",
            ):  # what is lacking is not there
                assert found, reason


def test_the_cases_are_many_and_mixed() -> None:
    mix: Counter[str] = Counter()
    for seed in SEEDS:
        mix.update({reason.fact for shortage in case(seed).plan.shortages for reason in shortage.reasons})
    assert len(SEEDS) >= 60
    assert mix.keys() >= KINDS
    assert all(mix[kind] >= 3 for kind in KINDS), mix
