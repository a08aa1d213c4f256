"""Whether some activities can all be held as asked, all others left out; and a plan of them if they can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from copy import copy
from dataclasses import replace
from typing import Any, NamedTuple

from planner.compile.draft import Draft
from planner.facts.when import Pins
from planner.plan.booking import Booking
from planner.plan.certificate import Ask
from planner.problem import Problem
from planner.rules.attendance import Attendance
from planner.rules.base import Requirement
from planner.rules.registry import concerned, hereditary
from planner.solving.budget import Budget
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer, Outcome
from planner.solving.solvers.search import run
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

SHARE = 0.2
SECOND_OPINION = 1
FREE: dict[str, Any] = {"required": None, "optional": None, "pins": Pins()}
"""What is held or not as it comes, or in part, is neither required nor optional nor pinned."""


class Demand(NamedTuple):
    """An activity to be held: with at least so many heads of each need, or as asked if nothing is said."""

    task: Occurrence
    heads: tuple[int, ...] | None = None

    @property
    def serves(self) -> bool:
        """Whether those who fill its needs do its work."""
        return self.heads is None or self.task.partial

    def wanted(self, need: int) -> int:
        """How many heads of a need are demanded."""
        return self.task.needs[need].count if self.heads is None else self.heads[need]

    def ask(self, need: int) -> Ask:
        """What is demanded of those who fill a need."""
        role, whole = self.task.needs[need].role, self.heads is None
        return Ask(occurrence=self.task.id, need=need, role=role, heads=self.wanted(need), whole=whole)


class Together:
    """Activities tried together.

    Only rules that must hold are kept, and only those that a plan cannot break by doing less: all that is proved
    impossible here is impossible beside the rest.

    Parameters
    ----------
    problem, timeline
        The facts and rules, and the facts on the time line.
    settings, budget
        The limits, and what is left of them.

    Attributes
    ----------
    rules
        The rules that are kept.
    """

    def __init__(self, problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self.rules = tuple(filter(hereditary, problem.binding))
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._granting: dict[str, list[Occurrence]] = defaultdict(list)
        self._attended = [task for task in timeline.occurrences if task.attendees]
        for task in timeline.occurrences:
            for skill in task.activity.grants or ():
                self._granting[skill].append(task)

    @property
    def hurried(self) -> bool:
        """Whether time is up."""
        return self._budget.over

    def at_any_minute(self) -> Together:
        """The same with times that need not lie on the grid."""
        part = copy(self)
        part._settings = self._settings.model_copy(update={"step": 1})  # noqa: SLF001 - its own kind
        return part

    def without(self, rules: Collection[Requirement]) -> Together:
        """The same without some rules."""
        part = copy(self)
        kept = (rule for rule in self.rules if not any(rule is one for one in rules))
        part.rules = tuple(kept)
        return part

    def impossible(self, demands: tuple[Demand, ...]) -> bool:
        """Whether it is proved, twice, that the activities cannot all be held.

        Those that could help themselves, by a skill that they grant or somebody whom they excuse, may be held or not.
        """
        draft = self._draft(demands)
        return all(self._run(draft, seed).answer is Answer.IMPOSSIBLE for seed in (0, SECOND_OPINION))

    def possible(self, demands: tuple[Demand, ...]) -> bool:
        """Whether it is found that the activities can all be held, and so can fewer of them."""
        return bool(self._run(self._draft(demands)).values)

    def _run(self, draft: Draft, seed: int = 0) -> Outcome:
        return run(draft.model, self._settings, self._budget, share=SHARE, alone=True, seed=seed)

    def _draft(self, demands: tuple[Demand, ...]) -> Draft:
        """What must hold for some activities to be held, beside those that could help them."""
        tasks = [one.task for one in demands]
        known = {task.id for task in tasks}
        others = {one.id: one for one in self._helpers(tasks) if one.id not in known}
        free = tuple(replace(one, activity=one.activity.model_copy(update=FREE)) for one in others.values())
        draft = Draft(self.only((*tasks, *free)), self._settings.step)
        bound = copy(draft)
        bound.timeline = self.only(tuple(tasks))
        for rule in self.rules:
            rule.build(bound if isinstance(rule, Attendance) else draft)
        _insist(draft, demands)
        return draft

    def held(self, demands: tuple[Demand, ...]) -> tuple[Booking, ...] | None:
        """A plan of the activities and nothing else, or with what helps them; `None` if none is found."""
        tasks = tuple(one.task for one in demands)
        known = {task.id for task in tasks}
        skills = {skill for task in tasks for need in task.needs for skill in need.skills}
        others = {one.id: one for one in self._helpers(list(tasks)) if one.id not in known}
        granting = tuple(one for one in others.values() if skills & set(one.activity.grants or ()))
        for helpers in [(), *([granting] if granting else []), *([tuple(others.values())] if others else [])]:
            draft = Draft(self.only((*tasks, *helpers)), self._settings.step).build(self.rules)
            draft.decisions()
            _insist(draft, demands)
            outcome = self._run(draft)
            if outcome.values:
                return Reading(draft, outcome.values).bookings()
        return None

    def only(self, tasks: tuple[Occurrence, ...]) -> Timeline:
        """Some activities, and whoever could be at one of them."""
        return self._timeline.only(tasks, concerned(self.rules, self._timeline, tasks))

    def _helpers(self, tasks: list[Occurrence]) -> list[Occurrence]:
        """What grants a skill that is asked for, or excuses somebody from another activity at that time."""
        asked = {skill for task in tasks for need in task.needs for skill in need.skills}
        found = [one for skill in sorted(asked) for one in self._granting[skill]]
        attended = [task for task in tasks if task.attendees]
        return found + [other for other in self._attended if any(_excusing(task, other) for task in attended)]


def _insist(draft: Draft, demands: tuple[Demand, ...]) -> None:
    """What is demanded must be held."""
    for task, heads in demands:
        if heads is None or not draft.when.possible(task):
            draft.logic.clause([draft.who.whole(task)])
            continue
        for i, (need, least) in enumerate(zip(task.needs, heads, strict=True)):
            if least:
                draft.model.add(draft.who.missing(task, i) <= need.count - least)


def _excusing(task: Occurrence, other: Occurrence) -> bool:
    """Whether somebody may attend another activity at the time of a task, or another session of it."""
    if task.activity.sessions and task.activity.id == other.activity.id:
        return True
    return gap(task, other) <= 1 and bool(set(task.attendees) & set(other.attendees))


def gap(one: Occurrence, other: Occurrence) -> int:
    """How many days lie between the days of two activities."""
    (first, last), (other_first, other_last) = (
        (min(days).toordinal(), max(days).toordinal()) if days else (0, 0)
        for days in ((*task.days, *task.run) for task in (one, other))
    )
    return max(0, other_first - last, first - other_last)
