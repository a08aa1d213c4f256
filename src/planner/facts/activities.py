"""What happens: appointments, meetings, trainings, fairs, seminars, background work."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, StringConstraints, model_serializer

from planner.facts.base import OR_ONE, Fact, Id, Ids, OrShort, listed
from planner.facts.times import Day, Days, Duration, Moment, TimeOfDay
from planner.facts.when import Afters, Away, Between, Every, Pins, Preference, Session

Kind = Literal["appointment", "meeting", "training", "fair", "seminar", "background"]
Priority = Literal["critical", "high", "normal", "low"]
PRIORITIES: tuple[Priority, ...] = ("critical", "high", "normal", "low")
WHEN_KEYS = ("at", "on", "between", "from", "every", "sessions")


class Need(Fact):
    """How many of which role, with which skills.

    `from` names the only people who may fill it, `prefer` whom to take first (in that order), `exclude` whom not.
    With `in_turn` those named are an owner and deputies: each comes only if all before them in `from` are away. As many
    as `standby` says are to be free for it besides.
    """

    role: Id
    count: int = Field(default=1, ge=1)
    skills: Ids = ()
    from_: Ids = Field(default=(), alias="from")
    prefer: Ids = ()
    exclude: Ids = ()
    standby: int = Field(default=0, ge=0)
    in_turn: bool = False


def _needs(value: Any) -> Any:
    """``{marketer: 1, engineer: 1}`` is short for a list of needs."""
    if isinstance(value, dict) and "role" not in value:
        return [{"role": role, "count": count} for role, count in value.items()]
    return listed(value)


_OR_COUNTS = OrShort(lambda _: {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}})
_OR_PEOPLE = OrShort(lambda _: {"type": ["string", "array"], "items": {"type": ["string", "integer"]}})

Needs = Annotated[tuple[Need, ...], BeforeValidator(_needs), OR_ONE, _OR_COUNTS]


class Attendees(Fact):
    """Who attends if they are there: everyone, the holders of some roles, or people by id."""

    everyone: bool = False
    roles: Ids = ()
    staff: Ids = ()

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        return "all" if self.everyone else handler(self)


def _attendees(value: Any) -> Any:
    if value == "all":
        return {"everyone": True}
    return {"staff": value} if isinstance(value, list | tuple | str) else value


class Work(Fact):
    """Preparation or follow-up: minutes of each person's time in the `within` working days before or after."""

    minutes: Duration
    within: int = Field(default=5, ge=1, le=260)


class RoomNeed(Fact):
    """What a room must offer."""

    seats: int = Field(default=1, ge=1)
    features: Ids = ()


ASSIGNED = "assigned"
"""As the owner of a step: whoever fills a need of the activity."""


class Step(Fact):
    """A dated duty around an activity: due some days before (negative) or after it, or hours after its request.

    Days are working days unless `count` says otherwise. The owner, then each deputy in turn, is a person, a role (any
    of its holders), or ``assigned`` (whoever fills a need of the activity). Where the owner cannot do it on the day on
    which it falls due, it is brought forward, by at most `within` working days, and only then handed over. `minutes`
    count against the day of whoever does it. What is done is valid for so many days or months from that day.
    """

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    days: int | None = Field(default=None, ge=-1830, le=1830)
    hours: int | None = Field(default=None, ge=1, le=24 * 366)
    count: Literal["calendar", "working", "clear"] | None = None
    within: int = Field(default=20, ge=0, le=260)
    owner: Id | None = None
    deputies: Ids = ()
    minutes: Duration | None = None
    valid_days: int | None = Field(default=None, ge=1, le=3660)
    valid_months: int | None = Field(default=None, ge=1, le=120)

    @property
    def doers(self) -> tuple[str, ...]:
        """Who may do it: the owner first, then the deputies in their order."""
        return () if self.owner is None else (self.owner, *self.deputies)


Detail = str | int | float | bool | None
"""Something known of a request; a blank, or nothing, is not known yet."""


class Terms(Fact):
    """What an activity asks for, besides its date: the part that a kind's defaults may settle.

    ``None`` everywhere means *not said here*; `room: false` asks for none, whatever the kind's defaults say.
    """

    duration: Duration | None = None
    time: TimeOfDay | None = None
    needs: Needs | None = None
    attendees: Annotated[Attendees, BeforeValidator(_attendees), _OR_PEOPLE] | None = None
    grants: Ids | None = None
    share: dict[Id, Annotated[float, Field(gt=0, le=1)]] | None = None
    preparation: Work | None = None
    follow_up: Work | None = None
    priority: Priority | None = None
    value: float | None = Field(default=None, ge=0, le=1e9)
    chance: float | None = Field(default=None, ge=0, le=1)
    partial: bool | None = None
    required: bool | None = None
    optional: bool | None = None
    shifts: Literal["day"] | None = None
    on_days_off: bool | None = None
    holidays: Literal["skip", "before", "after"] | None = None
    prefer: Preference | None = None
    site: Id | None = None
    room: RoomNeed | Literal[False] | None = None
    steps: tuple[Step, ...] | None = None
    requires: Ids | None = None


class Activity(Terms):
    """Anything with people and a time. Exactly one of the *when* keys says when."""

    kind: Kind
    id: Id
    name: str | None = None
    client: str | None = None

    at: Moment | None = None
    on: Days | None = None
    between: Between | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    every: Every | None = None
    except_: Days = Field(default=(), alias="except")
    sessions: tuple[Session, ...] | None = None

    client_away: tuple[Away, ...] = ()
    moved_from: Day | None = None
    could_move: Between | None = None
    after: Afters = ()
    only_if: Id | None = None
    requested: Moment | None = None
    details: dict[Id, Detail] = Field(default_factory=dict)
    pins: Pins = Pins()

    @property
    def title(self) -> str:
        """What people call this activity: its name, its client, or its id."""
        return self.name or self.client or self.id

    @property
    def unknown(self) -> tuple[str, ...]:
        """The details that are required and not known yet."""
        known = {name for name, value in self.details.items() if value is not None and str(value).strip()}
        return tuple(name for name in self.requires or () if name not in known)

    def under(self, defaults: Terms | None) -> Activity:
        """This activity with its kind's defaults for whatever it does not say itself."""
        if defaults is None:
            return self
        unsaid = {
            name: value
            for name in defaults.model_fields_set
            if (value := getattr(defaults, name)) is not None and getattr(self, name) is None
        }
        return self.model_copy(update=unsaid) if unsaid else self
