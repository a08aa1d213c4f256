"""Times in plan files carry their offset; what is no such time is told."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from planner import Booking, InputError
from planner.plan.base import Value
from planner.plan.goals import ORDER, Goal
from planning.small import solved, visit, week


@pytest.mark.parametrize(
    ("time", "sentence"),
    [
        ("noon", "'noon' is no day: write it as 2020-06-23"),
        ("2020-06-31T10:00:00+02:00", "'2020-06-31' is no day: June 2020 has 30 days"),
        ("2020-06-23T25:00:00+02:00", "is no time: write it as 2020-06-19T10:00:00"),
        ("2020-06-23T10:00:00", "lacks its offset: write it as 2020-06-19T10:00:00"),
        ("0001-01-01T00:00:00+10:00", "is past the days there are"),
        ("9999-12-31T23:00:00-10:00", "is past the days there are"),
        ("9999-12-30T23:00:00+00:00", "is past the days there are"),
    ],
)
def test_what_is_no_time(time: str, sentence: str) -> None:
    booking = solved(week(activities=[visit()])).booking("visit").model_dump(mode="json")
    with pytest.raises((ValidationError, InputError)) as raised:
        Booking.model_validate({**booking, "start": time})
    assert sentence in str(raised.value)


@pytest.mark.parametrize("zone", [dt.UTC, dt.timezone(dt.timedelta(hours=2))])
def test_a_time_keeps_its_offset(zone: Any) -> None:
    booking = solved(week(activities=[visit()])).booking("visit").model_dump(mode="json")
    moment = dt.datetime(2020, 6, 23, 10, tzinfo=zone)
    for said in (moment, moment.isoformat()):
        assert Booking.model_validate({**booking, "start": said}).start == moment
    assert isinstance(Booking.model_validate(booking), Value)


def test_goals_are_ordered_and_named() -> None:
    assert [one.name for one in ORDER] == [
        *(f"value staffed, {one}" for one in ("critical", "high", "normal", "low")),
        *(f"heads open, {one}" for one in ("critical", "high", "normal", "low")),
        "steps missed",
        "prices of broken rules",
        "stand-bys missing",
        "preferences missed",
        "steps moved",
        "balance",
    ]
    assert [one.maximise for one in ORDER] == [True] * 4 + [False] * 10
    assert (Goal("balance").shown(150), Goal("balance").shown(200), Goal("prices").shown(150)) == (1.5, 2, 150)
