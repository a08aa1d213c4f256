"""The stated rules that a plan would break with one more person at a task."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.rules.base import Names, Rule
from planner.rules.ledger import Ledger
from planner.rules.registry import hereditary
from planner.timeline.causes import Cause
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

Subject = tuple[str, ...]


class RuledOut:
    """The rules without a price that stand against a person in one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    names
        What people call things.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, names: Names) -> None:
        self._plan = plan
        self._timeline = timeline
        self._names = names
        self._hard = [(i, one) for i, one in enumerate(problem.rules) if getattr(one, "price", None) is None]

    def causes(
        self, task: Occurrence, need: int | None, person: str, start: int, off: frozenset[str] = frozenset()
    ) -> Iterator[Cause]:
        """The rules that break if the person fills a need of a task then (or attends it), and is off some others.

        Our own rules speak of one person each, so that this person's bookings are enough to ask them; a rule of
        one's own is asked about the whole plan.
        """
        if not self._hard:
            return
        before = [_without(one, person) if one.occurrence in off else one for one in self._plan.bookings]
        after = [self._joined(one, task, need, person, start) if one.occurrence == task.id else one for one in before]
        for i, rule in self._hard:
            own = hereditary(rule)
            found = self._broken(rule, [one for one in after if person in one.people] if own else after)
            known = {} if own or not found else self._broken(rule, before)
            for subject, text in found.items():
                if subject not in known:
                    yield Cause("rule", text, f"rules/{i}")

    def _broken(self, rule: Rule, bookings: list[Booking]) -> dict[Subject, str]:
        """What a rule says of some bookings, by subject."""
        ledger = Ledger(self._timeline, self._plan.model_copy(update={"held": tuple(bookings)}))
        return {one.subject: rule.say(one, self._names) for one in rule.check(ledger) if one.goal is None}

    def _joined(self, booking: Booking, task: Occurrence, need: int | None, person: str, start: int) -> Booking:
        """The booking of a task at some start, with one more person."""
        first, last = map(self._timeline.clock.local, (start, self._timeline.ends(task, start)))
        bare = _without(booking, person)
        if need is None:
            return bare.model_copy(update={"attendees": (*bare.attendees, person), "start": first, "end": last})
        needs = list(bare.needs)
        staff = (*needs[need].staff, person)
        needs[need] = needs[need].model_copy(update={"staff": staff, "missing": max(0, needs[need].missing - 1)})
        return _with(booking, needs, person, start=first, end=last)


def _without(booking: Booking, person: str) -> Booking:
    """The booking without a person."""
    needs = []
    for one in booking.needs:
        staff = tuple(who for who in one.staff if who != person)
        missing = one.missing + len(one.staff) - len(staff)
        needs.append(one.model_copy(update={"staff": staff, "missing": missing}))
    return _with(booking, needs, person)


def _with(booking: Booking, needs: list[Filled], person: str, **facts: object) -> Booking:
    """The booking with its needs filled otherwise, and a person not attending."""
    roles: dict[str, tuple[str, ...]] = {}
    for one in needs:
        roles[one.role] = roles.get(one.role, ()) + one.staff
    attendees = tuple(who for who in booking.attendees if who != person)
    complete = not any(one.missing for one in needs)
    return booking.model_copy(
        update={"needs": tuple(needs), "staff": roles, "attendees": attendees, "complete": complete, **facts}
    )
