"""Sites on the time line: how long the ways between them take, and when those who live elsewhere are there."""

from __future__ import annotations

import datetime as dt

from planner.facts.organisation import Facts
from planner.timeline.clock import LocalClock
from planner.timeline.spans import Span

FAR = 400 * 24 * 60  # minutes before and after a day: farther than anything that begins on it reaches


class Sites:
    """The ways between sites.

    Parameters
    ----------
    facts
        The problem's facts.
    clock
        The problem's clock.
    """

    def __init__(self, facts: Facts, clock: LocalClock) -> None:
        self._clock = clock
        self._known = {one.id: one for one in facts.sites}
        stated = {(one.id, other): minutes for one in facts.sites for other, minutes in one.travel.items()}
        self._ways = {(other, one): minutes for (one, other), minutes in stated.items()} | stated
        far = {(one.id, other): round(1000 * km) for one in facts.sites for other, km in one.distance.items()}
        self._metres = {(other, one): metres for (one, other), metres in far.items()} | far

    @property
    def farthest(self) -> int:
        """The most minutes that anybody may need between two activities, by way of home."""
        return 2 * max(self._ways.values(), default=0)

    def __len__(self) -> int:
        return len(self._known)

    def way(self, one: str | None, other: str | None) -> int:
        """How many minutes the way from one site to another takes; none from nowhere in particular, or to it."""
        return self._ways.get((one or "", other or ""), 0)

    def metres(self, one: str | None, other: str | None) -> int:
        """How many metres the way from one site to another is; none from nowhere in particular, or to it."""
        return self._metres.get((one or "", other or ""), 0)

    def between(self, home: str | None, one: str | None, other: str | None, *, same_day: bool) -> int:
        """How many minutes somebody needs at least from the end at one site to the start at another.

        These are the minutes of the way. Over night, who has a home goes there and comes from there.
        """
        if one is None or other is None:
            return 0
        over_night = 0 if same_day or home is None else self.way(one, home) + self.way(home, other)
        return max(self.way(one, other), over_night)

    def stay(self, home: str | None, site: str | None, day: dt.date) -> Span | None:
        """From the first arrival to the last return of somebody who lives elsewhere; `None` if nothing is said."""
        if home is None or site is None or home == site:
            return None
        first, last = self._known[site].first_arrival, self._known[site].last_return
        if first is None and last is None:
            return None
        begins, ends = self._clock.day(day)
        begins = begins - FAR if first is None else self._clock.span(day, (first, first + 1))[0]
        ends = ends + FAR if last is None else self._clock.span(day, (max(0, last - 1), last))[1]
        return begins, ends
