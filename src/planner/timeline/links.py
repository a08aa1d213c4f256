"""What ties occurrences to each other: sessions of one training, and what comes after what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from copy import copy

from planner.timeline.clock import LocalClock
from planner.timeline.company import CompanyDays
from planner.timeline.occurrence import Occurrence
from planner.timeline.order import Distance


class Links:
    """The ties between some occurrences.

    Parameters
    ----------
    occurrences
        All occurrences of a problem.
    clock, company
        The problem's clock and its working days.
    """

    def __init__(self, occurrences: tuple[Occurrence, ...], clock: LocalClock, company: CompanyDays) -> None:
        self._clock = clock
        self._company = company
        self._last = _last(occurrences)
        self._lay(occurrences)

    def _lay(self, occurrences: tuple[Occurrence, ...]) -> None:
        self._of_activity: dict[str, list[Occurrence]] = defaultdict(list)
        for one in occurrences:
            self._of_activity[one.activity.id].append(one)
        self._later: dict[str, list[Occurrence]] = defaultdict(list)
        for one in occurrences:
            for activity in dict.fromkeys(after.activity for after in one.activity.after):
                self._later[activity].append(one)

    def among(self, occurrences: tuple[Occurrence, ...]) -> Links:
        """The ties between some of them, or between some as they would be."""
        part = copy(self)
        part._lay(occurrences)  # noqa: SLF001 - its own kind
        return part

    def changed(self, occurrences: tuple[Occurrence, ...]) -> Links:
        """The ties between the occurrences of some activities, possibly stated anew, beside what is known of others."""
        part = self.among(occurrences)
        part._last = {**self._last, **_last(occurrences)}  # noqa: SLF001 - its own kind
        return part

    def sessions(self, task: Occurrence) -> tuple[Occurrence, ...]:
        """The other sessions of a training, if it has several."""
        if not task.activity.sessions:
            return ()
        return tuple(one for one in self._of_activity.get(task.activity.id, ()) if one.id != task.id)

    def before(self, task: Occurrence) -> Iterator[tuple[int, Occurrence, Distance]]:
        """What a task comes after: the place where it says so, each occurrence, and how far apart they must lie."""
        for place, after in enumerate(task.activity.after):
            for other in self._of_activity.get(after.activity, ()):
                last = other.id == self._last[after.activity]
                yield place, other, Distance(after, self._clock, self._company, last=last)

    def behind(self, task: Occurrence) -> Iterator[tuple[int, Occurrence, Distance]]:
        """What comes after a task: the place where it says so, the occurrence, and how far apart they must lie."""
        for later in self._later.get(task.activity.id, ()):
            for place, other, distance in self.before(later):
                if other.id == task.id:
                    yield place, later, distance

    def linked(self, task: Occurrence) -> set[str]:
        """What comes before or after a task, or may be attended instead of it."""
        ordered = {other.id for links in (self.before(task), self.behind(task)) for _, other, _ in links}
        return ordered | {other.id for other in self.sessions(task)}


def _last(occurrences: tuple[Occurrence, ...]) -> dict[str, str]:
    """By activity, the last of its occurrences."""
    return {one.activity.id: one.id for one in sorted(occurrences, key=_in_time)}


def _in_time(task: Occurrence) -> tuple[dt.date, str]:
    """The order of a recurring activity's occurrences."""
    return max(task.days, default=dt.date.min), task.id
