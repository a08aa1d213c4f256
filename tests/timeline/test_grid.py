"""Rounding to the grid is strict: never a start that was not possible, never less than a share."""

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.timeline.clock import LocalClock
from planner.timeline.grid import share_of, starts_on_grid
from timeline.lay import day, laid, only, person, visit

PARIS = LocalClock("Europe/Paris")
DAYS = st.sampled_from([dt.date(2020, 3, 29), dt.date(2020, 6, 23), dt.date(2020, 10, 25)])


@given(DAYS, st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 200)), max_size=4), st.integers(1, 120))
def test_exactly_the_possible_starts_on_the_grid(on: dt.date, parts: list[tuple[int, int]], step: int) -> None:
    zero = PARIS.day(on)[0]
    spans = [(zero + first, zero + first + more) for first, more in parts]
    wanted = {minute for first, last in spans for minute in range(first, last + 1) if (minute - zero) % step == 0}
    assert starts_on_grid(PARIS, on, spans, step) == tuple(sorted(wanted))


def test_an_end_that_lies_on_the_grid_is_a_start() -> None:
    zero = PARIS.day(day("2020-06-23"))[0]
    assert starts_on_grid(PARIS, day("2020-06-23"), [(zero + 541, zero + 555)], 15) == (zero + 555,)
    assert starts_on_grid(PARIS, day("2020-06-23"), [(zero + 541, zero + 554)], 15) == ()


@given(st.integers(0, 100_000), st.integers(1, 1000))
def test_a_share_is_rounded_up(minutes: int, thousandths: int) -> None:
    found = share_of(minutes, thousandths / 1000)
    exact = Fraction(minutes * thousandths, 1000)
    assert exact <= found < exact + 1


def test_the_planner_chooses_on_the_grid_and_given_times_keep_their_minute() -> None:
    hours = {"tue": ["09:10-12:20"]}
    free = laid(calendar={"hours": hours}, staff=[person()], activities=[visit(on="2020-06-23")])
    (chosen,) = free.choices(only(free), 15).values()
    assert [f"{free.clock.local(one):%H:%M}" for one in chosen] == ["09:15", "09:30", "09:45", "10:00", "10:15"]
    given_ = laid(calendar={"hours": hours}, staff=[person()], activities=[visit(at="2020-06-23 09:11")])
    (chosen,) = given_.choices(only(given_), 15).values()
    assert [f"{given_.clock.local(one):%H:%M}" for one in chosen] == ["09:11"]
    pins = {"at": "2020-06-23 09:12"}
    pinned = laid(calendar={"hours": hours}, staff=[person()], activities=[visit(on="2020-06-23", pins=pins)])
    (chosen,) = pinned.choices(only(pinned), 60).values()
    assert [f"{pinned.clock.local(one):%H:%M}" for one in chosen] == ["09:12", "10:00"]


def test_whom_the_grid_leaves_no_start_gets_the_first_minute() -> None:
    hours = {"tue": ["09:10-11:15", "13:05-15:05"]}
    timeline = laid(calendar={"hours": hours}, staff=[person()], activities=[visit(on="2020-06-23")])
    (chosen,) = timeline.choices(only(timeline), 15).values()
    assert [f"{timeline.clock.local(one):%H:%M}" for one in chosen] == ["09:15"]
    (chosen,) = timeline.choices(only(timeline), 30).values()
    assert [f"{timeline.clock.local(one):%H:%M}" for one in chosen] == ["09:10", "13:05"]
