"""Reasons and proofs keep within the limits, and are quick; a search that is cut never lies."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache

import pytest

from explain.test_conflicts import CONFLICTS
from explain.troubled import case
from planner.explain.shortages import shortages_of
from planner.plan.plan import Status
from planner.planning import check, solve
from planner.problem import Problem
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline


@cache
def quarter() -> Problem:
    """Plan 200 appointments for 20 people; on two days, twenty of them, half of the people are away."""
    days = [str(day) for n in range(91) if (day := dt.date(2020, 9, 1) + dt.timedelta(n)).weekday() < 5]
    outing = {"from": days[30], "to": days[31], "reason": "outing"}
    visit = {"kind": "appointment", "duration": 60, "preparation": {"minutes": 120, "within": 5}}
    when = [days[30:32] if n < 20 else days[7 * n % 64 : 7 * n % 64 + 2 - n % 2] for n in range(200)]
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-09-01", "to": "2020-11-30"},
            "staff": [
                *({"id": f"a{n}", "roles": ["a"], "absences": [outing]} for n in range(10)),
                *({"id": f"b{n}", "roles": ["b"]} for n in range(10)),
            ],
            "activities": [{**visit, "id": f"x{n}", "on": on, "needs": {"a": 1, "b": 1}} for n, on in enumerate(when)],
            "rules": [
                {"rule": "at_most", "count": 4, "per": "day"},
                {"rule": "rest", "hours": 11},
                {"rule": "buffer", "minutes": 15},
            ],
        }
    )


def test_the_whole_call_keeps_its_time_and_reasons_take_seconds() -> None:
    began = time.monotonic()
    plan = solve(quarter(), settings=Settings(seconds=6))
    assert time.monotonic() - began <= 6 * 1.1 + 1
    assert plan.status is Status.FEASIBLE
    assert len(plan.shortages) >= 20

    at_the_outing = {f"x{n}" for n in range(10)}
    bookings = [one.model_copy(update={"complete": one.activity not in at_the_outing}) for one in plan.bookings]
    began = time.monotonic()
    some = shortages_of(quarter(), plan.model_copy(update={"held": tuple(bookings)}), Timeline(quarter()), 15)
    assert time.monotonic() - began <= 5
    assert len(some) >= 10
    assert all(shortage.reasons for shortage in some)


def test_without_time_for_reasons_this_is_said() -> None:
    problem, plan = case(0)
    hurried = shortages_of(problem, plan, Timeline(problem), 30, lambda: True)
    assert [(one.occurrence, one.need, one.missing) for one in hurried] == [
        (one.occurrence, one.need, one.missing) for one in plan.shortages
    ]
    assert {reason.fact for one in hurried for reason in one.reasons} == {"time"}


@pytest.mark.parametrize("settings", [Settings(seconds=0.001), Settings(work=1e-6)])
@pytest.mark.parametrize("name", CONFLICTS)
def test_impossible_or_stopped_but_no_plan(name: str, settings: Settings) -> None:
    plan = solve(CONFLICTS[name][0], settings=settings)
    assert plan.status in (Status.STOPPED, Status.IMPOSSIBLE)
    assert plan.held is None
    assert plan.status is Status.IMPOSSIBLE or plan.conflict == ()


@pytest.mark.parametrize("work", [1e-6, 1e-4, 1e-3, 1e-2, 0.1])
@pytest.mark.parametrize("seed", range(13))
def test_a_search_that_is_cut_never_claims_too_much(seed: int, work: float) -> None:
    problem, best = case(seed)
    plan = solve(problem, settings=Settings(work=work, step=30))
    assert plan.status in (Status.STOPPED, Status.FEASIBLE, Status.OPTIMAL)
    if plan.status is Status.STOPPED:
        assert plan.held is None
        return
    assert check(problem, plan).clean
    reached = {one.name: one.value for one in best.goals}
    assert {one.name for one in plan.goals} == reached.keys()
    for one in plan.goals:
        ahead = one.value - one.bound if one.name.startswith("value") else one.bound - one.value
        assert ahead <= 0
        assert one.proved == (one.value == one.bound)
        if not one.proved:
            break  # later goals are sought among worse plans
        assert one.value == reached[one.name]
    if plan.status is Status.OPTIMAL:
        assert {one.name: one.value for one in plan.goals} == reached
    proved = {days.activities for days in plan.infeasible_days}
    assert all(activities for activities in proved)
