"""Which room a task takes: the words about rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.compile.logic import Lit, Logic, weighted
from planner.compile.when import Starts, When
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntervalVar


class Rooms:
    """Literals about rooms that tasks take, made when first asked for and only for pairs that can be.

    Parameters
    ----------
    logic
        The literals of the model.
    timeline
        The facts on the time line.
    when
        The words about time.
    """

    def __init__(self, logic: Logic, timeline: Timeline, when: When) -> None:
        self._logic = logic
        self._timeline = timeline
        self._when = when
        self._allowed: dict[tuple[str, str], Starts] = {}
        self._takes: dict[str, dict[str, Lit]] = {}
        self._housed: dict[str, Lit] = {}

    def only_at(self, task: Occurrence, room: str, starts: Iterable[int]) -> None:
        """A task can take a room only if it starts at one of these minutes: said before anything is asked."""
        self._allowed[task.id, room] = self.allowed(task, room).intersection(starts)

    def allowed(self, task: Occurrence, room: str) -> Starts:
        """The starts at which a task can take a room."""
        return self._allowed.get((task.id, room), self._when.starts(task))

    def takes(self, task: Occurrence, room: str) -> Lit:
        """Whether a task takes a room."""
        return self._choice(task).get(room, False)

    def housed(self, task: Occurrence) -> Lit:
        """Whether a task has the room that it asks for, if it asks for one."""
        if not task.asks_room:
            return True
        self._choice(task)
        return self._housed[task.id]

    def chosen(self) -> Iterator[Lit]:
        """Every literal about who takes which room."""
        for choice in self._takes.values():
            yield from choice.values()

    def _choice(self, task: Occurrence) -> dict[str, Lit]:
        """By room, whether a task takes it: at most one of those that can be had."""
        if task.id not in self._takes:
            choice = {room: self._logic.literal() for room in task.rooms if self.allowed(task, room)}
            self._takes[task.id] = dict(choice)
            for room, literal in choice.items():
                self._logic.implies(literal, self._when.begins(task, self.allowed(task, room)))
            some = list(choice.values())
            if len(some) < 2:
                self._housed[task.id] = some[0] if some else False
            else:
                housed = self._housed[task.id] = self._logic.literal()
                self._logic.model.add(weighted((1, one) for one in some) == weighted([(1, housed)]))
        return self._takes[task.id]

    def no_overlap(self) -> None:
        """A room is taken by one task at a time."""
        held: dict[str, list[IntervalVar]] = defaultdict(list)
        for task in self._timeline.occurrences:
            for room, literal in self._choice(task).items() if self._when.possible(task) else ():
                held[room] += self._intervals(task, room, literal)
        for intervals in held.values():
            if len(intervals) > 1:
                self._logic.model.add_no_overlap(intervals)

    def _intervals(self, task: Occurrence, room: str, takes: Lit) -> Iterator[IntervalVar]:
        """What a task takes of a room, if it takes it."""
        model = self._logic.model
        if not task.all_day and not task.run:
            yield model.new_optional_fixed_size_interval_var(self._when.begin(task), task.duration or 0, takes, "")
            return
        for start in sorted(self.allowed(task, room)):
            present = self._logic.all_of(takes, self._when.begins(task, [start]))
            for first, end in self._timeline.lasts(task, start):
                begin = self._when.since_origin(first)
                yield model.new_optional_fixed_size_interval_var(begin, end - first, present, "")
