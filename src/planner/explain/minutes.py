"""Whether a person's open minutes hold the work around one more booking, and if not, whose work is too much."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush, heapreplace
from typing import NamedTuple

from planner.explain.idle import Idle
from planner.rules.base import Names
from planner.rules.ledger import Ledger
from planner.rules.work_time import works
from planner.timeline.causes import Cause, leave_text
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Spans, touches, union


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
        self._open, self._idle = Idle(ledger), Idle(ledger, worked=True)
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
        own = list(self._duties(task, start))
        if not own and not self._ledger.sittings.get(person):
            return
        free, idle = self._open.beside(who, mine, off), self._idle.beside(who, mine, off)
        left = [sum(map(idle, one.window)) for one in own]
        lacking = [(one, some) for one, some in zip(own, left, strict=True) if some < one.minutes]
        enough = [one for one, some in zip(own, left, strict=True) if some >= one.minutes]
        sittings = self._ledger.sittings.get(person, ())
        first, last = (mine[0][0], mine[-1][1]) if mine else (0, 0)
        near = [one for one in sittings if one.span[0] < last and first < one.span[1]]
        displaced = [one for one in near if one.entry.task.id not in off and touches(mine, one.span)]
        if not (lacking or displaced):
            return
        others = [duty for duty in self._due.get(person, ()) if duty.task.id not in off]
        if _room([*others, *own], free):
            return
        for duty, some in lacking:
            text = self._too_little(who, duty, some, off)
            yield Cause("minutes", text, f"activities/{task.activity.id}/{duty.what}")
        if displaced and not _room([*others, *enough], free):
            for one in displaced:
                told = {"work": self._names.work(one.what), "task": self._names.task(one.entry.task.id)}
                text = self._names.wording.say("needs the time for {task} ({work})", **told)
                yield Cause("minutes", text, f"activities/{one.entry.task.activity.id}/{one.what}")

    def _too_little(self, who: PersonTime, duty: Duty, left: int, off: frozenset[str]) -> str:
        """How much of the time for some work is left, and what takes the rest."""
        wording, work = self._names.wording, self._names.work(duty.what)
        if not duty.window:
            return wording.say("has no day inside the horizon for {work}", work=work)
        told = {"asked": wording.hours(duty.minutes), "work": work}
        told["days"] = wording.days(duty.window[0], duty.window[-1])
        if left:
            text = wording.say("has {left} left for {asked} of {work} {days}", **told, left=wording.hours(left))
        else:
            text = wording.say("has no time left for {asked} of {work} {days}", **told)
        taken = wording.listed(dict.fromkeys(self._taken(who, duty, off)))
        return wording.say("{sentence} (taken: {what})", sentence=text, what=taken) if taken else text

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


def _room(duties: Iterable[Duty], free: Callable[[dt.date], int]) -> bool:
    """Whether all of the work finds room: what is due first is done first (see `planner.compile.workload`)."""
    waiting, begins = list[tuple[dt.date, int]](), defaultdict[dt.date, list[Duty]](list)
    for one in duties:
        if not one.window:
            return False
        begins[one.window[0]].append(one)
    days = {day for some in begins.values() for one in some for day in one.window}
    for day in sorted(days):
        for one in begins.get(day, ()):
            heappush(waiting, (one.window[-1], one.minutes))
        left = free(day) if waiting else 0
        while waiting and left >= waiting[0][1]:
            left -= heappop(waiting)[1]
        if waiting:
            due, undone = waiting[0]
            if due <= day:
                return False
            heapreplace(waiting, (due, undone - left))
    return not waiting
