"""One run of CP-SAT: inside its limits, stoppable at any time, never lost."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from ortools.sat.python import cp_model

from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

SMALL = 1000  # variables: a single search is done before others have started
PROBING = 0.1  # by default presolve spends a third of a minute on probing a quarter's plan, and gains nothing by it
STOP_AGAIN = 0.02  # a stop asked for before the search has begun is lost, so it is repeated


class Answer(Enum):
    """What one run found out."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """The result of one run: the answer, the values of all variables if there are any, the objective's bound."""

    answer: Answer
    values: Sequence[int]
    bound: float


class Budget:
    """What is left of the time or work of a whole call, shared by all its runs.

    Parameters
    ----------
    settings
        The limits.
    reserve
        The part that is kept back until `release`.
    """

    def __init__(self, settings: Settings, reserve: float = 0.0) -> None:
        self._reserve = reserve * (settings.work if settings.work is not None else settings.seconds)
        self._began = time.monotonic()
        self._settings = settings
        self._worked = 0.0
        self.stopped = False

    @property
    def seconds(self) -> float:
        """Seconds since the call began."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        """What is left, in seconds or work."""
        if self._settings.work is not None:
            return self._settings.work - self._worked - self._reserve
        return self._settings.seconds - self.seconds - self._reserve

    def release(self) -> None:
        """Let the rest of the call use what was kept back, whether or not somebody asked the search to stop."""
        self._reserve = 0.0
        self.stopped = False

    @property
    def over(self) -> bool:
        """Whether nothing is left, or somebody asked to stop."""
        return self.stopped or self.left <= 0

    def spend(self, work: float) -> None:
        """Note what a run took."""
        self._worked += work


Watch = Callable[[float | None, float], bool]
"""Told the best objective so far (if any) and its bound; answers whether to stop."""


def run(
    model: cp_model.CpModel,
    settings: Settings,
    budget: Budget,
    *,
    share: float = 1.0,
    cores: int | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Outcome:
    """Solve a model within a share of what is left.

    The search runs in a thread of its own, so that an interrupt (Ctrl-C) reaches this one: it stops the search, and
    the best found so far is the outcome.

    Parameters
    ----------
    model
        The model.
    settings, budget
        The limits, and what is left of them.
    share
        The part of what is left that this run may take.
    cores
        Searches side by side, if other than the settings say.
    seed
        Added to the settings' seed, for a second opinion.
    watch
        Told about progress.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = settings.seed + seed
    parameters.num_workers = cores or (1 if len(model.proto.variables) < SMALL else settings.cores)
    parameters.catch_sigint_signal = False
    parameters.presolve_probing_deterministic_time_limit = PROBING
    limit = max(budget.left * share, 0.001)
    if settings.work is not None:
        parameters.max_deterministic_time = limit
    else:
        parameters.max_time_in_seconds = limit
    done = threading.Event()
    failure: list[BaseException] = []
    status: list[cp_model.CpSolverStatus] = []

    def stop() -> None:
        budget.stopped = True

    def search() -> None:
        try:
            listener = _Listener(solver, watch, stop) if watch else None
            if listener is not None:
                solver.best_bound_callback = listener.bound
            status.append(solver.solve(model, listener))
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            failure.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=search, name="planner-search", daemon=True)
    thread.start()
    while not done.is_set():
        try:
            if budget.stopped:
                solver.stop_search()
                done.wait(STOP_AGAIN)
            else:
                done.wait(None if watch is None else 0.2)
        except KeyboardInterrupt:
            logger.info("interrupted: keeping the best plan so far")
            budget.stopped = True
    thread.join()
    if failure:
        raise failure[0]
    budget.spend(solver.response_proto.deterministic_time)
    return _outcome(solver, status[0])


class _Listener(cp_model.CpSolverSolutionCallback):
    """Passes better plans and bounds on, and stops the search if asked to."""

    def __init__(self, solver: cp_model.CpSolver, watch: Watch, stop: Callable[[], None]) -> None:
        super().__init__()
        self._solver = solver
        self._watch = watch
        self._stop = stop
        self._best: float | None = None

    def on_solution_callback(self) -> None:
        self._best = self.objective_value
        self._tell(self.best_objective_bound)

    def bound(self, bound: float) -> None:
        self._tell(bound)

    def _tell(self, bound: float) -> None:
        if self._watch(self._best, bound):
            self._stop()
            self._solver.stop_search()


def _outcome(solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> Outcome:
    answers = {
        cp_model.OPTIMAL: Answer.OPTIMAL,
        cp_model.FEASIBLE: Answer.FEASIBLE,
        cp_model.INFEASIBLE: Answer.IMPOSSIBLE,
        cp_model.UNKNOWN: Answer.UNKNOWN,
    }
    if status not in answers:
        from planner.errors import BugError

        raise BugError(f"the solver refuses the model: {solver.solution_info()}")
    logger.debug("%s after %.2f s", status.name, solver.wall_time)
    found = answers[status] in (Answer.OPTIMAL, Answer.FEASIBLE)
    values = tuple(solver.response_proto.solution) if found else ()
    return Outcome(answers[status], values, solver.best_objective_bound)
