"""Days called proved are impossible, every activity named is needed for that, and every shortage has some."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from explain.restricted import Restricted
from explain.troubled import SETTINGS, case
from planner.explain.infeasible import infeasible_days
from planner.facts.activities import Activity
from planner.plan.infeasible import InfeasibleDays
from planner.planning import solve
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline

SEEDS = range(65)
ALL = [*SEEDS, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(65, 400))]
Facts = dict[str, Any]
WEEKEND = {"from": "2020-06-27", "to": "2020-06-28"}


@pytest.mark.parametrize("seed", ALL)
def test_proved_days_are_impossible_and_smallest(seed: int) -> None:
    problem, plan = case(seed)
    restricted = Restricted(problem, SETTINGS)
    for days in plan.infeasible_days:
        assert days.verdict == "proved"
        assert not restricted.possible(days.activities), "the others dropped"
        assert not restricted.possible_with_all(days.activities), "the others as they are"
        for one in days.activities:
            rest = tuple(other for other in days.activities if other != one)
            assert restricted.possible_at_best(rest) is not False, f"{one} is not needed"


@pytest.mark.parametrize("seed", ALL)
def test_every_shortage_is_tied_to_proved_days_around_it(seed: int) -> None:
    problem, plan = case(seed)
    stated = {one.id: one for one in problem.activities}
    tied = {activity for days in plan.infeasible_days for activity in days.activities}
    assert tied >= {shortage.occurrence for shortage in plan.shortages}
    for days in plan.infeasible_days:
        assert dt.date(2020, 7, 6) <= days.from_ <= days.to <= dt.date(2020, 7, 17)
        for one in days.activities:
            dates = dates_of(stated[one])
            assert days.from_ <= min(dates)
            assert max(dates) <= days.to
        if not any(stated[one].preparation or stated[one].follow_up for one in days.activities):
            every = [day for one in days.activities for day in dates_of(stated[one])]
            assert (days.from_, days.to) == (min(every), max(every))


def dates_of(activity: Activity) -> list[dt.date]:
    """The dates that an activity of the troubled problems names: those on which it may be."""
    if activity.between is not None:
        return [activity.between.from_, activity.between.to]
    return [activity.at.date()] if activity.at else list(activity.on or ())


def test_the_cases_have_days_of_several_activities() -> None:
    sizes = [len(days.activities) for seed in SEEDS for days in case(seed).plan.infeasible_days]
    assert sum(size > 1 for size in sizes) >= 20
    assert max(sizes) >= 3


# -- edges --


def solved(
    *activities: Facts, staff: list[Facts] | None = None, closed: tuple[str, str] | None = None, **facts: Any
) -> tuple[InfeasibleDays, ...]:
    closures = [{"from": closed[0], "to": closed[1]}] if closed else []
    problem = Problem.model_validate(
        {
            "horizon": {"from": "2020-06-01", "to": "2020-06-30"},
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}, "closed": closures},
            "staff": staff or [{"id": "ana", "roles": ["a"]}],
            "activities": [
                {"kind": "appointment", "id": f"x{n}", "duration": 120, "needs": {"a": 1}, **one}
                for n, one in enumerate(activities)
            ],
            **facts,
        }
    )
    settings = Settings(work=20)
    plan = solve(problem, settings=settings)
    return infeasible_days(problem, plan, Timeline(problem), settings, Budget(settings))


def test_bounds_leave_out_work_that_is_not_the_trouble() -> None:
    work: Facts = {"preparation": {"minutes": 30, "within": 5}, "follow_up": {"minutes": 30, "within": 5}}
    (days,) = solved({"at": "2020-06-16 10:00", **work}, {"at": "2020-06-16 11:00", **work})
    assert (days.from_, days.to) == (dt.date(2020, 6, 16), dt.date(2020, 6, 16))


def test_bounds_reach_over_preparation_only() -> None:
    work: Facts = {"preparation": {"minutes": 900, "within": 3}, "follow_up": {"minutes": 30, "within": 5}}
    (days,) = solved({"on": "2020-06-16", **work}, {"on": "2020-06-17", **work})
    assert (days.from_, days.to) == (dt.date(2020, 6, 11), dt.date(2020, 6, 17))


def test_bounds_reach_over_follow_up_only() -> None:
    work: Facts = {"preparation": {"minutes": 30, "within": 3}, "follow_up": {"minutes": 600, "within": 2}}
    (days,) = solved({"on": "2020-06-16", **work}, {"on": "2020-06-16", **work})
    assert (days.from_, days.to) == (dt.date(2020, 6, 16), dt.date(2020, 6, 18))


def test_bounds_reach_over_both_where_only_both_are_too_much() -> None:
    first: Facts = {"on": "2020-06-16", "follow_up": {"minutes": 400, "within": 1}}
    then: Facts = {"on": "2020-06-18", "preparation": {"minutes": 400, "within": 1}}
    (days,) = solved(first, then)
    assert (days.from_, days.to) == (dt.date(2020, 6, 16), dt.date(2020, 6, 18))


def test_a_meeting_that_takes_the_time_belongs_to_the_days() -> None:
    meeting: Facts = {"kind": "training", "needs": [], "attendees": "all", "duration": None, "on": "2020-06-16"}
    (days,) = solved({"on": "2020-06-16"}, meeting)
    assert days.activities == ("x0", "x1")


def test_a_training_that_grants_the_skill_may_be_left_out_but_helps() -> None:
    """Alone, the visit would lack its skill: nobody has it. The training must not be dropped, nor blamed."""
    staff = [{"id": "ana", "roles": ["a"]}]
    training = {"kind": "training", "needs": [], "attendees": "all", "grants": ["law"], "on": "2020-06-15"}
    visit = {"at": "2020-06-16 10:00", "needs": [{"role": "a", "skills": ["law"]}]}
    (days,) = solved(training, visit, {**visit, "at": "2020-06-16 09:30"}, staff=staff)
    assert days.activities == ("x1", "x2")


def test_another_meeting_may_excuse_somebody() -> None:
    """Ana misses the staff meeting for the board's, and can then be at the visit: these three are no trouble.

    At half past eleven both meetings keep her from a visit: to hold it, both troubles must be met.
    """
    staff = [{"id": one, "roles": ["a"] if one == "ana" else ["b"]} for one in ("ana", "bo")]
    meetings = [
        {"kind": "meeting", "needs": [], "attendees": "all", "at": "2020-06-16 09:00", "duration": 180},
        {"kind": "meeting", "needs": [], "attendees": ["ana"], "at": "2020-06-16 11:00", "duration": 60},
    ]
    visit = {"at": "2020-06-16 09:00", "duration": 60}
    assert solved(*meetings, visit, staff=staff) == ()
    later = {"at": "2020-06-16 11:30", "duration": 30}
    assert [days.activities for days in solved(*meetings, visit, later, staff=staff)] == [("x0", "x3"), ("x1", "x3")]


def test_rules_may_tie_days_that_lie_far_apart() -> None:
    rules = [{"rule": "at_most", "count": 1, "per": "month"}]
    (days,) = solved({"on": "2020-06-02"}, {"on": "2020-06-29"}, rules=rules)
    assert (days.activities, days.from_, days.to) == (("x0", "x1"), dt.date(2020, 6, 2), dt.date(2020, 6, 29))


@pytest.mark.parametrize("when", [{"between": WEEKEND}, WEEKEND])
def test_an_activity_without_a_working_day_has_the_days_that_it_states(when: Facts) -> None:
    (days,) = solved({"kind": "fair", "duration": None, **when})
    assert (days.activities, days.from_, days.to) == (("x0",), dt.date(2020, 6, 27), dt.date(2020, 6, 28))


def test_an_activity_that_is_open_ended_ends_with_the_horizon() -> None:
    (days,) = solved({"kind": "fair", "duration": None, "from": "2020-06-29"}, closed=("2020-06-29", "2020-06-30"))
    assert (days.from_, days.to) == (dt.date(2020, 6, 29), dt.date(2020, 6, 30))
