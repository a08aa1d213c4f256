"""A training with several sessions: who goes to which, who misses all of them, what counts from when."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner import InputError, Problem, Settings, Status

QUICK = Settings(work=5)
COURSE = {
    "kind": "training",
    "id": "contacts",
    "name": "Client contacts",
    "duration": "2h",
    "sessions": [{"at": "2020-06-23 10:00"}, {"at": "2020-06-24 10:00"}],
    "attendees": {"roles": ["guide"]},
    "grants": ["client-contact"],
}


def week(*activities: dict[str, Any], away: dict[str, list[str]] | None = None) -> Problem:
    staff = [
        {
            "id": one,
            "name": one.title(),
            "roles": ["guide"],
            "absences": [{"from": day, "to": day, "reason": "leave"} for day in (away or {}).get(one, [])],
        }
        for one in ("ana", "bo")
    ]
    horizon = {"from": "2020-06-22", "to": "2020-06-26"}
    return Problem.model_validate({"horizon": horizon, "staff": staff, "activities": list(activities)})


def visit(name: str, at: str, **said: Any) -> dict[str, Any]:
    return {"kind": "appointment", "id": name, "at": at, "duration": "2h", "needs": {"guide": 1}} | said


def attending(plan: planner.Plan) -> dict[str, tuple[str, ...]]:
    return {one.occurrence[-5:]: one.attendees for one in plan.bookings if one.kind == "training"}


def test_each_goes_to_the_session_at_which_appointments_lose_least() -> None:
    visits = visit("early", "2020-06-23 10:00"), visit("late", "2020-06-24 10:00")
    plan = planner.solve(week(COURSE, *visits), settings=QUICK)
    assert (plan.status, plan.shortages) == (Status.OPTIMAL, ())
    assert sorted(attending(plan).values()) == [("ana",), ("bo",)]


def test_a_session_that_nobody_needs_is_not_short() -> None:
    plan = planner.solve(week(COURSE, visit("early", "2020-06-23 10:00", needs={"guide": 2})), settings=QUICK)
    assert plan.shortages == ()
    assert attending(plan) == {"06-23": (), "06-24": ("ana", "bo")}
    assert all(not one.away for one in plan.bookings)


def test_a_granted_skill_counts_from_the_end_of_the_session_that_was_attended() -> None:
    """On Tuesday afternoon somebody must have been at the first session; Bo could not."""
    asked = visit("asked", "2020-06-23 14:00", needs=[{"role": "guide", "skills": ["client-contact"]}])
    plan = planner.solve(week(COURSE, asked, away={"bo": ["2020-06-23"]}), settings=QUICK)
    assert plan.booking("asked").people == ("ana",)
    assert attending(plan) == {"06-23": ("ana",), "06-24": ("bo",)}


def test_who_is_away_on_all_is_listed() -> None:
    plan = planner.solve(week(COURSE, away={"bo": ["2020-06-23", "2020-06-24"]}), settings=QUICK)
    assert [[one.staff for one in booking.away] for booking in plan.bookings] == [["bo"], ["bo"]]
    assert plan.bookings[0].away[0].text == "leave on Tue 23 June"
    assert "Client contacts: at none of its sessions: Bo" in plan.notices


def test_two_sessions_of_a_day_have_their_time_in_their_names() -> None:
    sessions = [{"on": "2020-06-23", "time": "09:00"}, {"on": "2020-06-23", "time": "14:00-16:00"}]
    plan = planner.solve(week({**COURSE, "sessions": sessions}), settings=QUICK)
    assert [one.occurrence for one in plan.bookings] == ["contacts@2020-06-23T09:00", "contacts@2020-06-23T14:00"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "meeting"}, "activities[0].sessions: only a training has sessions, 'contacts' is a meeting. Say on"),
        ({"attendees": None, "needs": {"guide": 1}, "grants": None}, "nobody attends 'contacts', so nobody can choose"),
        (
            {"sessions": [{"at": "2020-06-23 10:00", "time": "10:00"}]},
            "activities[0].sessions[0].time: at gives the time already. Keep one of them.",
        ),
        (
            {"sessions": [{"on": "2020-06-23"}, {"on": "2020-06-23"}]},
            "activities[0].sessions[1]: 'contacts' has another session on 2020-06-23. Give each session of a day",
        ),
        ({"pins": {"on": "2020-06-23"}}, "a training with sessions has many dates; one cannot be pinned"),
    ],
)
def test_sessions_that_make_no_sense(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as error:
        week({**COURSE, **changes})
    assert told in str(error.value)
