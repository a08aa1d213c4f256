"""Better times and people for some tasks at a time: those on a few days around one that falls short, all others stay.

Each time a mixed integer program says how they are held best. (Fix and optimise: Helber and Sahling, *A
fix-and-optimize approach for the multi-level capacitated lot sizing problem*, International Journal of Production
Economics 123, 2010; Maniezzo, Boschetti and Stützle, *Matheuristics*, 2021.)
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from planner.solving.budget import Budget
from planner.solving.placing import Placing
from planner.solving.placing_program import PlacingProgram
from planner.solving.rival import Rival
from planner.solving.seats import members
from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

PEOPLE = 40  # who change together
NARROW, WIDE = 3, 7  # days
TWICE = 2  # each task is looked at so often with as many days
LONGEST = 6.0  # seconds for one program
LOOK = 0.1  # seconds between looks at whether it is time
NODES = 200  # that one program branches into at most, where no time is measured
SIDE_BY_SIDE = 2  # programs, where the same must come of them on any number of cores
WORK = 5e-4  # for each choice of a program
SOLVER = "scip"
T = TypeVar("T")


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
        self._repeatable = settings.work is not None
        self._side_by_side = SIDE_BY_SIDE if self._repeatable else settings.cores
        self._budget = budget
        self._chance = random.Random(settings.seed)
        self._tries: Counter[int] = Counter()
        self._ended = threading.Event()

    def run(self, told: Callable[[], None], wanting: Callable[[], Sequence[int]]) -> None:
        """Hold tasks better as long as anything may come of it.

        Parameters
        ----------
        told
            Called whenever something was gained.
        wanting
            Tells which tasks may be worth more.
        """
        active: list[Neighbourhood] = []
        try:
            while not self._budget.over:
                while len(active) < self._side_by_side and (found := self._next(active, wanting())):
                    active.append(found)
                if not active:
                    return
                self._ended.wait(LOOK)
                self._ended.clear()
                for one in in_turn(active, [one.rival for one in active], repeatable=self._repeatable):
                    active.remove(one)
                    if self._take(one):
                        told()
        finally:
            for one in active:
                one.rival.stop()

    def _take(self, found: Neighbourhood) -> bool:
        """Hold tasks as a program says; whether that is better."""
        if self._repeatable:
            self._budget.spend(WORK * len(found.program.choices))
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
        mine, others = list(members(able)), list(members(present))
        self._chance.shuffle(mine)
        self._chance.shuffle(others)
        people = sum(1 << one for one in list(dict.fromkeys([*mine[: PEOPLE // 2], *others]))[:PEOPLE])
        program = PlacingProgram(self._placing, groups, people, options)
        seconds = float("inf") if self._repeatable else min(LONGEST, self._budget.left)
        rival = Rival(
            program.program,
            SOLVER,
            seconds,
            self._ended,
            step=program.step,
            known=program.known,
            nodes=NODES if self._repeatable else None,
        )
        return Neighbourhood(group, first, after, program, rival)

    def _concerned(self, options: set[int]) -> Iterator[int]:
        """The tasks that are held at some times, or nobody is at, and that could be held then."""
        for group in {self._group[one] for one in options}:
            placed = self._placing.held[group]
            if placed is None or placed.at in options or not placed.people:
                yield group


def in_turn(active: Sequence[T], rivals: Sequence[Rival], *, repeatable: bool) -> list[T]:
    """What has come to an end; where the same must come of it whatever the time, only the first that was begun.

    Parameters
    ----------
    active
        What is under way, in the order in which it was begun.
    rivals
        The programs of each.
    repeatable
        Whether time must not matter.
    """
    if repeatable:
        return list(active[:1]) if rivals[0].done else []
    return [one for one, rival in zip(active, rivals, strict=True) if rival.done]
