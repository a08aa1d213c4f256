"""What the checker says of a plan."""

from __future__ import annotations

from planner.plan.base import Value


class Violation(Value):
    """Something that the plan breaks: which rule, where, and a sentence to read aloud."""

    rule: str
    subject: str
    text: str


class Cost(Value):
    """Something that the plan pays for: a broken rule that has a price, a preference missed, an uneven load."""

    rule: str
    goal: str
    amount: int | float
    text: str


class Verdict(Value):
    """What the checker says of a plan: what it breaks, and what it costs.

    `goals` are the values that the plan reaches by the checker's own count.
    """

    violations: tuple[Violation, ...] = ()
    costs: tuple[Cost, ...] = ()
    goals: dict[str, int | float] = {}

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.violations
