"""Who could be borrowed or hired by the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Iterator
from itertools import chain, count
from typing import Any

from planner.explain.days import reached
from planner.explain.needed import attended, needed, shifts
from planner.explain.proposal import Proposal
from planner.facts.calendar import days_between
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind
from planner.rules.base import Names
from planner.timeline.timeline import Timeline
from planner.wording import runs

HELPER = "help"
KIND: RepairKind = "hire_day"


class Hiring:
    """Somebody more for one problem.

    Parameters
    ----------
    timeline, names
        The facts on the time line, and what people call things.
    """

    def __init__(self, timeline: Timeline, names: Names) -> None:
        self._timeline = timeline
        self._words = names.wording

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        """Somebody for each role that is asked for, with the skills that are; at least for a day."""
        tasks = [self._timeline.occurrence(name) for name in certificate.activities]
        days = reached(self._timeline, certificate)
        employed = {"from": f"{days[0]}", "to": f"{days[-1]}"}
        for role in sorted({one.role for one in certificate.asks if one.role}):
            skills = {skill for task in tasks for need in task.needs if need.role == role for skill in need.skills}
            name = self._words.say("one more {role}", role=role)
            helper = unused(f"{HELPER}-{role}", self._timeline.people)
            facts: dict[str, Any] = {"name": name, "roles": [role], "skills": sorted(skills), "employed": employed}
            change = Change(what="staff", id=helper, facts=facts)
            amounts = ((KIND, 1),)
            people, asked = (helper,), attended(certificate)
            yield Proposal((KIND,), (change,), amounts, "", f"hire {role}", people=people, attends=asked)

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """The proposal for those days only on which the person is needed."""
        spans = list(needed(self._timeline, proposal.people[0], bookings, proposal.attends))
        return self.engaged(proposal, shifts(self._timeline, spans)) if spans else proposal

    def engaged(self, proposal: Proposal, days: Collection[dt.date]) -> Proposal:
        """The proposal for some days: nobody counts on the person on those between."""
        (change,) = proposal.changes
        chosen = sorted(days)
        facts: dict[str, Any] = {key: change.facts[key] for key in ("name", "roles", "skills")} if change.facts else {}
        facts["employed"] = {"from": f"{chosen[0]}", "to": f"{chosen[-1]}"}
        between = [one for one in days_between(chosen[0], chosen[-1]) if one not in chosen]
        if between:
            facts["absences"] = [{"from": self._begun(first), "to": f"{last}"} for first, last in runs(between)]
        text = self._words.many(
            "hire or borrow one more {role} {days} ({n} day)",
            "hire or borrow one more {role} {days} ({n} days)",
            len(chosen),
            role=facts["roles"][0],
            days=self._words.dates(chosen),
        )
        engaged = change.model_copy(update={"facts": facts})
        amounts = ((KIND, len(chosen)),)
        return proposal._replace(changes=(engaged,), amounts=amounts, text=text, days=tuple(chosen))

    def _begun(self, day: dt.date) -> str:
        """When a day begins, as the problem format writes it: when the eve's hours are over, if they reach into it."""
        clock, over = self._timeline.clock, self._timeline.day_hours(day - dt.timedelta(1))[1]
        return f"{day}" if over <= clock.day(day)[0] else f"{clock.local(over):%Y-%m-%d %H:%M}"


def unused(name: str, known: Container[str]) -> str:
    """An id like a name that nobody has yet."""
    return next(one for one in chain([name], (f"{name}-{n}" for n in count(2))) if one not in known)
