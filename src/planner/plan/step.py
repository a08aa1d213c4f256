"""What is to be done around the activities of a plan, and what requests still lack."""

from __future__ import annotations

from planner.plan.base import Day, Value


class PlanStep(Value):
    """One step around an occurrence.

    Parameters
    ----------
    activity, occurrence, name
        What it is around, and what it is called.
    due
        The day by which it is to be done.
    day, owner
        When it is done, and by whom; no day if it cannot be done, nobody if it has no owner.
    backup
        Who else could do it on that day, the next in turn.
    valid_until
        The last day on which it holds, if it does not hold for ever.
    """

    activity: str
    occurrence: str
    name: str
    due: Day
    day: Day | None
    owner: str | None = None
    backup: str | None = None
    valid_until: Day | None = None


class Incomplete(Value):
    """A request that lacks something, and what to ask for."""

    activity: str
    missing: tuple[str, ...]
    text: str
