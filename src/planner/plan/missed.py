"""A step that a plan misses, and what would help."""

from __future__ import annotations

from planner.plan.base import Day, Value
from planner.plan.repair import Repair
from planner.plan.shortage import Reason


class MissedStep(Value):
    """A step that nobody can do beside what a plan holds.

    Parameters
    ----------
    activity, occurrence, name
        What it is around, and what it is called.
    due
        The day by which it is to be done.
    reasons
        The facts that keep each of those who might do it from every day that is left.
    repairs
        Ways out, the cheapest first: done earlier, by somebody else, or late. Each was tried beside what the plan
        holds; `left` counts this step, and `left_in_all` the steps that are missed then.
    text
        What is missed, as a person reads it.
    """

    activity: str
    occurrence: str
    name: str
    due: Day
    reasons: tuple[Reason, ...] = ()
    repairs: tuple[Repair, ...] = ()
    text: str
