"""One run of CP-SAT: inside its limits, stoppable at any time, never lost."""

from __future__ import annotations

import logging
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import NamedTuple

from ortools.sat.python import cp_model

from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

SMALL = 1000  # variables: a single search is done before others have started
LIGHT = {"max_presolve_iterations": 1}
"""For a small model: more presolve takes longer than the search."""
RELAXED = {"linearization_level": 2}
"""For a small model with a goal: its whole linear relaxation proves most goals."""
VARIED = 50_000  # variables: with more, linear relaxation takes longer than it saves
MANY = 8  # cores: from so many on CP-SAT runs a search over the whole linear relaxation by itself
FULL = ("max_lp", "default_lp", "core")
"""On few cores, half of them search the whole model, first of all with all of its relaxation, which lifts the bound;
the others look for better plans near the best one."""
PROBING = 0.1  # by default presolve spends a third of a minute on probing a quarter's plan, and gains nothing by it
LOOK = 0.1  # seconds between looks at whether somebody asked to stop
STOP_AGAIN = 0.02  # a stop asked for before the search has begun is lost, so it is repeated
GRACE = 2.0  # seconds that the rest of a call may take after somebody asked to stop
HEEDED = 2  # interrupts: one ends the search, one the explaining of what it found


class Answer(Enum):
    """What one run found out."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


class Outcome(NamedTuple):
    """The result of one run: the answer, the values of all variables if there are any, the objective's bound.

    Of what is impossible under assumptions, `core` holds the indices of those that suffice for it.
    """

    answer: Answer
    values: Sequence[int]
    bound: float
    core: frozenset[int] = frozenset()


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
        self._until = math.inf
        self._searched = False
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
        return min(self._settings.seconds - self.seconds - self._reserve, self.grace)

    @property
    def grace(self) -> float:
        """Seconds left to a call whose search somebody asked to stop; no limit if nobody did."""
        return self._until - self.seconds

    def release(self) -> None:
        """Let the rest of the call use what was kept back; for a moment only, if somebody asked the search to stop."""
        self._reserve = 0.0
        if self.stopped:
            self._until = self.seconds + GRACE
        self.stopped = False

    def begin(self) -> None:
        """Note that a search begins: from here on there may be something to keep."""
        self._searched = True

    def stop(self) -> None:
        """Let what is under way come to an end."""
        self.stopped = True

    def interrupt(self) -> None:
        """Stop; before any search has begun there is nothing to keep, and nothing to wait for."""
        if not self._searched:
            raise KeyboardInterrupt
        self.stop()

    @property
    def over(self) -> bool:
        """Whether nothing is left, or somebody asked to stop."""
        return self.stopped or self.left <= 0 or self.grace <= 0

    def spend(self, work: float) -> None:
        """Note what a run took."""
        self._worked += work


@contextmanager
def heeding_interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Let an interrupt (Ctrl-C) ask for a stop, wherever it strikes, instead of tearing a call apart.

    The third one is raised as ever, as `KeyboardInterrupt`. Where interrupts are not ours to take, in another thread
    than the main one or where somebody handles them already, nothing is changed.

    Parameters
    ----------
    stop
        Called at each of the first interrupts.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return

    struck = 0

    def heed(*_: object) -> None:
        nonlocal struck
        struck += 1
        if struck > HEEDED:
            raise KeyboardInterrupt
        logger.info("interrupted: keeping the best plan so far")
        stop()

    signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
    the best found so far is the outcome. What the watch raises stops the search, too, and is raised here.

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
    budget.begin()
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = settings.seed + seed
    parameters.num_workers = cores or settings.cores
    if 1 < parameters.num_workers < MANY and len(model.proto.variables) < VARIED:
        parameters.subsolvers.extend(FULL[: parameters.num_workers // 2])
    if len(model.proto.variables) < SMALL:
        parameters.num_workers = 1
        for name, value in (LIGHT | RELAXED if model.has_objective() else LIGHT).items():
            setattr(parameters, name, value)
    parameters.catch_sigint_signal = False
    parameters.presolve_probing_deterministic_time_limit = PROBING
    limit = max(budget.left * share, 0.001)
    if settings.work is not None:
        parameters.max_deterministic_time = limit
        parameters.max_time_in_seconds = max(budget.grace, 0.001)
    else:
        parameters.max_time_in_seconds = limit
    listener = _Listener(watch, budget.stop) if watch else None
    done = threading.Event()  # an interrupt while a thread is joined would take it for dead
    failure: list[BaseException] = []
    status: list[cp_model.CpSolverStatus] = []

    def search() -> None:
        try:
            if listener is not None:
                solver.best_bound_callback = listener.bound
            status.append(solver.solve(model, listener))
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            failure.append(error)
        finally:
            done.set()

    threading.Thread(target=search, name="planner-search", daemon=True).start()
    while not done.is_set():
        try:
            if budget.stopped:
                solver.stop_search()
            done.wait(STOP_AGAIN if budget.stopped else LOOK)
        except KeyboardInterrupt:
            budget.stop()
    failure += listener.failure if listener else ()
    if failure:
        raise failure[0]
    budget.spend(solver.response_proto.deterministic_time)
    return _outcome(solver, status[0])


class _Listener(cp_model.CpSolverSolutionCallback):
    """Passes better plans and bounds on, and asks for a stop if it is told to, or if that fails."""

    def __init__(self, watch: Watch, stop: Callable[[], None]) -> None:
        super().__init__()
        self._watch = watch
        self._stop = stop
        self._best: float | None = None
        self._over = False
        self.failure: list[BaseException] = []

    def on_solution_callback(self) -> None:
        self._best = self.objective_value
        self._tell(self.best_objective_bound)

    def bound(self, bound: float) -> None:
        self._tell(bound)

    def _tell(self, bound: float) -> None:
        if self._over:
            return
        try:
            self._over = self._watch(self._best, bound)
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            self._over = True
            self.failure.append(error)
        if self._over:
            self._stop()


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
    core = frozenset(solver.response_proto.sufficient_assumptions_for_infeasibility)
    return Outcome(answers[status], values, solver.best_objective_bound, core)
