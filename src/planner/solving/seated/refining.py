"""Better seats for some people at a time: those around an open seat change seats among a few days, all others stay.

Each time a mixed integer program says how they sit best. (Fix and optimise: Helber and Sahling, *A fix-and-optimize
approach for the multi-level capacitated lot sizing problem*, International Journal of Production Economics 123, 2010;
Maniezzo, Boschetti and Stützle, *Matheuristics*, 2021.)
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from planner.solving.budget import Budget
from planner.solving.seated.crowd import People, members
from planner.solving.seated.seat_program import SeatProgram
from planner.solving.seated.seating import Seating
from planner.solving.settings import Settings
from planner.solving.solvers.programs import Programs
from planner.solving.solvers.rival import Rival

logger = logging.getLogger(__name__)

PEOPLE, MORE = 24, 6  # who change seats together at first, and how many more each time that it was in vain
NARROW, WIDE = 2, 4  # days
TWICE = 2  # each seat is looked at so often with as many days
LONGEST = 4.0  # seconds for one program


class Neighbourhood(NamedTuple):
    """Some people on some days, being seated anew."""

    seat: int
    first: int
    after: int
    program: SeatProgram
    rival: Rival


class Refining:
    """Seats people better.

    Parameters
    ----------
    seating
        Who sits where.
    days
        By day, the tasks that begin on it, by their places; days without any are not there.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, seating: Seating, days: list[list[int]], settings: Settings, budget: Budget) -> None:
        self._seating = seating
        self._seats = seating.seats
        self._days = days
        self._day = {task: day for day, tasks in enumerate(days) for task in tasks}
        self._budget = budget
        self._programs = Programs(settings, budget)
        self._chance = random.Random(settings.seed)
        self._tries: Counter[int] = Counter()

    def run(self, told: Callable[[], None], worth_it: Callable[[int], bool]) -> None:
        """Seat people better as long as anything may come of it.

        Parameters
        ----------
        told
            Called whenever something was gained.
        worth_it
            Whether something may still be gained on a day.
        """

        def take(found: Neighbourhood) -> None:
            if self._take(found):
                told()

        self._programs.run(lambda active: self._next(active, worth_it), take)

    def _take(self, found: Neighbourhood) -> bool:
        """Seat people as a program says; whether that is better."""
        values, program = found.rival.outcome.values, found.program
        if not values or program.program.reached(values) > program.known:
            return False
        before = self._seating.worth
        program.apply(values)
        gained = self._seating.worth > before
        if gained:
            self._tries[found.seat] = 0
            logger.debug("days %s to %s: better by %s", found.first, found.after, self._seating.worth - before)
        return gained

    def _next(self, active: list[Neighbourhood], worth_it: Callable[[int], bool]) -> Neighbourhood | None:
        """Some people around an open seat, the one that was looked at least often, apart from those that are looked at.

        `None` if all were looked at often enough.
        """
        wanting = self._seating.wanting
        days = {one: self._day[self._seats.seats[one].task] for one in wanting}
        worth = {day for day in set(days.values()) if worth_it(day)}
        wanting = [one for one in wanting if days[one] in worth]
        self._chance.shuffle(wanting)
        for seat in sorted(wanting, key=self._tries.__getitem__):
            width = NARROW + self._tries[seat] // TWICE
            if width > WIDE:
                return None
            day = days[seat]
            first = max(0, min(day - self._chance.randrange(width), len(self._days) - width))
            after = min(first + width, len(self._days))
            if all(after <= one.first or one.after <= first for one in active):
                return self._around(seat, first, after)
        return None

    def _around(self, seat: int, first: int, after: int) -> Neighbourhood:
        tasks = [task for day in self._days[first:after] for task in day]
        present = 0
        for task in tasks:
            for one in self._seats.of[task]:
                present |= self._seats.seats[one].able
        people = drawn(self._chance, self._seats.seats[seat].able, present, PEOPLE + MORE * self._tries[seat])
        self._tries[seat] += 1
        program = SeatProgram(self._seating, tasks, people)
        seconds = min(LONGEST, self._budget.left)
        rival = self._programs.begun(program.program, seconds, step=program.step, known=program.known)
        return Neighbourhood(seat, first, after, program, rival)


def drawn(chance: random.Random, able: People, present: People, size: int) -> People:
    """So many people by chance: half of them of those who are able, as far as there are so many; the others present.

    Parameters
    ----------
    chance
        What decides.
    able, present
        Those who matter most, and all.
    size
        How many.
    """
    mine, others = list(members(able)), list(members(present))
    chance.shuffle(mine)
    chance.shuffle(others)
    return sum(1 << one for one in list(dict.fromkeys([*mine[: size // 2], *others]))[:size])
