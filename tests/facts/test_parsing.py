"""Days, times, durations, weeks and rules as people write them; what is no such thing is told in a sentence."""

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from planner.facts.activities import Activity, Attendees, Need, Terms
from planner.facts.staff import Staff
from planner.facts.times import (
    DAY_MINUTES,
    Days,
    clock_text,
    parse_clock,
    parse_day,
    parse_day_or_moment,
    parse_duration,
    parse_moment,
    parse_span,
    parse_time_of_day,
    parse_week,
    parse_weekday,
    span_text,
    week_text,
)
from planner.facts.when import Away, NthWeekday, RecurrenceRule

DAY = dt.date(2020, 6, 23)
NOON = dt.datetime(2020, 6, 23, 12)


@pytest.mark.parametrize(
    ("parse", "value", "read"),
    [
        (parse_day, "2020-06-23", DAY),
        (parse_day, " 2020-06-23 ", DAY),
        (parse_day, DAY, DAY),
        (parse_day, dt.datetime(2020, 6, 23), DAY),
        (parse_day, "2020-02-29", dt.date(2020, 2, 29)),
        (parse_clock, "9:30", 570),
        (parse_clock, "24:00", DAY_MINUTES),
        (parse_clock, dt.time(9, 30), 570),
        (parse_clock, 570, 570),
        (parse_moment, "2020-06-23 12:00", NOON),
        (parse_moment, "2020-06-23T12:00:00", NOON),
        (parse_moment, "2020-06-22 24:00", dt.datetime(2020, 6, 23)),
        (parse_moment, NOON, NOON),
        (parse_day_or_moment, "2020-06-23", DAY),
        (parse_day_or_moment, DAY, DAY),
        (parse_day_or_moment, "2020-06-23 12:00", NOON),
        (parse_day_or_moment, NOON, NOON),
        (parse_duration, "2h", 120),
        (parse_duration, "1h30", 90),
        (parse_duration, "1 h 30 min", 90),
        (parse_duration, "90 minutes", 90),
        (parse_duration, 45, 45),
        (parse_duration, dt.timedelta(hours=2), 120),
        (parse_weekday, "tue", 1),
        (parse_weekday, " Sunday", 6),
        (parse_weekday, 0, 0),
        (parse_span, "09:00-12:30", (540, 750)),
        (parse_span, "22:00-06:00", (1320, 1800)),
        (parse_span, "18:00-24:00", (1080, 1440)),
        (parse_span, ["09:00", "12:30"], (540, 750)),
        (parse_span, (1320, 1800), (1320, 1800)),
        (parse_time_of_day, "10:00", 600),
        (parse_time_of_day, "10:00-11:00", (600, 660)),
        (parse_time_of_day, (600, 660), (600, 660)),
    ],
)
def test_what_is_read(parse: Any, value: Any, read: Any) -> None:
    assert parse(value) == read


@pytest.mark.parametrize(
    ("parse", "value", "sentence"),
    [
        (parse_day, "23.6.2020", "'23.6.2020' is no day: write it as 2020-06-23"),
        (parse_day, "2020-13-01", "'2020-13-01' is no day: the months go from 01 to 12"),
        (parse_day, "0000-01-01", "'0000-01-01' is no day: the months go from 01 to 12"),
        (parse_day, "2021-02-29", "'2021-02-29' is no day: February 2021 has 28 days"),
        (parse_day, "2020-06-00", "'2020-06-00' is no day: June 2020 has 30 days"),
        (parse_day, NOON, "2020-06-23 12:00:00 is a time, a day is expected: write 2020-06-23"),
        (parse_day, None, "None is no day: write it as 2020-06-23"),
        (parse_clock, "9h", "'9h' is no time of day: write it as 09:30"),
        (parse_clock, "09:60", "'09:60' is no time of day"),
        (parse_clock, "24:01", "'24:01' is no time of day"),
        (parse_clock, True, "True is no time of day"),
        (parse_clock, 1441, "1441 is no time of day"),
        (parse_moment, "2020-06-23", "'2020-06-23' lacks the time of day: write it as 2020-06-23 10:00"),
        (parse_moment, "2020-06-31 10:00", "'2020-06-31' is no day: June 2020 has 30 days"),
        (parse_moment, "9999-12-31 24:00", "'9999-12-31 24:00' is past the last day there is"),
        (parse_moment, NOON.replace(tzinfo=dt.UTC), "names a zone: write local time, the zone is the problem's"),
        (parse_duration, "long", "'long' is no duration: write it as 2h, 1h30 or 90min"),
        (parse_duration, "-1h", "'-1h' is no duration"),
        (parse_duration, True, "True is no duration"),
        (parse_duration, 0, "0 is no duration: it must last at least a minute"),
        (parse_weekday, "tuseday", "'tuseday' is no weekday. Did you mean 'tuesday'?"),
        (parse_weekday, 7, "7 is no weekday"),
        (parse_weekday, True, "True is no weekday"),
        (parse_span, "09:00", "'09:00' is no span of time: write it as 09:00-12:30"),
        (parse_span, "09:00-09:00", "'09:00-09:00' is no span of time: it begins and ends at 09:00"),
        (parse_span, "09:00-25:00", "'25:00' is no time of day"),
        (parse_week, "09:00-17:00", "hours are a mapping: write them as {mon-fri: [09:00-12:30, 14:00-18:00]}"),
        (parse_week, {"mon-wed": [], "tue": []}, "'tue' gives tue a second time: name each weekday once"),
        (parse_week, {"mon-x": []}, "'x' is no weekday"),
    ],
)
def test_what_is_not_read(parse: Any, value: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse(value)


@pytest.mark.parametrize(
    ("week", "days"),
    [
        ({"mon-fri": "09:00-12:00"}, [0, 1, 2, 3, 4]),
        ({"fri-mon": ["09:00-12:00"]}, [0, 4, 5, 6]),
        ({"Monday-Tuesday": ["09:00-12:00"], "sun": "09:00-12:00"}, [0, 1, 6]),
        ({"mon": None, "tue": ["09:00-12:00"]}, [1]),
        ({}, []),
    ],
)
def test_weeks(week: Any, days: list[int]) -> None:
    read = parse_week(week)
    assert [i for i, spans in enumerate(read) if spans == ((540, 720),)] == days
    assert [i for i, spans in enumerate(read) if spans] == days
    assert parse_week(week_text(read)) == parse_week(read) == read


def test_spans_of_a_day_are_sorted() -> None:
    assert parse_week({"mon": ["14:00-18:00", "09:00-12:00"]})[0] == ((540, 720), (840, 1080))


CLOCKS = st.integers(0, DAY_MINUTES)


@given(CLOCKS, CLOCKS)
def test_times_are_written_as_they_are_read(start: int, end: int) -> None:
    assert parse_clock(clock_text(start)) == start
    if start not in (end, DAY_MINUTES) and end:
        span = (start, end) if end > start else (start, end + DAY_MINUTES)
        assert parse_span(span_text(span)) == parse_span(span) == span


def test_days_are_a_sorted_set() -> None:
    read = TypeAdapter(Days).validate_python(["2020-06-24", "2020-06-23", "2020-06-24"])
    assert read == (DAY, dt.date(2020, 6, 24))
    assert TypeAdapter(Days).validate_python("2020-06-23") == (DAY,)


@pytest.mark.parametrize(("month", "number"), [("july", 7), ("Jul", 7), (7, 7), ("12", 12), ("dec", 12), (None, None)])
def test_months(month: Any, number: int | None) -> None:
    assert NthWeekday.model_validate({"weekday": "mon", "nth": 1, "month": month}).month == number


@pytest.mark.parametrize(
    ("nth", "number"), [("first", 1), ("Second", 2), ("fifth", 5), ("last", -1), (-1, -1), ("3", 3)]
)
def test_nth(nth: Any, number: int) -> None:
    assert NthWeekday.model_validate({"weekday": "mon", "nth": nth}).nth == number


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"weekday": "mon", "nth": 1, "month": "juli"}, "'juli' is no month: write it as july"),
        ({"weekday": "mon", "nth": 1, "month": 13}, "13 is no month"),
        ({"weekday": "mon", "nth": "sixth"}, "'sixth' is no place in a month: write first, second, third"),
        ({"weekday": "mon", "nth": 0}, "0 is no place in a month"),
    ],
)
def test_no_month_and_no_place_in_it(stated: Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        NthWeekday.model_validate(stated)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("FREQ=WEEKLY;INTERVAL=0", "has INTERVAL=0 and would never move on: the interval is at least 1"),
        ("FREQ=HOURLY", "'FREQ=HOURLY' is no recurrence of days: write it as FREQ=WEEKLY;BYDAY=MO"),
        ("weekly", "'weekly' is no recurrence of days"),
        ("FREQ=WEEKLY;BYDAY=XX", "'FREQ=WEEKLY;BYDAY=XX' is no recurrence ("),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "is no recurrence ("),
        ("FREQ=WEEKLY;COLOUR=RED", "is no recurrence ("),
    ],
)
def test_rules_that_are_none(rule: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        TypeAdapter(RecurrenceRule).validate_python(rule)


def test_a_rule_is_kept_as_written() -> None:
    for rule in ("freq=weekly;byday=mo", "FREQ=DAILY;INTERVAL=10", "RRULE:FREQ=DAILY;UNTIL=20200101T000000Z"):
        assert TypeAdapter(RecurrenceRule).validate_python(rule) == rule


def test_absences_are_written_as_read() -> None:
    away = Away.model_validate({"from": "2020-06-26 14:00", "to": "2020-06-27", "half": "morning"})
    assert away.model_dump(mode="json", exclude_defaults=True) == {
        "from": "2020-06-26 14:00",
        "to": "2020-06-27",
        "half": "morning",
    }


def test_short_forms() -> None:
    activity: dict[str, Any] = {"kind": "meeting", "id": 7}
    said = Activity.model_validate({**activity, "needs": {"guide": 2, "driver": 1}, "attendees": "all"})
    assert said.needs == (Need(role="guide", count=2), Need(role="driver"))
    assert (said.id, said.attendees) == ("7", Attendees(everyone=True))
    assert said.model_dump(mode="json")["attendees"] == "all"
    one = Activity.model_validate({**activity, "needs": {"role": "guide"}, "attendees": "ana"})
    assert (one.needs, one.attendees) == ((Need(role="guide"),), Attendees(staff=("ana",)))
    roles = Activity.model_validate({**activity, "attendees": {"roles": "guide"}})
    assert roles.attendees == Attendees(roles=("guide",))
    ana = Staff.model_validate({"id": " ana ", "roles": "guide", "skills": ["law"], "hours": {"mon": "09:00-10:00"}})
    assert (ana.id, ana.roles, ana.skills[0].name, ana.hours[0].from_) == ("ana", ("guide",), "law", None)


def test_titles() -> None:
    activity: dict[str, Any] = {"kind": "meeting", "id": "m"}
    assert Activity.model_validate(activity).title == "m"
    assert Activity.model_validate({**activity, "client": "Yurt"}).title == "Yurt"
    assert Activity.model_validate({**activity, "client": "Yurt", "name": "Talk"}).title == "Talk"
    assert (Staff(id="ana").title, Staff(id="ana", name="Ana").title) == ("ana", "Ana")


def test_defaults_fill_in_what_is_not_said() -> None:
    said = Activity.model_validate({"kind": "meeting", "id": "m", "duration": 30, "needs": [], "required": False})
    assert said.under(None) is said
    terms = Terms.model_validate(
        {"duration": "2h", "needs": {"guide": 1}, "required": True, "priority": "high", "partial": True}
    )
    settled = said.under(terms)
    assert (settled.duration, settled.needs, settled.required) == (30, (), False)  # also what is said to be nothing
    assert (settled.priority, settled.partial, settled.optional) == ("high", True, None)
    assert said.priority is None


def test_facts_are_frozen_and_compare() -> None:
    ana = Staff(id="ana")
    assert ana == Staff(id="ana")
    assert hash(ana) == hash(Staff(id="ana"))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(ana, "id", "bo")  # noqa: B010 - mypy forbids it too
