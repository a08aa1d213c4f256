"""What could be changed about infeasible days: proposals made from their certificate, none of them tried yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from planner.facts.activities import PRIORITIES
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind
from planner.problem import Problem
from planner.rules.base import Names
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

WIDTHS = 1, 2, 4, 7, 14  # days before and after, in which another date is looked for: the nearest first
EARLIER = 1, 2, 3, 5
QUARTER, HOUR = 15, 60
SHUT = frozenset({"holiday", "closure", "day off"})
WHEN = ("on", "at", "between", "from", "to", "could_move")
HELPER = "help"


class Proposal(NamedTuple):
    """Changes that might be a way out: of what kinds, how many times each is paid, and what they set free."""

    kinds: tuple[RepairKind, ...]
    changes: tuple[Change, ...]
    amounts: tuple[tuple[RepairKind, float], ...]
    text: str
    frees: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    distance: int = 0

    @property
    def declines(self) -> bool:
        """Whether an activity is given up."""
        return "decline" in self.kinds

    def clashes(self, other: Proposal) -> bool:
        """Whether both change the same person or activity."""
        mine, theirs = ({(one.what, one.id) for one in some.changes} for some in (self, other))
        return bool(mine & theirs) or self.kinds == other.kinds

    def with_(self, other: Proposal, text: str) -> Proposal:
        """Both together."""
        return Proposal(
            kinds=(*self.kinds, *other.kinds),
            changes=(*self.changes, *other.changes),
            amounts=(*self.amounts, *other.amounts),
            text=text,
            frees=(*self.frees, *other.frees),
            ask=(*self.ask, *other.ask),
            people=(*self.people, *other.people),
            distance=self.distance + other.distance,
        )


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
        self._stated = {
            one["id"]: one for one in problem.model_dump(mode="json", exclude_unset=True).get("activities", [])
        }
        self._staff = {one.id: one for one in problem.staff}

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        """Every change that touches a certificate: only such a change can help."""
        tasks = [self._timeline.occurrence(one) for one in certificate.activities]
        for task in tasks:
            yield from self._moves(task)
            yield from self._days_off(task, certificate)
            yield from self._preparation(task, certificate)
        yield from self._recalls(certificate)
        yield from self._trainings(certificate)
        yield from self._hired(certificate)
        yield self._declined(tasks)

    def _moves(self, task: Occurrence) -> Iterator[Proposal]:
        """Another date: where the activity says that it could move, or else if the client agrees."""
        activity, horizon = task.activity, self._timeline.facts.horizon
        if activity.every is not None or task.run:
            return
        title = self._names.task(task.id)
        if activity.could_move is not None:
            window = activity.could_move
            yield self._moved(task, "move", window.from_, window.to, 0)
        days = task.days or ((activity.on or ()) if activity.at is None else (activity.at.date(),))
        if days and activity.kind == "appointment" and activity.could_move is None and title:
            for width in WIDTHS:
                first, last = min(days) - dt.timedelta(width), max(days) + dt.timedelta(width)
                yield self._moved(task, "ask_client", max(first, horizon.from_), min(last, horizon.to), width)

    def _moved(self, task: Occurrence, kind: RepairKind, first: dt.date, last: dt.date, distance: int) -> Proposal:
        when: dict[str, Any] = dict.fromkeys(WHEN) | {"between": {"from": f"{first}", "to": f"{last}"}}
        change = Change(what="activities", id=task.activity.id, facts=when)
        ask = (task.activity.id,) if kind == "ask_client" else ()
        return Proposal((kind,), (change,), ((kind, 1),), "", ask=ask, distance=distance)

    def _days_off(self, task: Occurrence, certificate: Certificate) -> Iterator[Proposal]:
        """Work on a day off."""
        if not task.on_days_off and any(one.fact in SHUT for one in certificate.absent):
            heads = max(1, task.heads)
            change = Change(what="activities", id=task.activity.id, facts={"on_days_off": True})
            days = self._words.days(certificate.from_, certificate.to)
            text = self._words.say(
                "allow {activity} on a day off, {days}", activity=self._names.task(task.id), days=days
            )
            yield Proposal(("day_off",), (change,), (("day_off", heads),), text)

    def _preparation(self, task: Occurrence, certificate: Certificate) -> Iterator[Proposal]:
        """Less preparation, or more days for it."""
        work, title = task.activity.preparation, self._names.task(task.id)
        if work is None or not (
            certificate.kind == "minutes" or any(one.fact == "minutes" for one in certificate.absent)
        ):
            return
        heads = max(1, task.heads)
        lacking = (
            -(-(certificate.asked - certificate.left) // QUARTER) * QUARTER if certificate.kind == "minutes" else 0
        )
        for less in sorted(
            {one for one in (lacking, 2 * lacking, work.minutes // 2, work.minutes) if 0 < one <= work.minutes}
        ):
            rest = work.minutes - less
            facts = {"preparation": {"minutes": rest, "within": work.within} if rest else None}
            text = self._words.say(
                "shorten the preparation of {activity} by {hours} each", activity=title, hours=self._words.hours(less)
            )
            yield self._worked(task, "shorten", heads * less / HOUR, facts, text, less)
        for days in EARLIER:
            facts = {"preparation": {"minutes": work.minutes, "within": work.within + days}}
            text = self._words.many(
                "begin the preparation of {activity} {n} day earlier",
                "begin the preparation of {activity} {n} days earlier",
                days,
                activity=title,
            )
            yield self._worked(task, "start_earlier", days, facts, text, days)

    @staticmethod
    def _worked(
        task: Occurrence, kind: RepairKind, times: float, facts: dict[str, Any], text: str, distance: int
    ) -> Proposal:
        change = Change(what="activities", id=task.activity.id, facts=facts)
        return Proposal((kind,), (change,), ((kind, times),), text, distance=distance)

    def _recalls(self, certificate: Certificate) -> Iterator[Proposal]:
        """Somebody comes back from leave on the days in question, or from something that they attend."""
        first, last = certificate.from_, certificate.to
        roles = {one.role for one in certificate.asks}
        for person, who in self._timeline.people.items():
            if not roles & set(who.staff.roles):
                continue
            kept, cut = self._cut(person, first, last)
            if cut:
                facts = {"absences": kept}
                text = self._words.say(
                    "recall {person} ({absences})",
                    person=self._names.person(person),
                    absences=self._words.listed(cut),
                )
                days = sum(bool(who.regular(one)) for one in self._timeline.days if first <= one <= last)
                change = Change(what="staff", id=person, facts=facts)
                yield Proposal(("recall",), (change,), (("recall", max(1, days)),), text, people=(person,))
            for name in certificate.activities:
                task = self._timeline.occurrence(name)
                if person in task.attendees and not task.needs:
                    rest = [one for one in task.attendees if one != person]
                    change = Change(what="activities", id=task.activity.id, facts={"attendees": {"staff": rest}})
                    text = self._words.say(
                        "let {person} miss {activity}",
                        person=self._names.person(person),
                        activity=self._names.task(name),
                    )
                    yield Proposal(("recall",), (change,), (("recall", 1),), text, people=(person,))

    def _cut(self, person: str, first: dt.date, last: dt.date) -> tuple[list[dict[str, Any]], list[str]]:
        """A person's absences without some days, and what was cut from them."""
        kept, cut = list[dict[str, Any]](), list[str]()
        for leave in self._timeline.people[person].leaves:
            absence = leave.absence
            stated = absence.model_dump(mode="json", exclude_unset=True)
            begin, end = absence.from_, absence.to
            whole = absence.every is None and type(begin) is dt.date and type(end) is dt.date and not absence.half
            if not whole or end < first or last < begin:  # type: ignore[operator]
                kept.append(stated)
                continue
            one_day = dt.timedelta(1)
            parts = [(begin, first - one_day), (last + one_day, end)]
            kept += [{**stated, "from": f"{one}", "to": f"{other}"} for one, other in parts if one <= other]  # type: ignore[operator]
            days = self._words.days(max(begin, first), min(end, last))  # type: ignore[type-var,arg-type]
            cut.append(self._words.say("{reason} {days}", reason=leave.reason(self._words), days=days))
        return kept, cut

    def _trainings(self, certificate: Certificate) -> Iterator[Proposal]:
        """Somebody learns the skill in time."""
        for person in dict.fromkeys(one.staff for one in certificate.absent if one.fact == "skill" and one.staff):
            who = self._staff[person]
            roles = {one.role for one in certificate.asks} & set(who.roles)
            asked = {
                skill
                for name in certificate.activities
                for need in self._timeline.occurrence(name).needs
                if need.role in roles
                for skill in need.skills
            }
            new = sorted(asked - {one.name for one in who.skills})
            if new:
                skills = [one.model_dump(mode="json", exclude_unset=True) for one in who.skills]
                skills += [{"name": one, "from": f"{certificate.from_}"} for one in new]
                text = self._words.say(
                    "train {person} in {skills} before {day}",
                    person=self._names.person(person),
                    skills=self._words.listed(new),
                    day=self._words.day(certificate.from_),
                )
                change = Change(what="staff", id=person, facts={"skills": skills})
                yield Proposal(("train",), (change,), (("train", len(new)),), text, people=(person,))

    def _hired(self, certificate: Certificate) -> Iterator[Proposal]:
        """Somebody borrowed or hired by the day."""
        days = [one for one in self._timeline.working_days if certificate.from_ <= one <= certificate.to]
        for role in sorted({one.role for one in certificate.asks if one.role}):
            skills = {
                skill
                for name in certificate.activities
                for need in self._timeline.occurrence(name).needs
                if need.role == role
                for skill in need.skills
            }
            name = self._words.say("one more {role}", role=role)
            facts: dict[str, Any] = {"name": name, "roles": [role], "skills": sorted(skills)}
            change = Change(what="staff", id=f"{HELPER}-{role}", facts=facts)
            yield Proposal(("hire_day",), (change,), (("hire_day", max(1, len(days))),), "", people=())

    def _declined(self, tasks: list[Occurrence]) -> Proposal:
        """The least valuable activity is given up."""
        least = min(tasks, key=lambda one: (-PRIORITIES.index(one.priority), one.worth, one.id))
        change = Change(what="activities", id=least.activity.id, facts=None)
        text = self._words.say("decline {activity}", activity=self._names.task(least.id))
        return Proposal(("decline",), (change,), (("decline", 1),), text, ask=(least.activity.id,))

    def settled(self, proposal: Proposal, bookings: tuple[Booking, ...]) -> Proposal:
        """A proposal with what was chosen for it: the new date, the days on which the help is needed."""
        (kind,), (change,) = proposal.kinds[:1], proposal.changes[:1]
        if kind in ("move", "ask_client"):
            return self._dated(proposal, change, bookings)
        if kind == "hire_day":
            return self._engaged(proposal, change, bookings)
        return proposal

    def _dated(self, proposal: Proposal, change: Change, bookings: tuple[Booking, ...]) -> Proposal:
        booking = next(one for one in bookings if one.activity == change.id)
        if booking.start is None:
            return proposal
        day = booking.start.date()
        dated = change.model_copy(update={"facts": {**dict.fromkeys(WHEN), "on": f"{day}"}})
        told = {"activity": self._names.task(change.id), "day": self._words.day(day)}
        text = self._words.say("move {activity} to {day}", **told)
        if proposal.ask:
            text = self._words.say("ask the client to move {activity} to {day}", **told)
        return proposal._replace(changes=(dated, *proposal.changes[1:]), text=text)

    def _engaged(self, proposal: Proposal, change: Change, bookings: tuple[Booking, ...]) -> Proposal:
        mine = [one for one in bookings if change.id in one.people]
        days = {one.start.date() for one in mine if one.start is not None}
        days |= {one.start.date() for booking in mine for one in booking.work if one.staff == change.id}
        if not days or change.facts is None:
            return proposal
        first, last = min(days), max(days)
        engaged = {**change.facts, "employed": {"from": f"{first}", "to": f"{last}"}}
        role = change.facts["roles"][0]
        text = self._words.many(
            "hire or borrow one more {role} {days} ({n} day)",
            "hire or borrow one more {role} {days} ({n} days)",
            len(days),
            role=role,
            days=self._words.days(first, last),
        )
        changed = change.model_copy(update={"facts": engaged})
        return proposal._replace(
            changes=(changed, *proposal.changes[1:]), amounts=(("hire_day", len(days)),), text=text
        )
