"""The ordered goals: what is sought first, what next, and what was reached."""

from __future__ import annotations

from typing import Literal, NamedTuple

from planner.facts.activities import PRIORITIES, Priority
from planner.plan.base import Value
from planner.wording import ENGLISH, Wording

Level = Literal["value", "heads", "steps", "prices", "standbys", "preferences", "moved", "balance"]
HUNDREDTHS: frozenset[Level] = frozenset({"value", "balance"})
"""Levels that count in hundredths: of value, and of an activity."""


class Goal(NamedTuple):
    """One level of the order. Values are whole numbers; more is better only for ``value``."""

    level: Level
    priority: Priority | None = None

    @property
    def name(self) -> str:
        """Its name in the data, whatever the language."""
        return self.told(ENGLISH)

    def told(self, wording: Wording) -> str:
        """What people read."""
        say = wording.say
        goal = {
            "value": say("value staffed"),
            "heads": say("heads open"),
            "steps": say("steps missed"),
            "prices": say("prices of broken rules"),
            "standbys": say("stand-bys missing"),
            "preferences": say("preferences missed"),
            "moved": say("steps moved"),
            "balance": say("balance"),
        }[self.level]
        return say("{goal}, {priority}", goal=goal, priority=self.urgency(wording)) if self.priority else goal

    def urgency(self, wording: Wording) -> str:
        """The priority that it is about; nothing if it is about all."""
        say = wording.say
        told = {"critical": say("critical"), "high": say("high"), "normal": say("normal"), "low": say("low")}
        return told[self.priority] if self.priority else ""

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

    def counted(self, shown: float) -> int:
        """The whole number that people read so."""
        return round(shown * 100) if self.level in HUNDREDTHS else round(shown)


ORDER: tuple[Goal, ...] = (
    *(Goal("value", priority) for priority in PRIORITIES),
    *(Goal("heads", priority) for priority in PRIORITIES),
    Goal("steps"),
    Goal("prices"),
    Goal("standbys"),
    Goal("preferences"),
    Goal("moved"),
    Goal("balance"),
)
"""From the first to the last; no later goal spoils an earlier one."""


def goal_told(name: str, wording: Wording) -> str:
    """What people read for a goal that data name."""
    return next((goal.told(wording) for goal in ORDER if goal.name == name), name)


class Reached(Value):
    """What a plan reached on one goal, the bound on what any plan could, and whether the two are proved to meet."""

    name: str
    value: int | float
    bound: int | float
    proved: bool
