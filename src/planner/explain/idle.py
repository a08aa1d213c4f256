"""The open minutes of people's days that a plan leaves free, with one more booking or some fewer."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from planner.rules.ledger import Ledger
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span, Spans, subtract, total, union


class Taken(NamedTuple):
    """What a plan takes of one person, in the order of time: the spans, for what, and the latest end so far."""

    spans: list[Span]
    tasks: list[str]
    ends: list[int]

    def between(self, first: int, last: int) -> list[tuple[Span, str]]:
        """What touches a stretch of time; what lies before it may, too."""
        begin, end = bisect_right(self.ends, first), bisect_left(self.spans, (last, last))
        return list(zip(self.spans[begin:end], self.tasks[begin:end], strict=True))


class Day(NamedTuple):
    """One day of one person: the open minutes that the plan leaves, from when to when, and what takes the others."""

    left: int
    hours: Span
    tasks: frozenset[str]


class Idle:
    """The minutes left by one plan; each day of each person is counted once.

    Parameters
    ----------
    ledger
        The plan beside the facts.
    worked
        Whether the work around activities takes time as it is laid, too.
    """

    def __init__(self, ledger: Ledger, *, worked: bool = False) -> None:
        self._ledger = ledger
        self._worked = worked
        self._people: dict[str, Taken] = {}
        self._days: dict[tuple[str, dt.date], Day] = {}

    def beside(self, who: PersonTime, mine: Spans, off: frozenset[str]) -> Callable[[dt.date], int]:
        """How many minutes of a day a person has left who takes on some time, and is off some activities.

        Parameters
        ----------
        who
            The person's time, which need not be as the facts have it.
        mine
            What else takes of it.
        off
            What takes nothing of it any more.
        """
        known = self._ledger.timeline.people.get(who.id) is who
        first, last = (mine[0][0], mine[-1][1]) if mine else (0, 0)

        def left(day: dt.date) -> int:
            if known:
                plain = self._days.get((who.id, day)) or self._day(who, day)
                if (last <= plain.hours[0] or plain.hours[1] <= first) and plain.tasks.isdisjoint(off):
                    return plain.left
            return self._left(who, day, mine, off)

        return left

    def _day(self, who: PersonTime, day: dt.date) -> Day:
        hours = _hours(who, day)
        tasks = frozenset(task for _, task in self._taken(who.id).between(*hours))
        self._days[who.id, day] = counted = Day(self._left(who, day, (), frozenset()), hours, tasks)
        return counted

    def _left(self, who: PersonTime, day: dt.date, mine: Spans, off: frozenset[str]) -> int:
        near = self._taken(who.id).between(*_hours(who, day))
        return total(subtract(who.open(day), union((span for span, task in near if task not in off), mine)))

    def _taken(self, person: str) -> Taken:
        if person not in self._people:
            found = [(span, entry.task.id) for span, entry in self._ledger.by_person.get(person, ())]
            if self._worked:
                found += [(one.span, one.entry.task.id) for one in self._ledger.sittings.get(person, ())]
            found.sort()
            ends = accumulate((end for (_, end), _ in found), max)
            self._people[person] = Taken([span for span, _ in found], [task for _, task in found], list(ends))
        return self._people[person]


def _hours(who: PersonTime, day: dt.date) -> Span:
    """From the first to the last open minute of a day; nothing if there is none."""
    spans = who.open(day)
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)
