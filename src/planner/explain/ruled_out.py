"""The stated rules that a plan would break with one more person at a task."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.plan.booking import Booking, Filled, Work
from planner.problem import Problem
from planner.rules.base import Names, Rule
from planner.rules.ledger import Entry, Ledger
from planner.rules.registry import personal
from planner.rules.work_time import works
from planner.solving.worlds.around import NEAR
from planner.timeline.causes import Cause
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

Subject = tuple[str, ...]


DAY = 24 * 60
MANY = 2  # people who are to join at once


class Instead(NamedTuple):
    """What else is otherwise if a person joins a task: what they are off, and what they must attend, from when."""

    off: frozenset[str] = frozenset()
    owed: tuple[tuple[str, int], ...] = ()


class RuledOut:
    """The rules without a price that stand against a person in one plan.

    Parameters
    ----------
    problem
        The facts and rules.
    ledger
        A plan with bookings beside the facts.
    names
        What people call things.
    """

    def __init__(self, problem: Problem, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._plan = plan = ledger.plan
        self._names = names
        self._bookings = {one.occurrence: one for one in plan.bookings}
        self._of: dict[str, list[Booking]] = defaultdict(list)
        for one in plan.bookings:
            for person in one.people:
                self._of[person].append(one)
        self._hard = [(i, one, personal(one)) for i, one in enumerate(problem.ordered_rules) if one.goal is None]
        self._weighs_work = any(rule.weighs_work for _, rule, _ in self._hard)

    def causes(
        self, timeline: Timeline, task: str, need: int | None, person: str, start: int, instead: Instead
    ) -> Iterator[Cause]:
        """The rules that break if the person fills a need of a task then (or attends it), and what comes with it.

        Where a rule speaks of one person each, this person's bookings are enough to ask it; others, and a rule of
        one's own, are asked about the whole plan.
        """
        if not self._hard:
            return
        occurrence, then = timeline.occurrence(task), _lasting(timeline, task, start)
        joined = _with(self._bookings[task], need, person, then)
        if need is not None and self._weighs_work:
            work = tuple(_works(timeline, occurrence, person, start))
            joined = joined.model_copy(update={"work": (*joined.work, *work)})
        alone = {task: joined}
        for other, begin in instead.owed:
            alone[other] = _with(self._bookings[other], None, person, _lasting(timeline, other, begin))
        stays = joined.start == self._bookings[task].start or {*joined.people} == {person}
        for i, rule, own in self._hard:
            known: dict[Subject, str] = {}
            left_out = {*instead.off, *alone}
            if own and stays and not instead.owed:  # for all others there, nothing is otherwise
                near = (one for one in self._near(rule, person, joined) if one.task.id not in left_out)
                found = self._said(rule, self._ledger.about(person, timeline, near, [joined]))
            elif own:
                around = self._ledger.booked.get(person, []) if instead.owed else self._near(rule, person, joined)
                mine = (one.booking for one in around if one.task.id not in left_out)
                found = self._broken(timeline, rule, [*mine, *alone.values()])
            else:
                together = self._together(timeline, occurrence, need, then, alone)
                known = self._broken(timeline, rule, self._all(person, instead.off))
                found = self._broken(timeline, rule, self._all(person, instead.off, together))
            for subject, text in found.items():
                if subject not in known:
                    yield Cause("rule", text, f"rules/{i}")

    def working(self, timeline: Timeline, task: str, person: str, start: int) -> Iterator[Cause]:
        """The rules that break if the person, who is at a task then, does the work around it, too."""
        work = tuple(_works(timeline, timeline.occurrence(task), person, start))
        mine = [
            one.model_copy(update={"work": (*one.work, *work)}) if one.occurrence == task else one
            for one in self._of.get(person, ())
        ]
        for i, rule, _ in self._hard:
            if rule.weighs_work:
                for text in self._broken(timeline, rule, mine).values():
                    yield Cause("rule", text, f"rules/{i}")

    def _near(self, rule: Rule, person: str, joined: Booking) -> list[Entry]:
        """The person's bookings that a rule may weigh against one more: those as near as it reaches, each once."""
        if rule.reach not in NEAR or rule.weighs_work or joined.start is None or joined.end is None:
            return self._ledger.booked.get(person, [])  # work may be done long before
        margin = NEAR[rule.reach] * DAY
        around = self._ledger.around(person, of_minute(joined.start) - margin, of_minute(joined.end) + margin)
        return list({entry.task.id: entry for _, entry in around}.values())

    def _together(
        self,
        timeline: Timeline,
        occurrence: Occurrence,
        need: int | None,
        then: dict[str, dt.datetime],
        alone: dict[str, Booking],
    ) -> dict[str, Booking]:
        """What a person joins, with everybody who may have to join or be back as well."""
        together = dict(alone)
        for one in self._others(timeline, occurrence.id, need):
            together[occurrence.id] = _with(together[occurrence.id], need, one, then)
        for other, booking in alone.items():
            meant = timeline.occurrence(other).attendees if other != occurrence.id else ()
            when = {"start": booking.start, "end": booking.end}
            for one in filter(meant.__contains__, occurrence.candidates):  # who may be back as well
                together[other] = _with(together[other], None, one, when)
        return together

    def _others(self, timeline: Timeline, task: str, need: int | None) -> tuple[str, ...]:
        """Where more than one person lacks, everybody who may have to join: what one does not break, several may."""
        occurrence, booking = timeline.occurrence(task), self._bookings[task]
        if need is None:
            return occurrence.attendees
        if sum(one.missing for one in booking.needs) < MANY:
            return ()
        role = occurrence.needs[need].role
        holders = (one for one, who in timeline.people.items() if role in who.staff.roles)
        return tuple(one for one in holders if one not in booking.people)

    def _all(self, person: str, off: frozenset[str], joined: dict[str, Booking] | None = None) -> list[Booking]:
        """The bookings of the whole plan, the person off some of them."""
        left = {name: _without(self._bookings[name], person) for name in off}
        return list({**self._bookings, **left, **(joined or {})}.values())

    def _broken(self, timeline: Timeline, rule: Rule, bookings: list[Booking]) -> dict[Subject, str]:
        """What a rule says of some bookings, by subject."""
        return self._said(rule, Ledger(timeline, self._plan.model_copy(update={"held": tuple(bookings)})))

    def _said(self, rule: Rule, ledger: Ledger) -> dict[Subject, str]:
        """What a rule says of a ledger, by subject."""
        return {one.subject: rule.say(one, self._names) for one in rule.check(ledger) if one.goal is None}


def _works(timeline: Timeline, task: Occurrence, person: str, start: int) -> Iterator[Work]:
    """The work that would fall to a person, laid on the day nearest to the task: only how much there is matters."""
    for what, work in works(task.activity):
        days = timeline.work_days(task, work, what, timeline.clock.date(start))
        if days:
            first = timeline.clock.day(days[-1] if what == "preparation" else days[0])[0]
            begin, end = timeline.clock.local(first), timeline.clock.local(first + work.minutes)
            yield Work(staff=person, what=what, start=begin, end=end)


def _lasting(timeline: Timeline, task: str, start: int) -> dict[str, dt.datetime]:
    """When a booking starts and ends if its task starts then."""
    end = timeline.ends(timeline.occurrence(task), start)
    return {"start": timeline.clock.local(start), "end": timeline.clock.local(end)}


def _with(booking: Booking, need: int | None, person: str, then: Mapping[str, dt.datetime | None]) -> Booking:
    """The booking at some time, with one more person: in the place of a need, or attending."""
    stranger = need is not None and person not in booking.people
    bare = booking if stranger else _without(booking, person)
    if need is None:
        return bare.model_copy(update={"attendees": (*bare.attendees, person), **then})
    needs = list(bare.needs)
    staff = (*needs[need].staff, person)
    needs[need] = needs[need].model_copy(update={"staff": staff, "missing": max(0, needs[need].missing - 1)})
    return _filled(bare, needs).model_copy(update=then)


def _without(booking: Booking, person: str) -> Booking:
    """The booking without a person."""
    needs = []
    for one in booking.needs:
        staff = tuple(who for who in one.staff if who != person)
        missing = one.missing + len(one.staff) - len(staff)
        needs.append(one.model_copy(update={"staff": staff, "missing": missing}))
    attendees = tuple(who for who in booking.attendees if who != person)
    return _filled(booking, needs).model_copy(update={"attendees": attendees})


def _filled(booking: Booking, needs: list[Filled]) -> Booking:
    """The booking with its needs filled otherwise."""
    roles: dict[str, tuple[str, ...]] = {}
    for one in needs:
        roles[one.role] = roles.get(one.role, ()) + one.staff
    complete = not booking.room_missing and not any(one.missing for one in needs)
    return booking.model_copy(update={"needs": tuple(needs), "staff": roles, "complete": complete})
