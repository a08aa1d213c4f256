"""So many holders of a role have nothing booked, each day or half-day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from planner.errors import Fault, did_you_mean
from planner.facts.base import Id
from planner.facts.references import Known
from planner.facts.times import Days
from planner.rules.base import Finding, Names, PricedRule, Reach
from planner.rules.ledger import Ledger
from planner.timeline.away import half_day
from planner.timeline.spans import Span, intersect, touches
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft

Part = tuple[dt.date, str]
"""A day, and its morning or afternoon if half-days are meant."""


class Reserve(PricedRule):
    """On each working day at least `count` holders of a role are there and have nothing booked, `except` on some days.

    By the half-day, the morning and the afternoon are counted each. There is who has open hours then; work around
    activities and standing by are no bookings. With a price, each person who is lacking is paid for.
    """

    rule: Literal["reserve"] = "reserve"
    reach: ClassVar[Reach] = Reach.DAY
    role: Id
    count: int = Field(default=1, ge=1)
    per: Literal["day", "half-day"] = "day"
    except_: Days = Field(default=(), alias="except")

    def faults(self, known: Known) -> Iterator[Fault]:
        """A role that nobody holds."""
        if self.role not in known.roles:
            yield Fault(("role",), f"nobody holds the role {self.role!r}", did_you_mean(self.role, known.roles))

    def _parts(self, timeline: Timeline) -> dict[Part, Span]:
        """The days or half-days that are counted."""
        days = [day for day in timeline.working_days if day not in self.except_]
        if self.per == "day":
            return {(day, ""): timeline.clock.day(day) for day in days}
        return {
            (day, half): half_day(day, half == "morning", timeline.calendars)
            for day in days
            for half in ("morning", "afternoon")
        }

    def _present(self, timeline: Timeline, day: dt.date, span: Span) -> Iterator[str]:
        """The holders of the role who are there for some of a day's part."""
        for person, who in timeline.people.items():
            if self.role in who.staff.roles and intersect(who.open(day), (span,)):
                yield person

    def build(self, draft: Draft) -> None:
        """Of those who are there, so many are at no task."""
        parts = self._parts(draft.timeline)
        holders = [one for one, who in draft.timeline.people.items() if self.role in who.staff.roles]
        taken = {person: draft.holding.touching(person, parts) for person in holders}
        for part, span in parts.items():
            present = list(self._present(draft.timeline, part[0], span))
            busy = [(1, draft.logic.any_of(*taken[person].get(part, ()))) for person in present]
            draft.require_at_most(self, self._subject(part), busy, len(present) - self.count)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The days that keep too few free."""
        held = {person: tuple(span for span, _ in some) for person, some in ledger.by_person.items()}
        for part, span in self._parts(ledger.timeline).items():
            present = list(self._present(ledger.timeline, part[0], span))
            free = [person for person in present if not touches(held[person], span)]
            if len(free) < self.count:
                yield self.broken(*self._subject(part), times=self.count - len(free), free=len(free))

    @staticmethod
    def _subject(part: Part) -> tuple[str, ...]:
        day, half = part
        return (day.isoformat(), half) if half else (day.isoformat(),)

    def say(self, finding: Finding, names: Names) -> str:
        """How many are free, when, and how many are asked for."""
        told = {"free": finding.facts["free"], "role": self.role, "when": self._when(finding.subject, names)}
        sentence = names.wording.say(
            "{free} × {role} left in reserve {when}, {count} asked for", **told, count=self.count
        )
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """How many of the role."""
        told, say = {"count": self.count, "role": self.role}, names.wording.say
        asked = say("{count} × {role} in reserve each half-day", **told)
        if self.per == "day":
            asked = say("{count} × {role} in reserve each day", **told)
        return say("{told} but {days}", told=asked, days=names.wording.dates(self.except_)) if self.except_ else asked

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """How many of the role, when."""
        return names.wording.say(
            "{count} × {role} in reserve {when}", count=self.count, role=self.role, when=self._when(subject, names)
        )

    @staticmethod
    def _when(subject: tuple[str, ...], names: Names) -> str:
        day = names.day(dt.date.fromisoformat(subject[0]))
        match subject[1:]:
            case ("morning",):
                return names.wording.say("in the morning of {day}", day=day)
            case ("afternoon",):
                return names.wording.say("in the afternoon of {day}", day=day)
            case _:
                return names.wording.say("on {day}", day=day)
