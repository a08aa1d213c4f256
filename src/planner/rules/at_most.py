"""Ceilings: at most so many bookings, or so much time, per person and day, week, month or horizon."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from planner.facts.times import Duration
from planner.rules.base import Finding, Names, Reach
from planner.rules.ceilings import Ceiling, given
from planner.rules.ledger import Ledger
from planner.rules.periods import Period, period_of, period_told
from planner.rules.scope import ScopedRule
from planner.timeline.spans import Spans, total

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term
    from planner.timeline.timeline import Timeline

HOUR = 60
MANY = 2  # of which people speak in the plural


class AtMost(ScopedRule):
    """Each person has at most `count` bookings, or `minutes` of them, per period.

    A booking counts in every period in which a part of it begins; its minutes where they begin. With a price, each
    booking too many is paid for, or each hour begun above the ceiling.
    """

    rule: Literal["at_most"] = "at_most"
    per: Period = "day"
    count: int | None = Field(default=None, ge=0)
    minutes: Duration | None = None

    @model_validator(mode="after")
    def _one_ceiling(self) -> AtMost:
        if (self.count is None) == (self.minutes is None):
            raise ValueError("at_most takes either count or minutes: give exactly one of them")
        return self

    @property
    def reach(self) -> Reach:
        """As far as the period that it counts over."""
        return {"day": Reach.DAY, "week": Reach.WEEK}.get(self.per, Reach.PERSON)

    def _load(self, spans: Spans, days: list[dt.date]) -> dict[str, int]:
        """What some held time counts, by period."""
        found: dict[str, int] = defaultdict(int)
        for span, day in zip(spans, days, strict=True):
            period = period_of(day, self.per)
            found[period] = 1 if self.minutes is None else found[period] + total([span])
        return found

    def build(self, draft: Draft) -> None:
        """No period holds more than the ceiling."""
        limit = self.count if self.minutes is None else self.minutes
        assert limit is not None
        for person in filter(self.binds, draft.timeline.people):
            loads: dict[str, list[Term]] = defaultdict(list)
            for task in filter(self.concerns, draft.holding.tasks(person)):
                for day in draft.when.days(task):
                    starts = draft.when.starts_on(task, day) & draft.who.allowed(task, person)
                    if not starts:
                        continue
                    spans = draft.timeline.held(task, person, min(starts))
                    begins = [draft.timeline.clock.date(start) for start, _ in spans]
                    for period, load in self._load(spans, begins).items():
                        loads[period] += [(load, one) for one in self.places(draft, task, person, starts)]
            for period, terms in sorted(loads.items()):
                draft.require_at_most(self, (person, period), terms, limit, 1 if self.minutes is None else HOUR)

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling] | None:
        """So many bookings a period; minutes are no matter of how many."""
        if self.count is None or self.role is not None:
            return None
        held: dict[str, set[str]] = defaultdict(set)
        for task, (start, _) in given(timeline, self.concerns):
            held[period_of(timeline.clock.date(start), self.per)].add(task)
        return [Ceiling(tuple(sorted(tasks)), self.count, self.bound) for _, tasks in sorted(held.items())]

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The periods that hold more than the ceiling."""
        for person in filter(self.binds, ledger.booked):
            loads: dict[str, int] = defaultdict(int)
            for entry in ledger.booked[person]:
                if entry.start is not None and self.counts(entry, person):
                    spans = ledger.timeline.held(entry.task, person, entry.start)
                    for period, load in self._load(spans, [ledger.day(start) for start, _ in spans]).items():
                        loads[period] += load
            for period, load in sorted(loads.items()):
                if self.minutes is not None and load > self.minutes:
                    yield self.broken(person, period, times=-(-(load - self.minutes) // HOUR), load=load)
                elif self.count is not None and load > self.count:
                    yield self.broken(person, period, times=load - self.count, load=load)

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how much in which period, and the ceiling."""
        told = self._told(finding.subject, names) | {"load": self._amount(finding.facts["load"], names)}
        return self.paid(names.wording.say("{person} has {load} {when}, {ceiling}", **told), names.wording)

    def asks(self, names: Names) -> str:
        """The ceiling."""
        say, most = names.wording.say, self._amount(self.minutes or self.count or 0, names)
        match self.per:
            case "day":
                return say("at most {most} a day", most=most)
            case "week":
                return say("at most {most} a week", most=most)
            case "month":
                return say("at most {most} a month", most=most)
            case "horizon":
                return say("at most {most} in all", most=most)

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """The ceiling, for whom, when."""
        return names.wording.say("{ceiling} for {person} {when}", **self._told(subject, names))

    def _told(self, subject: tuple[str, ...], names: Names) -> dict[str, str]:
        """Who, in which period, and the ceiling, each in the reader's form."""
        person, period = subject
        when = period_told(period, self.per, names.wording)
        return {"person": names.person(person), "when": when, "ceiling": self.asks(names)}

    def _amount(self, amount: int, names: Names) -> str:
        """So many bookings, or minutes of them."""
        say = names.wording.say
        if self.minutes is None:
            if self.kinds:
                return say("{count} {kinds}", count=amount, kinds=names.kinds(self.kinds, amount))
            return names.wording.many("{n} booking", "{n} bookings", amount)
        if self.kinds:
            return say("{minutes} minutes of {kinds}", minutes=amount, kinds=names.kinds(self.kinds, MANY))
        return say("{minutes} minutes of bookings", minutes=amount)
