"""Rooms and sites."""

from __future__ import annotations

from pydantic import Field

from planner.facts.base import Fact, Id, Ids
from planner.facts.times import Duration
from planner.facts.when import Away


class Room(Fact):
    """Something booked like a person but not one."""

    id: Id
    name: str | None = None
    seats: int = Field(default=1, ge=1)
    features: Ids = ()
    site: Id | None = None
    closed: tuple[Away, ...] = ()


class Site(Fact):
    """A place, and how long the way from it to others takes; symmetric unless both ways are given."""

    id: Id
    name: str | None = None
    travel: dict[Id, Duration] = Field(default_factory=dict)
