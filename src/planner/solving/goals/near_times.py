"""Plans whose tasks begin near given times, sought side by side: little is free in each, so each is soon searched.

The times may be those of a plan, or ones at which there are people enough, whoever they are. The narrower the search,
the sooner it is done; the wider, the more it may find. (Local branching, with times instead of counts: Fischetti and
Lodi, *Local branching*, Mathematical Programming 98, 2003.)
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from planner.compile.draft import Draft
from planner.compile.logic import weighted
from planner.plan.goals import Goal
from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import Search
from planner.solving.solvers.outcome import value_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

PARTS = (64, 32, 16, 8)  # of the time from the first begin to the last: so far from its time may all begin
FREE = (0.1, 0.2, 0.3, 0.4)  # of that time: what begins in it is free, the rest is near its time
BESIDE = 48  # so near, as a part of that time
VAIN = 2  # rounds around a plan without a better one
SHARE = 0.05  # of what is left, for each search
WORK = 0.3  # for each search, at most
SET_UP = 0.01  # work that it takes to set one up
LOOK = 0.1  # seconds between looks at whether somebody asked to stop

Reach = list[int]
"""By begin, how far from its time it may be."""


class NearTimes:
    """Seeks better plans near given times.

    Parameters
    ----------
    draft
        The draft, with what goals before this one reached.
    goal
        A goal whose plans are to be over early: it counts costs.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, draft: Draft, goal: Goal, settings: Settings, budget: Budget) -> None:
        self._model = draft.model.clone()
        self._model.minimize(weighted(draft.goals[goal]))
        self._cost = weighted(draft.goals[goal])
        self._terms = draft.goals[goal]
        self._begins = [one for task in draft.tasks if not isinstance(one := draft.when.begin(task), int)]
        self._settings = settings
        self._budget = budget
        self._chance = Random(settings.seed)
        self._ended = threading.Event()

    def better(self, times: Sequence[int], below: float) -> Sequence[int]:
        """The best plan that is found near some times, and then near that plan; none, if none costs less.

        Parameters
        ----------
        times
            Values of all variables, of which only those count that say when tasks begin.
        below
            What the plan must cost less than.
        """
        span = self._span(times)
        near = []
        for part in PARTS:
            enough = min(below, self._reached(times) * (1 + 1 / part) + 1)
            near.append(self._near(times, [max(span // part, 1)] * len(self._begins), enough))
        best = self._best(near)
        vain = 0 if best else VAIN
        while vain < VAIN and not self._budget.over:
            span = self._span(best)
            reaches = [self._some_free(best, max(span // BESIDE, 1), round(share * span)) for share in FREE]
            found = self._best([self._near(best, reach, self._reached(best)) for reach in reaches])
            best, vain = (found, 0) if found else (best, vain + 1)
        return best

    def _span(self, times: Sequence[int]) -> int:
        """The time from the first begin to the last."""
        begins = [value_of(one, times) for one in self._begins]
        return max(begins) - min(begins)

    def _some_free(self, times: Sequence[int], beside: int, length: int) -> Reach:
        """What begins in a stretch of time is free in as much time again, the rest is near its time."""
        begins = [value_of(one, times) for one in self._begins]
        first = self._chance.choice(begins) - self._chance.randint(0, length)
        return [length if first <= one <= first + length else beside for one in begins]

    def _near(self, times: Sequence[int], reach: Reach, below: float) -> CpModel:
        """Plans that cost less, with begins within reach of some times."""
        model = self._model.clone()
        for one, far in zip(self._begins, reach, strict=True):
            model.add_linear_constraint(one, value_of(one, times) - far, value_of(one, times) + far)
        if math.isfinite(below):
            model.add(self._cost <= round(below) - 1)
        return model

    def _best(self, models: Sequence[CpModel]) -> Sequence[int]:
        """The best plan that any search finds, as many of them at a time as there are cores."""
        plans = [one for one in map(self._found, self._searches(models)) if one]
        return min(plans, key=self._reached, default=())

    def _searches(self, models: Sequence[CpModel]) -> list[Search]:
        searches: list[Search] = []
        with heeding_interrupts(self._budget.stop):
            for model in models:
                while sum(not one.done for one in searches) >= self._settings.cores:
                    self._wait(searches)
                if self._budget.over:
                    break
                searches.append(self._search(model))
            while not all(one.done for one in searches):
                self._wait(searches)
        return searches

    def _wait(self, searches: Sequence[Search]) -> None:
        """Wait a little; if it is time, until all have stopped."""
        self._ended.wait(LOOK)
        self._ended.clear()
        for one in searches if self._budget.over else ():
            one.stop()

    def _search(self, model: CpModel) -> Search:
        timed = self._settings.work is None
        left = max(self._budget.left, 0.001)
        return Search(
            model,
            cores=1,
            light=False,
            hasty=True,
            seed=self._settings.seed,
            seconds=SHARE * left if timed else max(self._budget.grace, 0.001),
            work=WORK if timed else min(WORK, left),
            watch=None,
            enough=self._budget.stop,
            ended=self._ended,
        )

    def _found(self, search: Search) -> Sequence[int]:
        """What a search found that is done."""
        outcome = search.outcome()
        self._budget.spend(search.work + SET_UP)
        return outcome.values

    def _reached(self, values: Sequence[int]) -> int:
        """What some values cost."""
        return sum(factor * value_of(one, values) for factor, one in self._terms)
