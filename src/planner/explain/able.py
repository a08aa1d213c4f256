"""Who could fill a need of an activity, and when, were it the only one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import copy

from planner.rules.decided import pinned_minute
from planner.rules.in_turn import crowded_out
from planner.rules.qualification import holds
from planner.rules.work_time import works
from planner.timeline.causes import fits
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, intersect, union
from planner.timeline.timeline import Timeline


class Able:
    """What people could do alone.

    Parameters
    ----------
    timeline
        The facts on the time line.
    step
        Minutes of the time grid.
    """

    def __init__(self, timeline: Timeline, step: int) -> None:
        self._timeline = timeline
        self._step = step
        self._choices: dict[str, dict[dt.date, tuple[int, ...]]] = {}
        self._people: dict[tuple[str, int, bool], tuple[str, ...]] = {}
        self._learnt: dict[tuple[str, str], int | None] = {}

    def among(self, timeline: Timeline) -> Able:
        """The same among some activities only, with all that grants a skill they ask for: what is known is kept."""
        part = copy(self)
        part._timeline = timeline  # noqa: SLF001 - its own kind
        return part

    def at_any_minute(self) -> Able:
        """The same with times that need not lie on the grid."""
        return Able(self._timeline, 1)

    def choices(self, task: Occurrence) -> dict[dt.date, tuple[int, ...]]:
        """By day, the starts that a task may choose from, as its own pins leave them."""
        if task.id not in self._choices:
            pins, minute = task.activity.pins, pinned_minute(self._timeline, task)
            self._choices[task.id] = {
                day: kept
                for day, starts in self._timeline.choices(task, self._step).items()
                if pins.on in (None, day) and (kept := tuple(one for one in starts if minute in (None, one)))
            }
        return self._choices[task.id]

    def people(self, task: Occurrence, need: int, *, serves: bool = True) -> tuple[str, ...]:
        """Everybody who could fill a need at some start, with its work if they are to serve."""
        key = task.id, need, serves
        if key not in self._people:
            self._people[key] = tuple(self._find_people(task, need, serves=serves))
        return self._people[key]

    def _find_people(self, task: Occurrence, need: int, *, serves: bool) -> Iterator[str]:
        asked = task.needs[need]
        return (
            person
            for person in task.candidates
            if asked.role in self._timeline.people[person].staff.roles
            and (person in asked.from_ or not asked.from_)
            and person not in asked.exclude
            and any(True for _ in self.starts(task, need, person, serves=serves))
        )

    def starts(self, task: Occurrence, need: int, person: str, *, serves: bool = True) -> Iterator[int]:
        """The starts at which somebody who may fill a need is there, qualified, and has the time for its work."""
        for day, starts in self.choices(task).items():
            learnt = self._learnt_by(task, need, person, day) if fits(self._timeline, task, person, day) else None
            if learnt is not None and (not serves or self._prepares(task, person, day)):
                for start in starts:
                    there = start >= learnt and fits(self._timeline, task, person, day, start)
                    if there and not crowded_out(self._timeline, task, need, person, start):
                        yield start

    def rooms(self, task: Occurrence) -> set[str]:
        """Every room that a task could take at some start, were it the only one."""
        starts = (start for some in self.choices(task).values() for start in some)
        return {room for start in starts for room in self._timeline.free_rooms(task, start)}

    def times(self, task: Occurrence) -> Iterator[tuple[dt.date, int, Spans]]:
        """Each start that a task may choose from, its day, and what it takes: whole days from midnight to midnight."""
        for day, starts in self.choices(task).items():
            for start in starts:
                if task.all_day:
                    yield day, start, union(self._timeline.clock.day(one) for one in task.lasting(day))
                else:
                    yield day, start, self._timeline.held(task, task.candidates[0], start)

    def attends(self, task: Occurrence, person: str) -> bool:
        """Whether somebody who should attend a task can, whenever it starts."""
        starts = self.times(task)
        return person in task.attendees and all(
            fits(self._timeline, task, person, day, start) for day, start, _ in starts
        )

    def bound(self, task: Occurrence, person: str, meanwhile: Spans = ()) -> bool:
        """Whether somebody must attend a task, whenever it starts, or something else that takes of some minutes."""
        mine = [held for *_, held in self.times(task)]
        sessions = {one.id for one in self._timeline.links.sessions(task)}
        return self.attends(task, person) and all(
            _touch(held, meanwhile)
            for other in self._timeline.occurrences
            if other is not task and person in other.attendees
            for day, start, held in self.times(other)
            if (other.id in sessions or any(_touch(held, taken) for taken in mine))
            and fits(self._timeline, other, person, day, start)
        )

    def _prepares(self, task: Occurrence, person: str, day: dt.date) -> bool:
        who = self._timeline.people[person]
        return all(
            sum(map(who.minutes, self._timeline.work_days(task, work, what, day))) >= work.minutes
            for what, work in works(task.activity)
        )

    def _learnt_by(self, task: Occurrence, need: int, person: str, day: dt.date) -> int | None:
        """From when on somebody has all skills for a task that begins on a day; `None` if they never do."""
        who, days = self._timeline.people[person], task.lasting(day)
        learnt = [self._taught(person, one) for one in task.needs[need].skills if not holds(who, one, days)]
        known = [one for one in learnt if one is not None]
        return max(known, default=0) if len(known) == len(learnt) else None

    def _taught(self, person: str, skill: str) -> int | None:
        """The first minute at which a training could have granted a skill to a person."""
        key = person, skill
        if key not in self._learnt:
            ends = [
                self._timeline.ends(training, start)
                for training in self._timeline.occurrences
                if skill in (training.activity.grants or ()) and person in training.attendees
                for day, starts in self.choices(training).items()
                for start in starts
                if fits(self._timeline, training, person, day, start)
            ]
            self._learnt[key] = min(ends, default=None)
        return self._learnt[key]


def _touch(some: Spans, others: Spans) -> bool:
    return bool(intersect(some, others))
