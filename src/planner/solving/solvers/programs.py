"""Mixed integer programs solved side by side, one after the other, as long as any is worth it and there is time."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers.linear import Linear
from planner.solving.solvers.mip import RELAXING
from planner.solving.solvers.rival import Rival

SOLVER = "scip"
LOOK = 0.1  # seconds between looks at whether it is time
NODES = 200  # that one program branches into at most, where no time is measured
SIDE_BY_SIDE = 2  # programs, where the same must come of them on any number of cores
WORK = {RELAXING: 2e-5, SOLVER: 5e-4}  # for each variable of a program


class Begun(Protocol):
    """Whatever a program was begun for."""

    @property
    def rival(self) -> Rival:
        """The program being solved."""


T = TypeVar("T", bound=Begun)


class Programs:
    """Has programs solved, as many at a time as there are cores.

    Where work is limited and not time, they end by what they do, and what comes of them is taken in the order in which
    they were begun: the same comes of it on any machine.

    Parameters
    ----------
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, settings: Settings, budget: Budget) -> None:
        self._repeatable = settings.work is not None
        self._abreast = SIDE_BY_SIDE if self._repeatable else settings.cores
        self._budget = budget
        self._ended = threading.Event()

    def begun(
        self, program: Linear, seconds: float, *, step: int, known: int | None = None, solver: str = SOLVER
    ) -> Rival:
        """A program being solved.

        Parameters
        ----------
        program
            The program.
        seconds
            The limit, where time is measured.
        step
            By how much its goal changes at least, as far as that matters.
        known
            What its goal is known to reach, if nothing but what is better by a step is of use.
        solver
            The solver; or the one that relaxes, if no more than a bound is asked for.
        """
        self._budget.spend(WORK[solver] * len(program.domains))
        limit, nodes = (math.inf, NODES) if self._repeatable else (seconds, None)
        return Rival(program, solver, limit, self._ended, step=step, known=known, nodes=nodes)

    def run(self, begin: Callable[[list[T]], T | None], take: Callable[[T], None]) -> None:
        """Begin one program after the other until none is worth it, or it is time.

        Parameters
        ----------
        begin
            Begins the next beside those that are being solved; `None` if none is worth it.
        take
            Takes what came of one.
        """
        active: list[T] = []
        try:
            while self._fill(active, begin):
                self._ended.wait(LOOK)
                self._ended.clear()
                for one in self._first(active) if self._repeatable else [one for one in active if one.rival.done]:
                    active.remove(one)
                    take(one)
        finally:
            for one in active:
                one.rival.stop()

    def _fill(self, active: list[T], begin: Callable[[list[T]], T | None]) -> bool:
        """Begin as many as are solved at a time; whether there is any to wait for.

        Where work is limited, all is waited for that there was work enough for, whatever time it takes.
        """
        while len(active) < self._abreast and not self._budget.over and (one := begin(active)) is not None:
            active.append(one)
            if self._repeatable and self._budget.over:
                active.pop().rival.stop()
        going_on = not self._budget.stopped if self._repeatable else not self._budget.over
        return going_on and bool(active)

    @staticmethod
    def _first(active: list[T]) -> list[T]:
        """The one that was begun first, if it has come to an end."""
        return [one for one in active[:1] if one.rival.done]
