"""Reasons of missed steps are honest, and steps stand in the way of no activity and of no proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from laws.proofs.crowded import SETTINGS, case
from laws.random_problems import Maker

import planner
from explain.lifting import ALL_DAY
from planner import Plan, Problem, Settings
from planner.plan.shortage import Shortage

Facts = dict[str, Any]
SEEDS = range(60)
LIFTED = {"absence", "employment", "hours", "day off", "minutes", "assigned"}


def desk(seed: int) -> Problem:
    """Visits with steps that hardly find a day; no day is closed, so that nothing but days off moves due days."""
    make = Maker(Random(f"steps explained {seed}"), priced=False)
    make.play("week", "month", "weekend", "odd")
    make.facts["calendar"].pop("closed", None)
    make.staff(3)
    for _ in range(2):
        activity = make.timed(on=make.day())
        make.step(activity)
        make.step(activity)
        if make.chance(0.4):
            make.work(activity, most=120)
    for person in make.facts["staff"]:
        if make.chance(0.6):
            make.absent(person)
    return Problem.model_validate(make.facts)


def solved(problem: Problem) -> Plan:
    plan = planner.solve(problem, settings=Settings(work=20, workers=1, step=30))
    assert plan.status == "optimal"
    return plan


def missed(plan: Plan) -> list[Shortage]:
    return [one for one in plan.shortages if one.step is not None]


def lifted(problem: Problem, plan: Plan, shortage: Shortage) -> Problem:
    """The problem without the facts that the reasons name, all bookings pinned."""
    facts: Facts = problem.model_dump(mode="json", exclude_defaults=True)
    activities = {one["id"]: one for one in facts["activities"]}
    staff = {one["id"]: one for one in facts["staff"]}
    gone: dict[str, set[int]] = {}
    for booking in plan.bookings:
        if booking.start is not None:
            people = {role: list(some) for role, some in booking.staff.items() if some}
            pins = {"at": f"{booking.start:%Y-%m-%d %H:%M}", "staff": people}
            activities[booking.activity]["pins"] = pins
    for reason in shortage.reasons:
        way = reason.subject.split("/")
        if reason.fact == "absence":
            gone.setdefault(way[1], set()).add(int(way[3]))
        elif reason.fact == "employment":
            staff[way[1]].pop("employed", None)
        elif reason.fact in ("hours", "day off"):
            assert reason.staff is not None
            staff[reason.staff]["hours"] = ALL_DAY
        elif reason.fact == "assigned":
            step = next(one for one in activities[way[1]]["steps"] if one["name"] == shortage.step)
            step["deputies"] = [*step.get("deputies", []), reason.staff]
        elif way[2:] == ["steps"]:
            kept = [
                one
                for one in activities[way[1]]["steps"]
                if (way[1], one["name"]) == (shortage.activity, shortage.step)
            ]
            activities[way[1]]["steps"] = kept
        else:  # the booking, or the work around it
            activities[way[1]].pop("preparation", None)
            activities[way[1]].pop("follow_up", None)
            activities[way[1]]["pins"]["staff"] = {}
            for need in activities[way[1]].get("needs", []):
                need["exclude"] = [*need.get("exclude", []), reason.staff]
                need.pop("from", None)
    for who, places in gone.items():
        staff[who]["absences"] = [one for i, one in enumerate(staff[who]["absences"]) if i not in places]
    return Problem.model_validate(facts)


def cases() -> Iterator[tuple[Problem, Plan, Shortage]]:
    for seed in SEEDS:
        problem = desk(seed)
        plan = solved(problem)
        for shortage in missed(plan):
            if {one.fact for one in shortage.reasons} <= LIFTED:
                yield problem, plan, shortage


def test_lifting_every_fact_is_enough() -> None:
    found = 0
    facts: set[str] = set()
    for problem, plan, shortage in cases():
        better = solved(lifted(problem, plan, shortage))
        names = {(one.occurrence, one.step) for one in missed(better)}
        this = shortage.occurrence, shortage.step
        assert this not in names or len(names) < len(missed(plan)), (shortage, names)
        facts |= {one.fact for one in shortage.reasons}
        found += 1
    assert found >= 20
    assert facts >= {"absence", "minutes", "assigned"}, facts


def test_every_missed_step_has_reasons_that_lead_to_facts() -> None:
    for seed in SEEDS:
        problem = desk(seed)
        facts = json.loads(problem.model_dump_json())
        for key in ("staff", "activities"):
            facts[key] = {one["id"]: one for one in facts[key]}
        for shortage in missed(solved(problem)):
            assert shortage.reasons
            for reason in shortage.reasons:
                found: Any = facts
                for step in reason.subject.split("/"):
                    found = found[int(step)] if isinstance(found, list) else found[step]


@pytest.mark.parametrize("seed", range(20))
def test_steps_take_nobody_from_an_activity_and_harm_no_proof(seed: int) -> None:
    """Coverage comes first: value and open heads are the same with steps, and whatever is proved is proved again."""
    plain = case(seed).problem
    rng = Random(f"harm {seed}")
    step = {"name": "s", "owner": "assigned", "deputies": ["a"], "minutes": 60}
    stated = [one.model_dump(mode="json", exclude_unset=True) for one in plain.activities]
    activities = [
        one | {"steps": [{**step, "days": rng.choice([-1, 0, 1])}]} if one.get("needs") else one for one in stated
    ]
    problem = plain.with_(activities=activities)
    before, after = planner.solve(plain, settings=SETTINGS), planner.solve(problem, settings=SETTINGS)
    assert before.status == after.status
    if after.held is not None:
        reached = [{one.name: one.value for one in plan.goals} for plan in (before, after)]
        for name in reached[0]:
            if name.startswith(("value", "heads")):
                assert reached[0][name] == reached[1][name]
        assert planner.check(problem, after).clean
        assert bool(planner.diagnose(problem, after).infeasible_days) == bool(
            planner.diagnose(plain, before).infeasible_days
        )
