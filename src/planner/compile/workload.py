"""Work around tasks as one backlog a person: the words about preparation and follow-up.

Work may be done on several days before or after its task. One number a task, person and day would be many. All
work of one kind whose window moves along with its task can be done in the order in which it falls due, so its
backlog alone tells whether a person can keep up: what is released and not yet done at a day's end. (Earliest due
date first is exact for work that can be interrupted: Jackson, Management Science Research Project 43, UCLA 1955;
Horn, Naval Research Logistics Quarterly 21, 1974.)
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from planner.compile.logic import Lit, Logic, Term, weighted
from planner.plan.booking import WorkKind
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


class Item(NamedTuple):
    """Work that falls to a person if a literal holds: for which task, how long, on which days it may be done."""

    task: str
    minutes: int
    window: tuple[dt.date, ...]
    literal: Lit


@dataclass
class Backlog:
    """One person's work of one kind with windows of one length.

    `released` and `open` hold terms by day: minutes whose window begins on that day, and minutes whose window is
    neither before nor over at its end. `items` tells whose minutes they are.
    """

    what: WorkKind
    within: int
    released: dict[dt.date, list[Term]] = field(default_factory=lambda: defaultdict(list))
    open: dict[dt.date, list[Term]] = field(default_factory=lambda: defaultdict(list))
    items: list[Item] = field(default_factory=list)
    left: dict[dt.date, IntVar] = field(default_factory=dict)

    def add(self, item: Item) -> None:
        """More work that may fall to the person."""
        self.items.append(item)
        self.released[item.window[0]].append((item.minutes, item.literal))
        for day in item.window[:-1]:
            self.open[day].append((item.minutes, item.literal))


class Workload:
    """Everybody's backlogs.

    Parameters
    ----------
    logic
        The literals of the model.
    timeline
        The facts on the time line.
    """

    def __init__(self, logic: Logic, timeline: Timeline) -> None:
        self._logic = logic
        self._timeline = timeline
        self.backlogs: dict[str, dict[tuple[WorkKind, int], Backlog]] = defaultdict(dict)
        self._spent: dict[str, dict[dt.date, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._done: dict[str, dict[dt.date, list[Term]]] = {}

    def add(self, person: str, what: WorkKind, within: int, item: tuple[str, int, tuple[dt.date, ...], Lit]) -> None:
        """A person may get this work, to be done in a window of so many working days.

        The item tells the task, the minutes, the days of the window, and the literal on which it depends.
        """
        key = what, within
        self.backlogs[person].setdefault(key, Backlog(*key)).add(Item(*item))

    def spend(self, person: str, day: dt.date, minutes: int, literal: Lit) -> None:
        """A person works so many minutes on a day if a literal holds."""
        self._spent[person][day].append((minutes, literal))

    def done(self, person: str) -> dict[dt.date, list[Term]]:
        """By day, the minutes of work that a person does on it, as terms.

        Ask for it when all work has been added.
        """
        if person not in self._done:
            found: dict[dt.date, list[Term]] = defaultdict(list)
            for backlog in self.backlogs[person].values():
                for day, terms in self._work_off(backlog).items():
                    found[day] += terms
            for day, terms in self._spent[person].items():
                found[day] += terms
            self._done[person] = found
        return self._done[person]

    def _work_off(self, backlog: Backlog) -> dict[dt.date, list[Term]]:
        """What is done on a day: yesterday's backlog and what is released, less what is left at its end."""
        done: dict[dt.date, list[Term]] = {}
        yesterday: list[Term] = []
        touched = set(backlog.released) | set(backlog.open)
        last = max(item.window[-1] for item in backlog.items)
        for day in self._timeline.working_between(min(touched), last):
            if day not in touched and not yesterday:
                continue
            today = [*yesterday, *backlog.released[day]]
            most = sum(minutes for minutes, _ in backlog.open[day])
            left: list[Term] = []
            if most:
                remaining = self._logic.number(0, most)
                backlog.left[day] = remaining
                left = [(1, remaining)]
                self._logic.model.add(weighted(left) <= weighted(backlog.open[day]))
                self._logic.model.add(weighted(left) <= weighted(today))
            done[day] = [*today, *((-factor, one) for factor, one in left)]
            yesterday = left
        return done

    def undone(self) -> list[Term]:
        """The backlogs of all days: the smaller, the earlier work is done."""
        return [(1, left) for own in self.backlogs.values() for one in own.values() for left in one.left.values()]
