"""What no plan can pass: each stretch of days as if it were alone in the world, everybody free for it.

First the linear relaxation of each day, which takes a moment. Then, where a plan falls short of that, what whole
people could reach there, and on longer stretches. What no plan passes on stretches that share no day bounds the whole.
(A relaxation by forgetting what ties parts together: Fisher, *The Lagrangian relaxation method for solving integer
programming problems*, Management Science 27, 1981, with all multipliers zero.)
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.plan.goals import Goal
from planner.solving.budget import Budget
from planner.solving.seated.seat_program import SeatProgram
from planner.solving.seated.seating import Seating
from planner.solving.seated.seats import Seats
from planner.solving.seated.worth import Worth, worth_of
from planner.solving.settings import Settings
from planner.solving.solvers.mip import RELAXING
from planner.solving.solvers.programs import SOLVER, Programs
from planner.solving.solvers.rival import Rival

logger = logging.getLogger(__name__)

WIDEST = 4  # days of a stretch
LARGE = 60_000  # choices: a stretch of more is only relaxed
PACE = 3e-5  # seconds that the relaxation of a stretch takes, for each choice
SHARE = 0.2  # of what is left, for whole people on one stretch

Stretch = tuple[int, int]
"""The first day of some, and the one after the last."""


class Bounding(NamedTuple):
    """A stretch being bounded."""

    goal: Goal
    stretch: Stretch
    program: SeatProgram
    rival: Rival


class Relaxing:
    """Bounds what can be reached.

    Parameters
    ----------
    seats
        The seats.
    days
        By day, the tasks that begin on it, by their places.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, seats: Seats, days: list[list[int]], settings: Settings, budget: Budget) -> None:
        self._seats = seats
        self._days = days
        self._budget = budget
        self._timed = settings.work is None
        self._programs = Programs(settings, budget)
        self._most: dict[Goal, dict[Stretch, int]] = {}
        self._worth: dict[Goal, list[Worth]] = {}
        self._whole: dict[Goal, list[int]] = {}
        self._nobody = Seating(seats)
        self._places = range(len(days))

    def bound(self, goal: Goal) -> int:
        """The most that all tasks could be worth to a goal."""
        return self.over(goal, (0, len(self._days)))

    def over(self, goal: Goal, stretch: Stretch) -> int:
        """The most that the tasks of some days could be worth to a goal: of all ways to cut them, by the best."""
        known = self._most.setdefault(goal, {})
        first, after = stretch
        best = {first: 0}
        for end in range(first + 1, after + 1):
            best[end] = min(
                best[start] + (known[start, end] if (start, end) in known else self._all(goal, end - 1))
                for start in range(max(first, end - WIDEST), end)
                if (start, end) in known or start == end - 1
            )
        return best[after]

    def _all(self, goal: Goal, day: int) -> int:
        """What the tasks of a day are worth if nobody is missing."""
        if goal not in self._whole:
            self._worth[goal] = [worth_of(task, goal) for task in self._seats.tasks]
            held = [
                task.heads * one.head + one.whole
                for task, one in zip(self._seats.tasks, self._worth[goal], strict=True)
            ]
            self._whole[goal] = [sum(held[task] for task in tasks) for tasks in self._days]
        return self._whole[goal][day]

    def relax(self, goals: Iterable[Goal], seating: Seating) -> None:
        """Bound every day on which something is missing by its linear relaxation, those first that miss most.

        A day that is bounded so is not bounded again.
        """
        for goal in goals:
            known = self._most.setdefault(goal, {})
            gaps = {
                day: self._all(goal, day) - self.reached(goal, seating, (day, day + 1))
                for day in self._places
                if (day, day + 1) not in known
            }
            short = sorted((day for day in gaps if gaps[day]), key=lambda day: (-gaps[day], day))
            self._run(((goal, (day, day + 1)) for day in short), seating, RELAXING)

    def tighten(self, goal: Goal, seating: Seating) -> None:
        """Bound by whole people where a goal falls short of what is known, on longer and longer stretches."""
        for width in range(1, WIDEST + 1):
            self._run(self._short(goal, seating, width), seating, SOLVER)

    def _short(self, goal: Goal, seating: Seating, width: int) -> Iterator[tuple[Goal, Stretch]]:
        """The stretches of some days in which something may be gained, those first in which it may be most."""
        tried: set[Stretch] = set()
        while True:
            stretches = [(one, one + width) for one in range(len(self._days) - width + 1)]
            gaps = {one: self.over(goal, one) - self.reached(goal, seating, one) for one in stretches}
            gap, stretch = max(((gap, one) for one, gap in gaps.items() if one not in tried), default=(0, (0, 0)))
            if not gap:
                return
            tried.add(stretch)
            yield goal, stretch

    def _run(self, jobs: Iterator[tuple[Goal, Stretch]], seating: Seating, solver: str) -> None:
        """Let solvers bound some stretches."""
        begun = (one for job in jobs for one in self._begin(*job, seating, solver))
        self._programs.run(lambda _: next(begun, None), self._learn)

    def _begin(self, goal: Goal, stretch: Stretch, seating: Seating, solver: str) -> Iterator[Bounding]:
        tasks = [task for day in self._days[slice(*stretch)] for task in day]
        choices = sum(map(self._choices, tasks))
        if choices > LARGE if solver != RELAXING else self._timed and PACE * choices > self._budget.left:
            return
        program = SeatProgram(self._nobody, tasks, self._seats.everybody, goal, near=seating)
        seconds = self._budget.left if solver == RELAXING else SHARE * self._budget.left
        rival = self._programs.begun(program.program, seconds, step=program.step, solver=solver)
        yield Bounding(goal, stretch, program, rival)

    def _choices(self, task: int) -> int:
        return sum(self._seats.seats[one].able.bit_count() for one in self._seats.of[task])

    def _learn(self, found: Bounding) -> None:
        """What no plan passes on a stretch, in whole steps."""
        goal, stretch, program, rival = found
        if math.isfinite(bound := rival.outcome.bound):
            most = math.floor(-bound / program.step) * program.step
            known = self._most.setdefault(goal, {})
            known[stretch] = min(most, self.over(goal, stretch))
            logger.debug("%s, days %s to %s: at most %s", goal.name, *stretch, known[stretch])

    def reached(self, goal: Goal, seating: Seating, stretch: Stretch) -> int:
        """What the tasks of some days are worth to a goal as people sit."""
        first, after = stretch
        total = sum(self._all(goal, day) for day in range(first, after))
        missing, worths = seating.missing, self._worth[goal]
        for task in (one for day in self._days[first:after] for one in day if missing[one]):
            total -= worths[task].head * missing[task] + worths[task].whole
        return total
