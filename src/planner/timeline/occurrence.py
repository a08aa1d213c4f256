"""One dated instance of an activity: what it asks for, and the times it may take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property

from planner.facts.activities import Activity, Need, Priority
from planner.timeline.spans import Spans


@dataclass(frozen=True)
class Occurrence:
    """One dated instance of an activity.

    Parameters
    ----------
    id
        The activity's id, with the day if it recurs or is held in shifts: ``monday@2020-01-06``.
    activity
        The activity, its kind's defaults filled in.
    days
        The days it may begin on. Empty if there is none.
    run
        All days of an activity that lasts several; empty for one of a single day.
    windows
        For a timed activity, by day of beginning: the spans inside which it must lie. Its own wishes only; nobody's
        hours.
    given
        By day, the start if it is given to the minute.
    candidates
        Ids of the people who could fill a need or should attend, sorted.
    attendees
        Ids of those who should attend, sorted.
    joiners
        Ids of those who may join them, and need not, sorted.
    site
        Where it is; `None` if it is nowhere in particular (by video, by phone).
    rooms
        Ids of the rooms that suit it, the smallest first; empty if it asks for none, or none suits.
    """

    id: str
    activity: Activity
    days: tuple[dt.date, ...]
    run: tuple[dt.date, ...]
    windows: dict[dt.date, Spans]
    given: dict[dt.date, int]
    candidates: tuple[str, ...]
    attendees: tuple[str, ...]
    joiners: tuple[str, ...] = ()
    site: str | None = None
    rooms: tuple[str, ...] = ()

    @property
    def duration(self) -> int | None:
        """Minutes, or `None` if it takes whole days."""
        return self.activity.duration

    @property
    def all_day(self) -> bool:
        """Whether it takes people's whole days instead of a span of them."""
        return self.activity.duration is None

    @property
    def everybody(self) -> tuple[str, ...]:
        """Ids of all who could be there."""
        return tuple(sorted({*self.candidates, *self.joiners})) if self.joiners else self.candidates

    @property
    def needs(self) -> tuple[Need, ...]:
        """Whom it needs."""
        return self.activity.needs or ()

    @property
    def heads(self) -> int:
        """How many people it needs in all."""
        return sum(need.count for need in self.needs)

    @property
    def priority(self) -> Priority:
        """Its place in the order of goals."""
        return self.activity.priority or "normal"

    @cached_property
    def worth(self) -> int:
        """Value times chance, in whole hundredths."""
        value = self.activity.value if self.activity.value is not None else 1
        chance = self.activity.chance if self.activity.chance is not None else 1
        hundredths = Decimal(str(value)) * Decimal(str(chance)) * 100
        return int(hundredths.to_integral_value(ROUND_HALF_EVEN))

    @property
    def partial(self) -> bool:
        """Whether each head counts by itself."""
        return bool(self.activity.partial) and bool(self.needs)

    @property
    def asks_room(self) -> bool:
        """Whether it is held in a room."""
        return bool(self.activity.room)

    @property
    def shift(self) -> bool:
        """Whether it is one day of an activity whose people may change from day to day."""
        return self.activity.shifts is not None and self.activity.from_ is not None

    @property
    def whole_id(self) -> str:
        """Its id, or that of the activity of which it is one shift: shifts are held or left out together."""
        return self.activity.id if self.shift else self.id

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return bool(self.activity.optional)

    @property
    def on_days_off(self) -> bool:
        """Whether it may take holidays, closures and days off."""
        return bool(self.activity.on_days_off)

    def lasting(self, day: dt.date) -> tuple[dt.date, ...]:
        """The days it takes if it begins on that day."""
        return self.run or (day,)
