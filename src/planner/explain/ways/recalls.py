"""Who could be called back: from leave, or from what they attend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from planner.explain.ways.days import reached
from planner.explain.ways.needed import attended, dates, needed
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.facts.staff import Absence
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.clock import of_minute
from planner.timeline.spans import Span, touches

DAY = dt.timedelta(1)
KIND: RepairKind = "recall"


class Recalls(Way):
    """Somebody is called back from leave, or from what they attend."""

    kinds = frozenset[RepairKind]({KIND})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        days = set(reached(self._timeline, certificate))
        roles, asked = {one.role for one in certificate.asks}, attended(certificate)
        expected = {person for name in asked for person in self._timeline.occurrence(name).attendees}
        for person, who in self._timeline.people.items():
            if person in expected or roles & set(who.staff.roles):
                for whole in self.back(person, days | set(self._taught(person, certificate)), asked):
                    yield whole._replace(amounts=((KIND, 1),), distance=len(whole.days))  # one day may be enough
                for name in certificate.activities:
                    yield from self._missing(person, name)

    def _taught(self, person: str, certificate: Certificate) -> Iterator[dt.date]:
        """The days of the trainings that somebody should attend, and that grant what the activities ask for."""
        tasks = map(self._timeline.occurrence, certificate.activities)
        skills = {skill for task in tasks for need in task.needs for skill in need.skills}
        for task in self._timeline.occurrences:
            if person in task.attendees and skills & set(task.activity.grants or ()):
                yield from (day for one in task.days for day in task.lasting(one))

    def back(self, person: str, days: Collection[dt.date], asked: tuple[str, ...]) -> Iterator[Proposal]:
        """The person without their absences on some days; some activities ask only for attendees."""
        kept, cut = list[dict[str, Any]](), dict[dt.date, str]()
        for leave in self._timeline.people[person].leaves:
            found = [one for one in sorted(days) if _on(leave.absence, one)]
            kept += _without(leave.absence, found)
            reason = leave.reason(self._words)
            cut |= {one: f"{cut[one]}, {reason}" if one in cut else reason for one in found}
        if not cut:
            return
        reasons = dict.fromkeys(cut.values())
        told = self._words.listed(
            f"{why} {self._words.dates(day for day in cut if cut[day] == why)}" for why in reasons
        )
        text = self._words.say("recall {person} ({absences})", person=self._names.person(person), absences=told)
        paid = max(1, sum(self._worked(person, one) for one in cut))
        change = Change(what="staff", id=person, facts={"absences": kept})
        more = {"people": (person,), "days": tuple(sorted(cut)), "attends": asked}
        yield proposed(KIND, change, paid, text, f"recall {person}", **more)

    def _worked(self, person: str, day: dt.date) -> bool:
        """Whether a day has hours of somebody: its own, or in its small hours those of the eve."""
        who, whole = self._timeline.people[person], self._timeline.clock.day(day)
        return any(touches(who.regular(one), whole) for one in (day - DAY, day))

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (person,) = proposal.people
        spans = [*needed(self._timeline, person, bookings, proposal.attends), *self._learning(person, bookings)]
        kept = sorted({*dates(self._timeline, spans)} & {*proposal.days}) or proposal.days
        return next(self.back(person, kept, proposal.attends), proposal)

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        yield from self.back(proposal.people[0], [one for one in proposal.days if one != day], proposal.attends)

    def _learning(self, person: str, bookings: Collection[Booking]) -> Iterator[Span]:
        """When somebody attends what grants a skill that they use."""
        used = {skill for one in bookings for need in one.needs if person in need.staff for skill in need.skills}
        for one in bookings:
            grants = self._timeline.occurrence(one.occurrence).activity.grants or ()
            if one.start is not None and one.end is not None and person in one.attendees and used & set(grants):
                yield of_minute(one.start), of_minute(one.end)

    def _missing(self, person: str, name: str) -> Iterator[Proposal]:
        """Somebody misses what they should attend; of what recurs no single date can be named so."""
        task = self._timeline.occurrence(name)
        rest = [one for one in task.attendees if one != person]
        if person in task.attendees and rest and not task.needs and task.activity.every is None and not task.shift:
            change = Change(what="activities", id=task.activity.id, facts={"attendees": {"staff": rest}})
            told = {"person": self._names.person(person), "activity": self._names.task(name)}
            text = self._words.say("excuse {person} from {activity}", **told)
            yield proposed(KIND, change, 1, text, f"recall {person} from {name}", people=(person,))


def _on(absence: Absence, day: dt.date) -> bool:
    """Whether an absence takes a day, and the day can be taken out of it: not if it recurs, or ends at some time.

    Nor where it is not said why: whoever reads that cannot know whether to ask.
    """
    if absence.kept_back:
        return False
    begin, end = absence.from_, absence.to
    if isinstance(begin, dt.datetime) or isinstance(end, dt.datetime):
        return {one.date() if isinstance(one, dt.datetime) else one for one in (begin, end)} == {day}
    return absence.every is None and (begin or dt.date.min) <= day <= (end or dt.date.max)


def _without(absence: Absence, days: Collection[dt.date]) -> Iterator[dict[str, Any]]:
    """What is left of an absence when some days are taken out of it."""
    stated = absence.model_dump(mode="json", exclude_unset=True)
    begin, end = absence.from_, absence.to
    if isinstance(begin, dt.datetime) or isinstance(end, dt.datetime):
        yield from () if days else (stated,)
        return
    for day in days:
        if begin is None or begin < day:
            yield {**stated, "to": f"{day - DAY}"} | ({} if begin is None else {"from": f"{begin}"})
        begin = day + DAY
    if not days:
        yield stated
    elif end is None or (begin is not None and begin <= end):
        yield {**stated, "from": f"{begin}"}
