"""Rooms and sites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from planner.facts.base import Fact, Id, Ids
from planner.facts.times import Clock, Duration
from planner.facts.when import Away

if TYPE_CHECKING:
    from planner.facts.activities import Activity, RoomNeed


Kilometres = Annotated[float, Field(ge=0, le=50_000, allow_inf_nan=False)]


class Room(Fact):
    """Something booked like a person but not one: for how many people, what it offers, where, when it is closed."""

    id: Id
    name: str | None = None
    seats: int = Field(default=1, ge=1)
    features: Ids = ()
    site: Id | None = None
    closed: tuple[Away, ...] = ()

    @property
    def title(self) -> str:
        """What people call the room: its name, or its id."""
        return self.name or self.id

    def suits(self, asked: RoomNeed) -> bool:
        """Whether it has the seats and features that are asked for."""
        return self.seats >= asked.seats and set(asked.features) <= set(self.features)


class Site(Fact):
    """A place, how long the way from it to others takes, and how far it is; the same both ways unless both are given.

    Who lives at another site is there from `first_arrival` on, and leaves by `last_return`.
    """

    id: Id
    name: str | None = None
    travel: dict[Id, Duration] = Field(default_factory=dict)
    distance: dict[Id, Kilometres] = Field(default_factory=dict)
    first_arrival: Clock | None = None
    last_return: Clock | None = None

    @property
    def title(self) -> str:
        """What people call the site: its name, or its id."""
        return self.name or self.id


def suiting(activity: Activity, rooms: Iterable[Room]) -> list[Room]:
    """The rooms that an activity may take: the smallest first, then by id; none if it asks for none.

    An activity at a site takes a room there; one that names no site takes any.
    """
    if not activity.room:
        return []
    found = [one for one in rooms if one.suits(activity.room) and activity.site in (None, one.site)]
    return sorted(found, key=lambda one: (one.seats, one.id))


def site_of(activity: Activity, rooms: Iterable[Room]) -> str | None:
    """Where an activity is: at the site that it names, or at the one of the rooms that suit it."""
    if activity.site is not None:
        return activity.site
    sites = {one.site for one in suiting(activity, rooms)}
    return sites.pop() if len(sites) == 1 else None
