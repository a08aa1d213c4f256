"""Those in reserve are let go for some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from planner.explain.ways.days import reached
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.rules.reserve import Reserve

KIND: RepairKind = "reserve"


class Reserves(Way):
    """A reserve that a certificate names is done without on some days."""

    kinds = frozenset[RepairKind]({KIND})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        days = reached(self._timeline, certificate)
        for reason in certificate.rules:
            _, _, place = reason.subject.partition("rules/")
            if place and isinstance(self._rules[int(place)], Reserve):
                whole = self._without(place, days)
                yield whole._replace(amounts=((KIND, 1),), distance=len(days))  # one day may be enough

    def _without(self, place: str, days: Collection[dt.date]) -> Proposal:
        """The rule as it is but on some days."""
        rule = self._rules[int(place)]
        assert isinstance(rule, Reserve)
        text = self._words.say(
            "do without {count} × {role} in reserve {days}",
            count=rule.count,
            role=rule.role,
            days=self._words.dates(days),
        )
        change = Change(what="rules", id=place, facts={"except": [f"{day}" for day in sorted({*rule.except_, *days})]})
        return proposed(KIND, change, len(days), text, f"reserve {place}", days=tuple(sorted(days)))

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        held = [(self._timeline.occurrence(one.occurrence), one.start) for one in bookings]
        taken = {day for task, start in held if start is not None for day in task.lasting(start.date())}
        return self._without(proposal.changes[0].id, taken & {*proposal.days} or proposal.days)

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        yield self._without(proposal.changes[0].id, [one for one in proposal.days if one != day])
