"""Who stands by for which need: the words about people who are free while others are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.compile.holding import Holding, Piece
from planner.compile.journeys import Journeys
from planner.compile.logic import Lit, Logic, weighted
from planner.compile.when import When
from planner.compile.who import Who
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


class StandingBy:
    """Literals about people who stand by for tasks.

    Parameters
    ----------
    logic, timeline, when, who, holding, journeys
        The literals of the model, the facts on the time line, and the words about time, people and the ways between.
    """

    def __init__(
        self, logic: Logic, timeline: Timeline, when: When, who: Who, holding: Holding, journeys: Journeys
    ) -> None:
        self._logic = logic
        self._timeline = timeline
        self._when = when
        self._who = who
        self._holding = holding
        self._journeys = journeys
        self._stands: dict[tuple[str, int, str], Lit] = {}

    def able(self, task: Occurrence, need: int) -> Iterator[str]:
        """Who could stand by for a need, by role, by name, and by their time."""
        asked = task.needs[need]
        for person in task.candidates if asked.standby else ():
            named = person in asked.from_ or not asked.from_
            holds = asked.role in self._timeline.people[person].staff.roles
            if holds and named and person not in asked.exclude and self._who.allowed(task, person):
                yield person

    def stands(self, task: Occurrence, need: int, person: str) -> Lit:
        """Whether a person stands by for a need of a task."""
        key = task.id, need, person
        if key not in self._stands:
            self._stands[key] = self._logic.literal() if person in self.able(task, need) else False
        return self._stands[key]

    def chosen(self) -> Iterator[Lit]:
        """Every literal about who stands by."""
        yield from self._stands.values()

    def missing(self, task: Occurrence, need: int) -> IntVar:
        """How many stand-bys a need lacks, as a number; none if the task is left out."""
        asked = task.needs[need].standby
        missing = self._logic.number(0, asked)
        there = [(1, self.stands(task, need, person)) for person in self.able(task, need)]
        self._logic.model.add(weighted([*there, (1, missing)]) == weighted([(asked, self._when.held(task))]))
        return missing

    def keep_free(self, person: str, tasks: Iterable[Occurrence]) -> None:
        """Whoever stands by could be there then, is at nothing at that time, and stands by for one need only."""
        pieces: list[Piece] = []
        for task in tasks:
            places = [self.stands(task, need, person) for need in range(len(task.needs))]
            stands = self._logic.any_of(*places)
            if stands is not False:
                self._logic.model.add(weighted((1, one) for one in [*places, self._who.on(task, person)]) <= 1)
                self._who.keep_allowed(task, person, stands)
                pieces += self._holding.stretches(task, person, stands)
        if pieces:
            self._holding.no_overlap(person, pieces)
            for one, other in self._journeys.pairs(person, pieces):
                self._journeys.apart(one, other)
