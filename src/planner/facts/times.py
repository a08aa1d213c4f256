"""Days, times of day, durations and weeks as people write them.

Local wall-clock times only: the time zone belongs to the problem. A time of day is kept as minutes since
midnight, a duration as minutes.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from planner.errors import did_you_mean
from planner.facts.base import OR_ONE, listed

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
MOST_LAG = 366
"""Days that may lie between two activities by order."""
_FULL_NAMES = tuple(name.lower() for name in calendar.day_name)

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DURATION = re.compile(r"(?:(\d+)\s*h\s*(?:(\d{1,2})\s*(?:min|m)?)?|(\d+)\s*(?:min|m|minutes)?)")


def parse_day(value: Any) -> dt.date:
    """Read ``2020-06-23``.

    Examples
    --------
    >>> parse_day("2020-06-23")
    datetime.date(2020, 6, 23)
    >>> parse_day("2021-02-31")
    Traceback (most recent call last):
    ValueError: '2021-02-31' is no day: February 2021 has 28 days
    """
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        raise ValueError(f"{value} is a time, a day is expected: write {value.date()}")
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    match = _DAY.fullmatch(str(value).strip())
    if not match:
        raise ValueError(f"{value!r} is no day: write it as 2020-06-23")
    year, month, day = map(int, match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12 or year < 1:
            raise ValueError(f"{value!r} is no day: the months go from 01 to 12") from None
        last = calendar.monthrange(year, month)[1]
        raise ValueError(f"{value!r} is no day: {calendar.month_name[month]} {year} has {last} days") from None


def parse_clock(value: Any) -> int:
    """Read ``9:30``, ``09:30`` or ``24:00`` as minutes since midnight.

    Examples
    --------
    >>> parse_clock("9:30")
    570
    """
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= DAY_MINUTES:
        return value
    match = _CLOCK.fullmatch(str(value).strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minutes <= DAY_MINUTES:
        raise ValueError(f"{value!r} is no time of day: write it as 09:30")
    return minutes


def clock_text(minutes: int) -> str:
    """Write minutes since midnight as ``09:30``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_moment(value: Any) -> dt.datetime:
    """Read ``2020-06-23 10:00`` as a local time without zone."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            raise ValueError(f"'{value}' names a zone: write local time, the zone is the problem's")
        return value
    day, _, clock = str(value).strip().replace("T", " ").partition(" ")
    if not clock:
        raise ValueError(f"{value!r} lacks the time of day: write it as 2020-06-23 10:00")
    minutes = parse_clock(clock.strip().removesuffix(":00") if clock.count(":") == 2 else clock)
    try:
        return dt.datetime.combine(parse_day(day), dt.time()) + dt.timedelta(minutes=minutes)
    except OverflowError:
        raise ValueError(f"{value!r} is past the last day there is") from None


def parse_day_or_moment(value: Any) -> dt.date | dt.datetime:
    """Read a day, or a day with a time."""
    if isinstance(value, dt.datetime):
        return parse_moment(value)
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    return parse_moment(text) if ":" in text else parse_day(text)


def parse_duration(value: Any) -> int:
    """Read ``2h``, ``1h30``, ``90min`` or ``90`` as minutes.

    Examples
    --------
    >>> parse_duration("1h30"), parse_duration("45 min"), parse_duration(120)
    (90, 45, 120)
    """
    if isinstance(value, dt.timedelta):
        value = int(value.total_seconds()) // 60
    match = _DURATION.fullmatch(str(value).strip().lower()) if not isinstance(value, bool) else None
    if not match:
        raise ValueError(f"{value!r} is no duration: write it as 2h, 1h30 or 90min")
    hours, rest, minutes = (int(group or 0) for group in match.groups())
    total = hours * 60 + rest + minutes
    if total < 1:
        raise ValueError(f"{value!r} is no duration: it must last at least a minute")
    return total


NO_TIME = {"0min", "0m", "0h"}


def parse_lag(value: Any) -> int | str:
    """Read a number of days, or a duration, which is written in minutes.

    Examples
    --------
    >>> parse_lag(2), parse_lag("10"), parse_lag("1h30"), parse_lag("0h")
    (2, 10, '90min', '0min')
    """
    text = str(value).strip()
    if not isinstance(value, bool) and text.isdecimal() and int(text) <= MOST_LAG:
        return int(text)
    try:
        if not isinstance(value, str | dt.timedelta):
            raise ValueError
        return "0min" if text in NO_TIME else f"{parse_duration(value)}min"
    except ValueError:
        hint = f"write days as 2 (at most {MOST_LAG}), or a time as 2h, 1h30 or 90min"
        raise ValueError(f"{value!r} is neither days nor a duration: {hint}") from None


def lag_minutes(lag: str) -> int:
    """The minutes of a lag that is no number of days."""
    return 0 if lag in NO_TIME else parse_duration(lag)


def parse_weekday(value: Any) -> int:
    """Read ``tue`` or ``Tuesday`` as 1 (Monday is 0)."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 6:
        return value
    text = str(value).strip().lower()
    for names in (WEEKDAYS, _FULL_NAMES):
        if text in names:
            return names.index(text)
    raise ValueError(f"{value!r} is no weekday. {did_you_mean(text, WEEKDAYS + _FULL_NAMES)}")


def parse_span(value: Any) -> tuple[int, int]:
    """Read ``09:00-12:30``; an end before the start lies on the next day.

    Examples
    --------
    >>> parse_span("22:00-06:00")
    (1320, 1800)
    """
    if isinstance(value, list | tuple) and len(value) == 2:
        start, end = value
        start, end = parse_clock(start), end if isinstance(end, int) else parse_clock(end)
    else:
        first, dash, last = str(value).partition("-")
        if not dash:
            raise ValueError(f"{value!r} is no span of time: write it as 09:00-12:30")
        start, end = parse_clock(first), parse_clock(last)
    if start == end:
        raise ValueError(f"{value!r} is no span of time: it begins and ends at {clock_text(start)}")
    return (start, end) if end > start else (start, end + DAY_MINUTES)


def span_text(span: tuple[int, int]) -> str:
    """Write a span of the day as ``09:00-12:30``."""
    end = span[1] if span[1] <= DAY_MINUTES else span[1] - DAY_MINUTES
    return f"{clock_text(span[0])}-{clock_text(end)}"


def parse_time_of_day(value: Any) -> int | tuple[int, int]:
    """Read ``10:00``, or a span of the day."""
    if isinstance(value, list | tuple) or "-" in str(value):
        return parse_span(value)
    return parse_clock(value)


def parse_week(value: Any) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Read ``{mon-thu: [09:00-12:30, 14:00-18:00], fri: 09:00-12:00}`` as seven lists of spans."""
    if isinstance(value, list | tuple) and len(value) == 7:
        return tuple(tuple(parse_span(span) for span in day) for day in value)
    if not isinstance(value, dict):
        raise ValueError("hours are a mapping: write them as {mon-fri: [09:00-12:30, 14:00-18:00]}")
    week: list[tuple[tuple[int, int], ...] | None] = [None] * 7
    for key, spans in value.items():
        first, _, last = str(key).partition("-")
        start, end = parse_weekday(first), parse_weekday(last or first)
        for weekday in (day % 7 for day in range(start, end + 1 if end >= start else end + 8)):
            if week[weekday] is not None:
                raise ValueError(f"{key!r} gives {WEEKDAYS[weekday]} a second time: name each weekday once")
            week[weekday] = tuple(sorted(parse_span(span) for span in listed(spans) or ()))
    return tuple(day or () for day in week)


def week_text(week: tuple[tuple[tuple[int, int], ...], ...]) -> dict[str, list[str]]:
    """Write a week as the format spells it, days without hours left out."""
    return {WEEKDAYS[i]: [span_text(span) for span in day] for i, day in enumerate(week) if day}


def _moment_text(value: dt.date | dt.datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, dt.datetime) else value.isoformat()


def _schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"
_CLOCK_PATTERN = r"\d{1,2}:\d{2}"
_SPAN_PATTERN = f"{_CLOCK_PATTERN}-{_CLOCK_PATTERN}"

Day = Annotated[dt.date, BeforeValidator(parse_day), _schema(f"^{_DAY_PATTERN}$", "2020-06-23")]
Days = Annotated[
    tuple[Day, ...], AfterValidator(lambda days: tuple(sorted(set(days)))), BeforeValidator(listed), OR_ONE
]
Moment = Annotated[
    dt.datetime,
    BeforeValidator(parse_moment),
    PlainSerializer(_moment_text),
    _schema(f"^{_DAY_PATTERN}[ T]{_CLOCK_PATTERN}$", "2020-06-23 10:00"),
]
DayOrMoment = Annotated[
    Any,
    BeforeValidator(parse_day_or_moment),
    PlainSerializer(_moment_text),
    _schema(f"^{_DAY_PATTERN}([ T]{_CLOCK_PATTERN})?$", "2020-06-26 14:00"),
]
Clock = Annotated[int, BeforeValidator(parse_clock), PlainSerializer(clock_text), _schema(_CLOCK_PATTERN, "09:00")]
ClockSpan = Annotated[
    tuple[int, int], BeforeValidator(parse_span), PlainSerializer(span_text), _schema(_SPAN_PATTERN, "09:00-12:30")
]
TimeOfDay = Annotated[
    int | tuple[int, int],
    BeforeValidator(parse_time_of_day),
    PlainSerializer(lambda time: clock_text(time) if isinstance(time, int) else span_text(time)),
    _schema(f"^{_CLOCK_PATTERN}(-{_CLOCK_PATTERN})?$", "09:00-12:00"),
]
Duration = Annotated[
    int,
    BeforeValidator(parse_duration),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "examples": ["2h", "1h30"]}]}),
]
Lag = Annotated[
    int | str,
    BeforeValidator(parse_lag),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": MOST_LAG},
                {"type": "string", "examples": ["2h", "1h30"]},
            ]
        }
    ),
]
"""Days (a number) or minutes (a text) between two moments."""
Weekday = Annotated[
    int,
    BeforeValidator(parse_weekday),
    PlainSerializer(lambda weekday: WEEKDAYS[weekday]),
    WithJsonSchema({"type": "string", "enum": [*WEEKDAYS, *_FULL_NAMES]}),
]
Week = Annotated[
    tuple[tuple[tuple[int, int], ...], ...],
    BeforeValidator(parse_week),
    PlainSerializer(week_text),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string", "pattern": _SPAN_PATTERN}}]
            },
            "examples": [{"mon-fri": ["09:00-12:30", "14:00-18:00"]}],
        }
    ),
]
