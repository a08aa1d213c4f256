"""Days on which the clock changes neither lose nor double an hour."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.timeline.clock import LocalClock, midnight, of_minute
from timeline.lay import clock, day, laid, only, person, visit

PARIS = LocalClock("Europe/Paris")
SPRING, AUTUMN = day("2020-03-29"), day("2020-10-25")
HOUR = 60


@pytest.mark.parametrize(
    ("zone", "text", "hours"),
    [
        ("Europe/Paris", "2020-03-28", 24),
        ("Europe/Paris", "2020-03-29", 23),
        ("Europe/Paris", "2020-10-25", 25),
        ("UTC", "2020-03-29", 24),
        ("America/New_York", "2020-03-08", 23),
        ("Australia/Lord_Howe", "2020-04-05", 24.5),
        ("America/Sao_Paulo", "2018-11-04", 23),
    ],
)
def test_how_long_a_day_is(zone: str, text: str, hours: float) -> None:
    start, end = LocalClock(zone).day(day(text))
    assert end - start == hours * HOUR


@given(st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)), st.sampled_from(["Europe/Paris", "America/Sao_Paulo"]))
def test_days_follow_each_other_without_gap(first: dt.date, zone: str) -> None:
    wall = LocalClock(zone)
    assert wall.day(first)[1] == wall.day(first + dt.timedelta(days=1))[0]
    assert wall.date(wall.day(first)[0]) == first
    assert wall.date(wall.day(first)[1] - 1) == first


def test_a_skipped_time_is_the_moment_of_the_change() -> None:
    change = PARIS.minute(dt.datetime(2020, 3, 29, 3))
    for minutes in (0, 1, 30, 59):
        assert PARIS.minute(dt.datetime(2020, 3, 29, 2, minutes)) == change
        assert PARIS.minute(dt.datetime(2020, 3, 29, 2, minutes), closing=True) == change
    assert PARIS.minute(dt.datetime(2020, 3, 29, 1, 59)) == change - 1
    assert LocalClock("America/Sao_Paulo").local(LocalClock("America/Sao_Paulo").day(day("2018-11-04"))[0]).hour == 1


def test_a_repeated_time_starts_early_and_ends_late() -> None:
    first = PARIS.minute(dt.datetime(2020, 10, 25, 2, 30))
    assert PARIS.local(first).isoformat() == "2020-10-25T02:30:00+02:00"
    last = PARIS.minute(dt.datetime(2020, 10, 25, 2, 30), closing=True)
    assert PARIS.local(last).isoformat() == "2020-10-25T02:30:00+01:00"
    assert last - first == HOUR
    assert PARIS.minute(dt.datetime(2020, 10, 25, 2), closing=True) == PARIS.minute(dt.datetime(2020, 10, 25, 2))


@pytest.mark.parametrize(
    ("on", "span", "minutes"),
    [
        (SPRING, (0, 24 * HOUR), 23 * HOUR),
        (SPRING, (60, 240), 120),
        (SPRING, (120, 180), 0),
        (SPRING - dt.timedelta(days=1), (22 * HOUR, 30 * HOUR), 7 * HOUR),
        (AUTUMN, (0, 24 * HOUR), 25 * HOUR),
        (AUTUMN, (60, 240), 240),
        (AUTUMN, (120, 180), 120),
        (AUTUMN - dt.timedelta(days=1), (22 * HOUR, 30 * HOUR), 9 * HOUR),
        (AUTUMN, (9 * HOUR, 12 * HOUR), 3 * HOUR),
    ],
)
def test_spans_across_the_change(on: dt.date, span: tuple[int, int], minutes: int) -> None:
    start, end = PARIS.span(on, span)
    assert end - start == minutes


def test_spans_that_meet_on_the_wall_meet_in_time() -> None:
    for change in (SPRING, AUTUMN):
        for cut in range(0, 24 * HOUR + 1, 30):
            before, after = PARIS.span(change, (0, cut)), PARIS.span(change, (cut, 24 * HOUR))
            covered = sum(end - start for start, end in (before, after)) - max(0, before[1] - after[0])
            assert covered == PARIS.day(change)[1] - PARIS.day(change)[0]
            assert before[1] >= after[0]


@given(st.integers(26_000_000, 27_500_000))
def test_minutes_and_local_times_are_one(minute: int) -> None:
    assert of_minute(PARIS.local(minute)) == minute
    assert PARIS.date(minute) == PARIS.local(minute).date()
    assert midnight(PARIS.date(minute)).time() == dt.time()


def test_a_night_at_work_across_the_changes() -> None:
    night = {"mon-sun": ["22:00-06:00"]}
    timeline = laid("2020-03-27", "2020-10-26", calendar={"hours": night}, staff=[person()])
    who = timeline.people["ana"]
    lengths = {
        text: sum(end - start for start, end in who.open(day(text)))
        for text in ("2020-03-27", "2020-03-28", "2020-10-24", "2020-10-25")
    }
    assert lengths == {"2020-03-27": 480, "2020-03-28": 420, "2020-10-24": 540, "2020-10-25": 480}


def test_an_absence_across_the_change() -> None:
    away = [{"from": "2020-03-28 23:00", "to": "2020-03-29 04:00"}, {"from": "2020-10-25 01:00", "to": "2020-10-25"}]
    timeline = laid("2020-03-01", "2020-10-31", staff=[person(absences=away)])
    spring, autumn = timeline.people["ana"].away
    assert spring[1] - spring[0] == 4 * HOUR
    assert autumn[1] - autumn[0] == 24 * HOUR


def test_two_hours_last_two_hours_through_the_change() -> None:
    night = {"mon-sun": ["00:00-06:00"]}
    facts: dict[str, Any] = {"calendar": {"hours": night}, "staff": [person()]}
    for text, end in (("2020-03-29", "05:00"), ("2020-10-25", "03:00")):
        timeline = laid(text, text, **facts, activities=[visit(at=f"{text} 01:30", duration="2h30")])
        task = only(timeline)
        (start,) = {first for first, _ in timeline.starts(task, "ana", day(text))}
        assert timeline.ends(task, start) - start == 150
        assert f"{timeline.clock.local(timeline.ends(task, start)):%H:%M}" == end
        assert clock(timeline, timeline.held(task, "ana", start)) == [f"{text[-2:]} 01:30-{end}"]
