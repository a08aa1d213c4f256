"""Who is at which task: the words about people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from planner.compile.able import Able
from planner.compile.logic import Lit, Logic, Term, weighted
from planner.compile.rooms import Rooms
from planner.compile.when import Starts, When
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


class Who(Able):
    """Literals about people at tasks, made when first asked for and only for pairs that can be.

    Parameters
    ----------
    logic
        The literals of the model.
    timeline
        The facts on the time line.
    when, rooms
        The words about time and about rooms.
    held
        Ids of the tasks that must be fully staffed.
    """

    def __init__(self, logic: Logic, timeline: Timeline, when: When, rooms: Rooms, held: Collection[str] = ()) -> None:
        super().__init__(timeline, when)
        self._logic = logic
        self._held = held
        self._rooms = rooms
        self._fills: dict[tuple[str, int, str], Lit] = {}
        self._attends: dict[tuple[str, str], Lit] = {}
        self._on: dict[tuple[str, str], Lit] = {}
        self._on_at: dict[tuple[str, str, Starts], Lit] = {}
        self._whole: dict[str, Lit] = {}
        self._missing: dict[tuple[str, int], IntVar] = {}
        self._serves: dict[tuple[str, int, str], Lit] = {}
        self._serves_on: dict[tuple[str, int, str, dt.date], Lit] = {}

    def people(self, task: Occurrence) -> Iterator[str]:
        """Who could be at a task at all."""
        return (person for person in task.everybody if self.on(task, person) is not False)

    def fills(self, task: Occurrence, need: int, person: str) -> Lit:
        """Whether a person fills a need of a task."""
        key = task.id, need, person
        if key not in self._fills:
            if not self._can_fill(task, need, person):
                self._fills[key] = False
            else:
                everybody = task.id in self._held and self.heads(task, need) == task.needs[need].count
                self._fills[key] = everybody or self._logic.literal()
        return self._fills[key]

    def attends(self, task: Occurrence, person: str) -> Lit:
        """Whether somebody who should attend a task or may join it does, without filling a need of it."""
        key = task.id, person
        if key not in self._attends:
            can = (person in task.attendees or person in task.joiners) and self.allowed(task, person)
            self._attends[key] = self._logic.literal() if can else False
        return self._attends[key]

    def chosen(self) -> Iterator[Lit]:
        """Every literal about who fills what and who attends."""
        yield from self._fills.values()
        yield from self._attends.values()

    # -- what follows --

    def on(self, task: Occurrence, person: str) -> Lit:
        """Whether a person is at a task, in one place of it only."""
        key = task.id, person
        if key not in self._on:
            places = [self.fills(task, need, person) for need in range(len(task.needs))]
            free = [one for one in [*places, self.attends(task, person)] if not isinstance(one, bool)]
            if any(one is True for one in places):
                settled = sum(one is True for one in places)
                for one in free if settled == 1 else [True]:
                    self._logic.implies(one, False)
                self._on[key] = True
            elif len(free) < 2:
                self._on[key] = free[0] if free else False
            else:
                on = self._logic.literal()
                self._logic.model.add(sum(free) == on)
                self._on[key] = on
            self.keep_allowed(task, person, self._on[key])
        return self._on[key]

    def keep_allowed(self, task: Occurrence, person: str, on: Lit) -> None:
        """If the person is there, the task starts when the person can be there."""
        allowed = self.allowed(task, person)
        if on is False or allowed == self._when.starts(task):
            return
        for day in self._when.days(task):
            starts = self._when.starts_on(task, day)
            if not starts <= allowed:
                self._logic.clause(
                    [self._logic.negated(on), self._logic.negated(self._when.begins(task, starts - allowed))]
                )

    def on_at(self, task: Occurrence, person: str, starts: Starts) -> Lit:
        """Whether a person is at a task and it begins at one of these minutes."""
        allowed = self.allowed(task, person)
        chosen = starts & allowed
        if not chosen or chosen == allowed:
            return self.on(task, person) if chosen else False
        key = task.id, person, chosen
        if key not in self._on_at:
            days = [self._when.starts_on(task, day) & allowed for day in self._when.days(task)]
            if chosen in days:
                self._split_presence(task, person, [one for one in days if one])
            else:
                self._on_at[key] = self._logic.all_of(self.on(task, person), self._when.begins(task, chosen))
        return self._on_at[key]

    def _split_presence(self, task: Occurrence, person: str, days: list[Starts]) -> None:
        """One literal a day of beginning, exactly one of which holds if the person is there."""
        split: list[Term] = []
        for starts in days:
            literal = self._on_at[task.id, person, starts] = self._logic.literal()
            self._logic.implies(literal, self._when.begins(task, starts))
            split.append((1, literal))
        self._logic.model.add(weighted(split) == weighted([(1, self.on(task, person))]))

    def fills_at(self, task: Occurrence, need: int, person: str, starts: Starts) -> Lit:
        """Whether a person fills a need of a task and it begins at one of these minutes."""
        fills = self.fills(task, need, person)
        if fills is self.on(task, person):
            return self.on_at(task, person, starts)
        return self._logic.all_of(fills, self._when.begins(task, starts & self.allowed(task, person)))

    def on_day(self, task: Occurrence, person: str, day: dt.date) -> Lit:
        """Whether a person is at a task that begins on a day."""
        return self.on_at(task, person, self._when.starts_on(task, day))

    def missing(self, task: Occurrence, need: int) -> IntVar:
        """How many heads of a need are open, as a number."""
        key = task.id, need
        if key not in self._missing:
            count = task.needs[need].count
            filled = [(1, self.fills(task, need, person)) for person in self.fillers(task, need)]
            missing = self._logic.number(0, 0 if task.id in self._held else count)
            self._logic.model.add(weighted(filled) + missing == count)
            self._missing[key] = missing
        return self._missing[key]

    def whole(self, task: Occurrence) -> Lit:
        """Whether a task is fully staffed, and has its room if it asks for one."""
        if task.id not in self._whole:
            self._whole[task.id] = self._make_whole(task)
        return self._whole[task.id]

    def _make_whole(self, task: Occurrence) -> Lit:
        if not self._when.possible(task):
            return False
        if task.id in self._held:
            return self._insisted(task)
        if not task.needs:
            return self._logic.all_of(self._when.held(task), self.attended(task), self._rooms.housed(task))
        enough = all(self.heads(task, need) >= one.count for need, one in enumerate(task.needs))
        housed = self._rooms.housed(task)
        whole: Lit = self._logic.literal() if enough and housed is not False else False
        missing: list[Term] = [(1, self.missing(task, need)) for need in range(len(task.needs))]
        open_heads = weighted([*missing, (1, True), (-1, housed)])
        if whole is False:
            self._logic.model.add(open_heads >= 1)
            return whole
        self._logic.model.add(open_heads == 0).only_enforce_if(whole)
        self._logic.model.add(open_heads >= 1).only_enforce_if(self._logic.negated(whole))
        return whole

    def _insisted(self, task: Occurrence) -> bool:
        """What must be held as asked is: with its room, and every head or whoever attends; no head may be missing."""
        enough = all(self.heads(task, need) >= one.count for need, one in enumerate(task.needs))
        wanted = [self._when.held(task), self._rooms.housed(task), bool(task.needs) or self.attended(task)]
        if not enough or any(one is False for one in wanted):
            return False
        for one in wanted:
            self._logic.clause([one])
        return True

    def attended(self, task: Occurrence) -> Lit:
        """Whether somebody attends a task, or another session of it."""
        sessions = [one for one in (task, *self._timeline.links.sessions(task)) if self._when.possible(one)]
        return self._logic.any_of(*(self.attends(one, person) for one in sessions for person in one.attendees))

    def whole_or_nobody(self, task: Occurrence) -> None:
        """A task that is held is fully staffed; nobody is at one that is left out."""
        held = self._when.held(task)
        self._logic.implies(held, self.whole(task))
        self._logic.implies(self.whole(task), held)
        for need, asked in enumerate(task.needs):
            self._logic.model.add(weighted([(1, self.missing(task, need)), (asked.count, held)]) == asked.count)
        for person in (*task.attendees, *task.joiners):
            self._logic.implies(self.attends(task, person), held)

    def serves(self, task: Occurrence, need: int, person: str) -> Lit:
        """Whether a person fills a need of a task that is fully staffed (or counts by the head).

        Only then does the person prepare and follow up, and earn credit.
        """
        if task.partial or task.id in self._held:
            return self.fills(task, need, person)
        key = task.id, need, person
        if key not in self._serves:
            people = list(self.fillers(task, need))
            for one in people:
                self._serves[task.id, need, one] = self._logic.literal() if self.whole(task) is not False else False
                self._logic.implies(self._serves[task.id, need, one], self.fills(task, need, one))
            serving = [(1, self._serves[task.id, need, one]) for one in people]
            whole = [(-task.needs[need].count, self.whole(task))]
            if self.whole(task) is not False:
                self._logic.model.add(weighted([*serving, *whole]) == 0)
            self._serves.setdefault(key, False)
        return self._serves[key]

    def serves_on(self, task: Occurrence, need: int, person: str, day: dt.date) -> Lit:
        """Whether a person serves a task that begins on a day."""
        days = self._when.days(task)
        if len(days) == 1:
            return self.serves(task, need, person) if day in days else False
        key = task.id, need, person, day
        if key not in self._serves_on:
            self._split_by_day(task, need)
        return self._serves_on.get(key, False)

    def unpinned(self) -> Iterator[Lit]:
        """The literals of who fills what, less those of tasks with people pinned."""
        pinned = {task.id for task in self._timeline.occurrences if task.activity.pins.staff}
        return (fills for (task, _, _), fills in self._fills.items() if fills is not False and task not in pinned)

    def twins(self) -> Iterator[tuple[Lit, Lit]]:
        """Pairs of literals that agree in every plan without half-staffed tasks, pinned ones apart."""
        tasks = {task.id: task for task in self._timeline.occurrences if not task.activity.pins.staff}
        for (name, need, person), serves in self._serves.items():
            if name in tasks:
                yield serves, self.fills(tasks[name], need, person)
        for (name, need, person, day), serves_on in self._serves_on.items():
            if name in tasks:
                yield serves_on, self.fills_at(tasks[name], need, person, self._when.starts_on(tasks[name], day))

    def _split_by_day(self, task: Occurrence, need: int) -> None:
        """One literal a person and day: as many as heads on the chosen day, which keeps the relaxation tight."""
        by_day: dict[dt.date, list[Lit]] = defaultdict(list)
        for person in self.fillers(task, need):
            serves = self.serves(task, need, person)
            days = [
                day for day in self._when.days(task) if self._when.starts_on(task, day) & self.allowed(task, person)
            ]
            split: list[Lit] = [self._logic.literal() if serves is not False else False for _ in days]
            self._logic.model.add(weighted((1, one) for one in split) == weighted([(1, serves)]))
            for day, literal in zip(days, split, strict=True):
                self._serves_on[task.id, need, person, day] = literal
                by_day[day].append(literal)
        for day, literals in by_day.items():
            heads = [(1, one) for one in literals]
            on_day = [(-task.needs[need].count, self._when.on_day(task, day))]
            self._logic.model.add(weighted([*heads, *on_day]) <= 0)
