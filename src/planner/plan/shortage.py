"""What a plan leaves uncovered, with reasons."""

from __future__ import annotations

from planner.plan.base import Value


class Reason(Value):
    """The fact that keeps one person from filling a need.

    `fact` is its kind; `subject` the way to it in the problem (``staff/ana/absences/0``, ``activities/klodax``). A rule
    is numbered as in `Problem.ordered_rules`.
    """

    staff: str | None
    fact: str
    text: str
    subject: str = ""


class Shortage(Value):
    """A need that the plan leaves uncovered.

    `need` counts the activity's needs from 0; with `need` and `role` both `None` the activity has no possible time, or
    no room if `room` says so. A step that nobody can do is named by `step`; no heads are missing for it.
    """

    activity: str
    occurrence: str
    need: int | None
    role: str | None
    missing: int
    room: bool = False
    reasons: tuple[Reason, ...] = ()
    step: str | None = None
