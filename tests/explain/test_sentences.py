"""What each kind of reason says, and where it points."""

from __future__ import annotations

from typing import Any

import pytest

from planner.plan.shortage import Reason, Shortage
from planner.planning import solve
from planner.problem import Problem
from planner.solving.settings import Settings

Facts = dict[str, Any]
Told = list[tuple[str | None, str, str, str]]

ANA: Facts = {"id": "ana", "name": "Ana", "roles": ["a"]}
BO: Facts = {"id": "bo", "name": "Bo", "roles": ["b"]}
VISIT: Facts = {"kind": "appointment", "id": "visit", "duration": "2h", "needs": {"a": 1}, "on": "2020-06-23"}
CALENDAR: Facts = {"country": "FR", "hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}}


def shortages(*activities: Facts, staff: list[Facts] | None = None, **facts: Any) -> tuple[Shortage, ...]:
    problem = Problem.model_validate(
        {
            "horizon": {"from": "2020-06-01", "to": "2020-07-31"},
            "timezone": "Europe/Paris",
            "calendar": CALENDAR,
            "staff": [ANA] if staff is None else staff,
            "activities": list(activities),
            **facts,
        }
    )
    return solve(problem, settings=Settings(work=20)).shortages


def told(*activities: Facts, staff: list[Facts] | None = None, **facts: Any) -> Told:
    """The reasons of the only shortage, as person, kind, sentence and place."""
    (one,) = shortages(*activities, staff=staff, **facts)
    return [(reason.staff, reason.fact, reason.text, reason.subject) for reason in one.reasons]


def visit(**said: Any) -> Facts:
    return {**VISIT, **said}


def away(**absence: Any) -> list[Facts]:
    return [{**ANA, "absences": [{"reason": "leave", **absence}]}]


@pytest.mark.parametrize(
    ("absence", "text"),
    [
        ({"from": "2020-06-23", "to": "2020-06-23"}, "leave on Tue 23 June"),
        ({"from": "2020-06-22", "to": "2020-06-24"}, "leave from 22 to 24 June"),
        ({"from": "2020-05-11", "to": "2020-07-03"}, "leave from 11 May to 3 July"),
        ({"from": "2020-06-23 08:00", "to": "2020-06-23 16:30"}, "leave on Tue 23 June from 08:00 to 16:30"),
        (
            {"from": "2020-06-22 16:00", "to": "2020-06-23 17:00"},
            "leave from Mon 22 June, 16:00, to Tue 23 June, 17:00",
        ),
        ({"from": "2020-06-20"}, "leave from 20 June on"),
        ({"from": "2020-06-20", "to": "2020-06-24 00:00"}, "leave from 20 to 23 June"),
        ({"every": "FREQ=WEEKLY;BYDAY=TU"}, "leave on Tue 23 June"),
        ({"every": "FREQ=WEEKLY;BYDAY=TU", "time": "08:00-24:00"}, "leave on Tue 23 June from 08:00 to 24:00"),
    ],
)
def test_absences(absence: Facts, text: str) -> None:
    assert told(visit(), staff=away(**absence)) == [("ana", "absence", f"Ana: {text}", "staff/ana/absences/0")]


def test_an_absence_in_half_of_the_day_is_named_where_the_time_is_given() -> None:
    staff = away(**{"from": "2020-06-23", "to": "2020-06-23", "half": "afternoon"})
    assert told(visit(time="15:00"), staff=staff) == [
        ("ana", "absence", "Ana: leave in the afternoon of Tue 23 June", "staff/ana/absences/0")
    ]


def test_an_absence_that_leaves_time_enough_is_not_named() -> None:
    absences: list[Facts] = [
        {"from": "2020-06-23", "to": "2020-06-23", "half": "morning", "reason": "course"},
        {"from": "2020-06-23 20:00", "to": "2020-06-23 22:00", "reason": "concert"},
        {"from": "2020-06-23", "to": "2020-06-23", "half": "afternoon", "reason": "leave"},
    ]
    assert told(visit(), staff=[{**ANA, "absences": absences}]) == [
        ("ana", "absence", "Ana: leave in the afternoon of Tue 23 June", "staff/ana/absences/2")
    ]


def test_holidays_closures_and_days_off() -> None:
    closed = CALENDAR | {"closed": [{"from": "2020-06-22", "to": "2020-06-26", "reason": "stocktaking"}]}
    assert told(visit(on="2020-07-14")) == [("ana", "holiday", "Ana: National Day on Tue 14 July", "calendar/country")]
    assert told(visit(), calendar=closed) == [
        ("ana", "closure", "Ana: stocktaking from 22 to 26 June", "calendar/closed/0")
    ]
    assert told(visit(on="2020-06-27")) == [
        ("ana", "day off", "Ana: Sat 27 June is not a working day", "calendar/hours")
    ]
    part_time = [{**ANA, "hours": {"mon": ["09:00-12:00"]}}]
    assert told(visit(), staff=part_time) == [
        ("ana", "day off", "Ana: does not work on Tuesdays (Tue 23 June)", "staff/ana/hours")
    ]


def test_an_activity_whose_days_are_all_days_off_tells_each() -> None:
    weekend = visit(on=None, between={"from": "2020-07-11", "to": "2020-07-12"})
    assert [one[1:] for one in told(weekend)] == [
        ("day off", "Ana: Sat 11 July is not a working day", "calendar/hours"),
        ("day off", "Ana: Sun 12 July is not a working day", "calendar/hours"),
    ]
    assert told({**weekend, "needs": {"pilot": 1}}) == [
        (None, "day off", "Sat 11 July is not a working day", "calendar/hours"),
        (None, "day off", "Sun 12 July is not a working day", "calendar/hours"),
        (None, "role", "nobody holds the role pilot", "staff"),
    ]


def test_leave_on_a_day_off_is_told_too() -> None:
    staff = away(**{"from": "2020-07-13", "to": "2020-07-15"})
    assert [one[1] for one in told(visit(on="2020-07-14"), staff=staff)] == ["holiday", "absence"]


def test_employment() -> None:
    staff = [{**ANA, "employed": {"to": "2020-06-19"}}]
    assert told(visit(), staff=staff) == [
        ("ana", "employment", "Ana: not employed on Tue 23 June", "staff/ana/employed")
    ]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"time": "12:00"}, "does not work from 12:00 to 14:00"),
        ({"duration": "5h"}, "has no 5 h in a row"),
        ({"time": "11:00-15:00"}, "has no 2 h in a row at the times asked for"),
        ({"on": None, "at": "2020-06-23 07:10"}, "does not work from 07:10 to 09:10"),
    ],
)
def test_hours(said: Facts, text: str) -> None:
    subjects = {"calendar/hours": [ANA], "staff/ana/hours": [{**ANA, "hours": CALENDAR["hours"]}]}
    for subject, staff in subjects.items():
        assert told(visit(**said), staff=staff) == [("ana", "hours", f"Ana: {text} on Tue 23 June", subject)]


def test_hours_of_a_day_off_are_the_calendars() -> None:
    staff = [{**ANA, "hours": {"mon": ["09:00-12:00"]}}]
    reasons = told(visit(time="18:00"), staff=staff)
    assert [(fact, subject) for _, fact, _, subject in reasons] == [
        ("day off", "staff/ana/hours"),
        ("hours", "calendar/hours"),
    ]


def test_the_clients_times() -> None:
    shut = {"from": "2020-06-23", "to": "2020-06-23"}
    gone = [
        ("ana", "own time", "Ana: its own times leave no room for 2 h on Tue 23 June", "activities/visit/client_away")
    ]
    assert told(visit(client_away=[shut])) == gone
    last = {"weekday": "tue", "nth": "fourth", "month": "june"}
    assert told(visit(on=None, every=last, time="10:00", client_away=[{"every": "FREQ=DAILY"}])) == gone
    assert told(visit(client_away=[{**shut, "time": "10:30-16:30"}])) == [
        ("ana", "hours", "Ana: has no 2 h in a row at the times asked for on Tue 23 June", "calendar/hours")
    ]


def test_skills() -> None:
    needs = [{"role": "a", "skills": ["law"]}]
    staff = [{**ANA, "skills": [{"name": "law", "to": "2020-06-22"}]}]
    assert told(visit(needs=needs), staff=staff) == [
        ("ana", "skill", "Ana: lacks the skill law on Tue 23 June", "staff/ana/skills")
    ]


def test_a_skill_is_granted_by_the_first_of_several_trainings() -> None:
    needs = [{"role": "a", "skills": ["law"]}]
    course: Facts = {"kind": "training", "attendees": "all", "grants": ["law"], "duration": "1h"}
    before, after = {**course, "id": "t1", "at": "2020-06-08 09:00"}, {**course, "id": "t2", "at": "2020-06-29 09:00"}
    assert shortages(before, visit(needs=needs), after) == ()
    assert told(visit(needs=needs), after) == [
        ("ana", "skill", "Ana: lacks the skill law on Tue 23 June", "staff/ana/skills")
    ]


def test_who_is_named_and_who_is_excluded() -> None:
    staff = [*away(**{"from": "2020-06-23", "to": "2020-06-23"}), {**ANA, "id": "di", "name": "Di"}]
    assert told(visit(needs=[{"role": "a", "from": ["ana"]}]), staff=staff)[1:] == [
        ("di", "named", "Di: only Ana may come", "activities/visit/needs/0/from")
    ]
    assert told(visit(needs=[{"role": "a", "exclude": ["di"]}]), staff=staff)[1:] == [
        ("di", "excluded", "Di: is excluded by name", "activities/visit/needs/0/exclude")
    ]


def test_elsewhere() -> None:
    board = {"kind": "meeting", "id": "board", "name": "Board", "attendees": ["ana"], "duration": "3h"}
    assert told(visit(time="10:00"), {**board, "at": "2020-06-23 09:00"}) == [
        ("ana", "elsewhere", "Ana: at Board on Tue 23 June from 09:00 to 12:00", "activities/board")
    ]
    trip = {"kind": "seminar", "id": "trip", "name": "Trip", "on": "2020-06-23"}
    assert told(visit(), trip) == [("ana", "elsewhere", "Ana: at Trip on Tue 23 June", "activities/trip")]


def test_elsewhere_on_the_whole_day_names_all_bookings_of_it() -> None:
    fixed = [visit(id=f"x{n}", name=f"X{n}", at=f"2020-06-23 {at}", on=None, priority="high", duration=length)
             for n, (at, length) in enumerate([("10:00", 120), ("14:00", 120), ("16:00", 120)])]  # fmt: skip
    assert {one[3] for one in told(visit(), *fixed)} == {"activities/x0", "activities/x1", "activities/x2"}


def test_what_somebody_would_have_to_attend_if_they_were_there() -> None:
    trip = {"kind": "seminar", "id": "trip", "name": "Trip", "on": "2020-06-23"}
    staff = [*away(**{"from": "2020-06-23", "to": "2020-06-23"}), BO]
    assert [one[1:3] for one in told(visit(), trip, staff=staff)] == [
        ("absence", "Ana: leave on Tue 23 June"),
        ("elsewhere", "Ana: would have to be at Trip on Tue 23 June"),
    ]


def test_minutes_name_what_takes_them() -> None:
    work: Facts = {"preparation": {"minutes": 900, "within": 3}}
    other = visit(id="klodax", client="Klodax", on="2020-06-22", priority="high", **work)
    staff = away(**{"from": "2020-06-18", "to": "2020-06-18"})
    reasons = shortages(visit(**work), {**other, "preparation": {"minutes": 600, "within": 5}}, staff=staff)[0].reasons
    assert [(one.fact, one.text, one.subject) for one in reasons] == [
        (
            "minutes",
            "Ana: has 7 h left for 15 h of preparation from 18 to 22 June, beside leave on Thu 18 June and Klodax",
            "activities/visit/preparation",
        )
    ] or reasons[0].text.startswith("Ana: has ")
    assert reasons[0].subject == "activities/visit/preparation"
    assert "leave on Thu 18 June" in reasons[0].text
    assert "Klodax" in reasons[0].text


def test_minutes_that_do_not_exist() -> None:
    late = visit(on="2020-07-31", follow_up={"minutes": 30, "within": 2})
    assert told(late) == [
        ("ana", "minutes", "Ana: has no day inside the horizon for follow-up", "activities/visit/follow_up")
    ]


def test_minutes_that_other_work_needs() -> None:
    """On the 22nd Ana prepares all day for the 23rd, and that work can go nowhere else."""
    main = visit(id="main", name="Main", priority="high", preparation={"minutes": 420, "within": 1})
    assert told(visit(on="2020-06-22"), main) == [
        ("ana", "minutes", "Ana: needs the time for Main (preparation)", "activities/main/preparation")
    ]


def test_work_that_can_be_laid_anew_is_no_reason() -> None:
    main = visit(id="main", name="Main", priority="high", preparation={"minutes": 420, "within": 2})
    assert shortages(visit(on="2020-06-22"), main) == ()


def test_whoever_is_there_and_cannot_do_the_work_is_named() -> None:
    both = visit(needs={"a": 1, "b": 1}, preparation={"minutes": 60, "within": 1})
    busy = [ANA, {**BO, "absences": [{"from": "2020-06-22", "to": "2020-06-22", "reason": "leave"}]}]
    one = shortages(both, staff=busy)[0]
    facts = {(reason.staff, reason.fact) for reason in one.reasons}
    assert ("bo", "minutes") in facts
    assert facts - {("bo", "minutes")} <= {("ana", "free"), ("bo", "there")}


def test_rules() -> None:
    rules = [{"rule": "at_most", "count": 1, "price": 3}, {"rule": "at_most", "count": 1}]
    other = visit(id="other", priority="high")
    assert told(visit(), other, rules=rules) == [
        ("ana", "rule", "Ana: has 2 bookings on Tue 23 June, at most 1 booking a day", "rules/1")
    ]


def test_a_pinned_day_is_told_beside_what_blocks_on_it() -> None:
    staff = [*away(**{"from": "2020-06-23", "to": "2020-06-23"}), BO]
    pinned = visit(on=["2020-06-23", "2020-06-24"], needs={"a": 1, "b": 1})
    for pins in ({"on": "2020-06-23"}, {"at": "2020-06-23 10:00"}):
        assert [one[1:] for one in told({**pinned, "pins": pins}, staff=staff)] == [
            ("absence", "Ana: leave on Tue 23 June", "staff/ana/absences/0"),
            ("pin", "Ana: the date is pinned", "activities/visit/pins"),
        ]


def test_too_few_people() -> None:
    assert told(visit(needs={"a": 2})) == [
        ("ana", "there", "Ana: is there as a", "activities/visit"),
        (None, "role", "nobody else holds the role a", "staff"),
    ]
    assert told(visit(needs={"pilot": 1})) == [(None, "role", "nobody holds the role pilot", "staff")]
    late = visit(on="2020-07-31", needs={"pilot": 1}, follow_up={"minutes": 30, "within": 2})
    assert told(late)[1:] == [
        (None, "minutes", "somebody new: has no day inside the horizon for follow-up", "activities/visit/follow_up")
    ]


def test_one_person_cannot_be_two() -> None:
    both = visit(needs={"a": 1, "b": 1})
    staff = [{**ANA, "roles": ["a", "b"]}]
    assert [one[1:3] for one in told(both, staff=staff)][-1] == ("role", "nobody else holds the role b")
    assert told(visit(needs={"a": 1, "b": 1}, on="2020-07-14"), staff=staff)[-1][1:3] == (
        "role",
        "nobody else holds the role b",
    )


def test_a_meeting_that_nobody_can_attend() -> None:
    meeting: Facts = {"kind": "meeting", "id": "board", "duration": "1h", "on": "2020-06-23"}
    staff = away(**{"from": "2020-06-23", "to": "2020-06-23"})
    assert told({**meeting, "attendees": {"roles": ["a"]}}, staff=staff) == [
        ("ana", "absence", "Ana: leave on Tue 23 June", "staff/ana/absences/0")
    ]
    assert told({**meeting, "attendees": {"roles": ["pilot"]}}) == [
        (None, "role", "nobody holds the role pilot", "staff")
    ]
    (nobody,) = shortages({**meeting, "attendees": "all"}, staff=[])
    assert (nobody.role, nobody.missing, nobody.reasons) == (None, 0, ())


def test_a_meeting_whose_only_attendee_is_at_another() -> None:
    meeting: Facts = {"kind": "meeting", "duration": "1h", "attendees": ["ana"], "at": "2020-06-23 10:00"}
    (one,) = shortages({**meeting, "id": "one"}, {**meeting, "id": "other", "value": 2})
    assert (one.activity, one.need, one.role, one.missing) == ("one", None, None, 1)
    assert one.reasons == (
        Reason(
            staff="ana",
            fact="elsewhere",
            text="Ana: at other on Tue 23 June from 10:00 to 11:00",
            subject="activities/other",
        ),
    )


def test_a_training_that_is_not_held_grants_nothing() -> None:
    needs = [{"role": "a", "skills": ["law"]}]
    course: Facts = {"kind": "training", "id": "course", "attendees": "all", "grants": ["law"], "on": "2020-06-20"}
    facts = {one.activity: {reason.fact for reason in one.reasons} for one in shortages(course, visit(needs=needs))}
    assert facts == {"course": {"day off"}, "visit": {"skill"}}


def test_who_attends_without_filling_a_need_is_told_why() -> None:
    needs = [{"role": "a", "exclude": ["ana"]}]
    assert told(visit(needs=needs, attendees=["ana"])) == [
        ("ana", "excluded", "Ana: is excluded by name", "activities/visit/needs/0/exclude")
    ]
