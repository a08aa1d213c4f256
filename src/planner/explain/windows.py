"""Days that no plan can serve: the activities around a shortage, solved alone until they are proved too many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from planner.checking import names_of
from planner.compile.draft import Draft
from planner.facts.when import Pins
from planner.plan.plan import Plan
from planner.plan.shortage import InfeasibleDays, Shortage
from planner.problem import Problem
from planner.rules.attendance import Attendance
from planner.rules.base import Names
from planner.rules.registry import hereditary
from planner.rules.work_time import works
from planner.solving.search import Answer, Budget, run
from planner.solving.settings import Settings
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

FEWEST, MOST_TASKS = 4, 60
SHARE = 0.2
SECOND_OPINION = 1
FREE: dict[str, Any] = {"required": None, "pins": Pins()}
"""What is held or not as it comes is neither required nor pinned."""


class Windows:
    """The search for days that no plan can serve.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._rules = tuple(rule for rule in problem.all_rules if rule.goal is None and hereditary(rule))
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        held = {one.occurrence for one in plan.bookings if one.complete}
        self._held = tuple(task for task in timeline.occurrences if task.id in held)

    def around(self, task: Occurrence) -> tuple[Occurrence, ...]:
        """A smallest set of activities with this one that cannot all be held as asked; empty if none is proved.

        The others are sought among those that the plan holds, which can be held together; so this one is needed in
        every set that is found. First it is tried alone, then with more and more of those on the nearest days. Of a
        set that is proved impossible, parts are left out as long as it stays so (deletion filter: Chinneck and
        Dravnieks, ORSA Journal on Computing 3, 1991).
        """
        for others in self._wider(task):
            if self._budget.over:
                return ()
            if self._impossible((task, *others)):
                return task, *self._needed(task, others)
        return ()

    def bounds(self, tasks: tuple[Occurrence, ...]) -> tuple[dt.date, dt.date]:
        """The first and last day that matter: those of the activities, and of their work if the trouble lies there."""
        for chosen in (("preparation", "follow_up"), ("follow_up",), ("preparation",)):
            bare = tuple(_without(task, chosen) for task in tasks)
            if self._impossible(bare):
                break
        else:
            bare = tasks
        days = [day for task in bare for day in self._days(task) or self._stated(task)]
        return min(days), max(days)

    def _days(self, task: Occurrence) -> list[dt.date]:
        """The days that an activity may touch, with its work."""
        days: list[dt.date] = []
        for day in task.days:
            days += task.lasting(day)
            for what, work in works(task.activity):
                days += self._timeline.work_days(task, work, what, day)
        return days

    def _stated(self, task: Occurrence) -> list[dt.date]:
        """The first and last day that an activity states, none of which it may be on."""
        horizon, window = self._timeline.facts.horizon, task.activity.between or task.activity
        return [max(window.from_ or horizon.from_, horizon.from_), min(window.to or horizon.to, horizon.to)]

    def _wider(self, task: Occurrence) -> Iterator[tuple[Occurrence, ...]]:
        """Ever more activities that the plan holds, those on the nearest days first: none, a few, twice as many, ..."""
        nearest = sorted(self._held, key=lambda other: (_gap(task, other), other.id))[:MOST_TASKS]
        size = 0
        while size < len(nearest):
            yield tuple(nearest[:size])
            size = min(2 * size or FEWEST, len(nearest))
        yield tuple(nearest)

    def _needed(self, task: Occurrence, others: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
        """Those of the others without which all could be held: halves are left out, then quarters, then one by one."""
        size = len(others)
        while size:
            start = 0
            while start < len(others) and not self._budget.over:
                fewer = others[:start] + others[start + size :]
                if self._impossible((task, *fewer)):
                    others = fewer
                else:
                    start += size
            size //= 2
        return others

    def _impossible(self, tasks: tuple[Occurrence, ...]) -> bool:
        """Whether it is proved, twice, that the activities cannot all be held as asked.

        All others are left out, which can only help; but for those that could help themselves, which may be held or
        not.
        """
        known = {task.id for task in tasks}
        others = (one for one in self._timeline.occurrences if one.id not in known and self._could_help(one, tasks))
        free = tuple(replace(one, activity=one.activity.model_copy(update=FREE)) for one in others)
        draft = Draft(self._timeline.only((*tasks, *free)), self._settings.step)
        bound = copy(draft)
        bound.timeline = self._timeline.only(tasks)
        for rule in self._rules:
            rule.build(bound if isinstance(rule, Attendance) else draft)
        for task in tasks:
            draft.logic.clause([draft.who.whole(task)])
        for seed in (0, SECOND_OPINION):
            outcome = run(draft.model, self._settings, self._budget, share=SHARE, cores=1, seed=seed)
            if outcome.answer is not Answer.IMPOSSIBLE:
                return False
        return True

    def _could_help(self, other: Occurrence, tasks: tuple[Occurrence, ...]) -> bool:
        """Whether an activity grants a skill that is asked for, or excuses somebody from another at that time."""
        asked = {skill for task in tasks for need in task.needs for skill in need.skills}
        if asked & set(other.activity.grants or ()):
            return True
        return any(_gap(task, other) <= 1 and set(task.attendees) & set(other.attendees) for task in tasks)


def _gap(one: Occurrence, other: Occurrence) -> int:
    """How many days lie between the days of two activities."""
    (first, last), (other_first, other_last) = (
        (min(days).toordinal(), max(days).toordinal()) if days else (0, 0)
        for days in ((*task.days, *task.run) for task in (one, other))
    )
    return max(0, other_first - last, first - other_last)


def _without(task: Occurrence, keys: tuple[str, ...]) -> Occurrence:
    """An activity without some of its facts."""
    return replace(task, activity=task.activity.model_copy(update=dict.fromkeys(keys)))


def infeasible_days(
    problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget
) -> tuple[InfeasibleDays, ...]:
    """The days around a plan's shortages for which it is proved that not everything can be held.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings and shortages, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    windows, names = Windows(problem, plan, timeline, settings, budget), names_of(problem)
    found: dict[frozenset[str], InfeasibleDays] = {}
    first_told: dict[str, Shortage] = {}
    for shortage in plan.shortages:
        first_told.setdefault(shortage.occurrence, shortage)
    for shortage in first_told.values():
        if any(shortage.occurrence in known for known in found) or budget.over:
            continue
        tasks = windows.around(timeline.occurrence(shortage.occurrence))
        if tasks:
            first, last = windows.bounds(tasks)
            ordered = tuple(task.id for task in sorted(tasks, key=lambda task: (task.days, task.id)))
            found[frozenset(ordered)] = InfeasibleDays(
                from_=first,
                to=last,
                activities=ordered,
                verdict="proved",
                text=_sentence(ordered, first, last, shortage, names),
            )
    return tuple(sorted(found.values(), key=lambda one: (one.from_, one.to, one.activities)))


def _sentence(tasks: tuple[str, ...], first: dt.date, last: dt.date, shortage: Shortage, names: Names) -> str:
    when = f"on {names.day(first)}" if first == last else f"between {names.day(first)} and {names.day(last)}"
    named = [names.task(one) for one in tasks]
    if len(named) == 1:
        causes = {reason.text.partition(": ")[2] for reason in shortage.reasons}
        why = f". Everybody: {causes.pop()}" if len(causes) == 1 and len(shortage.reasons) > 1 else ""
        return f"{named[0]} cannot be held as asked {when}, whatever the plan{why}"
    told = f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{told} cannot all be held as asked {when}, whatever the plan"
