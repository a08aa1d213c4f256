"""What one run of a solver found out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class Answer(Enum):
    """What one run found out."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


class Outcome(NamedTuple):
    """The result of one run: the answer, the values of all variables if there are any, the objective's bound if known.

    Of what is impossible under assumptions, `core` holds the indices of those that suffice for it.
    """

    answer: Answer
    values: Sequence[int]
    bound: float
    core: frozenset[int] = frozenset()

    @property
    def final(self) -> bool:
        """Whether there is nothing more to find out."""
        return self.answer in (Answer.OPTIMAL, Answer.IMPOSSIBLE)


NOTHING = Outcome(Answer.UNKNOWN, (), math.nan)


def value_of(literal: object, values: Sequence[int]) -> int:
    """The value of a literal or variable."""
    if isinstance(literal, bool):
        return int(literal)
    index: int = literal.index  # type: ignore[attr-defined]
    return values[index] if index >= 0 else 1 - values[-index - 1]
