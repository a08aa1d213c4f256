"""Whether an activity gets its open heads if people change places with each other: found by hand, without a search.

Most of what is asked about a shortage is easy: either too few people could come at that moment, or one of them comes
and somebody else, who was free, takes their place elsewhere. What is neither is left to the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from planner.checking import keeps
from planner.explain.able import Able
from planner.explain.heads import Matching
from planner.explain.seating import Head, Seating
from planner.explain.together import Demand, Together
from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.rules.ledger import Entry, Ledger
from planner.rules.registry import STANDING, personal
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Span
from planner.timeline.timeline import Timeline

STAYS = -1
"""In the place of a need: who is at an activity that is held as it is."""


class Rearranging:
    """What a plan holds, held by other people.

    Parameters
    ----------
    plan, timeline
        A plan with bookings that keeps all rules, and the facts on the time line.
    together
        What tries activities together: its rules are kept.
    able
        What people could do alone.
    """

    def __init__(self, plan: Plan, timeline: Timeline, together: Together, able: Able) -> None:
        self._timeline = timeline
        self._together = together
        self._bookings = {one.occurrence: one for one in plan.bookings}
        self._ledger = Ledger(timeline, plan.model_copy(update={"held": ()}))
        self._rules = [one for one in together.rules if one not in STANDING and personal(one)]
        self._able = able.people
        self._alone = cache(self._find_alone)
        self._fit = cache(self._find_fit)

    # -- too few people --

    def too_few(self, demands: tuple[Demand, ...]) -> bool:
        """Whether the first needs more people than can come at some moment, as those at the same time do."""
        asked, *others = demands
        if not _plain(asked.task):
            return self._outnumbered([asked])  # whenever it is, its people are there at one moment
        first, end = _span(asked.task)
        near = [one for one in others if _plain(one.task) and _meet(_span(one.task), (first, end))]
        moments = {first, *(start for one in near if (start := _span(one.task)[0]) > first)}
        return any(
            self._outnumbered([asked, *(one for one in near if _meet(_span(one.task), (then, then + 1)))])
            for then in sorted(moments)
        )

    def _outnumbered(self, demands: list[Demand]) -> bool:
        """Whether some activities, all at one moment, ask for more people than can come."""
        able = [
            self._able(one.task, i, serves=one.serves)
            for one in demands
            for i in range(len(one.task.needs))
            for _ in range(one.wanted(i))
        ]
        return bool(Matching(able).unmatched)

    # -- enough of them --

    def way(self, demands: tuple[Demand, ...]) -> tuple[Booking, ...] | None:
        """A plan of some activities, if the open heads of the plan can be filled by moving others; `None` if unsure.

        Whoever is moved comes from a place that is then filled itself, one after the other (augmenting paths, as for a
        matching, only that a person has several places). The checker has the last word.
        """
        if any(one.task.id not in self._bookings for one in demands):
            return None
        lacking = [head for one in demands for head in self._lacking(one)]
        if not all(_plain(self._timeline.occurrence(name)) for name, *_ in lacking):
            return None
        places = _Places()
        for one in demands:
            for head, person in self._as_planned(one.task):
                places.put(head, person)
        if not all(self._place(head, places, set()) for head in lacking):
            return None
        return self._kept(demands, places)

    def seated(self, demands: tuple[Demand, ...]) -> tuple[Booking, ...] | None:
        """A plan of some activities, found by trying every way to fill their heads; `None` if there is none.

        Raises
        ------
        TimeoutError
            If there are too many ways, or those that fill the heads do not keep all rules.
        """
        if any(one.task.id not in self._bookings for one in demands):
            raise TimeoutError
        heads = {
            (one.task.id, i, n): self._able(one.task, i)
            for one in demands
            if _plain(one.task)
            for i in range(len(one.task.needs))
            for n in range(one.wanted(i))
        }
        found = Seating(heads, self._fit).found()
        if found is None:
            return None
        if not all(_plain(one.task) for one in demands):
            raise TimeoutError
        places = _Places()
        for head, person in found.items():
            places.put(head, person)
        held = self._kept(demands, places)
        if held is None:
            raise TimeoutError
        return held

    def _kept(self, demands: tuple[Demand, ...], places: _Places) -> tuple[Booking, ...] | None:
        """The activities as they are held then, if the checker finds nothing."""
        bookings = tuple(self._booking(one.task, places) for one in demands)
        if not all(booking.complete or one.heads is not None for booking, one in zip(bookings, demands, strict=True)):
            return None
        part = self._together.only(tuple(sorted((one.task for one in demands), key=lambda task: task.id)))
        return bookings if keeps(self._together.rules, part, bookings) else None

    def _lacking(self, demand: Demand) -> Iterator[Head]:
        """The heads that are demanded and that the plan leaves open."""
        for i, need in enumerate(self._bookings[demand.task.id].needs):
            for n in range(len(need.staff), demand.wanted(i)):
                yield demand.task.id, i, n

    def _as_planned(self, task: Occurrence) -> Iterator[tuple[Head, str]]:
        """Who takes which head by the plan; of what is held as it is, who is there."""
        if not _plain(task):
            yield from (((task.id, STAYS, n), who) for n, who in enumerate(self._bookings[task.id].people))
            return
        for i, need in enumerate(self._bookings[task.id].needs):
            for n, who in enumerate(need.staff):
                yield (task.id, i, n), who

    def _place(self, head: Head, places: _Places, tried: set[Head]) -> bool:
        """Fill a head with somebody who is free, or whose place can be filled by somebody else, and so on."""
        tried.add(head)
        able = self._able(self._timeline.occurrence(head[0]), head[1])
        for person in able:
            if self._fit(person, places.of(person) | {head}):
                places.put(head, person)
                return True
        for person in able:
            for other in sorted(one for one in places.of(person) if one[1] != STAYS and one not in tried):
                if self._fit(person, (places.of(person) - {other}) | {head}):
                    places.leave(other, person)
                    places.put(head, person)
                    if self._place(other, places, tried):
                        return True
                    places.leave(head, person)
                    places.put(other, person)
        return False

    def _find_fit(self, person: str, heads: frozenset[Head]) -> bool:
        """Whether somebody can take some heads: one an activity, none at the time of another, as the rules allow."""
        entries = [self._alone(name, need, person) for name, need, _ in sorted(heads)]
        if len({entry.task.id for entry in entries}) < len(entries):
            return False
        ledger = self._ledger.about(person, self._timeline, entries)
        if any(other[0] < one[1] for (one, _), (other, _) in pairwise(ledger.by_person[person])):
            return False
        return all(finding.goal is not None for rule in self._rules for finding in rule.check(ledger))

    def _find_alone(self, name: str, need: int, person: str) -> Entry:
        """An activity with nobody but one person; as it is, if it stays so."""
        booking = self._bookings[name] if need == STAYS else self._filled(name, {need: (person,)})
        return self._ledger.about(person, self._timeline, (), [booking]).entries[0]

    def _booking(self, task: Occurrence, places: _Places) -> Booking:
        """An activity as it is held then."""
        if not _plain(task):
            return self._bookings[task.id]
        return self._filled(task.id, {i: places.at(task.id, i) for i in range(len(task.needs))})

    def _filled(self, name: str, staff: Mapping[int, tuple[str, ...]]) -> Booking:
        """An activity at its time, its needs filled by some people."""
        booking, asked = self._bookings[name], self._timeline.occurrence(name).needs
        needs = tuple(
            one.model_copy(update={"staff": there, "missing": asked[i].count - len(there)})
            for i, one in enumerate(booking.needs)
            for there in [staff.get(i, ())]
        )
        roles: dict[str, tuple[str, ...]] = {}
        for one in needs:
            roles[one.role] = roles.get(one.role, ()) + one.staff
        start, end = map(self._timeline.clock.local, _span(self._timeline.occurrence(name)))
        told = {"start": start, "end": end, "needs": needs, "staff": roles, "declined": False}
        return booking.model_copy(update={**told, "complete": not any(one.missing for one in needs)})


class _Places:
    """Who takes which head."""

    def __init__(self) -> None:
        self._who: dict[Head, str] = {}
        self._of: dict[str, frozenset[Head]] = {}

    def of(self, person: str) -> frozenset[Head]:
        """The heads that somebody takes."""
        return self._of.get(person, frozenset())

    def at(self, name: str, need: int) -> tuple[str, ...]:
        """Who takes the heads of a need."""
        found: list[str] = []
        while (who := self._who.get((name, need, len(found)))) is not None:
            found.append(who)
        return tuple(found)

    def put(self, head: Head, person: str) -> None:
        """Give somebody a head."""
        self._who[head] = person
        self._of[person] = self.of(person) | {head}

    def leave(self, head: Head, person: str) -> None:
        """Take a head from somebody."""
        del self._who[head]
        self._of[person] = self.of(person) - {head}


def _plain(task: Occurrence) -> bool:
    """Whether an activity has one time, given to the minute, and asks for nothing but heads."""
    activity = task.activity
    asks = task.all_day or task.attendees or task.asks_room or activity.sessions or activity.preparation
    given = len(task.days) == len(task.given) == 1 and not task.run and activity.pins.on is activity.pins.at is None
    return given and not asks and not activity.follow_up


def _span(task: Occurrence) -> Span:
    """The time of an activity that has one."""
    (start,) = task.given.values()
    return start, start + (task.duration or 0)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
