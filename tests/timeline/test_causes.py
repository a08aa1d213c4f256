"""Why somebody cannot be there: each kind of fact, with a phrase and the way to it in the problem."""

import datetime as dt
from typing import Any

import pytest

from planner.timeline.causes import Cause, fits, shut_cause, why_away
from timeline.lay import day, laid, meeting, only, person, visit

TUE = "2020-06-23"


def why(on: str = TUE, start: str | None = None, calendar: Any = None, task: Any = None, **who: Any) -> list[Cause]:
    """Why Ana cannot be at a visit."""
    stated = task or visit(on=on)
    company = calendar or {"country": "FR"}
    timeline = laid("2020-06-01", "2020-07-31", staff=[person(**who)], activities=[stated], calendar=company)
    one, minute = only(timeline), None
    if start:
        minute = timeline.clock.minute(dt.datetime.fromisoformat(f"{on} {start}"))
    found = list(why_away(timeline, one, "ana", day(on), minute))
    assert bool(found) != fits(timeline, one, "ana", day(on), minute)
    return found


def test_who_can_be_there_has_no_cause() -> None:
    assert why() == []
    assert why(start="10:00") == []


def test_employment() -> None:
    assert why(employed={"to": "2020-06-22"}) == [
        Cause("employment", "not employed on Tue 23 June", "staff/ana/employed")
    ]


def test_days_off() -> None:
    assert [one[::2] for one in why(on="2020-06-01")] == [("holiday", "calendar/country")]
    closed = {"closed": [{"from": "2020-06-22", "to": "2020-06-24", "reason": "move"}]}
    assert why(calendar=closed) == [Cause("closure", "move from 22 to 24 June", "calendar/closed/0")]
    assert why(on="2020-06-27") == [Cause("day off", "Sat 27 June is not a working day", "calendar/hours")]
    assert why(hours={"mon": ["09:00-17:00"]}) == [
        Cause("day off", "does not work on Tuesdays (Tue 23 June)", "staff/ana/hours")
    ]


def test_hours() -> None:
    late = "does not work from 16:00 to 18:00 on Tue 23 June"
    assert why(start="16:00") == [Cause("hours", late, "calendar/hours")]
    assert why(start="16:00", hours={"tue": ["09:00-17:00"]}) == [Cause("hours", late, "staff/ana/hours")]
    short = "has no 2 h in a row on Tue 23 June"
    assert why(hours={"tue": ["09:00-10:00"]}) == [Cause("hours", short, "staff/ana/hours")]
    asked = visit(on=TUE, time="07:00-10:00")
    told = "has no 2 h in a row at the times asked for on Tue 23 June"
    assert why(task=asked) == [Cause("hours", told, "calendar/hours")]
    assert why(task=visit(at="2020-06-23 11:30"), start=None) == [
        Cause("hours", "does not work from 11:30 to 13:30 on Tue 23 June", "calendar/hours")
    ]


def test_the_activitys_own_time() -> None:
    away = [{"from": TUE, "to": TUE, "time": "09:30-23:59"}, {"from": TUE, "to": TUE, "time": "00:00-08:30"}]
    (own,) = why(task=visit(on=TUE, time="08:00-12:00", client_away=away))
    assert own == Cause(
        "own time", "its own times leave no room for 2 h on Tue 23 June", "activities/visit/client_away"
    )
    assert [one[::2] for one in why(task=visit(on=TUE, time="09:00-12:00"), start="10:30")] == [
        ("own time", "activities/visit/time"),
        ("hours", "calendar/hours"),
    ]


@pytest.mark.parametrize(
    ("absence", "text"),
    [
        ({"from": "2020-06-22", "to": "2020-06-24"}, "leave from 22 to 24 June"),
        ({"from": TUE, "to": TUE}, "leave on Tue 23 June"),
        ({"every": "FREQ=WEEKLY;BYDAY=TU"}, "leave on Tue 23 June"),
        ({"from": TUE, "to": TUE, "time": "08:00-24:00"}, "leave on Tue 23 June from 08:00 to 24:00"),
        ({"from": "2020-06-20", "to": "2020-07-02"}, "leave from 20 June to 2 July"),
        ({"from": "2020-06-23 08:00", "to": "2020-06-23 16:00"}, "leave on Tue 23 June from 08:00 to 16:00"),
        (
            {"from": "2020-06-22 10:00", "to": "2020-06-23 16:00"},
            "leave from Mon 22 June, 10:00, to Tue 23 June, 16:00",
        ),
    ],
)
def test_absences(absence: dict[str, str], text: str) -> None:
    assert why(absences=[{**absence, "reason": "leave"}]) == [Cause("absence", text, "staff/ana/absences/0")]


def test_absences_that_leave_room_are_no_cause() -> None:
    assert why(absences=[{"from": TUE, "to": TUE, "half": "morning"}]) == []
    far = {"from": "2020-06-25", "to": "2020-06-25"}
    both = [far, {"from": TUE, "to": TUE, "half": "morning"}, {"from": TUE, "to": TUE, "half": "afternoon"}]
    assert [one.text for one in why(absences=both)] == ["away in the afternoon of Tue 23 June"]  # without it she could
    (one,) = why(start="10:00", absences=both)
    assert one == Cause("absence", "away in the morning of Tue 23 June", "staff/ana/absences/1")
    twice = [{"from": TUE, "to": TUE}, {"from": "2020-06-22", "to": TUE, "reason": "leave"}]
    assert [one.text for one in why(absences=twice)] == ["away on Tue 23 June", "leave from 22 to 23 June"]


def test_all_facts_together_are_needed() -> None:
    leave = [{"from": "2020-06-27", "to": "2020-06-27"}]
    assert [one.fact for one in why(on="2020-06-27", absences=leave, employed={"to": "2020-06-22"})] == [
        "employment",
        "day off",
        "absence",
    ]


def test_whole_days() -> None:
    course = {"kind": "training", "id": "course", "needs": {"guide": 1}}
    touched = [{"from": "2020-06-23 16:00", "to": "2020-06-23 17:00"}]
    assert [one.fact for one in why(task={**course, "on": TUE}, absences=touched)] == ["absence"]
    assert why(task={**course, "on": TUE, "needs": None, "attendees": ["ana"]}, absences=touched) == []
    fair = {**course, "kind": "fair", "from": "2020-06-22", "to": "2020-06-24"}
    assert [one.text for one in why(on="2020-06-22", task=fair, absences=touched)] == [
        "away on Tue 23 June from 16:00 to 17:00"
    ]
    assert [one.fact for one in why(on="2020-06-22", task=fair, hours={"mon": ["09:00-12:00"]})] == ["day off"] * 2


def test_several_days_at_one_hour() -> None:
    fair = {"kind": "fair", "id": "fair", "duration": "2h", "time": "10:00", "needs": {"guide": 1}}
    days = {"from": "2020-06-22", "to": "2020-06-24"}
    assert why(on="2020-06-22", task={**fair, **days}) == []
    told = "does not work from 10:00 to 12:00 on Mon 22 June"
    short = [{"week": {"mon": ["09:00-10:00"], "tue": ["09:00-12:00"], "wed": ["09:00-12:00"]}}]
    assert [one.text for one in why(on="2020-06-22", task={**fair, **days}, hours=short)] == [told]
    doctor = [{"from": "2020-06-24 11:00", "to": "2020-06-24 11:30"}]
    assert [one.fact for one in why(on="2020-06-22", task={**fair, **days}, absences=doctor)] == ["absence"]


def test_the_eve_may_be_what_is_missing() -> None:
    nights: dict[str, Any] = {"calendar": {"hours": {"mon-fri": ["22:00-06:00"]}}}
    early = visit(at="2020-06-22 02:00")
    timeline = laid(staff=[person()], activities=[early], **nights)
    found = list(why_away(timeline, only(timeline), "ana", day("2020-06-22")))
    assert found == [Cause("day off", "Sun 21 June is not a working day", "calendar/hours")]
    late = laid(staff=[person()], activities=[visit(at="2020-06-23 07:00")], **nights)
    assert [one.fact for one in why_away(late, only(late), "ana", day(TUE))] == ["hours"]


def test_on_days_off() -> None:
    assert why(on="2020-06-27", task=visit(on="2020-06-27", on_days_off=True)) == []
    gone = [{"from": "2020-06-26", "to": "2020-06-28"}]
    (one,) = why(on="2020-06-27", task=visit(on="2020-06-27", on_days_off=True), absences=gone)
    assert one.text == "away from 26 to 28 June"
    assert [one.fact for one in why(task=meeting(on=TUE), absences=[{"from": TUE, "to": TUE}])] == ["absence"]


def test_another_day_is_never_possible() -> None:
    timeline = laid(staff=[person()], activities=[visit(on=TUE)])
    assert timeline.starts(only(timeline), "ana", day("2020-06-24")) == ()
    assert timeline.possible(only(timeline))
    shut = laid(staff=[person()], activities=[visit(on="2020-06-27")])
    assert not shut.possible(only(shut))
    assert shut.choices(only(shut), 15) == {}


def test_why_everybody_is_away() -> None:
    closed = {"country": "FR", "closed": [{"from": "2020-06-22", "to": "2020-06-24", "reason": "move"}]}
    timeline = laid(calendar=closed)
    told = []
    for text in ("2020-06-01", TUE, "2020-06-27"):
        shut = timeline.company.closed(day(text))
        assert shut
        told.append(shut_cause(timeline, shut, day(text)))
    assert [one[::2] for one in told] == [
        ("holiday", "calendar/country"),
        ("closure", "calendar/closed/0"),
        ("day off", "calendar/hours"),
    ]
    assert [one.text for one in told[1:]] == ["move from 22 to 24 June", "Sat 27 June is not a working day"]


def test_an_absence_is_told_with_its_own_days_also_past_the_horizon() -> None:
    leave = {"from": "2020-05-20", "to": "2020-07-02", "reason": "leave"}
    timeline = laid(staff=[person(absences=[leave])], activities=[visit(on=TUE)])
    (one,) = why_away(timeline, only(timeline), "ana", day(TUE))
    assert one.text == "leave from 20 May to 2 July"
