"""Somebody borrowed or hired by the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Iterator
from itertools import chain, count
from typing import Any

from planner.explain.ways.days import over_midnight, reached
from planner.explain.ways.needed import attended, needed, shifts
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.calendar import days_between
from planner.facts.prices import RepairKind
from planner.facts.times import DAY_MINUTES
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.rules.work_time import works
from planner.timeline.clock import of_minute
from planner.timeline.spans import total
from planner.wording import runs

HELPER = "help"
AGAIN = "hire another"
KIND: RepairKind = "hire_day"


class Hires(Way):
    """One more of a role, with the skills that are asked for, on the days on which there is something to do."""

    kinds = frozenset[RepairKind]({KIND})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        days = reached(self._timeline, certificate)
        employed = {"from": f"{days[0]}", "to": f"{days[-1]}"}
        for role in sorted({one.role for one in certificate.asks if one.role}):
            needs = (need for task in self._tasks(certificate) for need in task.needs if need.role == role)
            facts = {
                "name": self._words.say("one more {role}", role=role),
                "roles": [role],
                "skills": sorted({skill for need in needs for skill in need.skills}),
                "employed": employed,
            }
            helper = unused(f"{HELPER}-{role}", self._timeline.people)
            hired = self._hired(f"hire {role}", helper, facts, attended(certificate))
            yield hired._replace(least=self._least(certificate, role))

    def _least(self, certificate: Certificate, role: str) -> int:
        """The days that it takes at least to be at one of the activities: its work has days of its own."""
        calendar = self._timeline.company.calendar
        if certificate.kind == "conflict" or attended(certificate):
            return 1  # it may be enough that somebody is there
        if any(end > DAY_MINUTES for hours in calendar.hours for _, end in hours):
            return 1  # in the small hours the day before goes on, and its work
        longest = total(calendar.longest_day) or DAY_MINUTES
        asking = (task for task in self._tasks(certificate) if any(need.role == role for need in task.needs))
        return 1 + min(sum(-(-work.minutes // longest) for _, work in works(task.activity)) for task in asking)

    @staticmethod
    def _hired(scale: str, helper: str, facts: dict[str, Any], attends: tuple[str, ...]) -> Proposal:
        change = Change(what="staff", id=helper, facts=facts)
        return proposed(KIND, change, 1, "", scale, people=(helper,), attends=attends)

    def again(self, proposal: Proposal) -> Proposal:
        """A second one beside the first."""
        (change,), facts = proposal.changes, dict(proposal.changes[0].facts or {})
        (role,) = facts["roles"]
        facts["name"] = self._words.say("another {role}", role=role)
        helper = unused(f"{HELPER}-{role}", {*self._timeline.people, change.id})
        return self._hired(f"{AGAIN} {role}", helper, facts, proposal.attends)

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        spans = list(needed(self._timeline, proposal.people[0], bookings, proposal.attends))
        if not spans:  # it is enough to be there
            spans = [(of_minute(one.start), of_minute(one.end)) for one in bookings if one.start and one.end]
        return self._engaged(proposal, shifts(self._timeline, spans)) if spans else proposal

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        if len(proposal.days) > proposal.least:
            yield self._engaged(proposal, [one for one in proposal.days if one != day])

    def _engaged(self, proposal: Proposal, days: Collection[dt.date]) -> Proposal:
        """A proposal for some days: nobody counts on the person on those between."""
        (change,) = proposal.changes
        chosen = sorted(days)
        facts: dict[str, Any] = {key: change.facts[key] for key in ("name", "roles", "skills")} if change.facts else {}
        facts["employed"] = {"from": f"{chosen[0]}", "to": f"{chosen[-1]}"}
        between = [one for one in days_between(chosen[0], chosen[-1]) if one not in chosen]
        if between:
            facts["absences"] = [{"from": self._begun(first), "to": f"{last}"} for first, last in runs(between)]
        told = {"role": facts["roles"][0], "days": self._words.dates(chosen)}
        if proposal.scale.startswith(AGAIN):
            text = self._words.many(
                "hire or borrow another {role} {days} ({n} day)",
                "hire or borrow another {role} {days} ({n} days)",
                len(chosen),
                **told,
            )
        else:
            text = self._words.many(
                "hire or borrow one more {role} {days} ({n} day)",
                "hire or borrow one more {role} {days} ({n} days)",
                len(chosen),
                **told,
            )
        engaged = change.model_copy(update={"facts": facts})
        return proposal._replace(changes=(engaged,), amounts=((KIND, len(chosen)),), text=text, days=tuple(chosen))

    def _begun(self, day: dt.date) -> str:
        """When a day begins, as the problem format writes it: when the eve's hours are over, if they reach into it."""
        eve = day - dt.timedelta(1)
        over = self._timeline.clock.local(self._timeline.day_hours(eve)[1])
        return f"{over:%Y-%m-%d %H:%M}" if over_midnight(self._timeline, eve) else f"{day}"


def unused(name: str, known: Container[str]) -> str:
    """An id like a name that nobody has yet."""
    return next(one for one in chain([name], (f"{name}-{n}" for n in count(2))) if one not in known)
