"""The people: what they are there as, what they can do, when they work."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter

from planner.facts.base import OR_TEXT, Fact, Id, Ids, OrShort, named
from planner.facts.times import Day, Week
from planner.facts.when import Away


class Skill(Fact):
    """Something a person can do, from a day to a day (both included) if it does not hold always."""

    name: Id
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Employment(Fact):
    """The days that somebody is employed, both included; an open end is left out."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class HoursFrom(Fact):
    """A week's hours, from a day on."""

    from_: Day | None = Field(default=None, alias="from")
    week: Week


AWAY = "away"
"""Why somebody is away, where nothing is said."""


class Absence(Away):
    """Time that a person is away, why, and who may read why."""

    reason: str = AWAY
    seen_by: Literal["all", "lead", "hr"] = "all"


class AbsenceRequest(Absence):
    """An absence that somebody asks for."""

    staff: Id


def _hours(value: Any) -> Any:
    """A week alone holds from the first day on."""
    return [{"week": value}] if isinstance(value, dict) and "week" not in value else value


_OR_WEEK = OrShort(lambda _: TypeAdapter(Week).json_schema())


class Staff(Fact):
    """A person.

    `hours` replace the calendar's whole week, from the first of their days on; without any the calendar's hold.
    `contract_hours` are hours a week.
    """

    id: Id
    name: str | None = None
    roles: Ids = ()
    skills: tuple[Annotated[Skill, named("name"), OR_TEXT], ...] = ()
    hours: Annotated[tuple[HoursFrom, ...], BeforeValidator(_hours), _OR_WEEK] = ()
    contract_hours: float | None = Field(default=None, gt=0, le=168)
    employed: Employment = Employment()
    absences: tuple[Absence, ...] = ()
    site: Id | None = None

    @property
    def title(self) -> str:
        """What people call this person: the name, else the id."""
        return self.name or self.id
