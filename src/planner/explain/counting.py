"""Too many heads for one moment, or for some days; too many minutes for some days: what can be counted by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from functools import reduce
from typing import NamedTuple

from planner.explain.able import Able
from planner.explain.heads import Matching
from planner.explain.together import Demand
from planner.explain.troubles import Trouble
from planner.plan.certificate import Ask
from planner.rules.work_time import works
from planner.timeline.company import ONE_DAY
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, intersect, subtract, total, union
from planner.timeline.timeline import Timeline


class Counted(NamedTuple):
    """What is asked for on some days, and what there is: heads, or minutes of some people."""

    asks: tuple[Ask, ...]
    asked: int
    left: int
    people: tuple[str, ...]
    first: dt.date
    last: dt.date
    rooms: tuple[str, ...] = ()


class Piece(NamedTuple):
    """Minutes that whoever fills a need must give on some days, all heads together."""

    ask: Ask
    days: tuple[dt.date, ...]


class Counting:
    """Counts what a trouble asks for.

    Parameters
    ----------
    timeline, able
        The facts on the time line, and what people could do alone.
    """

    def __init__(self, timeline: Timeline, able: Able) -> None:
        self._timeline = timeline
        self._able = able

    def at_a_moment(self, trouble: Trouble) -> Counted | None:
        """More heads than people who can come, all at the same moment, as those of one activity are."""
        days = [one for day in self._able.choices(trouble[0].task) for one in trouble[0].task.lasting(day)]
        shared: Spans = ()
        if len(trouble) > 1:
            shared = self._shared(trouble)
            days = [self._timeline.clock.date(one) for first, end in shared for one in (first, end - 1)]
        if not days:
            return None
        attended = [task for task, _ in trouble if not task.needs]
        taken = {one for task in attended for one in task.attendees if self._able.bound(task, one, shared)}
        asks = [ask for ask, _ in self._asks(trouble) for _ in range(ask.heads)]
        able = [
            [one for one in people if one not in taken] for ask, people in self._asks(trouble) for _ in range(ask.heads)
        ]
        found = Matching(able).too_many()
        if found is None:
            return None
        heads, people = found
        chosen = Counter(asks[one] for one in heads)
        asked = tuple(ask.model_copy(update={"heads": many}) for ask, many in chosen.items())
        return Counted(asked, len(heads), len(people), people, min(days), max(days))

    def _shared(self, trouble: Trouble) -> Spans:
        """The minutes that all activities share, whenever they start."""
        spans = self._sure(trouble[0].task)
        for task, _ in trouble[1:]:
            spans = intersect(spans, self._sure(task))
        return spans

    def rooms(self, trouble: Trouble) -> Counted | None:
        """More rooms than there are that suit, all at the same moment."""
        tasks = [one.task for one in trouble if one.task.asks_room and one.heads is None]
        if len(tasks) < len(trouble) or not all(map(self._able.choices, tasks)):
            return None
        if len(tasks) > 1 and not reduce(intersect, map(self._lasting, tasks)):
            return None
        able = [sorted(self._able.rooms(task)) for task in tasks]
        found = Matching(able).too_many()
        if found is None or len(found[0]) < len(tasks):
            return None
        asks = tuple(Ask(occurrence=one.id, need=None, role=None, heads=1, room=True) for one in tasks)
        days = [one for task in tasks for day in self._able.choices(task) for one in task.lasting(day)]
        return Counted(asks, len(tasks), len(found[1]), (), min(days), max(days), found[1])

    def _lasting(self, task: Occurrence) -> Spans:
        """The minutes that a task takes of its room whenever it starts."""
        starts = (start for some in self._able.choices(task).values() for start in some)
        return reduce(intersect, (self._timeline.lasts(task, start) for start in starts))

    def on_some_days(self, trouble: Trouble) -> Counted | None:
        """More heads than some people can take one after the other: each takes so much of an open span."""
        if any(task.all_day or task.run or not task.needs for task, _ in trouble):
            return None
        asks = list(self._asks(trouble))
        shortest = min(task.duration or 0 for task, _ in trouble)
        people = sorted({one for _, able in asks for one in able})
        asked, left = sum(ask.heads for ask, _ in asks), sum(self._times(trouble, one, shortest) for one in people)
        if left >= asked:
            return None
        days = sorted({day for task, _ in trouble for day in self._able.choices(task)})
        return Counted(tuple(ask for ask, _ in asks), asked, left, tuple(people), days[0], days[-1])

    def _times(self, trouble: Trouble, person: str, shortest: int) -> int:
        """How often a person could take a head of any of the activities, were they all as short as the shortest."""
        held = union(
            (start, start + (demand.task.duration or 0))
            for demand in trouble
            for i in range(len(demand.task.needs))
            if person in self._able.people(demand.task, i, serves=demand.serves)
            for start in self._able.starts(demand.task, i, person, serves=demand.serves)
        )
        return sum((end - start) // shortest for start, end in held)

    def in_minutes(self, trouble: Trouble) -> Counted | None:
        """More minutes than some people have on some days: the days on which most are lacking, the fewest of them."""
        roles = {ask.role for ask, _ in self._asks(trouble)}
        found = [one for role in sorted(map(str, roles)) for one in self._lacking(trouble, {role})]
        found = found or list(self._lacking(trouble, roles))
        return min(found, key=lambda one: (one.left - one.asked, one.last - one.first, one.first), default=None)

    def _lacking(self, trouble: Trouble, roles: Collection[str | None]) -> Iterator[Counted]:
        people = tuple(sorted({one for ask, able in self._asks(trouble) if ask.role in roles for one in able}))
        attended = {one: union(*self._attended(trouble, one)) for one in people}
        pieces = [one for demand in trouble for one in self._pieces(demand) if one.days and one.ask.role in roles]
        for first in sorted({min(piece.days) for piece in pieces}):
            for last in sorted({max(piece.days) for piece in pieces}):
                inside = [piece.ask for piece in pieces if first <= min(piece.days) and max(piece.days) <= last]
                asked = sum(one.minutes for one in inside)
                days = [day for day in self._timeline.days if first <= day <= last]
                left = sum(
                    total(subtract(self._timeline.people[one].open(day), attended[one]))
                    for one in people
                    for day in days
                )
                if asked > left:
                    yield Counted(_added(inside), asked, left, people, first, last)

    def _attended(self, trouble: Trouble, person: str) -> Iterator[Spans]:
        """The time that activities with a given start take of somebody who must attend them."""
        for task, _ in trouble:
            starts = [start for some in self._able.choices(task).values() for start in some]
            if len(starts) == 1 and self._able.bound(task, person):
                yield self._timeline.held(task, person, starts[0])

    def _pieces(self, demand: Demand) -> Iterator[Piece]:
        """The minutes that each need takes, whatever start is chosen: of open time only."""
        task, choices = demand.task, self._able.choices(demand.task)
        for ask, people in self._asks((demand,)):
            if not task.all_day and not task.run and not task.on_days_off:
                minutes = (task.duration or 0) * ask.heads
                yield Piece(ask.model_copy(update={"minutes": minutes}), self._worked(task, people))
            for what, work in works(task.activity) if demand.serves else ():
                days = {one for day in choices for one in self._timeline.work_days(task, work, what, day)}
                yield Piece(ask.model_copy(update={"minutes": work.minutes * ask.heads}), tuple(sorted(days)))

    def _worked(self, task: Occurrence, people: tuple[str, ...]) -> tuple[dt.date, ...]:
        """The days whose open time a task may take: hours may reach into the next day."""
        taken: dict[dt.date, Spans] = {}
        for day, _, held in self._able.times(task):
            taken[day] = union(taken.get(day, ()), held)
        open_of = [self._timeline.people[one].open for one in people]
        near = ((day + shift * ONE_DAY, held) for day, held in taken.items() for shift in (-1, 0, 1))
        return tuple(sorted({day for day, held in near if any(intersect(mine(day), held) for mine in open_of)}))

    def _asks(self, trouble: Trouble) -> Iterator[tuple[Ask, tuple[str, ...]]]:
        """Every need that a trouble asks for, with who could fill it."""
        for demand in trouble:
            for i in range(len(demand.task.needs)):
                if demand.wanted(i):
                    yield demand.ask(i), self._able.people(demand.task, i, serves=demand.serves)

    def _sure(self, task: Occurrence) -> Spans:
        """The minutes that a task takes whenever it starts."""
        sure: Spans | None = None
        for _, _, held in self._able.times(task):
            sure = held if sure is None else intersect(sure, held)
        return sure or ()


def _added(asks: list[Ask]) -> tuple[Ask, ...]:
    """Minutes of one need added up."""
    found: dict[tuple[str, int | None], Ask] = {}
    for one in asks:
        key = one.occurrence, one.need
        minutes = one.minutes + (found[key].minutes if key in found else 0)
        found[key] = one.model_copy(update={"minutes": minutes})
    return tuple(found.values())
