"""The way of one person from one site to another."""

from __future__ import annotations

from pydantic import Field

from planner.plan.base import Time, Value


class Journey(Value):
    """One person's way between two sites: as late as possible before what follows, and home right after the last."""

    staff: str
    from_: str = Field(alias="from")
    to: str
    start: Time
    end: Time
