"""Better times and people for some tasks at a time: those on a few days around one that falls short, all others stay.

Each time a mixed integer program says how they are held best. (Fix and optimise: Helber and Sahling, *A
fix-and-optimize approach for the multi-level capacitated lot sizing problem*, International Journal of Production
Economics 123, 2010; Maniezzo, Boschetti and Stützle, *Matheuristics*, 2021.)
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from planner.solving.budget import Budget
from planner.solving.seated.refining import drawn
from planner.solving.settings import Settings
from planner.solving.solvers.programs import Programs
from planner.solving.solvers.rival import Rival
from planner.solving.timed.placing import Placing
from planner.solving.timed.placing_program import PlacingProgram

logger = logging.getLogger(__name__)

PEOPLE = 40  # who change together
NARROW, WIDE = 3, 7  # days
TWICE = 2  # each task is looked at so often with as many days
LONGEST = 6.0  # seconds for one program


class Neighbourhood(NamedTuple):
    """Some tasks and people being arranged anew, around one task."""

    group: int
    first: int
    after: int
    program: PlacingProgram
    rival: Rival


class Rearranging:
    """Holds tasks better.

    Parameters
    ----------
    placing
        How each task is held.
    days
        By day, the tasks at their times that begin on it, by their places.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, placing: Placing, days: Sequence[Sequence[int]], settings: Settings, budget: Budget) -> None:
        self._placing = placing
        self._days = days
        self._day = {option: day for day, options in enumerate(days) for option in options}
        self._group = {option: group for group, options in enumerate(placing.groups) for option in options}
        self._budget = budget
        self._programs = Programs(settings, budget)
        self._chance = random.Random(settings.seed)
        self._tries: Counter[int] = Counter()

    def run(self, told: Callable[[], None], wanting: Callable[[], Sequence[int]]) -> None:
        """Hold tasks better as long as anything may come of it.

        Parameters
        ----------
        told
            Called whenever something was gained.
        wanting
            Tells which tasks may be worth more.
        """

        def take(found: Neighbourhood) -> None:
            if self._take(found):
                told()

        self._programs.run(lambda active: self._next(active, wanting()), take)

    def _take(self, found: Neighbourhood) -> bool:
        """Hold tasks as a program says; whether that is better."""
        values, program, before = found.rival.outcome.values, found.program, self._placing.worth
        if not values or program.program.reached(values) >= program.known or not program.apply(values):
            return False
        self._tries[found.group] = 0
        logger.debug("days %s to %s: better by %s", found.first, found.after, self._placing.worth - before)
        return True

    def _next(self, active: Sequence[Neighbourhood], wanting: Sequence[int]) -> Neighbourhood | None:
        """What is around a task that falls short, the one that was looked at least often, apart from what is active."""
        some = list(wanting)
        self._chance.shuffle(some)
        for group in sorted(some, key=self._tries.__getitem__):
            width = NARROW + self._tries[group] // TWICE
            if width > WIDE:
                return None
            option = self._chance.choice(self._placing.groups[group])
            first = max(0, self._day[option] - self._chance.randrange(width))
            after = min(first + width, len(self._days))
            if all(after <= one.first or one.after <= first for one in active):
                self._tries[group] += 1
                return self._around(
                    group, option, first, after, {one for some in active for one in some.program.before}
                )
        return None

    def _around(self, group: int, option: int, first: int, after: int, taken: set[int]) -> Neighbourhood:
        options = {one for day in self._days[first:after] for one in day}
        groups = set(self._concerned(options)) - taken | {group} - taken
        seats, present, able = self._placing.seats, 0, 0
        for one in options:
            for seat in seats.of[one]:
                present |= seats.seats[seat].able
        for seat in seats.of[option]:
            able |= seats.seats[seat].able
        program = PlacingProgram(self._placing, groups, drawn(self._chance, able, present, PEOPLE), options)
        seconds = min(LONGEST, self._budget.left)
        rival = self._programs.begun(program.program, seconds, step=program.step, known=program.known)
        return Neighbourhood(group, first, after, program, rival)

    def _concerned(self, options: set[int]) -> Iterator[int]:
        """The tasks that are held at some times, or nobody is at, and that could be held then."""
        for group in {self._group[one] for one in options}:
            placed = self._placing.held[group]
            if placed is None or placed.at in options or not placed.people:
                yield group
