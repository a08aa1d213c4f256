"""Somebody borrowed or hired by the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import chain, count
from typing import Any

from planner.explain.ways.dates import DAY, FAR
from planner.explain.ways.days import needed_on, touched
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind

HELPER = "help"
AGAIN = "hire another"


class Hires(Way):
    """One more of a role, with the skills that are asked for, on the days on which there is something to do."""

    kinds = frozenset[RepairKind]({"hire_day"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        days = touched(self._timeline, certificate)
        employed = {"from": f"{days[0] - FAR * DAY}", "to": f"{days[-1] + FAR * DAY}"}  # the date may be moved, too
        for role in sorted({one.role for one in certificate.asks if one.role}):
            needs = (need for task in self._tasks(certificate) for need in task.needs if need.role == role)
            facts = {
                "name": self._words.say("one more {role}", role=role),
                "roles": [role],
                "skills": sorted({skill for need in needs for skill in need.skills}),
                "employed": employed,
            }
            yield self._hired(f"hire {role}", unused(f"{HELPER}-{role}", self._timeline.people), facts)

    @staticmethod
    def _hired(scale: str, helper: str, facts: dict[str, Any]) -> Proposal:
        change = Change(what="staff", id=helper, facts=facts)
        return proposed("hire_day", change, 1, "", scale, people=(helper,))

    def again(self, proposal: Proposal) -> Proposal:
        """A second one beside the first."""
        (change,), facts = proposal.changes, dict(proposal.changes[0].facts or {})
        (role,) = facts["roles"]
        facts["name"] = self._words.say("another {role}", role=role)
        known = {*self._timeline.people, change.id}
        return self._hired(f"{AGAIN} {role}", unused(f"{HELPER}-{role}", known), facts)

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (change,) = proposal.changes
        days = needed_on(change.id, bookings)
        return self._on(proposal, days) if days else proposal

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        """Only the first or the last day can be left out: somebody is engaged from a day to a day."""
        if day in (proposal.days[0], proposal.days[-1]):
            yield self._on(proposal, [one for one in proposal.days if one != day])

    def _on(self, proposal: Proposal, days: Sequence[dt.date]) -> Proposal:
        """A proposal for some days."""
        (change,) = proposal.changes
        assert change.facts is not None
        facts = {**change.facts, "employed": {"from": f"{days[0]}", "to": f"{days[-1]}"}}
        told = {"role": change.facts["roles"][0], "days": self._words.days(days[0], days[-1])}
        if proposal.scale.startswith(AGAIN):
            text = self._words.many(
                "hire or borrow another {role} {days} ({n} day)",
                "hire or borrow another {role} {days} ({n} days)",
                len(days),
                **told,
            )
        else:
            text = self._words.many(
                "hire or borrow one more {role} {days} ({n} day)",
                "hire or borrow one more {role} {days} ({n} days)",
                len(days),
                **told,
            )
        engaged = change.model_copy(update={"facts": facts})
        paid = proposed("hire_day", engaged, len(days), text, proposal.scale)
        return paid._replace(people=proposal.people, days=tuple(days))


def unused(name: str, known: Container[str]) -> str:
    """An id like a name that nobody has yet."""
    return next(one for one in chain([name], (f"{name}-{n}" for n in count(2))) if one not in known)
