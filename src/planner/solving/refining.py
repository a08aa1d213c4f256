"""Better seats for some people at a time: those around an open seat change seats among a few days, all others stay.

Each time a mixed integer program says how they sit best. (Fix and optimise: Helber and Sahling, *A fix-and-optimize
approach for the multi-level capacitated lot sizing problem*, International Journal of Production Economics 123, 2010;
Maniezzo, Boschetti and Stützle, *Matheuristics*, 2021.)
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from planner.solving.budget import Budget
from planner.solving.rival import Rival
from planner.solving.seat_program import SeatProgram
from planner.solving.seating import Seating
from planner.solving.seats import People, members
from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

PEOPLE, MORE = 24, 6  # who change seats together at first, and how many more each time that it was in vain
NARROW, WIDE = 2, 4  # days
TWICE = 2  # each seat is looked at so often with as many days
LONGEST = 4.0  # seconds for one program
LOOK = 0.1  # seconds between looks at whether it is time
NODES = 200  # that one program branches into at most, where no time is measured
WORK = 5e-4  # for each choice of a program
SOLVER = "scip"


class Neighbourhood(NamedTuple):
    """Some people on some days, being seated anew."""

    seat: int
    first: int
    after: int
    people: People
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
        self._repeatable = settings.work is not None
        self._cores = settings.cores
        self._budget = budget
        self._chance = random.Random(settings.seed)
        self._tries: Counter[int] = Counter()
        self._ended = threading.Event()

    def run(self, told: Callable[[], None], worth_it: Callable[[int], bool]) -> None:
        """Seat people better as long as anything may come of it.

        Parameters
        ----------
        told
            Called whenever something was gained.
        worth_it
            Whether something may still be gained on a day.
        """
        active: list[Neighbourhood] = []
        try:
            while not self._budget.over:
                while len(active) < self._cores and (found := self._next(active, worth_it)):
                    active.append(found)
                if not active:
                    return
                self._ended.wait(LOOK)
                self._ended.clear()
                for one in [one for one in active if one.rival.done]:
                    active.remove(one)
                    if self._take(one):
                        told()
        finally:
            for one in active:
                one.rival.stop()

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
        able = list(members(self._seats.seats[seat].able))
        present = 0
        for task in tasks:
            for one in self._seats.of[task]:
                present |= self._seats.seats[one].able
        self._chance.shuffle(able)
        others = list(members(present))
        self._chance.shuffle(others)
        size = PEOPLE + MORE * self._tries[seat]
        chosen = list(dict.fromkeys([*able[: size // 2], *others]))[:size]
        self._tries[seat] += 1
        people = sum(1 << one for one in chosen)
        program = SeatProgram(self._seating, tasks, people)
        self._budget.spend(WORK * len(program.choices))
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
        return Neighbourhood(seat, first, after, people, program, rival)
