"""Somebody works longer on some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planner.explain.ways.days import reached
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import HOUR, Way, lacking
from planner.facts.prices import RepairKind
from planner.facts.times import DAY_MINUTES, Week, week_text
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.rules.work_time import works
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import subtract, total, union

DAY = dt.timedelta(1)
STEP, MOST = 30, 120  # minutes more on a day
TOO_SHORT = frozenset({"hours", "minutes"})
SHUT = frozenset({"holiday", "closure", "day off"})
"""Nor are there hours then: in the small hours of a day those of the eve, which is shut."""

Clocks = tuple[tuple[int, int], ...]
"""Hours of a day, as minutes after midnight."""


class Longer(NamedTuple):
    """A day's hours, longer than they were, and by how many minutes."""

    hours: Clocks
    more: int


class Overtime(Way):
    """Somebody's hours are longer on some days on which they work anyway: to the end of the day, or for one activity.

    The format says so by a week of hours from that day on, and by the former week from the day after.
    """

    kinds = frozenset[RepairKind]({"overtime"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        tasks = list(self._tasks(certificate))
        short = [one.staff for one in certificate.absent if one.staff and self._short(one.staff, one.fact, tasks)]
        out_of_hours = [one.staff for one in certificate.absent if one.staff and one.fact in TOO_SHORT | SHUT]
        for person in dict.fromkeys((*out_of_hours, *certificate.people)):
            for task in tasks:
                yield from self._for_one(task, self._timeline.people[person])
        if any((not task.all_day and not task.given) or any(works(task.activity)) for task in tasks):
            days = reached(self._timeline, certificate)
            counted = self._counted(certificate, days)
            for person in dict.fromkeys((*certificate.people, *short)):
                counting = counted if person in certificate.people else days
                yield from self._for_longer(self._timeline.people[person], days, counting, lacking(certificate))

    def _short(self, person: str, fact: str, tasks: Sequence[Occurrence]) -> bool:
        """Whether a day might be too short for somebody, and be it because they are away for part of it."""
        who = self._timeline.people[person]
        return fact in TOO_SHORT or (fact == "absence" and any(who.open(day) for task in tasks for day in task.days))

    def _for_one(self, task: Occurrence, who: PersonTime) -> Iterator[Proposal]:
        """The time that an activity is given, on top of the hours of the day."""
        for day, start in task.given.items():
            local, hours = self._timeline.clock.local(start), who.hours(day)
            begins = local.hour * HOUR + local.minute
            held = (begins, begins + (task.duration or 0))
            more = total(subtract((held,), hours))
            if hours and 0 < more <= MOST:
                longer = Longer(union(hours, (held,)), more)
                yield self._proposal(who, {day: longer}, f"overtime {who.id} {task.id}")

    def _counted(self, certificate: Certificate, days: Collection[dt.date]) -> Collection[dt.date]:
        """The days on which minutes more are minutes less that lack: those of the count, if no activity gains a day."""
        tasks = map(self._timeline.occurrence, certificate.activities)
        held = ((task, day) for task in tasks for day in task.days)
        if lacking(certificate) and all(
            any(self._timeline.starts(task, one, day) for one in task.candidates) for task, day in held
        ):
            return [day for day in days if certificate.from_ <= day <= certificate.to]
        return days

    def _for_longer(
        self, who: PersonTime, days: Collection[dt.date], counted: Collection[dt.date], least: int
    ) -> Iterator[Proposal]:
        """The same minutes more at the end of every day: on which of them it is needed remains to be seen."""
        for more in range(STEP, MOST + 1, STEP):
            found = {day: _later(who, day, more) for day in days if who.open(day)}
            if found and sum(found[day].more for day in counted if day in found) >= max(least, 1):
                proposal = self._proposal(who, found, f"overtime {who.id}")
                paid = max(STEP, least) / HOUR  # at least: on how many days remains to be seen
                yield proposal._replace(amounts=(("overtime", paid),), distance=more, least=least)

    def _proposal(self, who: PersonTime, longer: Mapping[dt.date, Longer], scale: str) -> Proposal:
        text = self._words.say(
            "ask {person} to work longer ({longer})",
            person=self._names.person(who.id),
            longer=self._words.listed(self._told({day: one.more for day, one in longer.items()})),
        )
        facts = {"hours": list(self._weeks(who, {day: one.hours for day, one in longer.items()}))}
        change, more = Change(what="staff", id=who.id, facts=facts), sum(one.more for one in longer.values())
        return proposed("overtime", change, more / HOUR, text, scale, people=(who.id,), days=tuple(longer))

    def _told(self, more: Mapping[dt.date, int]) -> Iterator[str]:
        """How much on which days; days one after the other with as much are told as one."""
        first: dt.date | None = None
        for day, minutes in more.items():
            first = first or day
            if more.get(day + DAY) != minutes:
                told = {"hours": self._words.hours(minutes), "days": self._words.days(first, day)}
                one = first == day
                yield (
                    self._words.say("{hours} {days}", **told)
                    if one
                    else self._words.say("{hours} a day {days}", **told)
                )
                first = None

    def _weeks(self, who: PersonTime, longer: Mapping[dt.date, Clocks]) -> Iterator[dict[str, Any]]:
        """The weeks of hours, each from a day on: a longer day begins one, and the day after the former one again."""
        weeks: dict[dt.date, Week] = {one.from_ or dt.date.min: one.week for one in who.staff.hours}
        for day in longer:
            weeks.setdefault(day + DAY, self._week(who, day + DAY))
        for day, hours in longer.items():
            former = self._week(who, day)
            weeks[day] = (*former[: day.weekday()], hours, *former[day.weekday() + 1 :])
        for first, week in sorted(weeks.items()):
            yield {**({} if first == dt.date.min else {"from": f"{first}"}), "week": week_text(week)}

    def _week(self, who: PersonTime, day: dt.date) -> Week:
        return who.week(day) or self._timeline.company.calendar.hours

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (person,) = proposal.people
        who, clock = self._timeline.people[person], self._timeline.clock
        spans = [(one.start, one.end) for one in bookings if person in one.people and one.start and one.end]
        spans += [(one.start, one.end) for booking in bookings for one in booking.work if one.staff == person]
        late: dict[dt.date, int] = {}
        for start, end in spans:
            day, over = clock.date(of_minute(start)), of_minute(end)
            late[day] = max([late.get(day, 0), *(over - ends for _, ends in who.regular(day)[-1:])])
        days = [day for day in proposal.days if late.get(day)] or proposal.days
        longest = max((late.get(day, 0) for day in days), default=0) or proposal.distance
        return self._on(proposal._replace(distance=min(proposal.distance, longest)), days)

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        fewer = self._on(proposal, [one for one in proposal.days if one != day])
        if fewer.amounts[0][1] * HOUR >= proposal.least:
            yield fewer

    def _on(self, proposal: Proposal, days: Collection[dt.date]) -> Proposal:
        """A proposal for some of its days only."""
        if not proposal.distance:
            return proposal
        who = self._timeline.people[proposal.people[0]]
        longer = {day: _later(who, day, proposal.distance) for day in days}
        found = self._proposal(who, longer, proposal.scale)
        return found._replace(distance=proposal.distance, least=proposal.least)


def _later(who: PersonTime, day: dt.date, more: int) -> Longer:
    """A day that ends later, at midnight at the latest."""
    *before, (start, end) = who.hours(day)
    later = max(end, min(end + more, DAY_MINUTES))
    return Longer((*before, (start, later)), later - end)
