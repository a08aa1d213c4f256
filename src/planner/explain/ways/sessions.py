"""A training held once more, for those who are needed elsewhere when it is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from planner.explain.ways.dates import WHEN
from planner.explain.ways.days import reached, rings
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.activities import Need
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.rules.qualification import holds
from planner.timeline.occurrence import Occurrence

KIND: RepairKind = "session"


class Sessions(Way):
    """One more session of a training that only asks for attendees, each of whom goes to one of both."""

    kinds = frozenset[RepairKind]({KIND})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        for task in self._trainings(certificate):
            if task.activity.kind == "training" and task.days and not task.needs and self._dated(task):
                others = {day for one in self._dates(task.activity.id) for day in one.days}
                for nearest, days in rings(self._timeline, task.days, on_days_off=task.on_days_off):
                    new = [day for day in days if day not in others]
                    if new:
                        yield self._held(task, new)._replace(amounts=((KIND, 1),), distance=nearest)

    def _trainings(self, certificate: Certificate) -> Iterator[Occurrence]:
        """What the proof names, and what grants a skill that somebody lacks: learnt in time, it may be enough."""
        named = {task.activity.id: task for task in self._tasks(certificate)}
        days = tuple(reached(self._timeline, certificate))
        skills = {skill for task in named.values() for need in task.needs for skill in self._lacked(need, days)}
        yield from named.values()
        for task in self._timeline.occurrences:
            if skills & set(task.activity.grants or ()) and task.activity.id not in named:
                named[task.activity.id] = task
                yield task

    def _lacked(self, need: Need, days: tuple[dt.date, ...]) -> Iterator[str]:
        """The skills that are asked for, and that not everybody in the role has, or has learnt before some days."""
        people = [who for who in self._timeline.people.values() if need.role in who.staff.roles]
        for skill in need.skills:
            if not all(holds(who, skill, days) or self._learnt(who.id, skill, days[0]) for who in people):
                yield skill

    def _learnt(self, person: str, skill: str, day: dt.date) -> bool:
        """Whether somebody has attended a training before a day that grants a skill."""
        return any(
            skill in (self._timeline.occurrence(name).activity.grants or ())
            and person in self._plan.bookings[name].attendees
            and self._plan.days(name)[-1] < day
            for name in self._plan.of(person)
        )

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        task = self._dates(proposal.changes[0].id)[0]
        fewer = self._held(task, [one for one in proposal.days if one != day])
        yield fewer._replace(distance=proposal.distance, scale=proposal.scale)

    @staticmethod
    def _dated(task: Occurrence) -> bool:
        """Whether it is held on one day, and that is known; or in sessions already."""
        activity = task.activity
        return not (task.run or task.shift or activity.every) and (bool(activity.sessions) or len(task.days) == 1)

    def _dates(self, activity: str) -> list[Occurrence]:
        return [one for one in self._timeline.occurrences if one.activity.id == activity]

    def _held(self, task: Occurrence, days: Sequence[dt.date]) -> Proposal:
        """The training with more sessions, at the time of day at which it is held anyway."""
        activity = next(one for one in self._timeline.facts.activities if one.id == task.activity.id)
        known = [one.model_dump(mode="json", exclude_none=True) for one in activity.sessions or ()]
        known = known or [_date(task.days[0], task.activity.at)]
        facts = {**dict.fromkeys(WHEN), "sessions": [*known, *(_date(day, task.activity.at) for day in days)]}
        change = Change(what="activities", id=activity.id, facts=facts)
        return proposed(KIND, change, len(days), "", f"session {activity.id}", days=tuple(days))

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (change,) = proposal.changes
        task = self._dates(change.id)[0]
        there: dict[dt.date, tuple[str, ...]] = {}
        for one in bookings:
            if one.activity == change.id and one.start is not None and one.start.date() in proposal.days:
                there[one.start.date()] = one.attendees
        days = [day for day in proposal.days if there.get(day)] or proposal.days
        people = dict.fromkeys(who for day in days for who in there.get(day, ()))
        text = self._words.say(
            "hold {activity} once more {days}, for {people}",
            activity=self._names.task(change.id),
            days=self._words.dates(days),
            people=self._words.listed(map(self._names.person, people)),
        )
        return self._held(task, days)._replace(text=text, distance=proposal.distance, scale=proposal.scale)


def _date(day: dt.date, at: dt.datetime | None) -> dict[str, str]:
    """A session as the problem format writes it."""
    return {"on": f"{day}"} if at is None else {"at": f"{day} {at:%H:%M}"}
