"""A linear model given to a solver of mixed integer programs, in a process of its own.

What comes back is counted anew in whole numbers, since that solver counts in fractions.
"""

from __future__ import annotations

import atexit
import json
import logging
import math
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, TypeAlias

from planner.solving.linear import Linear
from planner.solving.outcome import NOTHING, Answer, Outcome

logger = logging.getLogger(__name__)

Process: TypeAlias = "subprocess.Popen[str]"
SLACK = 1e-6  # by so much a fraction may miss a whole number
IDLE: list[Process] = []
"""Processes that wait for their next program."""


class Rival:
    """One program being solved.

    Parameters
    ----------
    program
        The program.
    seconds
        The limit.
    ended
        Set when it comes to an end.

    Attributes
    ----------
    done
        Whether it has come to an end.
    """

    def __init__(self, program: Linear, seconds: float, ended: threading.Event) -> None:
        self._program = program
        self._unit = math.gcd(*program.goal.values()) or 1
        self._ended = ended
        self._outcome = NOTHING
        self.done = False
        with tempfile.NamedTemporaryFile(prefix="planner-", suffix=".pb", delete=False) as file:
            self._file = Path(file.name)
        program.told(self._unit).write_model_to_proto_file(str(self._file))
        self._process = IDLE.pop() if IDLE else _started()
        threading.Thread(target=self._ask, args=[seconds], name="planner-rival", daemon=True).start()

    def _ask(self, seconds: float) -> None:
        asked, answers = self._process.stdin, self._process.stdout
        try:
            assert asked is not None
            assert answers is not None
            asked.write(json.dumps({"file": str(self._file), "seconds": seconds}) + "\n")
            asked.flush()
            self._outcome = self._counted(json.loads(answers.readline()))
            IDLE.append(self._process)
        except (OSError, ValueError):  # it was stopped, or broke down: whoever else searches goes on
            logger.debug("the second solver gave no answer")
            self._process.kill()
            self._process.communicate()
        finally:
            self._file.unlink(missing_ok=True)
            self.done = True
            self._ended.set()

    def stop(self) -> None:
        """End it now."""
        self._process.kill()

    @property
    def final(self) -> bool:
        """Whether it has come to an end, and there is nothing more to find out."""
        return self._outcome.final

    def outcome(self) -> Outcome:
        """What it found, once it is done."""
        return self._outcome

    def _counted(self, told: dict[str, Any]) -> Outcome:
        """The best values, if they hold when they are counted in whole numbers."""
        if not told["optimal"]:
            return NOTHING
        values, program = tuple(told["values"]), self._program
        bound = math.ceil(told["bound"] - SLACK) * self._unit
        if not program.holds(values) or program.reached(values) != bound:
            logger.debug("the second solver's answer does not hold in whole numbers")
            return NOTHING
        return Outcome(Answer.OPTIMAL, values, program.scale * (bound + program.offset))


def _started() -> Process:
    command = [sys.executable, "-m", "planner.solving.mip"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


@atexit.register
def _end_all() -> None:
    while IDLE:
        process = IDLE.pop()
        process.kill()
        process.communicate()
