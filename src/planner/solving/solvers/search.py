"""One run: inside its limits, stoppable at any time, never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import SMALL, Search, Watch
from planner.solving.solvers.linear import Linear, is_linear, linear
from planner.solving.solvers.outcome import NOTHING, Answer, Outcome
from planner.solving.solvers.rival import Rival

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

LOOK = 0.1  # seconds between looks at whether somebody asked to stop
STOP_AGAIN = 0.02  # a stop asked for before the search has begun is lost, so it is repeated
EARLIER = 0.9  # of its time: when a second solver is to tell the best that it has, which takes it a while
FIRST, SECOND = "scip", "highs"  # the one is sooner done with most, the other with some
HEAD_START = 1.0  # seconds in which most programs are solved
WORTH_A_RACE = 4.0  # seconds: with less there is no time for others to set out
OVERDUE = 0.2  # of its time, a second at most: so long after its end a run is stopped from outside


def run(
    model: CpModel,
    settings: Settings,
    budget: Budget,
    *,
    share: float = 1.0,
    least: float = 0.0,
    alone: bool = False,
    seed: int = 0,
    watch: Watch | None = None,
) -> Outcome:
    """Solve a model within a share of what is left.

    One solver sets out by itself; if that takes a while, others join it, where they may. A linear model is solved as
    a mixed integer program, another such solver and CP-SAT join, and whoever comes to an end first ends the others. A
    small model is searched by one search, then by several that begin with what it found. An interrupt (Ctrl-C) stops
    all of them, and the best found so far is the outcome. What the watch raises stops them, too, and is raised here.

    Parameters
    ----------
    model
        The model.
    settings, budget
        The limits, and what is left of them.
    share
        The part of what is left that this run may take.
    least
        What it may take at least, in seconds or work.
    alone
        Whether one solver is to run on one core: its outcome hangs on nothing but the model, if it comes to an end.
    seed
        Added to the settings' seed, for a second opinion.
    watch
        Told about progress.
    """
    budget.begin()
    limit = max(budget.left * share, least, 0.001)
    seconds, work = (limit, None) if settings.work is None else (max(budget.grace, 0.001), limit)
    race = _Race(budget, 1 if alone else settings.cores, settings.seed + seed, seconds, work, watch)
    with heeding_interrupts(budget.stop):
        if len(model.proto.variables) < SMALL:
            return race.light(model)
        program = linear(model) if raced(model, settings) else None
        return race.linear(model, program) if program else race.full(model)


class _Race:
    """Solvers that set out for one model, one after the other or side by side."""

    def __init__(
        self, budget: Budget, cores: int, seed: int, seconds: float, work: float | None, watch: Watch | None
    ) -> None:
        self._budget = budget
        self._cores = cores
        self._seed = seed
        self._seconds = seconds
        self._work = work
        self._watch = watch
        self._until = time.monotonic() + seconds
        self._joined = cores > 1 and work is None and seconds >= WORTH_A_RACE
        self._ended = threading.Event()

    def light(self, model: CpModel) -> Outcome:
        """A single search; if it takes a while, several, which begin with what it found."""
        first = self._search(model, 1, light=True)
        if not self._others_join(first):
            return self._finish(first)
        self._end(first)
        found = self._told(first)
        again = model.clone()
        if found.values:
            hint = again.proto.solution_hint
            hint.vars.clear()
            hint.values.clear()
            hint.vars.extend(range(len(found.values)))
            hint.values.extend(found.values)
        outcome = self.full(again)
        return found if outcome.answer is Answer.UNKNOWN else outcome

    def full(self, model: CpModel) -> Outcome:
        """As many searches as there are cores."""
        return self._finish(self._search(model, self._cores))

    def linear(self, model: CpModel, program: Linear) -> Outcome:
        """A solver of mixed integer programs; if it takes a while, another one and CP-SAT join it."""
        outcome, rivals = NOTHING, [Rival(program, FIRST, EARLIER * self._seconds, self._ended)]
        if self._others_join(*rivals):
            rivals.append(Rival(program, SECOND, self._left, self._ended))
            outcome = self._finish(self._search(model, max(self._cores - len(rivals), 1)), *rivals)
        else:
            self._end(*rivals)
        for rival in rivals:
            outcome = rival.better(outcome)
        reached = program.objective(program.reached(outcome.values)) if outcome.values else None
        if self._watch and reached is not None and self._watch(reached, outcome.bound):
            self._budget.stop()
        return outcome

    @property
    def _left(self) -> float:
        return max(self._until - time.monotonic(), 0.001)

    def _search(self, model: CpModel, cores: int, *, light: bool = False) -> Search:
        return Search(
            model,
            cores=cores,
            light=light,
            seed=self._seed,
            seconds=self._left,
            work=self._work,
            watch=self._watch,
            enough=self._budget.stop,
            ended=self._ended,
        )

    def _others_join(self, *runs: Search | Rival) -> bool:
        """Whether others shall set out, as these have used up their head start, or there is none."""
        self._wait(runs, HEAD_START if self._joined else self._left + self._overdue)
        return self._joined and not self._budget.stopped and not _over(runs)

    def _finish(self, search: Search, *rivals: Rival) -> Outcome:
        """What a search has found when it is over, or somebody else has found out all there is, or it is time."""
        self._wait([search, *rivals], self._left + self._overdue)
        self._end(search, *rivals)
        return self._told(search)

    def _told(self, search: Search) -> Outcome:
        outcome = search.outcome()
        self._budget.spend(search.work)
        return outcome

    @property
    def _overdue(self) -> float:
        """How long after its time a run is ended from outside."""
        return min(OVERDUE * self._seconds, 1)

    def _wait(self, runs: Sequence[Search | Rival], seconds: float) -> None:
        """Wait until all have come to an end, or one has found out all there is, or it is time."""
        until = time.monotonic() + seconds
        while not (_over(runs) or self._budget.stopped) and (left := until - time.monotonic()) > 0:
            self._ended.wait(min(left, LOOK))
            self._ended.clear()

    def _end(self, *runs: Search | Rival) -> None:
        """Stop all that have not come to an end."""
        while not all(one.done for one in runs):
            for one in runs:
                if not one.done:
                    one.stop()
            self._ended.wait(STOP_AGAIN)


def _over(runs: Sequence[Search | Rival]) -> bool:
    return all(one.done for one in runs) or any(one.final for one in runs)


def raced(model: CpModel, settings: Settings) -> bool:
    """Whether other solvers than CP-SAT can take part, and may: they know no measure of work, and take a core."""
    return settings.work is None and settings.cores > 1 and is_linear(model)
