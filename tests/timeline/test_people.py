"""Each person's time: absences of every form, hours from a date on, employment, presence."""

from typing import Any

import pytest

from planner.timeline.spans import total
from timeline.lay import clock, day, laid, person


def away(**absence: Any) -> list[str]:
    """The spans of one absence in June, on summer time."""
    stated = {key.rstrip("_"): one for key, one in absence.items()}
    timeline = laid(staff=[person(absences=[stated])], calendar={"hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}})
    return clock(timeline, timeline.people["ana"].away)


@pytest.mark.parametrize(
    ("absence", "spans"),
    [
        ({"from": "2020-06-22", "to": "2020-06-24"}, ["22 00:00-25 00:00"]),
        ({"from": "2020-06-22", "to": "2020-06-22"}, ["22 00:00-23 00:00"]),
        ({"from": "2020-06-26 14:00", "to": "2020-06-26 18:00"}, ["26 14:00-18:00"]),
        ({"from": "2020-06-26 14:00", "to": "2020-06-27"}, ["26 14:00-28 00:00"]),
        ({"from": "2020-06-26", "to": "2020-06-27 12:00"}, ["26 00:00-27 12:00"]),
        ({"from": "2020-06-28"}, ["28 00:00-02 00:00"]),  # the morning after the horizon included
        ({"from": "2020-06-29 10:00"}, ["29 10:00-01 00:00"]),
        ({"from": "2020-06-30", "half": "morning"}, ["30 00:00-13:15", "01 00:00-13:15"]),
        ({"from": "2020-06-24", "to": "2020-06-24", "half": "morning"}, ["24 00:00-13:15"]),
        ({"from": "2020-06-24", "to": "2020-06-24", "half": "afternoon"}, ["24 13:15-25 00:00"]),
        ({"from": "2020-06-23", "to": "2020-06-24", "time": "10:00-11:00"}, ["23 10:00-11:00", "24 10:00-11:00"]),
        ({"every": "FREQ=WEEKLY;BYDAY=WE", "to": "2020-06-10"}, ["03 00:00-04 00:00", "10 00:00-11 00:00"]),
        (
            {"every": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "from": "2020-05-27"},
            ["10 00:00-11 00:00", "24 00:00-25 00:00"],
        ),
        (
            {"every": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "to": "2020-06-30"},
            ["03 00:00-04 00:00", "17 00:00-18 00:00"],
        ),
        (
            {"every": {"weekday": "fri", "nth": "last"}, "time": "14:00-16:00"},
            ["26 14:00-16:00"],
        ),
        ({"every": "FREQ=MONTHLY;BYMONTHDAY=9", "half": "afternoon"}, ["09 13:15-10 00:00"]),
        ({"from": "2021-01-01", "to": "2021-01-31"}, []),
        ({"from": "2019-01-01", "to": "2019-01-31"}, []),
        ({"from": "2019-01-01", "to": "2020-06-01"}, ["31 00:00-02 00:00"]),  # the eve of the horizon included
    ],
)
def test_absences_of_every_form(absence: dict[str, Any], spans: list[str]) -> None:
    assert away(**absence) == spans


@pytest.mark.parametrize(
    ("hours", "cut"),
    [
        ({"mon-fri": ["09:00-17:00"]}, "12:00"),
        ({"mon-fri": ["08:00-10:00", "10:30-11:30", "13:30-16:00"]}, "12:30"),
        ({"mon-fri": ["08:00-10:00", "12:00-13:00", "13:30-16:00"]}, "11:00"),
        ({"mon": ["08:00-12:00", "13:00-16:00"]}, "12:30"),  # on a day off, as on the longest day
    ],
)
def test_half_a_day_ends_in_the_longest_break(hours: dict[str, list[str]], cut: str) -> None:
    half = {"from": "2020-06-24", "to": "2020-06-24", "half": "morning"}
    timeline = laid(staff=[person(absences=[half])], calendar={"hours": hours})
    assert clock(timeline, timeline.people["ana"].away) == [f"24 00:00-{cut}"]


def opened(*days: str, **stated: Any) -> list[list[str]]:
    timeline = laid(staff=[person(**stated)])
    return [clock(timeline, timeline.people["ana"].open(day(f"2020-06-{one}"))) for one in days]


def test_hours_from_a_date_on() -> None:
    hours = [{"week": {"mon": ["08:00-10:00"]}}, {"from": "2020-06-15", "week": {"mon": ["10:00-11:00"]}}]
    assert opened("08", "09", "15", "22", hours=hours) == [
        ["08 08:00-10:00"],
        [],
        ["15 10:00-11:00"],
        ["22 10:00-11:00"],
    ]
    later = [{"from": "2020-06-15", "week": {"mon": ["10:00-11:00"]}}]
    assert opened("08", "15", hours=later) == [["08 09:00-12:00", "08 13:00-17:00"], ["15 10:00-11:00"]]


def test_employment_dates() -> None:
    days = "05", "08", "10", "11"
    assert list(map(bool, opened(*days, employed={"from": "2020-06-08", "to": "2020-06-10"}))) == [
        False,
        True,
        True,
        False,
    ]
    assert list(map(bool, opened(*days, employed={"from": "2020-06-10"}))) == [False, False, True, True]
    assert list(map(bool, opened(*days, employed={"to": "2020-06-05"}))) == [True, False, False, False]


def test_nobody_is_there_outside_the_horizon() -> None:
    timeline = laid(staff=[person()])
    assert not timeline.people["ana"].open(day("2020-05-29"))
    assert not timeline.people["ana"].open(day("2020-07-01"))


def test_open_is_regular_less_absences() -> None:
    absence = [{"from": "2020-06-08 10:00", "to": "2020-06-08 14:00"}]
    assert opened("08", absences=absence) == [["08 09:00-10:00", "08 14:00-17:00"]]


def test_a_minute_belongs_to_one_day() -> None:
    nights = {"mon": ["22:00-10:00"], "tue": ["09:00-12:00"]}
    timeline = laid(staff=[person(hours=nights)])
    who = timeline.people["ana"]
    assert clock(timeline, who.regular(day("2020-06-08"))) == ["08 22:00-09 10:00"]
    assert clock(timeline, who.regular(day("2020-06-09"))) == ["09 10:00-12:00"]


def test_duty_on_days_off() -> None:
    timeline = laid(staff=[person(employed={"to": "2020-06-20"})])
    who = timeline.people["ana"]
    for saturday, allowed, hours in (("13", False, 0), ("13", True, 420), ("20", True, 420), ("27", True, 0)):
        assert total(who.duty(day(f"2020-06-{saturday}"), on_days_off=allowed)) == hours
    assert total(who.reach(day("2020-06-12"), on_days_off=True)) == 420


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [
        ({}, 22 * 420),
        ({"absences": [{"from": "2020-06-01", "to": "2020-06-15"}]}, 11 * 420),
        ({"contract_hours": 28}, round(28 * 60 * 30 / 7)),
        ({"contract_hours": 28, "absences": [{"from": "2020-06-01", "to": "2020-06-15"}]}, 28 * 60 * 30 / 7 / 2),
        ({"contract_hours": 28, "employed": {"from": "2020-06-16"}}, 28 * 60 * 15 / 7),
        ({"contract_hours": 28, "absences": [{"from": "2020-06-01", "to": "2020-06-30"}]}, 0),
        ({"contract_hours": 28, "employed": {"to": "2020-05-31"}}, 0),
    ],
)
def test_presence(stated: dict[str, Any], minutes: float) -> None:
    timeline = laid(staff=[person(**stated)])
    assert timeline.people["ana"].presence == minutes
