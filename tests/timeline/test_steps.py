"""When steps fall due, on which days they may be done, by whom, in which order."""

from typing import Any

import pytest

from planner.timeline.oddities import oddities
from planner.timeline.steps import backup, choices, dues
from planner.timeline.unable import why_unable
from timeline.lay import day, laid, only, visit

FRANCE: dict[str, Any] = {"calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}}}
STAFF = [
    {"id": "ana", "name": "Ana", "roles": ["officer"]},
    {"id": "bo", "name": "Bo", "roles": ["officer"]},
    {"id": "cy", "name": "Cy", "roles": ["guide"]},
]


def dated(step: dict[str, Any], away: dict[str, list[dict[str, Any]]] | None = None, **said: Any) -> Any:
    """The one step of a visit on Tuesday 23 June 2020, with the time line."""
    staff = [one | {"absences": (away or {}).get(str(one["id"]), [])} for one in STAFF]
    activity = visit(**{"on": "2020-06-23", "steps": [{"name": "menu", **step}], **said})
    timeline = laid("2020-05-01", "2020-07-31", staff=staff, activities=[activity], **FRANCE)
    task = only(timeline)
    (due,) = dues(timeline, task, task.days[0])
    return timeline, due


def told(step: dict[str, Any], away: dict[str, list[dict[str, Any]]] | None = None, **said: Any) -> list[str]:
    """Every way to do it, the best first."""
    timeline, due = dated(step, away, **said)
    return [f"{one.person} {one.day:%d/%m} {one.place}" for one in choices(timeline, due)]


@pytest.mark.parametrize(
    ("step", "due"),
    [
        ({"days": -15, "count": "calendar"}, "2020-06-08"),
        ({"days": -2}, "2020-06-19"),
        ({"days": -14, "count": "clear"}, "2020-06-08"),
        ({"days": -15, "count": "clear"}, "2020-06-05"),  # the 7th is a Sunday
        ({"days": 0}, "2020-06-23"),
        ({"days": 4, "count": "calendar"}, "2020-06-27"),
        ({"days": 15}, "2020-07-15"),  # the 14th is a holiday
        ({"hours": 48}, "2020-06-03"),
        ({"hours": 14}, "2020-06-01"),  # by midnight
        ({"hours": 15}, "2020-06-02"),
    ],
)
def test_when_a_step_falls_due(step: dict[str, Any], due: str) -> None:
    assert dated(step, requested="2020-06-01 10:00")[1].due == day(due)


def test_a_step_is_done_on_the_day_on_which_it_falls_due() -> None:
    assert told({"days": -2, "owner": "ana", "within": 1}) == ["ana 19/06 0", "ana 18/06 1"]
    assert told({"days": -2, "owner": "ana", "within": 0}) == ["ana 19/06 0"]


def test_it_is_brought_forward_where_the_owner_is_away_and_handed_over_only_then() -> None:
    leave = {"ana": [{"from": "2020-06-18", "to": "2020-06-19"}]}
    step = {"days": -2, "owner": "ana", "deputies": ["bo"], "within": 3}
    assert told(step, leave)[:3] == ["ana 17/06 0", "ana 16/06 1", "bo 19/06 2"]
    assert told({**step, "within": 1}, leave) == ["bo 19/06 0", "bo 18/06 1"]
    assert told({**step, "deputies": [], "within": 1}, leave) == []


def test_closed_days_are_no_days_for_it() -> None:
    whit_monday = {"days": -22, "count": "calendar", "owner": "ana", "within": 1}
    assert told(whit_monday) == ["ana 29/05 0"]
    assert told({**whit_monday, "owner": None}) == ["None 29/05 0"]
    assert told({**whit_monday, "owner": None, "within": 0}) == []


def test_nothing_is_done_before_it_is_asked_for_or_before_the_activity_is_over() -> None:
    step = {"days": -2, "owner": "ana"}
    assert told(step, requested="2020-06-18 17:00") == ["ana 19/06 0", "ana 18/06 1"]
    assert told({**step, "minutes": 90}, requested="2020-06-18 17:00") == ["ana 19/06 0"]
    assert told({"days": 2, "owner": "ana"}) == ["ana 25/06 0", "ana 24/06 1"]
    contact = {"hours": 48, "owner": "ana", "deputies": ["bo"]}
    late = "2020-06-19 17:30"  # a Friday: within 48 hours means on that Friday
    assert told(contact, requested=late) == ["ana 19/06 0", "bo 19/06 1"]
    assert told({**contact, "minutes": 45}, requested=late) == []


def test_a_role_stands_for_all_its_holders_and_assigned_for_those_who_fill_a_need() -> None:
    step = {"days": -2, "within": 0}
    assert told({**step, "owner": "officer"}) == ["ana 19/06 0", "bo 19/06 0"]
    assert told({**step, "owner": "bo", "deputies": ["officer"]}) == ["bo 19/06 0", "ana 19/06 1"]
    timeline, due = dated({**step, "owner": "assigned", "deputies": ["guide"]})
    assert [(one.person, one.assigned) for one in choices(timeline, due)] == [("cy", True), ("cy", False)]
    assert backup(timeline, due, "bo", due.due, ()) == "cy"
    assert backup(timeline, due, "cy", due.due, ("cy",)) is None


def test_what_is_done_is_valid_for_so_long() -> None:
    _, due = dated({"days": -2, "valid_months": 1})
    assert due.valid_until(day("2020-01-31")) == day("2020-02-29")
    assert due.valid_until(day("2020-06-19")) == day("2020-07-19")
    _, due = dated({"days": -2, "valid_days": 30})
    assert due.valid_until(day("2020-06-19")) == day("2020-07-19")
    assert dated({"days": -2})[1].valid_until(day("2020-06-19")) is None


def test_why_somebody_cannot() -> None:
    away = {"ana": [{"from": "2020-06-18", "to": "2020-06-18", "reason": "leave"}]}
    timeline, due = dated({"days": -2, "owner": "ana", "minutes": 240}, away, requested="2020-06-17 15:00")

    def why(person: str, on: str) -> list[tuple[str, str, str]]:
        return [(one.fact, one.text, one.subject) for one in why_unable(timeline, due, person, day(on))]

    assert why("ana", "2020-06-19") == []
    assert why("ana", "2020-06-18") == [("absence", "leave on Thu 18 June", "staff/ana/absences/0")]
    late = "has too little time between the request and the term on Wed 17 June"
    assert why("bo", "2020-06-17") == [("request", late, "activities/visit/requested")]
    off = "does not work on Saturdays (Sat 20 June)"
    assert why("bo", "2020-06-20") == [("day off", off, "calendar/hours")]
    timeline, due = dated({"days": -2, "owner": "ana", "minutes": 480})
    assert why("bo", "2020-06-01") == [("holiday", "Pentecost Monday on Mon 1 June", "calendar/country")]
    short = "works 7 h of the 8 h asked for on Fri 19 June"
    assert why("bo", "2020-06-19") == [("hours", short, "calendar/hours")]


def test_what_is_not_planned_is_noticed() -> None:
    steps = [{"name": "menu", "days": -60}, {"name": "thanks", "days": 60}, {"name": "survey", "days": 3}]
    odd = visit(on="2020-06-23", steps=steps, requires=["budget"], details={"budgett": 3})
    told = set(oddities(laid(staff=STAFF, activities=[odd])))
    assert {"visit: outside the horizon and not planned: menu and thanks", "visit: nothing requires budgett"} <= told
    told = set(oddities(laid(staff=STAFF, activities=[visit(on="2020-06-23", requested="2020-06-02 09:00")])))
    assert "visit: no step counts from the request" in told
