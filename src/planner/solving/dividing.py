"""What no plan can pass: tasks divided into some that begin near each other, each some as if alone in the world.

Every task counts once, wherever it may be held. First the linear relaxation of each part is asked, then what whole
people and times could reach there. (A relaxation by forgetting what ties parts together: Fisher, *The Lagrangian
relaxation method for solving integer programming problems*, Management Science 27, 1981, with all multipliers zero.)
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Iterator

from planner.plan.goals import Goal
from planner.solving.alone import Most, reach
from planner.solving.budget import Budget
from planner.solving.mip import RELAXING
from planner.solving.placing import Placing
from planner.solving.placing_program import PlacingProgram
from planner.solving.rearranging import SIDE_BY_SIDE, in_turn
from planner.solving.rival import Rival
from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

LOOK = 0.1  # seconds between looks at whether it is time
LARGE = 30_000  # choices of a part
SHARE = 0.5  # of what is left, for one part
NODES = 200
WORK = 2e-4  # for each choice of a program
SOLVER = "scip"


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
        self._repeatable = settings.work is not None
        self._side_by_side = SIDE_BY_SIDE if self._repeatable else settings.cores
        self._budget = budget
        self._most: dict[tuple[Goal, int], int] = {}
        self._ended = threading.Event()

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
        """Let solvers bound some parts, as many at a time as there are cores."""
        active: list[tuple[Goal, int, PlacingProgram, Rival]] = []
        known = self._most if solver == RELAXING else {}
        short = (job for job in jobs if job not in known and self._over(*job) > self._sum(*job, self._placing.now))
        try:
            while not self._budget.over:
                while len(active) < self._side_by_side and (job := next(short, None)) is not None:
                    active.append((*job, *self._begun(*job, solver)))
                if not active:
                    return
                self._ended.wait(LOOK)
                self._ended.clear()
                for one in in_turn(active, [one[-1] for one in active], repeatable=self._repeatable):
                    active.remove(one)
                    self._learn(*one)
        finally:
            for *_, rival in active:
                rival.stop()

    def _begun(self, goal: Goal, part: int, solver: str) -> tuple[PlacingProgram, Rival]:
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
        seconds, nodes = (math.inf, NODES) if self._repeatable else (SHARE * self._budget.left, None)
        return program, Rival(program.program, solver, seconds, self._ended, step=program.step, nodes=nodes)

    def _learn(self, goal: Goal, part: int, program: PlacingProgram, rival: Rival) -> None:
        """What no plan passes on some tasks, in whole steps; hold all as a solution says, if that is better."""
        if self._repeatable:
            self._budget.spend(WORK * len(program.choices))
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
