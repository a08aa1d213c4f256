"""Every way to hold a few activities, tried with the checker alone: the proof of what cannot be counted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, product

from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.base import Finding, Requirement
from planner.rules.ledger import Ledger
from planner.rules.registry import STANDING, concerned, personal
from planner.rules.work_time import works
from planner.timeline.causes import fits
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Span, subtract, total
from planner.timeline.timeline import Timeline

MOST = 1500  # plans looked at: what takes more is left to the second search
LATER = {"attendance", "qualification"}  # told of plans that are not complete yet

ATTENDS = -1
"""In the place of a need: who attends."""

Place = tuple[str, int, int]
"""An activity, its start, and the place of a need."""

Way = tuple[Booking, ...]
Heads = Mapping[str, tuple[int, ...] | None]


class Exhausting:
    """Tries activities one after the other, every start with everybody, and drops what the checker refuses.

    Parameters
    ----------
    problem, timeline
        The facts and rules, and the facts on the time line.
    choices
        The starts that an activity may choose from, by its id.
    hurry
        Whether time is up.
    without
        The names of rules that need not be kept.
    """

    def __init__(
        self,
        problem: Problem,
        timeline: Timeline,
        choices: Callable[[str], Sequence[int]],
        hurry: Callable[[], bool] = lambda: False,
        without: Collection[str] = (),
    ) -> None:
        self._problem = problem
        ignored = {"work_time", *without}  # work is counted here
        self._rules = [one for one in problem.all_rules if one.goal is None and one.rule not in ignored]
        self._timeline = timeline
        self._choices = choices
        self._hurry = hurry
        self._seen = 0
        self._own = [one for one in self._rules if personal(one) and (one not in STANDING or one.rule == "one_place")]
        self._blank = Ledger(timeline, Plan(problem=problem.name, status=Status.FEASIBLE, held=()))
        self._fits = cache(self._find_fits)
        self._there = cache(self._find_there)

    def way(self, tasks: tuple[Occurrence, ...], heads: Heads, helpers: tuple[Occurrence, ...] = ()) -> Way | None:
        """A way to hold all activities; `None` if there is none.

        Parameters
        ----------
        tasks
            The activities.
        heads
            By activity, how many heads of each need it is held with, if not as asked.
        helpers
            What may be held or not: it may excuse somebody, or teach them.

        Raises
        ------
        TimeoutError
            If there are too many to try, time is up, or a rule asks when work is done, which is not laid out here.
        """
        weighed = any(rule.weighs_work for rule in self._problem.rules if rule.goal is None)
        if weighed and any(work for task in tasks for work in works(task.activity)):
            raise TimeoutError
        self._helping = {one.id for one in helpers}
        self._heads = {**heads, **{one.id: (0,) * len(one.needs) for one in helpers}}
        sets = (combinations(helpers, size) for size in range(len(helpers) + 1))
        found = (self._ways((*some, *tasks), ()) for some in chain.from_iterable(sets))
        return next(chain.from_iterable(found), None)

    def _ways(self, tasks: tuple[Occurrence, ...], begun: Way) -> Iterator[Way]:
        if not tasks:
            if self._accepted(begun, complete=True):
                yield begun
            return
        for booking in self._bookings(tasks[0], begun):
            if self._accepted((*begun, booking), complete=False):
                yield from self._ways(tasks[1:], (*begun, booking))

    def _accepted(self, way: Way, *, complete: bool) -> bool:
        """Whether the checker finds nothing, but for what only the whole of a plan can have.

        Nobody has to attend what only helps: others, which are not looked at, may excuse them.
        """
        self._look()
        tasks = tuple(self._timeline.occurrence(one.occurrence) for one in way)
        part = self._timeline.only(tasks, concerned(self._rules, self._timeline, tasks))
        ledger = Ledger(part, Plan(problem=self._problem.name, status=Status.FEASIBLE, held=way))
        for place, rule in enumerate(self._rules):
            if (complete or rule.rule not in LATER) and any(self._counts(one, rule) for one in rule.check(ledger)):
                self._rules.insert(0, self._rules.pop(place))  # what refuses one plan is soonest to refuse the next
                return False
        return all(self._keeps_up(way, person) for person in {one for booking in way for one in booking.people})

    def _look(self) -> None:
        """One more plan is looked at."""
        self._seen += 1
        if self._seen > MOST or self._hurry():
            raise TimeoutError

    def _find_fits(self, person: str, places: frozenset[Place]) -> bool:
        """Whether rules about one person each allow somebody some places, were there nobody else.

        What they do not allow alone they do not allow among others; it is found once for all plans with these places.
        """
        bookings = [self._alone(person, *place) for place in sorted(places)]
        ledger = self._blank.about(person, self._timeline, (), bookings)
        return all(finding.goal is not None for rule in self._own for finding in rule.check(ledger))

    def _alone(self, person: str, occurrence: str, start: int, need: int) -> Booking:
        """An activity with one person only, in the place of a need or attending."""
        task = self._timeline.occurrence(occurrence)
        places = tuple((person,) if i == need else () for i in range(len(task.needs)))
        return self._booking(task, self._when(task, start), places, (person,) if need == ATTENDS else ())

    def _when(self, task: Occurrence, start: int) -> tuple[dt.datetime, dt.datetime]:
        local = self._timeline.clock.local
        return local(start), local(self._timeline.ends(task, start))

    def _counts(self, finding: Finding, rule: Requirement) -> bool:
        missed = rule.rule == "attendance" and finding.subject[1] in self._helping
        half = rule.rule == "optional" and finding.subject[0] in self._helping
        return finding.goal is None and not missed and not half

    def _find_there(self, name: str, start: int) -> list[str]:
        """Whose own time holds an activity that starts then."""
        task, day = self._timeline.occurrence(name), self._timeline.clock.date(start)
        return [one for one in self._timeline.people if fits(self._timeline, task, one, day, start)]

    def _bookings(self, task: Occurrence, begun: Way) -> Iterator[Booking]:
        """The activity at every start, with everybody who could be there beside what they are at already."""
        known: dict[str, list[Place]] = defaultdict(list)
        for booking in begun:
            for person, place in _places(booking):
                known[person].append(place)
        least = self._heads.get(task.id) or tuple(need.count for need in task.needs)
        for start in self._choices(task.id):
            there = self._there(task.id, start)
            holders = [[one for one in there if self._may(task, i, one)] for i in range(len(task.needs))]
            heads = [combinations(some, many) for some, many in zip(holders, least, strict=True)]
            attending = [one for one in there if one in task.attendees]
            for places in product(*heads):
                taken = [one for place in places for one in place]
                if len(set(taken)) < len(taken):
                    continue
                filling = [(one, (task.id, start, i)) for i, place in enumerate(places) for one in place]
                if not all(self._fits(one, frozenset((*known[one], place))) for one, place in filling):
                    self._look()
                    continue
                rest = [one for one in attending if one not in taken]
                for many in range(len(rest), -1, -1):
                    for attendees in combinations(rest, many):
                        if not task.needs and not attendees:
                            continue
                        booking = self._booking(task, self._when(task, start), places, attendees)
                        yield from self._housed(booking, task, start)

    def _housed(self, booking: Booking, task: Occurrence, start: int) -> Iterator[Booking]:
        """The booking in every room that it could take; without one if it need not be held as asked."""
        if task.asks_room:
            for room in self._timeline.free_rooms(task, start):
                yield booking.model_copy(update={"room": room})
            if self._heads.get(task.id) is None:
                return
            booking = booking.model_copy(update={"room_missing": True, "complete": False})
        yield booking

    def _booking(
        self,
        task: Occurrence,
        when: tuple[dt.datetime, dt.datetime],
        places: tuple[tuple[str, ...], ...],
        attendees: tuple[str, ...],
    ) -> Booking:
        staff: dict[str, tuple[str, ...]] = {}
        for need, place in zip(task.needs, places, strict=True):
            staff[need.role] = staff.get(need.role, ()) + place
        needs = tuple(
            Filled(role=need.role, skills=need.skills, staff=place, missing=need.count - len(place))
            for need, place in zip(task.needs, places, strict=True)
        )
        return Booking(
            activity=task.activity.id,
            occurrence=task.id,
            kind=task.activity.kind,
            title=task.activity.title,
            start=when[0],
            end=when[1],
            staff=staff,
            attendees=attendees,
            complete=not any(need.missing for need in needs),
            needs=needs,
        )

    def _may(self, task: Occurrence, need: int, person: str) -> bool:
        asked = task.needs[need]
        named = person in asked.from_ or not asked.from_
        return named and person not in asked.exclude and asked.role in self._timeline.people[person].staff.roles

    def _keeps_up(self, way: Way, person: str) -> bool:
        """Whether a person's open minutes hold the work: of what may be done on a day, what is due first is done."""
        held: list[Span] = []
        duties: list[tuple[dt.date, list[dt.date], int]] = []
        for booking in way:
            if person not in booking.people or booking.start is None:
                continue
            task = self._timeline.occurrence(booking.occurrence)
            start = int(booking.start.timestamp()) // 60
            held += self._timeline.held(task, person, start)
            serving = booking.complete or task.partial
            if serving and any(person in need.staff for need in booking.needs):
                for what, work in works(task.activity):
                    days = self._timeline.work_days(task, work, what, self._timeline.clock.date(start))
                    if not days:
                        return False
                    duties.append((days[-1], list(days), work.minutes))
        free: dict[dt.date, int] = defaultdict(int)
        for _, window, _ in duties:
            for day in window:
                free[day] = total(subtract(self._timeline.people[person].open(day), tuple(sorted(held))))
        left = [minutes for *_, minutes in duties]
        for today in sorted(free):
            for i in sorted(range(len(duties)), key=lambda one: duties[one][0]):
                if today in duties[i][1]:
                    done = min(free[today], left[i])
                    left[i] -= done
                    free[today] -= done
        return not any(left)


def _places(booking: Booking) -> Iterator[tuple[str, Place]]:
    """Everybody who is at an activity, with their place."""
    if booking.start is not None:
        start = of_minute(booking.start)
        yield from ((one, (booking.occurrence, start, i)) for i, need in enumerate(booking.needs) for one in need.staff)
        yield from ((one, (booking.occurrence, start, ATTENDS)) for one in booking.attendees)
