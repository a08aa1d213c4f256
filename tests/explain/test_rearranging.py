"""What is found by hand behind a shortage is what a search finds, and whoever is moved may come."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from planner.checking import keeps
from planner.explain.able import Able
from planner.explain.rearranging import Rearranging
from planner.explain.shortages import shortages_of
from planner.explain.together import Demand, Together
from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings

SEEDS = [*range(12), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(12, 200))]
SETTINGS = Settings(work=50, workers=1)
TRIED = 6


def drawn(rng: Random) -> Problem:
    """Two days of meetings, nearly all at given times, for a few people; some ask for a skill."""
    staff: list[dict[str, Any]] = [
        {"id": f"p{n}", "roles": rng.sample(["a", "b"], rng.choice([1, 1, 2])), "skills": rng.sample(["s", "t"], 1)}
        for n in range(rng.randint(3, 5))
    ]
    staff[-1]["skills"] = ["s"]
    if rng.random() < 0.5:
        staff[0]["absences"] = [{"from": "2020-06-22 08:00", "to": "2020-06-22 12:00"}]
    activities: list[dict[str, Any]] = []
    for n in range(rng.randint(4, 7)):
        roles = rng.sample(["a", "b"], rng.choice([1, 2]))
        needs: list[dict[str, Any]] = [{"role": role, "count": rng.choice([1, 1, 2])} for role in roles]
        needs[0] |= {"skills": ["s"]} if rng.random() < 0.3 else {}
        at = f"2020-06-{rng.choice([22, 23])} {rng.choice(['09:00', '10:00', '10:30', '14:00'])}"
        activities.append(
            {"kind": "meeting", "id": f"m{n}", "at": at, "duration": rng.choice([60, 90]), "needs": needs}
        )
    if rng.random() < 0.3:
        activities.append({"kind": "meeting", "id": "x", "on": "2020-06-22", "duration": 60, "needs": {"a": 1}})
    rules: list[dict[str, Any]] = [{"rule": "at_most", "per": "day", "count": rng.choice([1, 2])}]
    rules += [{"rule": "buffer", "minutes": 60}] if rng.random() < 0.3 else []
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-06-23"},
            "staff": staff,
            "activities": activities,
            "rules": rules,
        }
    )


def held(problem: Problem, rng: Random) -> Plan:
    """A plan that keeps all rules and leaves things open: person after person is put where nothing refuses them."""
    timeline, together = problem.timeline, problem.binding
    able = Able(timeline, SETTINGS.step)
    bookings: dict[str, Booking] = {}
    for task in rng.sample(timeline.occurrences, len(timeline.occurrences)):
        start = next((start for starts in able.choices(task).values() for start in starts), None)
        needs = [Filled(role=need.role, skills=need.skills, missing=need.count) for need in task.needs]
        bookings[task.id] = Booking(
            activity=task.id,
            occurrence=task.id,
            kind=task.activity.kind,
            title=task.activity.title,
            start=None if start is None else timeline.clock.local(start),
            end=None if start is None else timeline.clock.local(timeline.ends(task, start)),
            staff={need.role: () for need in task.needs},
            complete=False,
            needs=tuple(needs),
        )
        for i, need in enumerate(task.needs):
            for person in rng.sample(able.people(task, i), len(able.people(task, i))):
                now = bookings[task.id]
                if len(now.needs[i].staff) == need.count:
                    break
                more = (*now.needs[i].staff, person)
                filled = now.needs[i].model_copy(update={"staff": more, "missing": need.count - len(more)})
                after = (*now.needs[:i], filled, *now.needs[i + 1 :])
                update = {
                    "needs": after,
                    "staff": {one.role: one.staff for one in after},
                    "complete": not any(one.missing for one in after),
                }
                tried = bookings | {task.id: now.model_copy(update=update)}
                part = timeline.only(tuple(one for one in timeline.occurrences if one.id in tried))
                if keeps(together, part, tuple(tried.values())):
                    bookings = tried
    return Plan(problem=problem.name, status=Status.FEASIBLE, held=tuple(bookings[one] for one in sorted(bookings)))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_found_by_hand_is_what_a_search_finds(seed: int) -> None:
    rng = Random(f"rearranging {seed}")
    problem = drawn(rng)
    plan, timeline = held(problem, rng), problem.timeline
    together = Together(problem, timeline, SETTINGS, Budget(SETTINGS))
    rearranging = Rearranging(plan, timeline, together, Able(timeline, SETTINGS.step))
    for _ in range(TRIED):
        short = [one for one in plan.bookings if one.short]
        if not short:
            return
        asked = rng.choice(short)
        besides = [one for one in plan.bookings if one is not asked and one.people]
        others = rng.sample(besides, rng.randint(0, len(besides)))
        demands = (
            Demand(timeline.occurrence(asked.occurrence)),
            *(
                Demand(
                    timeline.occurrence(one.occurrence),
                    None if one.complete else tuple(len(need.staff) for need in one.needs),
                )
                for one in others
            ),
        )
        impossible = together.impossible(demands)
        if rearranging.too_few(demands):
            assert impossible
        for way in (rearranging.way, rearranging.seated):
            try:
                found = way(demands)
            except TimeoutError:
                continue
            if found is not None:
                assert not impossible
                assert [one.occurrence for one in found] == [demand.task.id for demand in demands]
                tasks = sorted((demand.task for demand in demands), key=lambda one: one.id)
                assert keeps(problem.binding, timeline.only(tuple(tasks)), found)
                for booking, demand in zip(found, demands, strict=True):
                    assert all(len(need.staff) >= demand.wanted(i) for i, need in enumerate(booking.needs))
            elif way == rearranging.seated:
                assert impossible


@pytest.mark.parametrize("seed", SEEDS)
def test_where_time_runs_out_nobody_is_named_who_would_not_be_named_else(seed: int) -> None:
    rng = Random(f"in brief {seed}")
    problem = drawn(rng)
    plan, timeline = held(problem, rng), problem.timeline
    whole = shortages_of(problem, plan, timeline, SETTINGS.step)
    brief = shortages_of(problem, plan, timeline, SETTINGS.step, lambda: True)
    assert [(one.occurrence, one.need, one.missing) for one in brief] == [
        (one.occurrence, one.need, one.missing) for one in whole
    ]
    for short, full in zip(brief, whole, strict=True):
        assert short.reasons[0].fact == "time"
        assert {one.text for one in short.reasons[1:]} <= {one.text for one in full.reasons}
        if problem.timeline.occurrence(short.occurrence).given:
            elsewhere = {one.staff for one in full.reasons if one.fact == "elsewhere"}
            kept = {one.staff for one in full.reasons if one.fact in ("skill", "absence")}
            assert elsewhere - kept <= {one.staff for one in short.reasons}
