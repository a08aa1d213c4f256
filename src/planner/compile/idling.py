"""Idle time: the words about what lies between the first and the last task of a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planner.compile.holding import Holding
from planner.compile.logic import Lit, Logic, Term, weighted
from planner.compile.when import When
from planner.compile.who import Who
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, intersect, total
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExpr


class Stay(NamedTuple):
    """One stretch at a task, between starts that lie alike in a person's minutes.

    Parameters
    ----------
    present
        Whether the person is there, and the task begins at one of these starts.
    first, last
        How many of the person's minutes of the day lie before its beginning, and before its end.
    taken
        How many it takes.
    """

    present: Lit
    first: LinearExpr | IntVar | int
    last: LinearExpr | IntVar | int
    taken: int


class Idling:
    """What lies idle between people's tasks.

    Parameters
    ----------
    logic, timeline, when, who, holding
        The literals of the model, the facts on the time line, and the words about time, people and their time.
    """

    def __init__(self, logic: Logic, timeline: Timeline, when: When, who: Who, holding: Holding) -> None:
        self._logic = logic
        self._timeline = timeline
        self._when = when
        self._who = who
        self._holding = holding

    def idle(self, person: str, day: dt.date, minutes: Spans, per: int) -> Lit | IntVar:
        """How many of some minutes lie between a person's first and last task that begin on a day, and in none.

        Counted in so many begun.
        """
        stays = [stay for stay in self._stays(person, day, minutes) if stay.present is not False]
        if len(stays) < 2:
            return False
        model, most = self._logic.model, total(minutes)
        first, last = self._logic.number(0, most), self._logic.number(0, most)
        for stay in stays:
            model.add(first <= stay.first).only_enforce_if(stay.present)
            model.add(last >= stay.last).only_enforce_if(stay.present)
        idle = self._logic.number(0, -(-most // per))
        between: list[Term] = [(1, last), (-1, first), *((-stay.taken, stay.present) for stay in stays)]
        model.add(weighted([*between, (-per, idle)]) <= 0)
        return idle

    def days(self, person: str) -> list[dt.date]:
        """The days on which tasks of a person may begin, or another day of theirs."""
        return sorted({day for piece in self._holding.pieces(person) for day in piece.days})

    def _stays(self, person: str, day: dt.date, minutes: Spans) -> Iterator[Stay]:
        for task in self._holding.tasks(person):
            if task.all_day or task.run:
                yield from self._given(task, person, day, minutes)
                continue
            alike: dict[tuple[int, int], set[int]] = defaultdict(set)
            size = task.duration or 0
            for start in self._when.starts_on(task, day) & self._who.allowed(task, person):
                before, until = _before(minutes, start), _before(minutes, start + size)
                alike[self._when.since_origin(start) - before, until - before].add(start)
            for (shift, taken), starts in sorted(alike.items()):
                present = self._who.on_at(task, person, frozenset(starts))
                first = self._when.begin(task) - shift
                yield Stay(present, first, first + taken, taken)

    def _given(self, task: Occurrence, person: str, day: dt.date, minutes: Spans) -> Iterator[Stay]:
        """The stretches of a task whose hours are no choice of the planner's."""
        for start in sorted(self._who.allowed(task, person)):
            present = self._who.on_at(task, person, frozenset({start}))
            for begin, end in self._timeline.held(task, person, start):
                if self._timeline.clock.date(begin) == day:
                    before, until = _before(minutes, begin), _before(minutes, end)
                    yield Stay(present, before, until, until - before)


def _before(minutes: Spans, moment: int) -> int:
    """How many of some minutes lie before a moment."""
    return total(intersect(minutes, ((0, moment),)))
