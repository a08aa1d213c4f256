"""The stated rules that a plan would break with one more person at a task."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.rules.base import Names, Rule
from planner.rules.ledger import Ledger
from planner.rules.registry import personal
from planner.timeline.causes import Cause
from planner.timeline.timeline import Timeline

Subject = tuple[str, ...]


MANY = 2  # people who are to join at once


class RuledOut:
    """The rules without a price that stand against a person in one plan.

    Parameters
    ----------
    problem, plan
        The facts and rules, and a plan with bookings.
    names
        What people call things.
    """

    def __init__(self, problem: Problem, plan: Plan, names: Names) -> None:
        self._plan = plan
        self._names = names
        self._bookings = {one.occurrence: one for one in plan.bookings}
        self._of: dict[str, list[Booking]] = defaultdict(list)
        for one in plan.bookings:
            for person in one.people:
                self._of[person].append(one)
        self._hard = [(i, one) for i, one in enumerate(problem.ordered_rules) if one.goal is None]

    def causes(
        self, timeline: Timeline, task: str, need: int | None, person: str, start: int, off: frozenset[str]
    ) -> Iterator[Cause]:
        """The rules that break if the person fills a need of a task then (or attends it), and is off some others.

        Where a rule speaks of one person each, this person's bookings are enough to ask it; others, and a rule of
        one's own, are asked about the whole plan.
        """
        end = timeline.ends(timeline.occurrence(task), start) if self._hard else start
        then = {"start": timeline.clock.local(start), "end": timeline.clock.local(end)}
        joined = _with(self._bookings[task], need, person, then)
        for i, rule in self._hard:
            known: dict[Subject, str] = {}
            if personal(rule):
                mine = (one for one in self._of.get(person, ()) if one.occurrence not in {*off, task})
                found = self._broken(timeline, rule, [*mine, joined])
            else:
                known = self._broken(timeline, rule, self._all(person, off))
                for one in self._others(timeline, task, need):
                    joined = _with(joined, need, one, then)
                found = self._broken(timeline, rule, self._all(person, off, {task: joined}))
            for subject, text in found.items():
                if subject not in known:
                    yield Cause("rule", text, f"rules/{i}")

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
        ledger = Ledger(timeline, self._plan.model_copy(update={"held": tuple(bookings)}))
        return {one.subject: rule.say(one, self._names) for one in rule.check(ledger) if one.goal is None}


def _with(booking: Booking, need: int | None, person: str, then: dict[str, dt.datetime]) -> Booking:
    """The booking at some time, with one more person: in the place of a need, or attending."""
    bare = _without(booking, person)
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
