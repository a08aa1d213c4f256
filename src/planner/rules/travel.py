"""Travel costs: each minute or hour begun on the way, each metre or kilometre, or each leaving of home."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from planner.errors import Fault
from planner.facts.references import Known
from planner.rules.base import Finding, Names, Reach
from planner.rules.journeys import Leg, legs_of
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule
from planner.timeline.sites import Sites

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.journeys import Stop, Way
    from planner.timeline.timeline import Timeline

UNITS = {"minute": 1, "hour": 60, "metre": 1, "km": 1000, "trip": 1}


class Travel(ScopedRule):
    """A person's journeys of a day cost `price` per minute, hour begun, metre, kilometre begun, or leaving of home.

    Journeys lead from home to the first activity at a site, from site to site, and home again; who has no site of
    their own goes from site to site only. So activities near each other come on one day, and to one person.
    """

    rule: Literal["travel"] = "travel"
    reach: ClassVar[Reach] = Reach.DAY
    price: int | None = Field(default=1, ge=1, le=1_000_000)
    per: Literal["minute", "hour", "metre", "km", "trip"] = "hour"

    @property
    def by_distance(self) -> bool:
        """Whether it counts how far ways are, and not how long they take."""
        return self.per in ("metre", "km")

    def idle(self, timeline: Timeline, names: Names) -> Iterator[str]:
        """That nobody travels, or leaves home to do so."""
        yield from super().idle(timeline, names)
        say = names.wording.say
        if not any(task.site is not None and self.concerns(task) for task in timeline.occurrences):
            yield say("the rule {rule} touches nothing: no activity is at a site", rule=self.rule)
        elif self.per == "trip" and not any(who.staff.site for who in timeline.people.values() if self.binds(who.id)):
            yield say("the rule {rule} touches nothing: nobody has a site to leave from", rule=self.rule)

    def build(self, draft: Draft) -> None:
        """The ways that a person takes on a day are paid for."""
        for person in filter(self.binds, draft.timeline.people):
            days: dict[dt.date, list[Stop]] = defaultdict(list)
            for piece in draft.holding.pieces(person):
                if piece.task.site is not None and self.concerns(piece.task):
                    for day, literal in piece.days.items():
                        days[day].append((piece, self.there(draft, piece.task, person, literal)))
            home = draft.timeline.people[person].staff.site
            for day, stops in sorted(days.items()):
                sites = draft.timeline.sites
                terms = [(self._counts(sites, way, home), way.taken) for way in draft.journeys.tour(home, stops)]
                draft.require_at_most(self, (person, f"{day}"), terms, 0, UNITS[self.per])

    def _counts(self, sites: Sites, way: Way | Leg, home: str | None) -> int:
        """What one way counts."""
        if self.per == "trip":
            return int(way.from_ == home)
        measure = sites.metres if self.by_distance else sites.way
        return measure(way.from_, way.to)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """What each person's journeys of a day take."""
        for person in filter(self.binds, ledger.booked):
            home = ledger.people[person].staff.site
            for day, legs in legs_of(ledger, person, partial(self.counts, person=person)):
                load = sum(self._counts(ledger.timeline.sites, leg, home) for leg in legs)
                if load:
                    yield self.broken(person, f"{day}", times=-(-load // UNITS[self.per]), load=load)

    def say(self, finding: Finding, names: Names) -> str:
        """Who is on the way for how long, or leaves home how often, on which day."""
        load, told = finding.facts["load"], self._told(finding.subject, names)
        if self.per == "trip":
            sentence = names.wording.many(
                "{person} leaves home {n} time on {day}", "{person} leaves home {n} times on {day}", load, **told
            )
        elif self.per in ("metre", "km"):
            km = names.wording.number(load / 1000, most=3)
            sentence = names.wording.say("{person} travels {km} km on {day}", km=km, **told)
        else:
            hours = names.wording.hours(load)
            sentence = names.wording.say("{person} is on the way for {hours} on {day}", hours=hours, **told)
        return self.paid(sentence, names.wording)

    def faults(self, known: Known) -> Iterator[Fault]:
        """Kilometres that nobody has told."""
        yield from super().faults(known)
        if self.per in ("metre", "km") and known.whole and not known.distances:
            hint = "Add distance: {SITE: 12.5} to the sites, in kilometres."
            yield Fault(("per",), "no site says how far it is to another", hint)

    def asks(self, names: Names) -> str:
        """As little travel as can be."""
        return names.wording.say("little travel")

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """No travel, for whom, on which day."""
        return names.wording.say("no travel for {person} on {day}", **self._told(subject, names))

    @staticmethod
    def _told(subject: tuple[str, ...], names: Names) -> dict[str, Any]:
        """Who, on which day."""
        person, day = subject
        return {"person": names.person(person), "day": names.day(dt.date.fromisoformat(day))}
