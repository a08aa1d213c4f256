"""Compact days: little time between the first and the last booking of a day that no booking takes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.scope import PeopleRule
from planner.timeline.people import PersonTime, days_around
from planner.timeline.spans import Span, Spans, intersect, subtract, total, union

if TYPE_CHECKING:
    from planner.compile.draft import Draft

HOUR = 60


def own_minutes(who: PersonTime, day: dt.date) -> Spans:
    """The open minutes of a day, and of the nights around it."""
    return union(*(who.open(one) for one in days_around(day)))


class NoIdle(WishRule, PeopleRule):
    """Nobody waits: each hour begun that is idle counts, its price or one of the preferences.

    Idle are a person's own open minutes between the first and the last booking that begin on one day, less what
    bookings take: breaks outside their hours are not.
    """

    rule: Literal["no_idle"] = "no_idle"
    reach: ClassVar[Reach] = Reach.DAY

    def build(self, draft: Draft) -> None:
        """Count what lies between the first and the last booking of each day, less bookings."""
        for person, who in draft.timeline.people.items():
            for day in draft.idling.days(person) if self.binds(person) else ():
                idle = draft.idling.idle(person, day, own_minutes(who, day), HOUR)
                draft.count(self.goal, [(self.cost, idle)])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The days on which somebody waits."""
        for person, who in ledger.people.items():
            by_day: dict[dt.date, list[Span]] = defaultdict(list)
            for span, _ in ledger.by_person[person] if self.binds(person) else ():
                by_day[ledger.day(span[0])].append(span)
            for day, held in sorted(by_day.items()):
                reach = min(start for start, _ in held), max(end for _, end in held)
                idle = total(subtract(intersect(own_minutes(who, day), (reach,)), union(held)))
                if idle:
                    yield self.broken(person, day.isoformat(), times=-(-idle // HOUR), idle=idle)

    def say(self, finding: Finding, names: Names) -> str:
        """Who waits how long, on which day."""
        person, day = finding.subject
        told = {"person": names.person(person), "day": names.wording.date(dt.date.fromisoformat(day))}
        idle = names.wording.hours(finding.facts["idle"])
        return self.paid(names.wording.say("{person} waits {idle} on {day}", idle=idle, **told), names.wording)
