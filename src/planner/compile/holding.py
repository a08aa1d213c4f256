"""What tasks hold of people's time: the words about overlap, distance and minutes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from planner.compile.crowds import crowds
from planner.compile.logic import Lit, Logic, Term
from planner.compile.when import Starts, When
from planner.compile.who import Who
from planner.facts.calendar import days_between
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import days_around
from planner.timeline.spans import Span, intersect, total, touches
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


Window = tuple[dt.date, str]
"""A day, and the name of a part of it."""


class Reach(NamedTuple):
    """When a task may start, and how long it lasts."""

    task: Occurrence
    earliest: int
    latest: int
    size: int


@dataclass(frozen=True, eq=False)
class Piece:
    """One stretch of time that a task holds of a person, if it does.

    Parameters
    ----------
    task
        The task.
    begin
        Its start in minutes from the horizon's first: a number, or the task's own choice.
    size
        Minutes.
    earliest, latest
        The first and the last minute at which it may start.
    chosen
        Whether the task begins so that there is this stretch.
    present
        Whether, besides, the person is there.
    days
        By day, whether the piece starts on it and the person is there.
    """

    task: Occurrence
    begin: IntVar | int
    size: int
    earliest: int
    latest: int
    chosen: Lit
    present: Lit
    days: dict[dt.date, Lit]


class Holding:
    """The time that tasks hold of people.

    Parameters
    ----------
    logic, timeline, when, who
        The literals of the model, the facts on the time line, and the words about time and people.
    """

    def __init__(self, logic: Logic, timeline: Timeline, when: When, who: Who) -> None:
        self._logic = logic
        self._timeline = timeline
        self._when = when
        self._who = who
        self._pieces: dict[str, list[Piece]] = {}
        self._after: dict[tuple[int, int, int], Lit] = {}
        self._tasks: dict[str, list[Occurrence]] = defaultdict(list)
        self._booked: dict[str, dict[dt.date, list[Term]]] = {}
        self._collected = False

    def tasks(self, person: str) -> list[Occurrence]:
        """The tasks that a person could be at."""
        if not self._collected:
            for task in self._timeline.occurrences:
                for one in self._who.people(task):
                    self._tasks[one].append(task)
            self._collected = True
        return self._tasks[person]

    def pieces(self, person: str) -> list[Piece]:
        """Every stretch of time that tasks may hold of a person, in the order of their earliest start."""
        if person not in self._pieces:
            found = [piece for task in self.tasks(person) for piece in self._of(task, person)]
            self._pieces[person] = sorted(found, key=lambda piece: (piece.earliest, piece.latest))
        return self._pieces[person]

    def _of(self, task: Occurrence, person: str) -> Iterator[Piece]:
        origin = self._when.since_origin
        if not task.all_day and not task.run:
            starts = self._who.allowed(task, person)
            days = {
                day: self._who.on_day(task, person, day)
                for day in self._when.days(task)
                if starts & self._when.starts_on(task, day)
            }
            begin, size = self._when.begin(task), task.duration or 0
            present = self._who.on(task, person)
            yield Piece(task, begin, size, origin(min(starts)), origin(max(starts)), True, present, days)
            return
        for start in sorted(self._who.allowed(task, person)):
            chosen = self._when.begins(task, [start])
            present = self._who.on_at(task, person, frozenset({start}))
            for first, end in self._timeline.held(task, person, start):
                day = self._timeline.clock.date(first)
                yield Piece(
                    task, origin(first), end - first, origin(first), origin(first), chosen, present, {day: present}
                )

    def stretches(self, task: Occurrence, person: str, present: Lit) -> Iterator[Piece]:
        """The stretches of time that a task would hold of somebody who is not at it, if a literal holds."""
        for piece in self._of(task, person):
            there = present if piece.chosen is True else self._logic.all_of(present, piece.chosen)
            yield replace(piece, present=there, days={})

    def overlapping(self, person: str, slack: int = 0, more: Iterable[Piece] = ()) -> Iterator[list[Piece]]:
        """The pieces in groups that could come closer than so many minutes to each other, and to no other group."""
        group: list[Piece] = []
        until = 0  # pieces never start before the horizon does
        for piece in sorted([*self.pieces(person), *more], key=lambda piece: (piece.earliest, piece.latest)):
            if group and piece.earliest >= until:
                yield group
                group = []
            group.append(piece)
            until = max(until, piece.latest + piece.size + slack)
        if group:
            yield group

    def crowds(self, person: str) -> Iterator[list[Piece]]:
        """The largest sets of pieces of which each would hold one same minute of a person, so that one at most can."""
        return crowds(self.pieces(person))

    def at_once(self, tasks: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
        """The largest sets of tasks, of those that take some hours of a day, that are held at one same minute."""
        reaches = []
        for task in tasks:
            if not task.all_day and not task.run:
                starts = self._when.starts(task)
                reaches.append(Reach(task, min(starts), max(starts), task.duration or 0))
        return ([reach.task for reach in crowd] for crowd in crowds(reaches))

    def no_overlap(self, person: str, more: Iterable[Piece] = ()) -> None:
        """A person is at one task at a time; more stretches of their time may be spoken for."""
        model = self._logic.model
        for group in self.overlapping(person, more=more):
            if all(piece.earliest == piece.latest for piece in group):
                for crowd in crowds(group):
                    if len({piece.task.id for piece in crowd}) > 1:
                        model.add_at_most_one(piece.present for piece in crowd)
            elif len({piece.task.id for piece in group}) > 1:
                model.add_no_overlap(
                    model.new_optional_fixed_size_interval_var(piece.begin, piece.size, piece.present, "")
                    for piece in group
                )

    def after(self, later: Piece, earlier: Piece, least: int) -> Lit:
        """Whether one piece starts at least so many minutes after another's end (enforced where it holds)."""
        distance = earlier.size + least
        if later.earliest >= earlier.latest + distance:
            return True
        if later.latest < earlier.earliest + distance:
            return False
        key = id(later.begin), id(earlier.begin), distance
        if key not in self._after:
            literal: IntVar = self._logic.literal()
            self._logic.model.add(later.begin - earlier.begin >= distance).only_enforce_if(literal)
            self._after[key] = literal
        return self._after[key]

    def first_on(self, piece: Piece, day: dt.date) -> int:
        """The earliest minute of a day at which a piece may start."""
        starts = self._when.starts_on(piece.task, day)
        return piece.earliest if isinstance(piece.begin, int) else self._when.since_origin(min(starts))

    def last_on(self, piece: Piece, day: dt.date) -> int:
        """The latest minute at which a piece that starts on a day may end."""
        starts = self._when.starts_on(piece.task, day)
        latest = piece.latest if isinstance(piece.begin, int) else self._when.since_origin(max(starts))
        return latest + piece.size

    def together(self, one: Piece, other: Piece, way: int = 0, back: int = 0) -> Lit:
        """A literal that can hold only where two pieces overlap, or leave less than the minutes of the way between."""
        length, other_length = one.size + way, other.size + back
        if one.latest < other.earliest + other_length and other.latest < one.earliest + length:
            return True
        if one.earliest >= other.latest + other_length or other.earliest >= one.latest + length:
            return False
        literal = self._logic.literal()
        gap = one.begin - other.begin
        self._logic.model.add_linear_constraint(gap, 1 - length, other_length - 1).only_enforce_if(literal)
        return literal

    def touching(self, person: str, windows: Mapping[Window, Span]) -> dict[Window, list[Lit]]:
        """By window, literals for the tasks that hold some of it of a person's time; a window begins with its day."""
        by_day: dict[dt.date, list[Window]] = defaultdict(list)
        for window in windows:
            by_day[window[0]].append(window)
        found: dict[Window, list[Lit]] = defaultdict(list)
        for task in self.tasks(person):
            touched: dict[Window, set[int]] = defaultdict(set)
            for start in sorted(self._who.allowed(task, person)):
                for first, end in self._timeline.held(task, person, start):
                    days = days_between(self._timeline.clock.date(first), self._timeline.clock.date(end - 1))
                    for window in (one for day in days for one in by_day.get(day, ())):
                        if first < windows[window][1] and windows[window][0] < end:
                            touched[window].add(start)
            for window, starts in touched.items():
                found[window].append(self._who.on_at(task, person, frozenset(starts)))
        return found

    def booked(self, person: str) -> dict[dt.date, list[Term]]:
        """By day, the open minutes that tasks take of a person, as terms."""
        if person not in self._booked:
            found: dict[dt.date, list[Term]] = defaultdict(list)
            for task in self.tasks(person):
                for day, minutes, starts in self._minutes(task, person):
                    found[day].append((minutes, self._who.on_at(task, person, starts)))
            self._booked[person] = found
        return self._booked[person]

    def _minutes(self, task: Occurrence, person: str) -> Iterator[tuple[dt.date, int, Starts]]:
        """How many open minutes of which day a task takes of a person, and for which of its starts."""
        who, duration = self._timeline.people[person], task.duration
        allowed = self._who.allowed(task, person)
        found: dict[tuple[dt.date, int], set[int]] = defaultdict(set)
        for day in self._when.days(task):
            starts = self._when.starts_on(task, day) & allowed
            if not starts:
                continue
            nights = [one for first in task.lasting(day) for one in days_around(first, duration) if who.open(one)]
            if duration is not None and not task.run and not task.on_days_off:
                reach = min(starts), max(starts) + duration
                nights = [one for one in nights if touches(who.open(one), reach)]
                if len(nights) == 1:  # every start lies inside the open minutes of that one day
                    found[nights[0], duration].update(starts)
                    continue
            for start in starts:
                held = self._timeline.held(task, person, start)
                for night in set(nights):
                    found[night, total(intersect(held, who.open(night)))].add(start)
        for (day, minutes), some in sorted(found.items()):
            if minutes:
                yield day, minutes, frozenset(some)
