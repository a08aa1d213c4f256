"""When things happen: recurrences, windows, times away, sessions, pins."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, BeforeValidator, Field

from planner.facts.base import OR_ONE, OR_TEXT, Fact, Id, Ids, OrShort, listed
from planner.facts.times import ClockSpan, Day, DayOrMoment, Lag, Moment, TimeOfDay, Weekday, clock_text

_MONTHS = "january february march april may june july august september october november december".split()
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


def _parse_month(value: Any) -> int:
    text = str(value).strip().lower()
    for number, month in enumerate(_MONTHS, start=1):
        if text in (month, month[:3], str(number)):
            return number
    raise ValueError(f"{value!r} is no month: write it as july")


def _parse_nth(value: Any) -> int:
    number = _NTH.get(str(value).strip().lower(), value)
    if str(number) not in {"1", "2", "3", "4", "5", "-1"}:
        raise ValueError(f"{value!r} is no place in a month: write first, second, third, fourth, fifth or last")
    return int(number)


def _check_rule(rule: str) -> str:
    """Refuse a recurrence rule that cannot be read, or that would never end."""
    if re.search(r"INTERVAL=0+(\D|$)", rule.upper()):
        raise ValueError(f"{rule!r} has INTERVAL=0 and would never move on: the interval is at least 1")
    if not re.search(r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)\b", rule.upper()):
        raise ValueError(f"{rule!r} is no recurrence of days: write it as FREQ=WEEKLY;BYDAY=MO")
    try:
        rrulestr(as_days(rule))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{rule!r} is no recurrence ({error}): write it as FREQ=WEEKLY;BYDAY=MO") from error
    return rule


def as_days(rule: str) -> str:
    """The rule with `UNTIL` cut to its day, since recurrences here are of days, and local."""
    return re.sub(r"UNTIL=(\d{8})(T\d{6}Z?)?", r"UNTIL=\1", rule.strip().upper())


RecurrenceRule = Annotated[str, AfterValidator(_check_rule)]
"""A recurrence as RFC 5545 writes it: ``FREQ=WEEKLY;INTERVAL=2;BYDAY=WE``."""


_OR_NTH = OrShort(lambda _: {"enum": list(_NTH)})
_OR_MONTH = OrShort(lambda _: {"enum": [*_MONTHS, *(month[:3] for month in _MONTHS if len(month) > 3)]})


class NthWeekday(Fact):
    """The nth weekday of a month, or of every month: the last Tuesday of July."""

    weekday: Weekday
    nth: Annotated[int, BeforeValidator(_parse_nth), _OR_NTH]
    month: Annotated[int, BeforeValidator(_parse_month), _OR_MONTH] | None = None


Every = RecurrenceRule | NthWeekday


class Between(Fact):
    """Any working day of a window, both ends included."""

    from_: Day = Field(alias="from")
    to: Day


class Away(Fact):
    """Time that somebody is not there: days, hours (`from` and `to` with a time), or recurring days.

    `time` narrows each day to a span of it; `half` to the morning or the afternoon.
    """

    from_: DayOrMoment | None = Field(default=None, alias="from")
    to: DayOrMoment | None = None
    every: Every | None = None
    time: ClockSpan | None = None
    half: Literal["morning", "afternoon"] | None = None


class Preference(Fact):
    """Weekdays and times that are asked for softly."""

    days: Annotated[tuple[Weekday, ...], BeforeValidator(listed), OR_ONE] = ()
    time: ClockSpan | None = None


class After(Fact):
    """What an activity comes after: each occurrence of another one, which is over, or has started, before it starts.

    `least` and `most` tell how long after the end of the last of them it may start, or since its start: days, counted
    as `count` says, or a time (``2h``).
    """

    activity: Id
    least: Lag = 0
    most: Lag | None = None
    count: Literal["calendar", "working", "clear"] = "calendar"
    since: Literal["end", "start"] = "end"

    @property
    def stated(self) -> tuple[str, str, str, str]:
        """At least, at most, what is counted, and since when, as texts; empty where nothing is said."""
        return str(self.least or ""), "" if self.most is None else str(self.most), self.count, self.since


def _comes_after(value: Any) -> Any:
    """A bare id is short for a mapping that names the activity."""
    return {"activity": value} if isinstance(value, str | int) and not isinstance(value, bool) else value


Afters = Annotated[
    tuple[Annotated[After, BeforeValidator(_comes_after), OR_TEXT], ...], BeforeValidator(listed), OR_ONE
]


class Session(Fact):
    """One of several dates of a training; each attendee goes to one."""

    at: Moment | None = None
    on: Day | None = None
    time: TimeOfDay | None = None

    @property
    def begins(self) -> str:
        """Its day, and its time of day if that is given: what tells it from another one."""
        if self.at is not None:
            return f"{self.at:%Y-%m-%dT%H:%M}"
        start = self.time[0] if isinstance(self.time, tuple) else self.time
        return f"{self.on}" if start is None else f"{self.on}T{clock_text(start)}"


class Pins(Fact):
    """Decisions taken: the day, the start, or people by role."""

    on: Day | None = None
    at: Moment | None = None
    staff: dict[str, Ids] = Field(default_factory=dict)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Pins:
        """The same: it is frozen, and as a default it would else be copied for every activity."""
        return self
