"""Recurrences become days, and recurring activities leave days off or move."""

from typing import Any

import holidays
import pytest
from pydantic import TypeAdapter

from planner.facts.when import Every
from planner.timeline.oddities import oddities
from planner.timeline.recurrence import days_of
from timeline.lay import day, laid, meeting, person

WHIT = holidays.country_holidays("FR", language="en_US")[day("2020-06-01")]


def days(every: Any, first: str = "2020-01-01", last: str = "2020-12-31") -> list[str]:
    read: Every = TypeAdapter(Every).validate_python(every)
    return [f"{one:%m-%d}" for one in days_of(read, day(first), day(last))]


@pytest.mark.parametrize(
    ("every", "first", "last", "found"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "2020-06-01", "2020-06-22", ["06-01", "06-08", "06-15", "06-22"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2020-06-02", "2020-06-07", []),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2020-06-01", "2020-06-30", ["06-03", "06-17"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2020-06-08", "2020-06-30", ["06-10", "06-24"]),
        ("freq=daily;interval=10", "2020-06-01", "2020-06-30", ["06-01", "06-11", "06-21"]),
        ("FREQ=DAILY;COUNT=2", "2020-06-01", "2020-06-30", ["06-01", "06-02"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20200609", "2020-06-01", "2020-06-30", ["06-02", "06-09"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20200609T000000Z", "2020-06-01", "2020-06-30", ["06-02", "06-09"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20200608T235959", "2020-06-01", "2020-06-30", ["06-02"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2020-01-01", "2020-03-31", ["01-31", "02-28", "03-27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2020-01-01", "2020-05-31", ["01-31", "03-31", "05-31"]),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14", "2020-01-01", "2020-12-31", ["07-14"]),
        ("DTSTART:20200603\nRRULE:FREQ=WEEKLY;INTERVAL=2", "2020-01-01", "2020-06-30", ["06-03", "06-17"]),
        ({"weekday": "tuesday", "nth": "last", "month": "july"}, "2020-01-01", "2020-12-31", ["07-28"]),
        ({"weekday": "tue", "nth": 1}, "2020-01-01", "2020-03-31", ["01-07", "02-04", "03-03"]),
        ({"weekday": "fri", "nth": "fifth"}, "2020-01-01", "2020-06-30", ["01-31", "05-29"]),
        ({"weekday": "mon", "nth": "first"}, "2020-06-02", "2020-06-30", []),
        ({"weekday": "mon", "nth": "first"}, "2020-06-01", "2020-06-30", ["06-01"]),
    ],
)
def test_days_of_a_recurrence(every: Any, first: str, last: str, found: list[str]) -> None:
    assert days(every, first, last) == found


def held(**stated: Any) -> tuple[list[str], list[str]]:
    """The days on which a Monday meeting in June and July is held, and the notices."""
    calendar = {"country": "FR", "closed": [{"from": "2020-06-15", "to": "2020-06-15", "reason": "move"}]}
    said = meeting(**{"every": "FREQ=WEEKLY;BYDAY=MO", **stated})
    timeline = laid("2020-06-01", "2020-06-22", calendar=calendar, staff=[person()], activities=[said])
    assert [task.id for task in timeline.occurrences] == [f"monday@{task.days[0]}" for task in timeline.occurrences]
    return [f"{task.days[0]:%d}" for task in timeline.occurrences], list(oddities(timeline))


SKIPPED = [f"monday: not held on 2020-06-01 ({WHIT})", "monday: not held on 2020-06-15 (move)"]


def test_days_off_are_skipped() -> None:
    assert held() == (["08", "22"], SKIPPED)
    assert held(holidays="skip") == (["08", "22"], SKIPPED)
    assert held(except_=["2020-06-08"]) == (["22"], SKIPPED)
    assert held(except_=["2020-06-01", "2020-06-15"]) == (["08", "22"], [])


def test_days_off_move_it_before() -> None:
    moved = "monday: moved from 2020-06-15 (move) to 2020-06-12"
    outside = f"monday: not held on 2020-06-01 ({WHIT}), nor inside the horizon"
    assert held(holidays="before") == (["08", "12", "22"], [outside, moved])


def test_days_off_move_it_after() -> None:
    moved = [f"2020-06-01 ({WHIT}) to 2020-06-02", "2020-06-15 (move) to 2020-06-16"]
    assert held(holidays="after") == (["02", "08", "16", "22"], [f"monday: moved from {one}" for one in moved])


def test_two_that_move_to_one_day_are_one() -> None:
    days_, _ = held(every="FREQ=WEEKLY;BYDAY=SA,SU", holidays="after")
    assert days_ == ["08", "16", "22"]


def test_or_they_are_taken() -> None:
    days_, notices = held(on_days_off=True)
    assert days_ == ["01", "08", "15", "22"]
    assert notices == [
        f"monday: on Mon 1 June ({WHIT}) because it may be on days off",
        "monday: on Mon 15 June (move) because it may be on days off",
    ]
