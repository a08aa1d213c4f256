"""One search by CP-SAT, in a thread of its own, so that an interrupt (Ctrl-C) reaches the thread that waits for it."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from planner.solving.solvers.outcome import NOTHING, Answer, Outcome

logger = logging.getLogger(__name__)

SMALL = 1000  # variables: a single search is done before others have started
LIGHT = {"max_presolve_iterations": 1}
"""For a small model: more presolve takes longer than the search."""
RELAXED = {"linearization_level": 2}
"""For a small model with a goal: its whole linear relaxation proves most goals."""
HASTY = {"max_presolve_iterations": 1, "cp_model_probing_level": 0, "symmetry_level": 0}
"""For one of many searches in which little is free: what more would be found out is soon searched."""
VARIED = 50_000  # variables: with more, linear relaxation takes longer than it saves
MANY = 8  # cores: from so many on CP-SAT runs a search over the whole linear relaxation by itself
FULL = ("max_lp", "default_lp", "core")
"""On few cores, half of them search the whole model, first of all with all of its relaxation, which lifts the bound;
the others look for better plans near the best one."""
PROBING = 0.1  # by default presolve spends a third of a minute on probing a quarter's plan, and gains nothing by it

Watch = Callable[[float | None, float], bool]
"""Told the best objective so far (if any) and its bound; answers whether to stop."""


class Search:
    """One search.

    Parameters
    ----------
    model
        The model.
    cores
        Searches side by side.
    light
        Whether to set out at once, for a small model: more presolve and a second search cost more than they save.
    seed
        Of the search.
    seconds, work
        The limits; no limit of work if there is none.
    watch, enough
        Told about progress, and what is called if it asks to stop.
    ended
        Set when it comes to an end.
    hasty
        Whether it is one of many, in which little is free.

    Attributes
    ----------
    done
        Whether it has come to an end.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        *,
        cores: int,
        light: bool,
        seed: int,
        seconds: float,
        work: float | None,
        watch: Watch | None,
        enough: Callable[[], None],
        ended: threading.Event,
        hasty: bool = False,
    ) -> None:
        self._model = model
        self._solver = cp_model.CpSolver()
        self._listener = _Listener(watch, enough) if watch else None
        self._ended = ended
        self._status: cp_model.CpSolverStatus | None = None
        self._failure: list[BaseException] = []
        self.done = False
        parameters = self._solver.parameters
        parameters.random_seed = seed
        parameters.num_workers = cores
        if 1 < cores < MANY and len(model.proto.variables) < VARIED:
            parameters.subsolvers.extend(FULL[: cores // 2])
        if light:
            self._set(LIGHT | RELAXED if model.has_objective() else LIGHT)
        if hasty:
            self._set(HASTY)
        parameters.catch_sigint_signal = False
        parameters.presolve_probing_deterministic_time_limit = PROBING
        parameters.max_time_in_seconds = seconds
        if work is not None:
            parameters.max_deterministic_time = work
        threading.Thread(target=self._search, name="planner-search", daemon=True).start()

    def _set(self, told: Mapping[str, int]) -> None:
        for name, value in told.items():
            setattr(self._solver.parameters, name, value)

    def _search(self) -> None:
        try:
            if self._listener is not None:
                self._solver.best_bound_callback = self._listener.bound
            try:
                self._status = self._solver.solve(self._model, self._listener)
            except IndexError:  # OR-Tools 9.15 stumbles over its own symmetries in some models
                self._solver.parameters.symmetry_level = 0
                self._status = self._solver.solve(self._model, self._listener)
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            self._failure.append(error)
        finally:
            self.done = True
            self._ended.set()

    def stop(self) -> None:
        """Ask for an end; what is asked before the search has begun is lost, so ask again."""
        self._solver.stop_search()

    @property
    def final(self) -> bool:
        """Whether it has come to an end, and there is nothing more to find out."""
        return self.done and self._status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)

    @property
    def work(self) -> float:
        """What it took, in CP-SAT's own measure."""
        return self._solver.response_proto.deterministic_time

    def outcome(self) -> Outcome:
        """What it found, once it is done; what it raised is raised here."""
        self._failure += self._listener.failure if self._listener else ()
        if self._failure:
            raise self._failure[0]
        return NOTHING if self._status is None else _outcome(self._solver, self._status)


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
    bound = solver.best_objective_bound if found else math.nan
    return Outcome(answers[status], values, bound, core)
