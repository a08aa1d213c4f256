"""When tasks begin: the words about time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ortools.sat.python.cp_model import Domain, IntVar

from planner.compile.logic import Lit, Logic, weighted
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

Starts = frozenset[int]


class When:
    """The starts that each task may choose from, and literals about them.

    Parameters
    ----------
    logic
        The literals of the model.
    timeline
        The facts on the time line.
    """

    def __init__(self, logic: Logic, timeline: Timeline) -> None:
        self._logic = logic
        self._origin = timeline.clock.day(timeline.facts.horizon.from_)[0]
        self._by_day: dict[str, dict[dt.date, tuple[int, ...]]] = {}
        self._starts: dict[str, Starts] = {}
        self._begin: dict[str, IntVar | int] = {}
        self._begins: dict[tuple[str, Starts], Lit] = {}
        self._held: dict[str, Lit] = {}

    def choose_from(self, task: Occurrence, by_day: dict[dt.date, tuple[int, ...]]) -> None:
        """A task starts at one of these minutes, given by day; without any it has no time."""
        self._by_day[task.id] = by_day
        self._starts[task.id] = frozenset(start for starts in by_day.values() for start in starts)

    def possible(self, task: Occurrence) -> bool:
        """Whether the task has any time at all."""
        return bool(self._starts[task.id])

    def held(self, task: Occurrence) -> Lit:
        """Whether a task is held: what has a time is, unless it is optional and left out."""
        if task.id not in self._held:
            self._held[task.id] = (
                self._logic.literal() if task.optional and self.possible(task) else self.possible(task)
            )
        return self._held[task.id]

    def starts(self, task: Occurrence) -> Starts:
        """The minutes at which a task may start."""
        return self._starts[task.id]

    def days(self, task: Occurrence) -> tuple[dt.date, ...]:
        """The days on which a task may begin."""
        return tuple(self._by_day[task.id])

    def starts_on(self, task: Occurrence, day: dt.date) -> Starts:
        """The minutes of a day at which a task may start."""
        return frozenset(self._by_day[task.id].get(day, ()))

    def begin(self, task: Occurrence) -> IntVar | int:
        """The start of a task, in minutes from the horizon's first."""
        if task.id not in self._begin:
            values = [start - self._origin for start in sorted(self.starts(task))]
            self._begin[task.id] = (
                values[0]
                if len(values) == 1
                else self._logic.model.new_int_var_from_domain(Domain.from_values(values), "")
            )
        return self._begin[task.id]

    def since_origin(self, minute: int) -> int:
        """A minute counted from the horizon's first."""
        return minute - self._origin

    def chosen(self, task: Occurrence, values: Sequence[int]) -> int:
        """The minute at which a task starts in a solution."""
        begin = self.begin(task)
        return self._origin + (begin if isinstance(begin, int) else values[begin.index])

    def begins(self, task: Occurrence, starts: Iterable[int]) -> Lit:
        """Whether a task is held and begins at one of these minutes."""
        chosen = self.starts(task).intersection(starts)
        if not chosen or len(chosen) == len(self.starts(task)):
            return self.held(task) if chosen else False
        key = task.id, chosen
        if key not in self._begins:
            for day in self.days(task):
                if chosen == self.starts_on(task, day):
                    self._split_by_day(task)
                    return self._begins[key]
            self._begins[key] = self._logic.all_of(self.held(task), self._within(task, chosen))
        return self._begins[key]

    def beyond(self, task: Occurrence, limits: Mapping[dt.date, int], step: int) -> IntVar | int:
        """How many steps begun a task starts after the limit of its day, at least."""
        begin, late = self.begin(task), {day: max(self.starts_on(task, day)) - one for day, one in limits.items()}
        most = max(late.values(), default=0)
        if most <= 0:
            return 0
        above = self._logic.number(0, -(-most // step))
        for day, minutes in late.items():
            if minutes > 0:
                limit = begin - step * above <= self.since_origin(limits[day])
                on_day = self.on_day(task, day)
                kept = self._logic.model.add(limit)
                if not isinstance(on_day, bool):
                    kept.only_enforce_if(on_day)
        return above

    def on_day(self, task: Occurrence, day: dt.date) -> Lit:
        """Whether a task is held and begins on a day."""
        return self.begins(task, self.starts_on(task, day))

    def _split_by_day(self, task: Occurrence) -> None:
        """One literal a day, exactly one of which holds if the task is held."""
        literals: list[Lit] = []
        for day in self.days(task):
            starts = self.starts_on(task, day)
            literal = self._begins[task.id, starts] = self._logic.all_of(self.held(task), self._within(task, starts))
            literals.append(literal)
        if self.held(task) is True:
            self._logic.model.add_exactly_one(literals)
        else:
            self._logic.model.add(weighted((1, one) for one in literals) == weighted([(1, self.held(task))]))

    def _within(self, task: Occurrence, starts: Starts) -> Lit:
        return self._logic.within(self.begin(task), (self.since_origin(one) for one in starts))
