"""Certificates proved again from the problem's facts, by code of its own: nothing here knows how they were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from planner.checking import judge, names_of
from planner.explain.exhausting import Exhausting
from planner.explain.recounting import Recounting
from planner.plan.booking import Booking
from planner.plan.certificate import Ask, Certificate
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.registry import STANDING, hereditary
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Verifier:
    """Proves certificates again.

    Parameters
    ----------
    problem, timeline
        The facts and rules, and the facts on the time line.
    step
        Minutes of the time grid, on which the planner chooses times.
    hurry
        Whether time is up: what is tried with the checker alone then ends.
    """

    def __init__(
        self, problem: Problem, timeline: Timeline, step: int, hurry: Callable[[], bool] = lambda: False
    ) -> None:
        self._hurry = hurry
        self._stated = problem.ordered_rules
        rules = tuple(
            rule for rule in problem.rules if hereditary(rule)
        )  # no others are spoken of where some are left out
        self._problem = problem.model_copy(update={"rules": rules})
        self._timeline = timeline
        self._step = step
        self._tasks = {task.id: task for task in timeline.occurrences}
        self._names = names_of(problem)

    def faults(self, certificate: Certificate) -> tuple[str, ...]:
        """What does not hold of a certificate; empty if it is right."""
        amiss = tuple(self._unknown(certificate))
        if amiss:
            return amiss
        count = Recounting(self._timeline, self._step, certificate)
        return (*self._not_impossible(certificate, count), *self._not_needed(certificate, count))

    def _unknown(self, certificate: Certificate) -> Iterator[str]:
        """What is spoken of and is not there, or is not asked for."""
        for name in certificate.activities:
            if name not in self._tasks:
                yield f"{name!r} is no occurrence of the problem"
        if len(set(certificate.activities)) < len(certificate.activities) or not certificate.activities:
            yield "the activities are none, or some of them twice"
        for ask in certificate.asks:
            if ask.occurrence not in certificate.activities:
                yield f"{ask.occurrence} is asked for and not named"
            elif ask.occurrence in self._tasks and not self._asks_for(self._tasks[ask.occurrence], ask):
                yield f"{ask.occurrence} does not ask for {ask.heads} {ask.role}"
        for (name, _), times in Counter((ask.occurrence, ask.need) for ask in certificate.asks).items():
            if times > 1:
                yield f"{name} is asked for {times} times"
        known = set(self._timeline.people)
        yield from (f"{one!r} is no person" for one in certificate.people if one not in known)

    @staticmethod
    def _asks_for(task: Occurrence, ask: Ask) -> bool:
        """Whether an activity asks for so many heads, or for a room."""
        if ask.room:
            return task.asks_room and (ask.need, ask.heads, ask.role, ask.whole) == (None, 1, None, True)
        if ask.need is None:
            return not task.needs and (ask.heads, ask.role) == (1, None)
        if not 0 <= ask.need < len(task.needs):
            return False
        need = task.needs[ask.need]
        return ask.role == need.role and 0 < ask.heads <= need.count

    # -- the activities cannot all be held --

    def _not_impossible(self, certificate: Certificate, count: Recounting) -> Iterator[str]:
        kind, people = certificate.kind, set(certificate.people)
        if any(one.room for one in certificate.asks) != (kind == "rooms"):
            yield "rooms are asked for, or counted, and not both"
        if kind != "conflict":
            asked = sum(one.minutes if kind == "minutes" else one.heads for one in certificate.asks)
            if asked != certificate.asked or asked <= certificate.left:
                yield f"{asked} are asked for, {certificate.asked} said to be, {certificate.left} left"
        missing = [one for one in certificate.activities if count.misses(one)] if kind != "minutes" else []
        yield from (f"{one} may be on other days" for one in missing)
        able = count.people()
        yield from (f"{one} could come" for one in sorted(able - people))
        yield from (f"{one} could do nothing of it" for one in sorted(people - able))
        if kind == "minutes":
            yield from self._minutes(certificate, count)
        elif kind == "rooms":
            yield from self._rooms(certificate, count)
        elif kind == "conflict":
            yield from self._ways(certificate, count)
        else:
            left = count.heads()
            if left != certificate.left or (kind == "nobody") != (left == 0):
                yield f"{left} heads can be had, not {certificate.left}"

    def _minutes(self, certificate: Certificate, count: Recounting) -> Iterator[str]:
        """The minutes left are those of the people; what is asked for must be given on these days."""
        left = count.minutes()
        if left != certificate.left:
            yield f"{left} minutes are left, not {certificate.left}"
        for ask in certificate.asks:
            most = ask.heads * count.must(ask)
            if ask.minutes > most:
                yield f"{ask.occurrence} asks for {most} minutes on these days, not {ask.minutes}"

    @staticmethod
    def _rooms(certificate: Certificate, count: Recounting) -> Iterator[str]:
        """Every activity takes a room, all at once; no others can be had than those named."""
        asked = {ask.occurrence for ask in certificate.asks if ask.room}
        if asked != set(certificate.activities) or len(asked) != len(certificate.asks):
            yield "not every activity is asked for its room"
        rooms = count.rooms()
        if rooms != set(certificate.rooms) or certificate.left != len(rooms):
            yield f"{', '.join(sorted(rooms)) or 'no room'} can be had"
        if not count.at_once():
            yield "the activities need not be at the same time"

    def _ways(self, certificate: Certificate, count: Recounting) -> Iterator[str]:
        """No way to hold the activities is accepted by the checker, as far as there are few enough to try."""
        if certificate.asked or certificate.left:
            yield "nothing is counted in a conflict"
        named = {one.subject for one in certificate.rules}
        rules = tuple(rule for i, rule in enumerate(self._stated) if f"rules/{i}" in named)
        problem = self._problem.model_copy(update={"rules": tuple(rule for rule in rules if hereditary(rule))})
        tasks = [self._tasks[name] for name in certificate.activities]
        without = {
            rule.rule
            for rule in STANDING
            if not {one.subject for one in rule.between(self._timeline, tasks, self._names)} <= named
        }
        try:
            way = self._way(problem, certificate.activities, certificate, count, without)
        except TimeoutError:
            return
        if way is not None:
            yield f"all can be held: {', '.join(f'{one.occurrence} at {one.start}' for one in way)}"

    def _way(
        self,
        problem: Problem,
        names: Iterable[str],
        certificate: Certificate,
        count: Recounting,
        without: Collection[str] = (),
    ) -> tuple[Booking, ...] | None:
        """A way to hold some activities, with so many heads as are asked for, without some rules."""
        tasks = tuple(self._tasks[name] for name in names)
        heads = {task.id: _least(certificate, task) for task in tasks}
        exhausting = Exhausting(problem, self._timeline, count.starts, self._hurry, without)
        return exhausting.way(tasks, heads, tuple(self._helpers(tasks)))

    def _helpers(self, tasks: tuple[Occurrence, ...]) -> Iterator[Occurrence]:
        """What may teach a skill that is asked for, or excuse somebody from what they should attend."""
        skills = {skill for task in tasks for need in task.needs for skill in need.skills}
        known = {task.id for task in tasks}
        others = [one for one in self._timeline.occurrences if one.id not in known]
        teaching = [one for one in others if skills & set(one.activity.grants or ())]
        attending = {person for task in tasks for person in task.attendees}
        yield from teaching
        yield from (one for one in others if one not in teaching and attending & set(one.attendees))

    # -- every activity is needed for that --

    def _not_needed(self, certificate: Certificate, count: Recounting) -> Iterator[str]:
        """For each activity, the checker accepts the plan of all others; where there is none, one may be found."""
        for left_out in certificate.activities:
            rest = [one for one in certificate.activities if one != left_out]
            if left_out in certificate.without:
                yield from self._not_held(certificate, left_out, rest)
                continue
            try:
                way = self._way(self._problem, rest, certificate, count)
            except TimeoutError:
                continue
            if way is None:
                yield f"without {left_out}: the others cannot be held either"
        yield from (
            f"{one} is left out and not named" for one in certificate.without if one not in certificate.activities
        )

    def _not_held(self, certificate: Certificate, left_out: str, rest: list[str]) -> Iterator[str]:
        """What is amiss with the plan of all others."""
        held = certificate.without[left_out]
        unknown = [one.occurrence for one in held if one.occurrence not in self._tasks or one.occurrence == left_out]
        if unknown:
            yield f"without {left_out}: holds {', '.join(unknown)}"
            return
        part = self._timeline.only(tuple(self._tasks[one.occurrence] for one in held))
        plan = Plan(problem=self._problem.name, status=Status.FEASIBLE, held=held)
        found = judge(self._problem, plan, part).violations if held else ()
        yield from (f"without {left_out}: {one.text}" for one in found if one.rule != "shortages")
        bookings = {one.occurrence: one for one in held}
        for name in rest:
            if name not in bookings or not _enough(bookings[name], _least(certificate, self._tasks[name])):
                yield f"without {left_out}: {name} is not held"


def _least(certificate: Certificate, task: Occurrence) -> tuple[int, ...] | None:
    """How many heads of each need are asked for, if not all."""
    asks = {ask.need: ask for ask in certificate.asks if ask.occurrence == task.id}
    if all(ask.whole for ask in asks.values()):
        return None
    return tuple(asks[i].heads if i in asks else 0 for i in range(len(task.needs)))


def _enough(booking: Booking, least: tuple[int, ...] | None) -> bool:
    """Whether a booking has so many heads, or all."""
    if least is None:
        return booking.complete
    return all(len(need.staff) >= some for need, some in zip(booking.needs, least, strict=True))
