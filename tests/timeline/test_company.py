"""The company's days: holidays, closures, extra working days, and how days are counted."""

import datetime as dt
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.calendar import Calendar
from planner.timeline.company import CompanyDays, Count
from timeline.lay import clock, day, laid, person


def company(language: str = "en", **stated: Any) -> CompanyDays:
    return CompanyDays(Calendar.model_validate(stated), language)


FRANCE = company(country="FR")


@pytest.mark.parametrize(
    ("place", "good_friday", "boxing_day", "july_14"),
    [
        ({"country": "FR"}, False, False, True),
        ({"country": "FR", "subdivision": "Moselle"}, True, True, True),
        ({"country": "FR", "subdivision": "Alsace"}, True, True, True),
        ({"country": "DE"}, True, True, False),
        ({}, False, False, False),
    ],
)
def test_holidays_of_countries(place: dict[str, str], good_friday: bool, boxing_day: bool, july_14: bool) -> None:
    days = company(hours={"mon-sun": ["09:00-12:00"]}, **place)
    off = [not days.works(day(text)) for text in ("2020-04-10", "2020-12-26", "2020-07-14")]
    assert off == [good_friday, boxing_day, july_14]


def test_french_holidays_of_2020() -> None:
    fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]
    moving = ["04-13", "05-21", "06-01"]
    off = [n for n in range(366) if FRANCE.shut(day("2020-01-01") + dt.timedelta(n))]
    assert [f"{day('2020-01-01') + dt.timedelta(n):%m-%d}" for n in off] == sorted(fixed + moving)


@pytest.mark.parametrize(
    ("language", "place", "name"), [("en", "FR", "Armistice Day"), ("fr", "FR", "Armistice"), ("fr", "DE", "")]
)
def test_holidays_are_named_in_the_language_if_there_is_one(language: str, place: str, name: str) -> None:
    closed = company(language, country=place).closed(day("2020-11-11" if name else "2020-10-03"))
    assert closed
    assert (closed.fact, closed.subject) == ("holiday", "calendar/country")
    assert closed.name == (name or "German Unity Day")


def test_why_a_day_is_not_worked() -> None:
    closure = {"from": "2020-08-03", "to": "2020-08-14", "reason": "summer"}
    days = company(country="FR", closed=[closure], open=["2020-11-21", "2020-08-05", "2020-07-14"])
    assert days.closed(day("2020-08-14")) == ("closure", "summer", "calendar/closed/0")
    assert days.closed(day("2020-08-15")) == ("holiday", "Assumption Day", "calendar/country")
    assert days.closed(day("2020-08-16")) == ("day off", "Sunday", "calendar/hours")
    assert days.shut(day("2020-08-16")) is None
    for text in ("2020-11-21", "2020-08-05", "2020-07-14", "2020-08-17"):
        assert days.closed(day(text)) is None


def test_extra_days_take_their_weekdays_hours_or_the_longest() -> None:
    hours = {"mon": ["09:00-17:00"], "tue": ["10:00-12:00"]}
    days = company(country="FR", hours=hours, open=["2020-07-14", "2020-11-21"])
    assert days.hours(day("2020-07-14")) == ((600, 720),)
    assert days.hours(day("2020-11-21")) == ((540, 1020),)
    assert days.extra(day("2020-11-21"))
    assert not days.extra(day("2020-11-22"))
    assert days.hours(day("2020-11-22")) == ()


def test_extra_days_also_for_whose_own_week_is_free() -> None:
    staff = [
        person(id="ana"),
        person(id="bo", hours={"mon-thu": ["08:00-12:00"]}),
        person(id="cy", hours={"mon-sat": ["10:00-11:00"]}),
    ]
    timeline = laid("2020-11-16", "2020-11-29", calendar={"open": ["2020-11-21"]}, staff=staff)
    worked = {
        who: [clock(timeline, one.open(day(text))) for text in ("2020-11-20", "2020-11-21", "2020-11-28")]
        for who, one in timeline.people.items()
    }
    assert worked == {
        "ana": [["20 09:00-12:00", "20 13:00-17:00"], ["21 09:00-12:00", "21 13:00-17:00"], []],
        "bo": [[], ["21 09:00-12:00", "21 13:00-17:00"], []],
        "cy": [["20 10:00-11:00"], ["21 10:00-11:00"], ["28 10:00-11:00"]],
    }


FRIDAY = "2020-07-10"  # 14 July, a holiday, is the Tuesday after


@pytest.mark.parametrize(
    ("start", "days", "count", "landed"),
    [
        (FRIDAY, 0, "calendar", FRIDAY),
        (FRIDAY, 3, "calendar", "2020-07-13"),
        (FRIDAY, -3, "calendar", "2020-07-07"),
        (FRIDAY, 0, "working", FRIDAY),
        (FRIDAY, 1, "working", "2020-07-13"),
        (FRIDAY, 2, "working", "2020-07-15"),
        (FRIDAY, -5, "working", "2020-07-03"),
        ("2020-07-15", -1, "working", "2020-07-13"),
        ("2020-07-15", -2, "working", FRIDAY),
        (FRIDAY, 0, "clear", "2020-07-13"),  # the day after lies on a Saturday and moves on
        (FRIDAY, 2, "clear", "2020-07-13"),
        (FRIDAY, 3, "clear", "2020-07-15"),
        (FRIDAY, 5, "clear", "2020-07-16"),
        (FRIDAY, -2, "clear", "2020-07-07"),
        (FRIDAY, -4, "clear", "2020-07-03"),  # 5 July is a Sunday
        ("2020-07-16", -1, "clear", "2020-07-13"),  # 14 July is a holiday
    ],
)
def test_counting_days(start: str, days: int, count: Count, landed: str) -> None:
    assert str(FRANCE.shift(day(start), days, count)) == landed


@given(st.dates(dt.date(2018, 1, 1), dt.date(2024, 1, 1)), st.integers(-40, 40).filter(bool))
def test_counted_working_days_are_worked(start: dt.date, days: int) -> None:
    landed = FRANCE.shift(start, days, "working")
    assert FRANCE.works(landed)
    step = 1 if days > 0 else -1
    between = [start + n * step * dt.timedelta(1) for n in range(1, abs((landed - start).days) + 1)]
    assert sum(map(FRANCE.works, between)) == abs(days)


def test_working_days_nearest_first() -> None:
    ahead = [str(one) for one in islice(FRANCE.working_days(day(FRIDAY), 1), 3)]
    assert ahead == ["2020-07-13", "2020-07-15", "2020-07-16"]
    back = [str(one) for one in islice(FRANCE.working_days(day("2020-07-15"), -1), 2)]
    assert back == ["2020-07-13", FRIDAY]


def test_never_open_has_no_working_day() -> None:
    shut = company(closed=[{"from": "2020-01-01", "to": "2035-01-01"}])
    assert not list(shut.working_days(day("2020-06-01"), 1))
