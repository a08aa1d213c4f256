"""What is wrong with the days of a problem: which cannot be kept, why, and what was tried against it."""

from __future__ import annotations

from planner.facts.organisation import Language
from planner.plan.base import Value
from planner.plan.infeasible import InfeasibleDays
from planner.plan.missed import MissedStep


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
    missed_steps
        The steps that the plan misses, with the ways out that were tried.
    not_proved
        Occurrences that the plan leaves short without a proof that it must: another plan might do better.
    """

    problem: str
    language: Language | None = None
    infeasible_days: tuple[InfeasibleDays, ...] = ()
    missed_steps: tuple[MissedStep, ...] = ()
    not_proved: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether everything can be held as asked, and every step be done."""
        return not (self.infeasible_days or self.missed_steps or self.not_proved)
