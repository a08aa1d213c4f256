"""One run: inside its limits, stoppable at any time, never lost."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from planner.solving.budget import Budget
from planner.solving.cpsat import SMALL, Search, Watch
from planner.solving.linear import is_linear, linear
from planner.solving.outcome import NOTHING, Outcome
from planner.solving.rival import Rival
from planner.solving.settings import Settings

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

    If the model is linear, it is solved as a mixed integer program; if that takes a while, another such solver and
    CP-SAT set out as well, and whoever comes to an end first ends the others. An interrupt (Ctrl-C) stops all of them,
    and the best found so far is the outcome. What the watch raises stops them, too, and is raised here.

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
    cores = 1 if alone else settings.cores
    until = time.monotonic() + seconds
    overdue = until + min(OVERDUE * seconds, 1)
    ended = threading.Event()
    program = linear(model) if len(model.proto.variables) >= SMALL and raced(model, settings) else None
    rivals = [Rival(program, FIRST, EARLIER * seconds, ended)] if program else []
    runs: list[Search | Rival] = [*rivals]
    waiting = alone or seconds < WORTH_A_RACE
    _wait(runs, budget, overdue if waiting else time.monotonic() + HEAD_START, ended)
    search = None
    if not program or not (waiting or rivals[0].final):
        if program:
            rivals.append(Rival(program, SECOND, until - time.monotonic(), ended))
        search = Search(
            model,
            cores=max(cores - len(rivals), 1),
            seed=settings.seed + seed,
            seconds=max(until - time.monotonic(), 0.001),
            work=work,
            watch=watch,
            enough=budget.stop,
            ended=ended,
        )
        runs = [*rivals, search]
        _wait(runs, budget, overdue, ended)
    _end(runs, budget, ended)
    outcome = search.outcome() if search else NOTHING
    if search:
        budget.spend(search.work)
    for rival in rivals:
        outcome = rival.better(outcome)
    if (
        program
        and watch
        and outcome.values
        and watch(program.objective(program.reached(outcome.values)), outcome.bound)
    ):
        budget.stop()
    return outcome


def _wait(runs: list[Search | Rival], budget: Budget, until: float, ended: threading.Event) -> None:
    """Wait until all have come to an end, or one has found out all there is, or it is time."""
    while not (all(one.done for one in runs) or any(one.final for one in runs) or budget.stopped):
        left = until - time.monotonic()
        if left <= 0:
            return
        try:
            ended.wait(min(left, LOOK))
            ended.clear()
        except KeyboardInterrupt:
            budget.stop()


def _end(runs: list[Search | Rival], budget: Budget, ended: threading.Event) -> None:
    """Stop all that have not come to an end."""
    while not all(one.done for one in runs):
        try:
            for one in runs:
                if not one.done:
                    one.stop()
            ended.wait(STOP_AGAIN)
        except KeyboardInterrupt:
            budget.stop()


def raced(model: CpModel, settings: Settings) -> bool:
    """Whether other solvers than CP-SAT can take part, and may: they know no measure of work, and take a core."""
    return settings.work is None and settings.cores > 1 and is_linear(model)
