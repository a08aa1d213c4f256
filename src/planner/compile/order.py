"""One task after another: the words about order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.compile.logic import Lit, Term
from planner.compile.when import Starts, When
from planner.timeline.company import ONE_DAY
from planner.timeline.occurrence import Occurrence
from planner.timeline.order import Distance, Window
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.rules.base import Requirement

Subject = tuple[str, ...]


class Order:
    """How far apart two tasks start and end.

    Parameters
    ----------
    draft
        The draft in which it is required.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._next: dict[str, list[str]] = defaultdict(list)

    def require(
        self, rule: Requirement, subject: Subject, tasks: tuple[Occurrence, Occurrence], distance: Distance
    ) -> None:
        """The second task starts so long after the first is over, or has started, if both are held."""
        earlier, later = tasks
        when, timeline = self._draft.when, self._draft.timeline
        held = when.held(earlier), when.held(later)
        least, most = distance.minutes
        if not distance.since_start:
            self._next[earlier.id].append(later.id)
        if earlier.duration is not None and not earlier.run:  # its end moves along with its start
            length = 0 if distance.since_start else earlier.duration
            gap = [*begin(when, earlier, 1), (length + least, True), *begin(when, later, -1)]
            self._draft.require_at_most(rule, subject, gap, 0, given=held)
            if most is not None:
                gap = [*begin(when, later, 1), (-length - most, True), *begin(when, earlier, -1)]
                self._draft.require_at_most(rule, subject, gap, 0, given=held)
        else:
            for start in sorted(when.starts(earlier)):
                counted = start if distance.since_start else timeline.ends(earlier, start)
                window = counted + least, None if most is None else counted + most
                self._confine(rule, subject, when.begins(earlier, [start]), later, window)
        if distance.in_days:
            days = starts_by_day(when, earlier) if distance.since_start else ends_by_day(timeline, when, earlier)
            for day, starts in days:
                self._confine(rule, subject, when.begins(earlier, starts), later, distance.days(day))

    def later(self, task: Occurrence) -> set[str]:
        """Ids of the tasks that start when a task is over or later, if both are held."""
        found = set[str]()
        left = [task.id]
        while left:
            new = set(self._next[left.pop()]) - found
            found |= new
            left += new
        return found

    def over(self, task: Occurrence, *, in_days: bool = False) -> list[Term]:
        """The end of a task in minutes from the horizon's first, or the number of the day on which it is over.

        Nothing, if it is left out.
        """
        when, timeline = self._draft.when, self._draft.timeline
        if in_days:
            first = timeline.facts.horizon.from_
            ends = [((day - first).days + 1, starts) for day, starts in ends_by_day(timeline, when, task)]
        elif task.duration is not None and not task.run and not task.optional:  # its end moves along with its start
            return [*begin(when, task, 1), (task.duration, True)]
        else:
            starts = sorted(when.starts(task))
            ends = [(when.since_origin(timeline.ends(task, one)), frozenset({one})) for one in starts]
        least = min(end for end, _ in ends)
        return [
            (least, when.held(task)),
            *((end - least, when.begins(task, starts)) for end, starts in ends if end > least),
        ]

    def _confine(self, rule: Requirement, subject: Subject, cause: Lit, task: Occurrence, window: Window) -> None:
        """If something holds, a task starts in a window, or is left out."""
        first, last = window
        starts = self._draft.when.starts(task)
        left = [one for one in starts if first <= one and (last is None or one <= last)]
        inside = self._draft.when.begins(task, left)
        if inside is not True:
            negated, held = self._draft.logic.negated, self._draft.when.held(task)
            self._draft.require(rule, subject, [negated(cause), negated(held), inside])


def begin(when: When, task: Occurrence, factor: int) -> list[Term]:
    """So many times the start of a task, in minutes from the horizon's first, as terms."""
    start = when.begin(task)
    return [(factor * start, True)] if isinstance(start, int) else [(factor, start)]


def starts_by_day(when: When, task: Occurrence) -> Iterator[tuple[dt.date, Starts]]:
    """The days on which a task may start, each with the starts on it."""
    return ((day, starts) for day in when.days(task) if (starts := when.starts_on(task, day)))


def ends_by_day(timeline: Timeline, when: When, task: Occurrence) -> Iterator[tuple[dt.date, Starts]]:
    """The days on which a task may be over, each with the starts that lead to it."""
    for day in when.days(task):
        starts = when.starts_on(task, day)
        if not starts:
            continue
        if task.all_day or task.run:
            for start in starts:
                yield timeline.clock.date(timeline.ends(task, start) - 1), frozenset({start})
            continue
        left = starts
        while left:
            midnight = timeline.clock.day(day)[1]
            same = frozenset(one for one in left if one + (task.duration or 0) <= midnight)
            if same:
                yield day, same
            left -= same
            day += ONE_DAY
