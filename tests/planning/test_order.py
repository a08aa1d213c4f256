"""What comes after what: in plans, conflicts, reasons, and the days that are printed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import planner
from planner import Problem, Settings, Status
from planner.report.dated import dates_of

QUICK = Settings(work=5)


def week(*activities: dict[str, Any], **facts: Any) -> Problem:
    usual = {"kind": "appointment", "duration": "2h", "needs": {"guide": 1}}
    staff = [{"id": "ana", "name": "Ana", "roles": ["guide"]}, {"id": "bo", "name": "Bo", "roles": ["guide"]}]
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "staff": staff,
            "activities": [{**usual, **one} for one in activities],
            **facts,
        }
    )


def test_days_in_the_wrong_order_are_impossible_and_named() -> None:
    problem = week({"id": "draft", "on": "2020-06-24"}, {"id": "final", "on": "2020-06-23", "after": "draft"})
    plan = planner.solve(problem, settings=QUICK)
    assert (plan.status, plan.conflict) == (Status.IMPOSSIBLE, ("final comes after draft",))


def test_what_has_no_time_orders_nothing() -> None:
    closed = {"hours": {"mon-fri": ["09:00-17:00"]}, "closed": [{"from": "2020-06-24", "to": "2020-06-24"}]}
    facts = {"id": "draft", "on": "2020-06-24"}, {"id": "final", "on": "2020-06-23", "after": "draft"}
    plan = planner.solve(week(*facts, calendar=closed), settings=QUICK)
    assert [one.occurrence for one in plan.bookings if one.complete] == ["final"]


def test_all_occurrences_come_before() -> None:
    course = {"id": "course", "every": "FREQ=DAILY;COUNT=3", "time": "09:00"}
    plan = planner.solve(
        week(course, {"id": "exam", "between": {"from": "2020-06-22", "to": "2020-06-26"}, "after": ["course"]}),
        settings=QUICK,
    )
    assert f"{plan.booking('exam').start:%m-%d %H:%M}" == "06-24 13:00"


def test_a_certificate_names_the_order() -> None:
    """Both guides are away on Friday, and the final must come two days after the draft."""
    away = [{"from": "2020-06-26", "to": "2020-06-26", "reason": "leave"}]
    staff = [{"id": one, "name": one.title(), "roles": ["guide"], "absences": away} for one in ("ana", "bo")]
    staff[0]["absences"] = []
    activities = (
        {"id": "draft", "on": "2020-06-24", "needs": {"guide": 2}},
        {"id": "final", "on": ["2020-06-23", "2020-06-26"], "needs": {"guide": 2}, "after": {"activity": "draft"}},
    )
    plan = planner.solve(week(*activities, staff=staff), settings=QUICK)
    (short,) = plan.shortages
    assert short.occurrence == "final"
    assert {(one.fact, one.subject) for one in short.reasons} >= {
        ("absence", "staff/bo/absences/0"),
        ("order", "activities/final/after/0"),
    }
    (days,) = plan.infeasible_days
    assert days.certificate is not None
    assert [one.text for one in days.certificate.rules] == ["final comes after draft"]


def test_a_reason_names_the_order_of_what_has_a_time_once_facts_are_lifted() -> None:
    """Bo, who both need, is away all week: with him the draft is on Wednesday again, and the final too early."""
    away = [{"from": "2020-06-22", "to": "2020-06-26", "reason": "leave"}]
    staff = [
        {"id": "ana", "name": "Ana", "roles": ["guide"]},
        {"id": "bo", "name": "Bo", "roles": ["scribe"], "absences": away},
    ]
    problem = week(
        {"id": "draft", "on": "2020-06-24", "needs": {"scribe": 1}},
        {"id": "final", "on": ["2020-06-23"], "needs": {"guide": 1, "scribe": 1}, "after": "draft"},
        staff=staff,
    )
    plan = planner.solve(problem, settings=QUICK)
    (short,) = (one for one in plan.shortages if one.occurrence == "final")
    assert {(one.staff, one.fact, one.subject) for one in short.reasons} == {
        ("bo", "absence", "staff/bo/absences/0"),
        ("bo", "order", "activities/final/after/0"),
    }


def test_the_days_tell_the_order() -> None:
    problem = week(
        {"id": "draft", "on": "2020-06-24"},
        {"id": "final", "on": "2020-06-26", "after": {"activity": "draft", "least": 2, "count": "working"}},
    )
    (told,) = dates_of(problem)["activities"]["final"]
    assert told["after"] == [{"activity": "draft", "least": 2, "count": "working", "since": "end"}]


def test_an_activity_is_tried_beside_what_it_comes_after() -> None:
    plain = {"between": {"from": "2020-06-22", "to": "2020-06-26"}}
    problem = week({"id": "draft", "on": "2020-06-24"}, {"id": "final", **plain, "after": "draft"})
    plan = planner.solve(problem, settings=QUICK)
    answer = planner.why_not(problem, plan, "final", at=dt.date(2020, 6, 23), settings=QUICK)
    assert not answer.possible
