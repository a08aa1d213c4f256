"""The people: what they are there as, what they can do, when they work."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, get_args

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


Audience = Literal["all", "lead", "hr"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""Who reads; each may also read what those before it may."""


class Absence(Away):
    """Time that a person is away, why, and who may read why: everybody, leads and hr, or hr alone."""

    reason: str = AWAY
    seen_by: Audience = "all"

    def may_read(self, audience: Audience) -> bool:
        """Whether an audience may know the reason."""
        return AUDIENCES.index(self.seen_by) <= AUDIENCES.index(audience)

    def for_(self, audience: Audience) -> Self:
        """The absence as an audience may know it: without its reason, if that is not theirs to know."""
        return self if self.may_read(audience) else self.model_copy(update={"reason": AWAY})

    @property
    def kept_back(self) -> bool:
        """Whether the reason is not everybody's to know, and is not told here."""
        return self.seen_by != "all" and self.reason == AWAY


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

    def for_(self, audience: Audience) -> Self:
        """The person as an audience may know them: some reasons of absences are left out."""
        return self.model_copy(update={"absences": tuple(one.for_(audience) for one in self.absences)})
