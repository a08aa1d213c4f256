"""Whether a person's open minutes hold the work around one more booking, and if not, whose work is too much."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.rules.base import Names
from planner.rules.ledger import Ledger
from planner.rules.work_time import works
from planner.timeline.causes import Cause, leave_text
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
        own = list(self._duties(task, start))
        if not own and not self._ledger.sittings.get(person):
            return
        elsewhere = (span for span, entry in self._ledger.by_person.get(person, ()) if entry.task.id not in off)
        busy = union(elsewhere, mine)
        sittings = [one for one in self._ledger.sittings.get(person, ()) if one.entry.task.id not in off]
        laid = union(busy, (one.span for one in sittings))
        lacking = [one for one in own if self._left(who, one, laid) < one.minutes]
        displaced = [one for one in sittings if touches(mine, one.span)]
        others = [duty for duty in self._due.get(person, ()) if duty.task.id not in off]
        if not (lacking or displaced) or self._room(who, [*others, *own], busy):
            return
        for duty in lacking:
            text = self._too_little(who, duty, self._left(who, duty, laid), off)
            yield Cause("minutes", text, f"activities/{task.activity.id}/{duty.what}")
        if displaced and not self._room(who, [*others, *(one for one in own if one not in lacking)], busy):
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
