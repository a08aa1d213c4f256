"""Whether a person's open minutes hold the work around one more booking, and if not, whose work is too much."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.rules.base import Names
from planner.rules.ledger import Ledger
from planner.rules.work_time import TOLD, works
from planner.timeline.causes import Cause, days_text, leave_text
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Spans, subtract, total, touches, union


class Duty(NamedTuple):
    """Work that a person has to do: for what, which kind, how long, on which days."""

    task: Occurrence
    what: str
    minutes: int
    window: tuple[dt.date, ...]


class Minutes:
    """The minutes that people have for work in one plan.

    Parameters
    ----------
    ledger
        The plan beside the facts.
    names
        What people call things.
    """

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._timeline = ledger.timeline
        self._names = names
        self._due: dict[str, list[Duty]] = defaultdict(list)
        for entry in ledger.entries:
            if entry.serving and entry.start is not None:
                for person in {one for i in range(len(entry.task.needs)) for one in entry.filling(i)}:
                    self._due[person] += self._duties(entry.task, entry.start)

    def causes(
        self, task: Occurrence, who: PersonTime, mine: Spans, start: int, off: frozenset[str] = frozenset()
    ) -> Iterator[Cause]:
        """The work that leaves too few minutes, if a person served a task in that time and were off some others.

        First it is tried beside the work as it is laid, then with all of it laid anew. To drop what is named is
        enough.
        """
        person, off = who.id, off | {task.id}
        elsewhere = (span for span, entry in self._ledger.by_person.get(person, ()) if entry.task.id not in off)
        busy = union(elsewhere, mine)
        sittings = [one for one in self._ledger.sittings.get(person, ()) if one.entry.task.id not in off]
        own = list(self._duties(task, start))
        laid = union(busy, (one.span for one in sittings))
        lacking = [one for one in own if self._left(who, one, laid) < one.minutes]
        displaced = [one for one in sittings if touches(mine, one.span)]
        others = [duty for duty in self._due.get(person, ()) if duty.task.id not in off]
        if not (lacking or displaced) or self._room(who, [*others, *own], busy):
            return
        for duty in lacking:
            text = f"has no day inside the horizon for {TOLD[duty.what]}"
            if duty.window:
                left, asked = hours(self._left(who, duty, laid)), hours(duty.minutes)
                when = days_text(duty.window[0], duty.window[-1])
                text = f"has {left} left for {asked} of {TOLD[duty.what]} {when}"
                taken = list(self._taken(who, duty, off))
                text += f", beside {listed(taken)}" if taken else ""
            yield Cause("minutes", text, f"activities/{task.activity.id}/{duty.what}")
        if displaced and not self._room(who, [*others, *(one for one in own if one not in lacking)], busy):
            for one in displaced:
                text = f"needs the time for {TOLD[one.what]} for {self._names.task(one.entry.task.id)}"
                yield Cause("minutes", text, f"activities/{one.entry.task.activity.id}/{one.what}")

    def _taken(self, who: PersonTime, duty: Duty, off: frozenset[str]) -> Iterator[str]:
        """What takes the person's time on the days of some work."""
        regular = union(*(who.regular(day) for day in duty.window))
        for leave in who.leaves:
            if any(touches(leave.spans, span) for span in regular):
                yield leave_text(self._timeline, leave, regular)
        booked = list(self._ledger.by_person.get(who.id, ()))
        booked += [(one.span, one.entry) for one in self._ledger.sittings.get(who.id, ())]
        tasks = [entry.task.id for span, entry in sorted(booked, key=lambda one: one[0]) if touches(regular, span)]
        yield from (self._names.task(one) for one in dict.fromkeys(tasks) if one not in off)

    def _duties(self, task: Occurrence, start: int) -> Iterator[Duty]:
        for what, work in works(task.activity):
            window = self._timeline.work_days(task, work, what, self._timeline.clock.date(start))
            yield Duty(task, what, work.minutes, window)

    @staticmethod
    def _left(who: PersonTime, duty: Duty, busy: Spans) -> int:
        return sum(total(subtract(who.open(day), busy)) for day in duty.window)

    @staticmethod
    def _room(who: PersonTime, duties: Iterable[Duty], busy: Spans) -> bool:
        """Whether all of the work finds room: what is due first is done first (see `planner.compile.workload`)."""
        duties = list(duties)
        if not all(one.window for one in duties):
            return False
        ordered = sorted(duties, key=lambda one: one.window[-1:])
        undone = [one.minutes for one in ordered]
        for day in sorted({day for one in ordered for day in one.window}):
            free = total(subtract(who.open(day), busy))
            for i, one in enumerate(ordered):
                if day in one.window:
                    done = min(free, undone[i])
                    undone[i] -= done
                    free -= done
        return not any(undone)


def listed(names: list[str]) -> str:
    """Names as they are read aloud.

    Examples
    --------
    >>> listed(["Yurt", "Guardia", "Nutriflux"])
    'Yurt, Guardia and Nutriflux'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def hours(minutes: int) -> str:
    """Minutes as people read them.

    Examples
    --------
    >>> hours(900), hours(95), hours(30)
    ('15 h', '1 h 35', '30 min')
    """
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"
