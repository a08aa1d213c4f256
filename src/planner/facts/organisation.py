"""All facts together, as one file states them (the rules are added by `planner.problem`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator, model_validator

from planner.errors import Fault, InputError, did_you_mean
from planner.facts.activities import Activity, Kind, Terms
from planner.facts.base import Fact, Id
from planner.facts.calendar import Calendar, Horizon
from planner.facts.faults import faults_of
from planner.facts.judging import judged
from planner.facts.places import Room, Site
from planner.facts.prices import Prices
from planner.facts.references import Known, dangling
from planner.facts.staff import Staff

if TYPE_CHECKING:
    from pydantic.functional_validators import ModelWrapValidatorHandler

FORMAT: Literal["planner-problem/1"] = "planner-problem/1"

Language = Literal["en", "fr"]
"""What sentences may be told in, as ISO 639 writes it."""


class Facts(Fact):
    """What the user states: the organisation, its people, its calendar and what is to happen.

    `language` is the one in which a plan is told. `conditions` are named yes/no facts that activities may depend on,
    `prices` those of repairs, `defaults` what activities of a kind ask for unless they say otherwise.

    Raises
    ------
    InputError
        If anything is wrong, with every fault of it: what cannot be read, makes no sense, or does not fit together.
    """

    format: Literal["planner-problem/1"] = FORMAT
    name: str = "Plan"
    language: Language = "en"
    horizon: Horizon
    timezone: str = "UTC"
    calendar: Calendar = Calendar()
    sites: tuple[Site, ...] = ()
    conditions: dict[Id, bool] = Field(default_factory=dict)
    prices: Prices = Field(default_factory=dict)
    defaults: dict[Kind, Terms] = Field(default_factory=dict)
    staff: tuple[Staff, ...] = ()
    rooms: tuple[Room, ...] = ()
    activities: tuple[Activity, ...] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _judged(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        return judged(cls, data, handler)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            from zoneinfo import available_timezones

            raise ValueError(f"{name!r} is no time zone. {did_you_mean(name, available_timezones())}") from error
        return name

    @field_validator("prices")
    @classmethod
    def _priced_once(cls, prices: Prices) -> Prices:
        if {"move", "move_day"} <= prices.keys():
            raise ValueError("move and move_day are the same: keep one of them")
        return prices

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **settings: Any) -> Self:
        """Read facts from JSON text, as `model_validate` reads them from mappings and lists.

        Raises
        ------
        InputError
            If the text is no JSON, or anything in it is wrong.
        """
        try:
            return super().model_validate_json(json_data, **settings)
        except ValidationError as error:
            raise InputError(faults_of(error, None, cls)) from None

    def dangling(self, known: Known) -> Iterator[Fault]:
        """Every fault that shows only when facts are laid side by side."""
        yield from dangling(self, known)

    def joining(self, activity: Activity) -> frozenset[str]:
        """Who may join an activity beyond its needs, without being asked to attend."""
        return frozenset()

    def settled(self, activity: Activity) -> Activity:
        """The activity with its kind's defaults for whatever it does not say itself."""
        return activity.under(self.defaults.get(activity.kind))
