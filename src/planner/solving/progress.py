"""Whoever watches is told how far a plan has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from planner.solving.budget import Budget
from planner.solving.settings import Progress


def tell(
    progress: Callable[[Progress], Any] | None, budget: Budget, amounts: Iterable[tuple[str, float, float]]
) -> None:
    """Tell what is reached on each goal, and what no plan can pass; stop if that is wanted.

    Parameters
    ----------
    progress
        Whom to tell, if anybody.
    budget
        What is left of the limits.
    amounts
        By the name of a goal, what is reached and the bound. Where there is nothing to reach, nothing is told.
    """
    if progress is None:
        return
    for name, value, bound in amounts:
        if (value or bound) and progress(Progress(name, value, bound, budget.seconds)) is True:
            budget.stop()
