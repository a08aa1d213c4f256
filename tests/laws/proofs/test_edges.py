"""Edges of proofs, made by hand: excuses, pins, nights, those who attend, those who are taught."""

from __future__ import annotations

from typing import Any

from laws.oracle import Oracle
from laws.proofs.recount import Recount
from planner.explain.infeasible import infeasible_days
from planner.explain.verifying import Verifier
from planner.plan.certificate import Certificate
from planner.planning import solve
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline

Facts = dict[str, Any]
STEP = 60
MEETING: Facts = {"kind": "meeting", "needs": [], "attendees": "all"}
VISIT: Facts = {"kind": "appointment", "needs": {"a": 1}, "duration": 60}


def proved(*activities: Facts, people: int = 1, hours: str = "09:00-12:00", **facts: Any) -> list[Certificate]:
    """The certificates of some activities on two days, all counted again by hand."""
    problem = Problem.model_validate(
        {
            "horizon": {"from": "2020-06-15", "to": "2020-06-16"},
            "calendar": {"hours": {"mon-fri": [hours]}},
            "staff": [{"id": f"p{n}", "roles": ["a"]} for n in range(people)],
            "activities": [{"id": f"x{n}", **one} for n, one in enumerate(activities)],
            **facts,
        }
    )
    settings = Settings(work=20, step=STEP)
    plan = solve(problem, settings=settings)
    days = infeasible_days(problem, plan, Timeline(problem), settings, Budget(settings))
    found = [one.certificate for one in days if one.certificate]
    for one in found:
        count = Recount(Oracle(problem), one, STEP)
        assert not list(count.unaccounted())
        assert list(one.people) == count.people()
        assert one.kind != "minutes" or one.left == count.minutes()
        assert all(one.kind != "minutes" or ask.minutes <= count.asked(ask) for ask in one.asks)
        assert one.kind not in ("nobody", "count") or one.left == count.heads()
        assert set(one.without) == set(one.activities)
        assert Verifier(problem, Timeline(problem), STEP).faults(one) == ()
    return found


def test_who_must_attend_is_told_as_elsewhere() -> None:
    (one,) = proved({**MEETING, "at": "2020-06-16 09:00", "duration": 120}, {**VISIT, "at": "2020-06-16 10:00"})
    assert (one.kind, one.activities) == ("nobody", ("x0", "x1"))
    assert [(reason.staff, reason.fact) for reason in one.absent] == [("p0", "elsewhere")]


def test_a_meeting_that_may_be_missed_takes_no_minutes() -> None:
    """The day's training takes all of p0's time, unless the short meeting does instead."""
    work: Facts = {"preparation": {"minutes": 90, "within": 1}}
    short: Facts = {**MEETING, "attendees": ["p0"], "at": "2020-06-15 10:00", "duration": 30}
    training: Facts = {**MEETING, "kind": "training", "on": "2020-06-15"}
    visits = [{**VISIT, **work, "at": f"2020-06-16 {clock}"} for clock in ("09:00", "10:30")]
    (one,) = proved(short, training, *visits, people=2)
    assert (one.kind, one.activities) == ("conflict", ("x1", "x2", "x3"))


def test_a_meeting_excuses_from_another_and_still_keeps_from_the_visit() -> None:
    early = {**MEETING, "at": "2020-06-16 09:00", "duration": 90}
    late = {**MEETING, "at": "2020-06-16 10:00", "duration": 60}
    found = proved(early, late, {**VISIT, "at": "2020-06-16 09:30"}, people=2)
    assert [(one.kind, one.activities) for one in found] == [("nobody", ("x0", "x2")), ("nobody", ("x1", "x2"))]


def test_people_of_one_activity_do_not_count_for_another() -> None:
    """Of two hours, the pinned one is over when the others may begin: p1 has only that one."""
    pinned: Facts = {**VISIT, "on": "2020-06-16", "pins": {"at": "2020-06-16 09:00"}}
    need = [{"role": "a", "exclude": ["p1"]}]
    others = [{**VISIT, "on": "2020-06-16", "time": "10:00-12:00", "duration": 90, "needs": need} for _ in range(2)]
    (one,) = proved(pinned, *others, people=2)
    assert (one.kind, one.activities, one.left) == ("count", ("x1", "x2"), 1)


def test_starts_that_are_pinned_bound_how_often_somebody_can() -> None:
    pinned: Facts = {**VISIT, "on": "2020-06-16", "pins": {"at": "2020-06-16 10:00"}}
    others = [{**VISIT, "on": "2020-06-16", "time": "09:00-11:00"}] * 2
    (one,) = proved(pinned, *others)
    assert (one.kind, one.asked, one.left) == ("count", 3, 2)


def test_hours_after_midnight_belong_to_the_eve() -> None:
    """At half past midnight p0 works the hours of the eve: nothing is lacking on the day itself."""
    work: Facts = {"preparation": {"minutes": 200, "within": 1}}
    (one,) = proved({**VISIT, **work, "at": "2020-06-16 00:30"}, {**VISIT, "on": "2020-06-15"}, hours="22:00-02:00")
    assert (one.kind, one.from_, one.to) == ("minutes", one.from_, one.from_)


def test_a_conflict_over_a_skill_is_verified_with_its_training() -> None:
    staff = [{"id": "p0", "roles": ["a"]}]
    training = {**MEETING, "kind": "training", "on": "2020-06-15", "grants": ["law"]}
    skilled = {**VISIT, "needs": [{"role": "a", "skills": ["law"]}], "on": "2020-06-16"}
    rules = [{"rule": "at_most", "count": 1, "per": "day"}]
    (one,) = proved(training, skilled, skilled, staff=staff, rules=rules)
    assert (one.kind, one.activities) == ("conflict", ("x1", "x2"))


def test_who_misses_the_training_learns_nothing() -> None:
    """So p1 lacks the skill, whoever else could have it."""
    away = [{"from": "2020-06-15", "to": "2020-06-15", "reason": "leave"}]
    staff = [{"id": "p0", "roles": ["a"]}, {"id": "p1", "roles": ["a"], "absences": away}]
    training = {**MEETING, "kind": "training", "on": "2020-06-15", "grants": ["law"]}
    skilled = {**VISIT, "needs": [{"role": "a", "skills": ["law"], "count": 2}], "on": "2020-06-16"}
    (one,) = proved(training, skilled, staff=staff)
    assert (one.kind, one.asked, one.left, one.people) == ("count", 2, 1, ("p0",))
    assert [(reason.staff, reason.fact) for reason in one.absent] == [("p1", "skill")]
