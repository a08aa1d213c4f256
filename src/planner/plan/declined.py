"""What a plan leaves out because it may, and why."""

from __future__ import annotations

from planner.plan.base import Value
from planner.plan.infeasible import InfeasibleDays


class Declined(Value):
    """An optional activity that is left out.

    `displaces` names what the plan holds and could not all hold beside it, which `proof` shows; alone in the proof, it
    cannot be held whatever the plan. `instead` names what a group chose in its place. `costs` tells, by goal, how much
    worse the plan would be with it, the rest held as far as can be.
    """

    activity: str
    occurrence: str
    displaces: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    costs: dict[str, float] = {}
    proof: InfeasibleDays | None = None
    text: str
