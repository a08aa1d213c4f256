"""One run: inside its limits, stoppable at any time, never lost."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from planner.solving.budget import Budget
from planner.solving.cpsat import SMALL, Search, Watch
from planner.solving.linear import linear
from planner.solving.outcome import NOTHING, Outcome
from planner.solving.rival import Rival
from planner.solving.settings import Settings

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

LOOK = 0.1  # seconds between looks at whether somebody asked to stop
STOP_AGAIN = 0.02  # a stop asked for before the search has begun is lost, so it is repeated
OVERDUE = 1.0  # seconds past its limit after which a run is stopped from outside


def run(
    model: CpModel,
    settings: Settings,
    budget: Budget,
    *,
    share: float = 1.0,
    alone: bool = False,
    seed: int = 0,
    watch: Watch | None = None,
) -> Outcome:
    """Solve a model within a share of what is left.

    If the model is linear, one of the cores solves it as a mixed integer program while CP-SAT searches it with the
    others; whoever comes to an end first ends the other. An interrupt (Ctrl-C) stops both, and the best found so far is
    the outcome. What the watch raises stops them, too, and is raised here.

    Parameters
    ----------
    model
        The model.
    settings, budget
        The limits, and what is left of them.
    share
        The part of what is left that this run may take.
    alone
        Whether one solver is to run on one core: its outcome hangs on nothing but the model, if it comes to an end.
    seed
        Added to the settings' seed, for a second opinion.
    watch
        Told about progress.
    """
    budget.begin()
    limit = max(budget.left * share, 0.001)
    seconds, work = (limit, None) if settings.work is None else (max(budget.grace, 0.001), limit)
    cores = 1 if alone else settings.cores
    ended = threading.Event()
    rival = _rival(model, seconds, ended) if work is None and (alone or cores > 1) else None
    search = None
    if rival is None or cores > 1:
        search = Search(
            model,
            cores=cores - (rival is not None),
            seed=settings.seed + seed,
            seconds=seconds,
            work=work,
            watch=watch,
            enough=budget.stop,
            ended=ended,
        )
    _wait([one for one in (search, rival) if one is not None], budget, time.monotonic() + seconds + OVERDUE, ended)
    outcome = search.outcome() if search else NOTHING
    if search:
        budget.spend(search.work)
    return rival.outcome() if rival and not outcome.final and rival.final else outcome


def _wait(runs: list[Search | Rival], budget: Budget, until: float, ended: threading.Event) -> None:
    """Wait until all have come to an end; one that ends with nothing left to find out ends the others."""
    while not all(one.done for one in runs):
        try:
            over = budget.stopped or any(one.final for one in runs) or time.monotonic() > until
            for one in runs:
                if over and not one.done:
                    one.stop()
            ended.wait(STOP_AGAIN if over else LOOK)
            ended.clear()
        except KeyboardInterrupt:
            budget.stop()


def _rival(model: CpModel, seconds: float, ended: threading.Event) -> Rival | None:
    """The model given to a second solver, if it is worth that."""
    if len(model.proto.variables) < SMALL:
        return None
    program = linear(model)
    return Rival(program, seconds, ended) if program else None
