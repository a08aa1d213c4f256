"""The plan: a value that anyone can judge without the solver."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from planner.errors import NoPlanError
from planner.facts.organisation import Language
from planner.plan.base import Value
from planner.plan.booking import Booking
from planner.plan.declined import Declined
from planner.plan.goals import Reached
from planner.plan.infeasible import InfeasibleDays
from planner.plan.journey import Journey
from planner.plan.shortage import Shortage
from planner.plan.step import Incomplete, PlanStep
from planner.writing import write_whole


class Status(StrEnum):
    """How sure the plan is. Four words that are never mixed up."""

    OPTIMAL = "optimal"
    """The best possible plan, proved on every goal."""
    FEASIBLE = "feasible"
    """The best plan found; the goals' bounds say how much better another could at most be."""
    IMPOSSIBLE = "impossible"
    """Proved that what is required cannot hold."""
    STOPPED = "stopped"
    """No plan yet when time ran out."""


class Audit(Value):
    """How the plan came about, so that it can be reproduced; `profile` tells where its seconds went."""

    input: str
    planner: str
    ortools: str
    seed: int
    settings: dict[str, Any]
    seconds: float
    profile: dict[str, float] = Field(default_factory=dict)


class Plan(Value):
    """Who meets whom, when; what could not be covered and why; how good that is, and how sure.

    Two plans are equal when all but the seconds they took is. `language` is that of its sentences, if it is known.
    """

    format: Literal["planner-plan/1"] = "planner-plan/1"
    problem: str
    language: Language | None = None
    status: Status
    goals: tuple[Reached, ...] = ()
    held: tuple[Booking, ...] | None = Field(alias="bookings")
    journeys: tuple[Journey, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    declined: tuple[Declined, ...] = ()
    infeasible_days: tuple[InfeasibleDays, ...] = ()
    conflict: tuple[str, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    notices: tuple[str, ...] = ()
    audit: Audit | None = None

    @property
    def bookings(self) -> tuple[Booking, ...]:
        """What is held, in the order of time.

        Raises
        ------
        NoPlanError
            If there is no plan: the problem is impossible, or time ran out before a first plan.
        """
        if self.held is None:
            told = {
                Status.IMPOSSIBLE: "what is required cannot hold together",
                Status.STOPPED: "no plan was found before the search ended",
            }
            why = "; ".join(self.conflict) or told.get(self.status, "they were taken out")
            raise NoPlanError(f"{self.problem!r} has no bookings, it is {self.status}: {why}")
        return self.held

    def booking(self, occurrence: str) -> Booking:
        """The booking of one occurrence.

        Parameters
        ----------
        occurrence
            Its id: that of the activity, with the day if it recurs (``monday@2020-01-06``).

        Raises
        ------
        NoPlanError
            If there are no bookings at all.
        KeyError
            If the plan knows no such occurrence.
        """
        for booking in self.bookings:
            if booking.occurrence == occurrence:
                return booking
        raise KeyError(occurrence)

    def to_json(self) -> str:
        """The plan as the published format writes it."""
        return self.model_dump_json(indent=1)

    def save(self, path: Any) -> None:
        """Write the plan as JSON, whole or not at all.

        Parameters
        ----------
        path
            The file, new or to be replaced.

        Raises
        ------
        OutputError
            If the file cannot be written; what stood there before still stands.
        """
        write_whole(path, self.to_json() + "\n")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return NotImplemented
        return _timeless(self) == _timeless(other)

    __hash__ = None  # type: ignore[assignment]


def _timeless(plan: Plan) -> dict[str, Any]:
    """All that counts when plans are compared: everything but the seconds."""
    fields = dict(plan)
    if plan.audit is not None:
        fields["audit"] = plan.audit.model_copy(update={"seconds": 0.0, "profile": {}})
    return fields
