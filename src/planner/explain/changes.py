"""What could be changed about infeasible days: proposals made from their certificate, none of them tried yet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from planner.explain.hiring import Hiring
from planner.explain.proposal import Proposal
from planner.explain.recalls import Recalls
from planner.facts.activities import PRIORITIES
from planner.facts.calendar import days_between
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind
from planner.problem import Problem
from planner.rules.base import Names
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

RINGS = (0, 0), (1, 1), (2, 3), (4, 7), (8, 14)  # days before and after, among which another date is looked for
FAR = RINGS[-1][1]
EARLIER = 10  # days more for preparation, at most
QUARTER, HOUR = 15, 60
WHEN = ("on", "at", "between", "from", "to", "could_move")
DAY = dt.timedelta(1)


class Proposals:
    """Proposals for one problem.

    Parameters
    ----------
    problem, timeline, names
        The facts and rules, the facts on the time line, and what people call things.
    """

    def __init__(self, problem: Problem, timeline: Timeline, names: Names) -> None:
        self._timeline = timeline
        self._names = names
        self._words = names.wording
        self._activities = {one.id: one for one in problem.activities}
        self._staff = {one.id: one for one in problem.staff}
        self._recalls = Recalls(timeline, names)
        self._hiring = Hiring(timeline, names)
        self._times = Counter(one.activity.id for one in timeline.occurrences)

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        """Every change that touches a certificate: only such a change can help."""
        tasks = [self._timeline.occurrence(one) for one in certificate.activities]
        for task in tasks:
            yield from self._moves(task)
            yield from self._days_off(task)
            yield from self._preparation(task, certificate)
        yield from self._recalls.of(certificate)
        yield from self._trainings(certificate)
        yield from self._hiring.of(certificate)
        least_first = sorted(tasks, key=lambda one: (-PRIORITIES.index(one.priority), one.worth, one.id))
        yield from map(self._declined, least_first)

    def _moves(self, task: Occurrence) -> Iterator[Proposal]:
        """Another date: where the activity says that it could move, or else if the client agrees."""
        activity = task.activity
        if activity.every is not None or task.run:
            return
        if activity.could_move is not None:
            window = activity.could_move.model_dump(mode="json")
            yield self._moved(task, "move", {"between": window}, 0)
        elif activity.kind == "appointment" and (stated := task.days or self._stated(task)):
            for nearest, farthest in RINGS if activity.at is not None or not task.days else RINGS[1:]:
                days = [f"{day}" for day, far in self._dates(task, stated) if nearest <= far <= farthest]
                if days:
                    yield self._moved(task, "ask_client", {"on": days}, nearest)

    def _dates(self, task: Occurrence, stated: Collection[dt.date]) -> Iterator[tuple[dt.date, int]]:
        """The working days near those that an activity states, and how far off they are."""
        horizon, company = self._timeline.facts.horizon, self._timeline.company
        first, last = max(min(stated) - FAR * DAY, horizon.from_), min(max(stated) + FAR * DAY, horizon.to)
        for day in days_between(first, last):
            if task.on_days_off or company.works(day):
                yield day, min(abs((day - one).days) for one in stated)

    def _moved(self, task: Occurrence, kind: RepairKind, when: dict[str, Any], distance: int) -> Proposal:
        scale = f"{kind} {task.id} {distance}"
        change = Change(what="activities", id=task.activity.id, facts={**dict.fromkeys(WHEN), **when})
        ask = (task.activity.id,) if kind == "ask_client" else ()
        return Proposal((kind,), (change,), ((kind, 1),), "", scale, ask=ask, distance=distance)

    def _days_off(self, task: Occurrence) -> Iterator[Proposal]:
        """Work on a day off; to allow it for what recurs would add dates that nobody asked for."""
        if task.on_days_off or task.activity.every is not None:
            return
        if not any(self._off(day, task) for day in self._could_be(task)):
            return
        change = Change(what="activities", id=task.activity.id, facts={"on_days_off": True})
        told = {"activity": self._names.task(task.id), "days": self._words.dates(self._stated(task))}
        text = self._words.say("hold {activity} {days}, on days off too", **told)
        yield Proposal(("day_off",), (change,), (("day_off", max(1, task.heads)),), text, f"day off {task.id}")

    def _could_be(self, task: Occurrence) -> Iterator[dt.date]:
        """The days that an activity states, and their eves, whose hours may reach so far."""
        for day in self._stated(task):
            yield from (day - dt.timedelta(1), day)

    def _stated(self, task: Occurrence) -> tuple[dt.date, ...]:
        """The days that an activity states, were they worked or not."""
        window = task.activity.between or task.activity
        if window.from_ is None and window.to is None:
            return task.days
        first, last = window.from_ or dt.date.min, window.to or dt.date.max
        return tuple(one for one in self._timeline.days if first <= one <= last)

    def _off(self, day: dt.date, task: Occurrence) -> bool:
        """Whether a day is off for the company, or for somebody who could be there."""
        people = (self._timeline.people[one] for one in task.candidates)
        if not self._timeline.company.works(day):
            return True
        return any(one.employed(day) and not one.regular(day) for one in people)

    def _preparation(self, task: Occurrence, certificate: Certificate) -> Iterator[Proposal]:
        """Less preparation, or more days for it: every time, if the activity recurs."""
        work, title = task.activity.preparation, self._names.task(task.activity.id)
        timely = certificate.kind in ("minutes", "conflict") or any(one.fact == "minutes" for one in certificate.absent)
        if work is None or not timely:
            return
        times, heads, lacking = self._times[task.activity.id], *self._lacking(task, certificate)
        stated = self._activities[task.activity.id].preparation is not None  # what a default says cannot be taken out
        for less in (*range(QUARTER, work.minutes, QUARTER), *([work.minutes] if stated else [])):
            if less * heads < lacking:
                continue
            rest = work.minutes - less
            facts = {"preparation": {"minutes": rest, "within": work.within} if rest else None}
            told = {"activity": title, "hours": self._words.hours(less)}
            text = self._words.say("shorten the preparation of {activity} by {hours} each", **told)
            yield self._worked(task, "shorten", times * max(1, task.heads) * less / HOUR, facts, text, less)
        for days in range(1, EARLIER + 1):
            facts = {"preparation": {"minutes": work.minutes, "within": work.within + days}}
            text = self._words.many(
                "begin the preparation of {activity} {n} day earlier",
                "begin the preparation of {activity} {n} days earlier",
                days,
                activity=title,
            )
            yield self._worked(task, "start_earlier", times * days, facts, text, days)

    def _lacking(self, task: Occurrence, certificate: Certificate) -> tuple[int, int]:
        """How many heads of an activity are counted, and how many minutes are lacking; none where others could help."""
        if certificate.kind != "minutes" or any(one.fact == "minutes" for one in certificate.absent):
            return 0, 0
        mine = (one for one in certificate.asks if self._activity(one.occurrence) == task.activity.id)
        return sum(one.heads for one in mine), certificate.asked - certificate.left

    def _activity(self, occurrence: str) -> str:
        return self._timeline.occurrence(occurrence).activity.id

    @staticmethod
    def _worked(
        task: Occurrence, kind: RepairKind, times: float, facts: dict[str, Any], text: str, distance: int
    ) -> Proposal:
        change = Change(what="activities", id=task.activity.id, facts=facts)
        return Proposal((kind,), (change,), ((kind, times),), text, f"{kind} {task.activity.id}", distance=distance)

    def _trainings(self, certificate: Certificate) -> Iterator[Proposal]:
        """Somebody learns the skill in time: who lacks it, or has it from a training only."""
        first, last = certificate.from_, certificate.to
        lacking = [one.staff for one in certificate.absent if one.fact == "skill" and one.staff]
        for person in dict.fromkeys((*lacking, *certificate.people)):
            who = self._staff[person]
            asked = {
                skill
                for name in certificate.activities
                for need in self._timeline.occurrence(name).needs
                if need.role in who.roles
                for skill in need.skills
            }
            held = {one.name for one in who.skills if (one.from_ or first) <= first and last <= (one.to or last)}
            new = sorted(asked - held)
            if new:
                skills = [one.model_dump(mode="json", exclude_unset=True) for one in who.skills]
                skills += [{"name": one, "from": f"{first}"} for one in new]
                text = self._words.say(
                    "train {person} in {skills} before {day}",
                    person=self._names.person(person),
                    skills=self._words.listed(new),
                    day=self._words.day(first),
                )
                change = Change(what="staff", id=person, facts={"skills": skills})
                scale = f"train {person}"
                yield Proposal(("train",), (change,), (("train", len(new)),), text, scale, people=(person,))

    def _declined(self, task: Occurrence) -> Proposal:
        """An activity is given up; of what recurs, on that day."""
        name, facts = task.activity.id, None
        if self._times[name] > 1:
            facts = {"except": [f"{day}" for day in (*task.activity.except_, *task.days)]}
        change = Change(what="activities", id=name, facts=facts)
        text = self._words.say("decline {activity}", activity=self._names.task(task.id))
        ask = (name,) if task.activity.kind == "appointment" else ()
        return Proposal(("decline",), (change,), (("decline", 1),), text, f"decline {task.id}", ask=ask)

    def fewer(self, proposal: Proposal) -> Iterator[Proposal]:
        """A proposal for some days, each time without one of them."""
        for day in proposal.days if len(proposal.days) > 1 else ():
            rest = [one for one in proposal.days if one != day]
            if proposal.kinds == ("hire_day",):
                yield self._hiring.engaged(proposal, rest)
            else:
                yield from self._recalls.back(proposal.people[0], rest, proposal.attends)

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """A proposal with what was chosen for it: the new date, or only the days on which somebody is needed."""
        match proposal.kinds:
            case ("move" | "ask_client",):
                return self._dated(proposal, bookings)
            case ("hire_day",):
                return self._hiring.narrowed(proposal, bookings)
            case ("recall",):
                return self._recalls.narrowed(proposal, bookings)
            case ("day_off",):
                return self._off_on(proposal, bookings)
            case _:
                return proposal

    def _off_on(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """The day off that was chosen is told."""
        (change,) = proposal.changes
        (booking,) = (one for one in bookings if one.activity == change.id)
        task = self._timeline.occurrence(change.id)
        if booking.start is None or task.run:
            return proposal
        told = {"activity": self._names.task(task.id), "day": self._words.day(booking.start.date())}
        return proposal._replace(text=self._words.say("hold {activity} on {day}, a day off", **told))

    def _dated(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (change,) = proposal.changes
        start = next(one.start for one in bookings if one.activity == change.id)
        if start is None:
            return proposal
        day = start.date()
        when = {"on": f"{day}"}
        told = {"activity": self._names.task(change.id), "day": self._words.day(day)}
        former = self._timeline.occurrence(change.id).days
        if day in former:  # only the time is another one
            when = {"at": f"{start:%Y-%m-%d %H:%M}"}
            told["day"] = self._words.say("{day} at {time}", day=told["day"], time=self._words.clock(start))
        text = self._words.say("move {activity} to {day}", **told)
        if proposal.ask:
            text = self._words.say("ask the client to move {activity} to {day}", **told)
        dated = change.model_copy(update={"facts": {**dict.fromkeys(WHEN), **when}})
        distance = min((abs((day - one).days) for one in former), default=0)
        return proposal._replace(changes=(dated,), text=text, distance=distance)
