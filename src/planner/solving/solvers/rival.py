"""A linear model given to a solver of mixed integer programs, in a process of its own.

What comes back is counted anew in whole numbers, since that solver counts in fractions.
"""

from __future__ import annotations

import atexit
import json
import logging
import math
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, TypeAlias

from planner.solving.solvers.linear import Linear
from planner.solving.solvers.outcome import NOTHING, Answer, Outcome

logger = logging.getLogger(__name__)

Process: TypeAlias = "subprocess.Popen[str]"
SLACK = 1e-6  # by so much a fraction may miss a whole number
UNHINTED = "highs"  # a hint keeps it from finding anything
IDLE: list[Process] = []
"""Processes that wait for their next program."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=IDLE.clear)  # they answer one process only


class Rival:
    """One program being solved.

    Parameters
    ----------
    program
        The program.
    solver
        The name of the solver.
    seconds
        The limit.
    ended
        Set when it comes to an end.
    step
        By how much the goal changes at least, as far as that matters.
    known
        What the goal is known to reach, if nothing but what is better by a step is of use.
    nodes
        How many nodes it may branch into, where the same program must have the same outcome whatever the time.

    Attributes
    ----------
    done
        Whether it has come to an end.
    outcome
        What it found out.
    """

    def __init__(
        self,
        program: Linear,
        solver: str,
        seconds: float,
        ended: threading.Event,
        *,
        step: int = 1,
        known: int | None = None,
        nodes: int | None = None,
    ) -> None:
        self._program = program
        self._unit = unit = math.gcd(*program.goal.values()) or 1
        self._ended = ended
        self.outcome = NOTHING
        self._ending = threading.Lock()
        self._stopped = False
        self.done = False
        with tempfile.NamedTemporaryFile(prefix="planner-", suffix=".pb", delete=False) as file:
            self._file = Path(file.name)
        program.told(self._unit, hinted=solver != UNHINTED).write_model_to_proto_file(str(self._file))
        self._process = _waiting() or _started()
        asked = {
            "name": solver,
            "file": str(self._file),
            "seconds": seconds,
            "step": max(step // unit, 1),
            "known": None if known is None else known // unit,
            "nodes": nodes,
        }
        threading.Thread(target=self._ask, args=[json.dumps(asked)], name="planner-rival", daemon=True).start()

    def _ask(self, request: str) -> None:
        asked, answers = self._process.stdin, self._process.stdout
        try:
            assert asked is not None
            assert answers is not None
            asked.write(request + "\n")
            asked.flush()
            self.outcome = self._counted(json.loads(answers.readline()))
        except (OSError, ValueError):  # it was stopped, or broke down: whoever else searches goes on
            logger.debug("the second solver gave no answer")
            self.stop()
        finally:
            self._file.unlink(missing_ok=True)
            self._end()

    def stop(self) -> None:
        """End it now, if it has not come to an end."""
        with self._ending:
            if not self.done:
                self._stopped = True
                self._process.kill()

    def _end(self) -> None:
        """Let its process wait for the next program, unless it was stopped while it answered."""
        with self._ending:
            self.done = True
        if self._stopped:
            self._process.communicate()
        else:
            IDLE.append(self._process)
        self._ended.set()

    @property
    def final(self) -> bool:
        """Whether it has come to an end, and there is nothing more to find out."""
        return self.outcome.final

    def _counted(self, told: dict[str, Any]) -> Outcome:
        """The values, if they hold when they are counted in whole numbers, and the bound."""
        values, program = tuple(told.get("values", ())), self._program
        bound = math.ceil(told["bound"] - SLACK) * self._unit if math.isfinite(told["bound"]) else math.nan
        if not values or not program.holds(values):
            return NOTHING._replace(bound=program.objective(bound))
        optimal = told["optimal"] and program.reached(values) == bound
        return Outcome(Answer.OPTIMAL if optimal else Answer.FEASIBLE, values, program.objective(bound))

    def better(self, other: Outcome) -> Outcome:
        """The better of its own outcome and another one of the same model, with the tighter of both bounds."""
        own, program = self.outcome, self._program
        if own.final or other.final:
            return own if own.final else other
        best = min((own, other), key=lambda one: program.reached(one.values) if one.values else math.inf)
        bounds = sorted(one.bound for one in (own, other) if not math.isnan(one.bound))
        return best._replace(bound=bounds[0 if program.scale < 0 else -1] if bounds else math.nan)


def _waiting() -> Process | None:
    """A process that waits, and is still alive."""
    while IDLE:
        process = IDLE.pop()
        if process.poll() is None:
            return process
        process.communicate()
    return None


def _started() -> Process:
    command = [sys.executable, "-m", "planner.solving.solvers.mip"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


@atexit.register
def _end_all() -> None:
    while IDLE:
        process = IDLE.pop()
        process.kill()
        process.communicate()
