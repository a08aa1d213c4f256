"""Reasons and proofs keep within the limits, and are quick; a search that is cut never lies."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from explain.test_conflicts import CONFLICTS
from explain.troubled import case
from planner.explain import together
from planner.explain.infeasible import infeasible_days
from planner.explain.shortages import shortages_of
from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan, Status
from planner.planning import check, solve
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline

pytestmark = pytest.mark.alone


def quarter(visits: int, people: int) -> Problem:
    """Many appointments for few people; on two days, with a tenth of the appointments, half of the people are away."""
    days = [str(day) for n in range(91) if (day := dt.date(2020, 9, 1) + dt.timedelta(n)).weekday() < 5]
    outing = {"from": days[30], "to": days[31], "reason": "outing"}
    visit = {"kind": "appointment", "duration": 60, "preparation": {"minutes": 120, "within": 5}}
    when = [days[30:32] if n % 10 == 0 else days[7 * n % 64 : 7 * n % 64 + 2 - n % 2] for n in range(visits)]
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-09-01", "to": "2020-11-30"},
            "staff": [
                *({"id": f"a{n}", "roles": ["a"], "absences": [outing]} for n in range(people // 2)),
                *({"id": f"b{n}", "roles": ["b"]} for n in range(people // 2)),
            ],
            "activities": [{**visit, "id": f"x{n}", "on": on, "needs": {"a": 1, "b": 1}} for n, on in enumerate(when)],
            "rules": [
                {"rule": "at_most", "count": 4, "per": "day"},
                {"rule": "rest", "hours": 11},
                {"rule": "buffer", "minutes": 15},
            ],
        }
    )


@pytest.mark.parametrize("seconds", [2, 5])
def test_the_whole_call_keeps_its_time(seconds: int) -> None:
    problem = quarter(60, 6)
    began = time.monotonic()
    plan = solve(problem, settings=Settings(seconds=seconds))
    assert time.monotonic() - began <= seconds * 1.1 + 1
    assert plan.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert len(plan.shortages) >= 6
    assert all(shortage.reasons for shortage in plan.shortages)


def test_twenty_reasons_take_seconds() -> None:
    """In a plan of 200 appointments, half of which people serve, twenty needs stay open."""
    problem = quarter(200, 20)
    timeline = Timeline(problem)
    plan = Plan(problem="", status=Status.FEASIBLE, held=tuple(booked(timeline, n) for n in range(200)))
    began = time.monotonic()
    shortages = shortages_of(problem, plan, timeline, 15)
    assert time.monotonic() - began <= 10  # a second on an idle machine
    assert len(shortages) == 20
    assert all(len({reason.staff for reason in shortage.reasons}) == 10 for shortage in shortages)


def test_what_can_be_counted_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody of a role is there on two days, whatever is prepared and whenever it starts: no solver is asked."""
    problem = quarter(200, 20)
    timeline = Timeline(problem)
    plan = Plan(problem="", status=Status.FEASIBLE, held=tuple(booked(timeline, n) for n in range(200)))

    def searched(*_: object, **__: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(together, "run", searched)
    settings = Settings(step=15)
    found = infeasible_days(problem, plan, timeline, settings, Budget(settings), first_only=True)
    assert len(found) == 10
    assert {one.certificate.kind for one in found if one.certificate} == {"nobody"}
    assert all(one.certificate and one.certificate.step is None for one in found)


def booked(timeline: Timeline, number: int) -> Booking:
    """One of the appointments: the first ten of the two days of the outing open, the others served by some pair."""
    task = timeline.occurrence(f"x{number}")
    start = timeline.choices(task, 15)[task.days[0]][number % 8]
    whole = number % 10 != 0 or number >= 100
    pair = {role: (f"{role}{number % 10}",) if whole else () for role in ("a", "b")}
    return Booking(
        activity=task.id,
        occurrence=task.id,
        kind="appointment",
        title=task.id,
        start=timeline.clock.local(start),
        end=timeline.clock.local(start + 60),
        staff=pair,
        complete=whole,
        needs=tuple(Filled(role=role, staff=who, missing=1 - len(who)) for role, who in pair.items()),
    )


def test_without_time_for_reasons_this_is_said() -> None:
    problem, plan = case(0)
    hurried = shortages_of(problem, plan, Timeline(problem), 30, lambda: True)
    assert [(one.occurrence, one.need, one.missing) for one in hurried] == [
        (one.occurrence, one.need, one.missing) for one in plan.shortages
    ]
    assert {reason.fact for one in hurried for reason in one.reasons} == {"time"}


def test_long_after_its_time_nothing_more_is_looked_for() -> None:
    problem = quarter(200, 20)
    timeline = Timeline(problem)
    plan = Plan(problem="", status=Status.FEASIBLE, held=tuple(booked(timeline, n) for n in range(200)))
    late = shortages_of(problem, plan, timeline, 15, lambda: True, late=lambda: True)
    assert len(late) == 20
    assert {reason.text for one in late for reason in one.reasons} == {"time ran out before the reasons were found"}


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


def test_proofs_end_where_the_work_does() -> None:
    """There is work left to look at each activity alone, and none to look at more."""
    problem, plan = next(found for found in map(case, range(13)) if len(found.plan.infeasible_days[0].activities) > 1)
    settings = Settings(work=1e-9, step=30)
    assert infeasible_days(problem, plan, Timeline(problem), settings, Budget(settings)) == ()
    stopped = Budget(Settings())
    stopped.stop()
    assert infeasible_days(problem, plan, Timeline(problem), settings, stopped) == ()
