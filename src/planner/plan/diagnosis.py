"""What is wrong with the days of a problem: which cannot be kept, why, and what was tried against it."""

from __future__ import annotations

from planner.facts.organisation import Language
from planner.plan.base import Value
from planner.plan.infeasible import InfeasibleDays


class Diagnosis(Value):
    """Which days are impossible, why, and what repairs them.

    Parameters
    ----------
    problem
        The problem's name.
    language
        That of the sentences, if it is known.
    infeasible_days
        Each trouble once, with its certificate and the ways out that were tried, the cheapest first.
    not_proved
        Occurrences that the plan leaves short without a proof that it must: another plan might do better.
    """

    problem: str
    language: Language | None = None
    infeasible_days: tuple[InfeasibleDays, ...] = ()
    not_proved: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether everything can be held as asked."""
        return not (self.infeasible_days or self.not_proved)
