"""What every value of a plan is, and how its times are written."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from planner.facts.times import Day as Day
from planner.facts.times import parse_day


class Value(BaseModel):
    """A frozen, comparable value; unknown keys are errors."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
        defer_build=True,
    )


def _parse_time(value: Any) -> dt.datetime:
    if isinstance(value, dt.datetime):
        moment = value
    else:
        try:
            moment = dt.datetime.fromisoformat(str(value))
        except ValueError:
            day = str(value)[:10]
            parse_day(day)  # tells a 31 February apart from other slips
            raise ValueError(f"{value!r} is no time: write it as 2020-06-19T10:00:00+02:00") from None
    if moment.tzinfo is None:
        raise ValueError(f"'{value}' lacks its offset: write it as 2020-06-19T10:00:00+02:00")
    try:
        year = moment.astimezone(dt.UTC).year
    except OverflowError:
        year = dt.MAXYEAR
    if not dt.MINYEAR < year < dt.MAXYEAR:  # the first and last year are not there in every time zone
        raise ValueError(f"'{value}' is past the days there are")
    return moment.astimezone(dt.timezone(moment.utcoffset() or dt.timedelta()))


Time = Annotated[
    dt.datetime,
    BeforeValidator(_parse_time),
    PlainSerializer(lambda value: value.isoformat(), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2020-06-19T10:00:00+02:00"]}),
]
"""A local time with its offset from UTC."""
