"""The ordered goals: what is sought first, what next, and what was reached."""

from __future__ import annotations

from typing import Literal, NamedTuple

from planner.facts.activities import PRIORITIES, Priority
from planner.plan.base import Value

Level = Literal["value", "heads", "prices", "preferences", "balance"]
HUNDREDTHS: frozenset[Level] = frozenset({"value", "balance"})
"""Levels that count in hundredths: of value, and of an activity."""


class Goal(NamedTuple):
    """One level of the order. Values are whole numbers; more is better only for ``value``."""

    level: Level
    priority: Priority | None = None

    @property
    def name(self) -> str:
        """What people read."""
        told = {
            "value": "value staffed",
            "heads": "heads open",
            "prices": "prices of broken rules",
            "preferences": "preferences missed",
            "balance": "balance",
        }[self.level]
        return f"{told}, {self.priority}" if self.priority else told

    @property
    def maximise(self) -> bool:
        """Whether more is better."""
        return self.level == "value"

    def shown(self, amount: int) -> float:
        """The whole number as people read it.

        Examples
        --------
        >>> Goal("value", "high").shown(800050), Goal("heads", "low").shown(3)
        (8000.5, 3)
        """
        if self.level not in HUNDREDTHS:
            return amount
        return amount // 100 if amount % 100 == 0 else amount / 100


ORDER: tuple[Goal, ...] = (
    *(Goal("value", priority) for priority in PRIORITIES),
    *(Goal("heads", priority) for priority in PRIORITIES),
    Goal("prices"),
    Goal("preferences"),
    Goal("balance"),
)
"""From the first to the last; no later goal spoils an earlier one."""


class Reached(Value):
    """What a plan reached on one goal, the bound on what any plan could, and whether the two are proved to meet."""

    name: str
    value: int | float
    bound: int | float
    proved: bool
