"""Work on a day off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.occurrence import Occurrence

DAY = dt.timedelta(1)


class DaysOff(Way):
    """An activity may be on a day off; to allow it for what recurs would add dates that nobody asked for."""

    kinds = frozenset[RepairKind]({"day_off"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        for task in self._tasks(certificate):
            if task.on_days_off or task.activity.every is not None or (task.shift and task.days):
                continue
            if any(self._off(day, task) for day in self._could_be(task)):
                change = Change(what="activities", id=task.activity.id, facts={"on_days_off": True})
                told = {"activity": self._names.task(task.id), "days": self._words.dates(self._stated(task))}
                text = self._words.say("hold {activity} {days}, on days off too", **told)
                yield proposed("day_off", change, max(1, task.heads), text, f"day off {task.id}")

    def _could_be(self, task: Occurrence) -> Iterator[dt.date]:
        """The days that an activity states, and their eves, whose hours may reach so far."""
        for day in self._stated(task):
            yield from (day - DAY, day)

    def _off(self, day: dt.date, task: Occurrence) -> bool:
        """Whether a day is off for the company, or for somebody who could be there."""
        people = (self._timeline.people[one] for one in task.candidates)
        if not self._timeline.company.works(day):
            return True
        return any(one.employed(day) and not one.regular(day) for one in people)

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """The day off that was chosen is told."""
        (change,) = proposal.changes
        start = next((one.start for one in bookings if one.activity == change.id), None)
        task = self._timeline.occurrence(change.id)
        if start is None or task.run:
            return proposal
        told = {"activity": self._names.task(task.id), "day": self._words.day(start.date())}
        return proposal._replace(text=self._words.say("hold {activity} on {day}, a day off", **told))
