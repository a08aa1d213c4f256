"""Days that no plan can serve: the proof, and what was tried against it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.plan.base import Day, Value
from planner.plan.certificate import Certificate
from planner.plan.repair import Repair


class InfeasibleDays(Value):
    """A window of days for which it is proved that the activities cannot all be held as asked, whatever the plan."""

    from_: Day = Field(alias="from")
    to: Day
    activities: tuple[str, ...]
    verdict: Literal["proved", "not proved"]
    certificate: Certificate | None = None
    text: str
    repairs: tuple[Repair, ...] = ()
