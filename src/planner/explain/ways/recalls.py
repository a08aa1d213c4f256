"""Who could be called back: from leave, or from what they attend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from planner.explain.ways.days import needed_on, touched
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.staff import Absence
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind

DAY = dt.timedelta(1)
KIND: RepairKind = "recall"


class Recalls(Way):
    """Somebody is called back from leave, or from what they attend."""

    kinds = frozenset[RepairKind]({KIND})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        days = touched(self._timeline, certificate)
        roles = {one.role for one in certificate.asks}
        attended = [one.occurrence for one in certificate.asks if one.need is None]
        expected = {person for name in attended for person in self._timeline.occurrence(name).attendees}
        for person, who in self._timeline.people.items():
            if person in expected or roles & set(who.staff.roles):
                for one in self._back(person, days):
                    yield one._replace(amounts=((KIND, 1),))  # on how many days remains to be seen
                for name in certificate.activities:
                    yield from self._missing(person, name)

    def _back(self, person: str, days: Collection[dt.date]) -> Iterator[Proposal]:
        """The person without their absences on some days."""
        kept, cut = list[dict[str, Any]](), dict[dt.date, str]()
        for leave in self._timeline.people[person].leaves:
            found = [one for one in sorted(days) if _on(leave.absence, one)]
            kept += _without(leave.absence, found)
            reason = leave.reason(self._words)
            cut |= {one: f"{cut[one]}, {reason}" if one in cut else reason for one in found}
        if not cut:
            return
        told = self._words.listed(f"{reason} {self._words.days(*span)}" for reason, span in _spans(cut))
        text = self._words.say("recall {person} ({absences})", person=self._names.person(person), absences=told)
        paid = max(1, sum(bool(self._timeline.people[person].regular(one)) for one in cut))
        change = Change(what="staff", id=person, facts={"absences": kept})
        yield proposed(KIND, change, paid, text, f"recall {person}", people=(person,), days=tuple(sorted(cut)))

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (person,) = proposal.people
        alone = {one.start.date() for one in bookings if one.start is not None and one.people == (person,)}
        needed = alone | set(needed_on(person, bookings))  # to attend with others is no reason to come back
        days = [one for one in proposal.days if one in needed] or proposal.days
        return next(self._back(person, days), proposal)

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        yield from self._back(proposal.people[0], [one for one in proposal.days if one != day])

    def _missing(self, person: str, name: str) -> Iterator[Proposal]:
        """Somebody misses what they should attend; of what recurs no single date can be named so."""
        task = self._timeline.occurrence(name)
        rest = [one for one in task.attendees if one != person]
        if person in task.attendees and rest and not task.needs and task.activity.every is None:
            change = Change(what="activities", id=task.activity.id, facts={"attendees": {"staff": rest}})
            told = {"person": self._names.person(person), "activity": self._names.task(name)}
            text = self._words.say("let {person} miss {activity}", **told)
            yield proposed(KIND, change, 1, text, f"recall {person} from {name}", people=(person,))


def _on(absence: Absence, day: dt.date) -> bool:
    """Whether an absence takes a day, and the day can be taken out of it: not if it recurs, or ends at some time."""
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


def _spans(cut: dict[dt.date, str]) -> Iterator[tuple[str, tuple[dt.date, dt.date]]]:
    """Days one after the other with one reason, told as one."""
    days = sorted(cut)
    first = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following is None or following != day + DAY or cut[following] != cut[day]:
            yield cut[day], (first, day)
            first = following or day
