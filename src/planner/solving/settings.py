"""How long and how hard to search."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from planner.errors import InputError
from planner.facts.faults import faults_of

if TYPE_CHECKING:
    from pydantic.functional_validators import ModelWrapValidatorHandler


class Progress(NamedTuple):
    """What the search reports while it runs.

    `value` is the best found for the goal so far (`None` before the first plan), `bound` what no plan can beat.
    """

    goal: str
    value: float | None
    bound: float | None
    seconds: float


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseModel):
    """How long and how hard to search.

    Parameters
    ----------
    seconds
        Time for the whole call.
    work
        Deterministic work instead of seconds (CP-SAT's own measure, about a second of one core each): the same facts
        then give the same plan, on however many cores, also when the work runs out.
    workers
        Cores to use; all of them if not given. Means nothing with `work`.
    seed
        Of the search.
    step
        Minutes of the grid on which the planner chooses times.
    isolate
        Search in a child process, so that nothing there can harm this one. A script that asks for it keeps its own
        calls under ``if __name__ == "__main__":``, since the child reads the script, too.
    progress
        Called on every better plan and bound, possibly from another thread. Return `True` to stop: the best plan so
        far is then the answer.

    Raises
    ------
    InputError
        If one is out of its range.

    Examples
    --------
    >>> Settings(work=5).cores
    1
    >>> Settings(seconds=0)
    Traceback (most recent call last):
    planner.errors.InputError: seconds: 0 is too small. It must be more than 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(default=60, gt=0, allow_inf_nan=False)
    work: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    workers: int | None = Field(default=None, ge=1, le=1000)
    seed: int = Field(default=0, ge=0, lt=2**31)
    step: int = Field(default=15, ge=1, le=24 * 60)
    isolate: bool = False
    progress: Callable[[Progress], Any] | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _judged(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise InputError(faults_of(error, data, cls)) from None

    @property
    def cores(self) -> int:
        """How many searches run side by side: one if the work must be repeatable."""
        if self.work is not None:
            return 1
        return self.workers or _cores()

    def told(self) -> dict[str, Any]:
        """What decides the plan, for the audit: not the callback, nor the cores where they mean nothing."""
        decisive = self.model_dump(exclude={"progress", "isolate"}, exclude_none=True)
        if self.work is not None:
            decisive.pop("workers", None)
            decisive.pop("seconds", None)
        return decisive
