"""Tours made better: a few tasks at a time are taken out of them and put back where they do best.

All others keep their people and their order, so each search is done in a moment. Those taken out lie near each other,
in time or on the way, since they can take each other's places; they become more while searches come to their end.
(Large neighbourhood search: Shaw, *Using Constraint Programming and Local Search Methods to Solve Vehicle Routing
Problems*, CP 1998.) Where nothing is gained any more, some are put back anyhow, and it goes on from there. (Iterated
local search: Lourenço, Martin and Stützle, *Handbook of Metaheuristics*, 2003.)
"""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.compile.draft import Draft
from planner.compile.logic import weighted
from planner.plan.goals import Goal
from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.goals.keeping import keeping
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import SMALL, VARIED, Search, Watch
from planner.solving.solvers.outcome import NOTHING, Answer, Outcome, value_of
from planner.solving.solvers.search import run
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

AT_ONCE = 0.02  # of what is left: most are soon solved as they are
SHARE = 0.5  # of what is left then: the rest is for a search of the whole
WORK = 0.25  # for each search
SET_UP = 0.05  # work that each search takes besides, which CP-SAT does not count
FIRST, LEAST, MOST = 8.0, 4, 20  # tasks taken out: at first, at least, at most
MORE, FEWER = 0.05, 0.15  # how many more after a search that came to its end, how many fewer after one that did not
PATIENCE = 2  # times as many searches as there are tasks, with no gain
WORSE = 1.1  # times the cost of the best plan: how bad one may be to go on from
ROUNDS = 8  # times that nothing is gained by going on from elsewhere, then it is over
LOOK = 0.1  # seconds between looks at whether somebody asked to stop
BLUR = 0.5  # by which what is nearest is left to chance


def reinserted(
    draft: Draft, goal: Goal, values: Sequence[int], settings: Settings, budget: Budget, watch: Watch | None
) -> Outcome:
    """A good plan for a goal that counts the ways of tours.

    Parameters
    ----------
    draft
        The draft, with what goals before this one reached.
    goal
        A goal that counts costs.
    values
        A plan to begin with; empty, if there is none.
    settings, budget
        The limits, and what is left of them.
    watch
        Told about progress.
    """
    model = draft.model.clone()
    if not SMALL <= len(model.proto.variables) < VARIED:
        return NOTHING
    model.minimize(weighted(draft.goals[goal]))
    model.proto.solution_hint.vars.extend(range(len(values)))
    model.proto.solution_hint.values.extend(values)
    found = run(model, settings, budget, share=AT_ONCE, watch=watch)
    if not found.values and len(values) == len(model.proto.variables):
        found = found._replace(values=values)
    if found.final or not found.values or budget.over:
        return found
    model.proto.solution_hint.vars.clear()
    model.proto.solution_hint.values.clear()
    return _Reinserting(draft, goal, model, settings, budget, watch).better(found)


class _Reinserting:
    """The searches, each around the best plan when it set out."""

    def __init__(
        self, draft: Draft, goal: Goal, model: CpModel, settings: Settings, budget: Budget, watch: Watch | None
    ) -> None:
        self._draft = draft
        self._goal = goal
        self._model = model
        self._settings = settings
        self._budget = budget
        self._watch = watch
        self._chance = random.Random(settings.seed)
        self._count = FIRST
        self._idle = 0
        self._rounds = 0
        self._ended = threading.Event()

    def better(self, found: Outcome) -> Outcome:
        """The best plan found, until it is time or nothing is gained any more."""
        self._best = self._now = found.values
        self._bound = found.bound
        kept = (1 - SHARE) * self._budget.left
        under_way: list[Search] = []
        with heeding_interrupts(self._budget.stop):
            try:
                while self._rounds < ROUNDS and self._budget.left > kept and not self._budget.over:
                    under_way += [self._search(kept) for _ in range(self._settings.cores - len(under_way))]
                    self._ended.wait(LOOK)
                    self._ended.clear()
                    for search in [one for one in under_way if one.done]:
                        under_way.remove(search)
                        self._take(search)
            finally:
                self._end(under_way)
        return Outcome(Answer.FEASIBLE, self._best, self._bound)

    def _search(self, kept: float) -> Search:
        """A search with some tasks free, for a plan that is better than the one it goes on from.

        Where nothing was gained for long, any plan will do that is not much worse than the best.
        """
        cost = weighted(self._draft.goals[self._goal])
        if self._idle < PATIENCE * len(self._draft.tasks):
            model = keeping(self._draft, self._model, self._now, self._near())
            model.add(cost < self._cost(self._now))
        else:
            model = keeping(self._draft, self._draft.model, self._best, self._near())  # with nothing to gain
            model.add(cost <= round(WORSE * self._cost(self._best)))
        left = self._budget.left - kept
        timed = self._settings.work is None
        return Search(
            model,
            cores=1,
            light=False,
            hasty=True,
            seed=self._chance.randrange(2**31),
            seconds=max(left if timed else self._budget.grace, 0.001),
            work=WORK if timed else min(WORK, left),
            watch=None,
            enough=self._budget.stop,
            ended=self._ended,
        )

    def _take(self, search: Search) -> None:
        """Learn from a search that is done."""
        outcome = search.outcome()
        self._budget.spend(search.work + SET_UP)
        self._count += MORE if outcome.final else -FEWER
        self._count = min(max(self._count, LEAST), MOST)
        self._idle += 1
        if not outcome.values:
            return
        cost = self._cost(outcome.values)
        if cost < self._cost(self._best):
            self._best, self._rounds = outcome.values, 0
            if self._watch and self._watch(cost, self._bound):
                self._budget.stop()
        if cost < self._cost(self._now):
            self._now, self._idle = outcome.values, 0
        elif self._idle > PATIENCE * len(self._draft.tasks):
            self._now, self._idle = outcome.values, 0
            self._rounds += 1

    def _near(self) -> set[str]:
        """Some tasks around one of them: any, the nearest in time, or the nearest in time and on the way."""
        tasks = self._draft.tasks
        one, in_time, on_the_way = self._chance.choice(tasks), *self._chance.choice(((0, 0), (1, 0), (1, 1)))
        sites = self._draft.timeline.sites

        def far(other: Occurrence) -> float:
            apart = in_time * abs(self._begin(other) - self._begin(one)) + on_the_way * sites.way(one.site, other.site)
            return (1 + apart) * (1 - BLUR * self._chance.random())

        count = round(self._count) + self._chance.randint(-2, 2)
        return {task.id for task in sorted(tasks, key=far)[: max(count, LEAST)]}

    def _begin(self, task: Occurrence) -> int:
        return self._draft.when.chosen(task, self._now)

    def _cost(self, values: Sequence[int]) -> int:
        return sum(factor * value_of(one, values) for factor, one in self._draft.goals[self._goal])

    def _end(self, searches: Sequence[Search]) -> None:
        """Stop what is under way; what it has found is lost."""
        while not all(one.done for one in searches):
            for one in searches:
                one.stop()
            self._ended.wait(LOOK)
            self._ended.clear()
