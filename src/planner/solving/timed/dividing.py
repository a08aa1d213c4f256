"""What no plan can pass: tasks divided into some that begin near each other, each some as if alone in the world.

Every task counts once, wherever it may be held. First the linear relaxation of each part is asked, then what whole
people and times could reach there. (A relaxation by forgetting what ties parts together: Fisher, *The Lagrangian
relaxation method for solving integer programming problems*, Management Science 27, 1981, with all multipliers zero.)
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from planner.plan.goals import Goal
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers.mip import RELAXING
from planner.solving.solvers.programs import SOLVER, Programs
from planner.solving.solvers.rival import Rival
from planner.solving.timed.alone import Most, reach
from planner.solving.timed.placing import Placing
from planner.solving.timed.placing_program import PlacingProgram

logger = logging.getLogger(__name__)

LARGE = 30_000  # choices of a part
SHARE = 0.5  # of what is left, for one part


class Bounding(NamedTuple):
    """A part being bounded."""

    goal: Goal
    part: int
    program: PlacingProgram
    rival: Rival


class Dividing:
    """Bounds what can be reached.

    Parameters
    ----------
    placing
        How each task is held.
    nobody
        The same with no task held, which is changed and left as it was.
    most
        What a task could reach alone, by its place.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(
        self, placing: Placing, nobody: Placing, most: Callable[[int], Most], settings: Settings, budget: Budget
    ) -> None:
        self._placing = placing
        self._nobody = nobody
        self._alone = most
        self._parts = list(_parts(placing))
        self._budget = budget
        self._programs = Programs(settings, budget)
        self._most: dict[tuple[Goal, int], int] = {}

    def bound(self, goal: Goal) -> int:
        """The most that all tasks could be worth to a goal."""
        return sum(self._over(goal, part) for part in range(len(self._parts)))

    def _over(self, goal: Goal, part: int) -> int:
        """The most that some tasks could be worth to a goal."""
        if (goal, part) in self._most:
            return self._most[goal, part]
        return self._sum(goal, part, self._alone)

    def _sum(self, goal: Goal, part: int, of: Callable[[int], Most]) -> int:
        tasks, groups = self._placing.seats.tasks, self._placing.groups
        return sum(reach(tasks[groups[one][0]], goal, of(one)) for one in self._parts[part])

    @property
    def whole(self) -> bool:
        """Whether all tasks are looked at together."""
        return len(self._parts) == 1

    def relax(self, goal: Goal) -> None:
        """Bound all parts that fall short by their linear relaxation."""
        self._run(((goal, part) for part in range(len(self._parts))), RELAXING)

    def tighten(self, goal: Goal) -> None:
        """Bound all parts that fall short by whole people and times."""
        self._run(((goal, part) for part in range(len(self._parts))), SOLVER)

    def _run(self, jobs: Iterator[tuple[Goal, int]], solver: str) -> None:
        """Let solvers bound some parts."""
        known = self._most if solver == RELAXING else {}
        short = (job for job in jobs if job not in known and self._over(*job) > self._sum(*job, self._placing.now))
        begun = (self._begun(*job, solver) for job in short)
        self._programs.run(lambda _: next(begun, None), self._learn)

    def _begun(self, goal: Goal, part: int, solver: str) -> Bounding:
        everybody = self._placing.seats.everybody
        if self.whole:
            program = PlacingProgram(self._placing, self._parts[part], everybody, goal=goal)
        else:
            for one in self._parts[part]:
                placed = self._placing.held[one]
                if placed is not None:
                    self._nobody.put(one, placed)
            program = PlacingProgram(self._nobody, self._parts[part], everybody, goal=goal)
            for one in self._parts[part]:
                self._nobody.take(one)
        seconds = SHARE * self._budget.left
        rival = self._programs.begun(program.program, seconds, step=program.step, solver=solver)
        return Bounding(goal, part, program, rival)

    def _learn(self, found: Bounding) -> None:
        """What no plan passes on some tasks, in whole steps; hold all as a solution says, if that is better."""
        goal, part, program, rival = found
        if self.whole and rival.outcome.values:
            program.apply(rival.outcome.values)
        if math.isfinite(bound := rival.outcome.bound):
            most = math.floor(-bound / program.step + 1e-6) * program.step
            self._most[goal, part] = min(most, self._over(goal, part))
            logger.debug("%s, part %s of %s: at most %s", goal.name, part, len(self._parts), self._most[goal, part])


def _parts(placing: Placing) -> Iterator[list[int]]:
    """Tasks that may first begin near each other, so many that their choices are not too many."""
    seats = placing.seats
    found: list[int] = []
    size = 0
    for group in sorted(range(len(placing.groups)), key=lambda one: seats.starts[placing.groups[one][0]]):
        found.append(group)
        options = placing.groups[group]
        size += sum(seats.seats[seat].able.bit_count() for option in options for seat in seats.of[option])
        if size > LARGE:
            yield found
            found, size = [], 0
    if found:
        yield found
