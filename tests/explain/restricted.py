"""A problem of some occurrences only, each of them required: can they all be held?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product
from math import prod
from typing import Any

from planner.plan.plan import Status
from planner.planning import solve
from planner.problem import Problem
from planner.rules.registry import hereditary
from planner.solving.settings import Settings
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

MOST = 64
"""Ways in which other activities could help, so that all of them can be tried."""

Facts = dict[str, Any]


class Restricted:
    """What can be said of some occurrences of a problem by solving others.

    Parameters
    ----------
    problem
        The facts and rules.
    settings
        With which to solve.
    """

    def __init__(self, problem: Problem, settings: Settings) -> None:
        self._problem = problem
        self._settings = settings
        self._tasks = {task.id: task for task in Timeline(problem).occurrences}

    def possible_at_best(self, names: Iterable[str]) -> bool | None:
        """Whether they can all be held if others help as they like; `None` if that is too much to try."""
        asked = {skill for name in names for need in self._tasks[name].needs for skill in need.skills}
        attending = {one for name in names for one in self._tasks[name].attendees}
        helpers = [
            task
            for task in self._tasks.values()
            if task.id not in names and (asked & set(task.activity.grants or ()) or attending & set(task.attendees))
        ]
        if prod(2 ** len(task.attendees) for task in helpers) > MOST:
            return None
        return any(
            self.possible(names, list(zip(helpers, who, strict=True)))
            for who in product(*(_subsets(task.attendees) for task in helpers))
        )

    def possible(self, names: Iterable[str], helpers: Iterable[tuple[Occurrence, tuple[str, ...]]] = ()) -> bool:
        """Whether they can all be held, all others dropped but helpers, which some people attend."""
        held = [{**_single(self._tasks[name]), "required": True} for name in names]
        others = [_single(task) | {"attendees": {"staff": list(who)}} for task, who in helpers if who]
        return self._solved([*held, *others])

    def possible_with_all(self, names: Iterable[str]) -> bool:
        """Whether they can all be held, all others left as they are."""
        single = [_single(task) | ({"required": True} if task.id in names else {}) for task in self._tasks.values()]
        return self._solved(single)

    def _solved(self, activities: list[Facts]) -> bool:
        facts = self._problem.model_dump(mode="json", exclude_defaults=True)
        skills = sorted({skill for task in self._tasks.values() for need in task.needs for skill in need.skills})
        nobody = {"id": "nobody", "skills": skills}  # so that a skill is known when its training is dropped
        rules = [rule for rule in self._problem.rules if hereditary(rule)]
        known = {one["id"] for one in activities}
        for one in activities:  # what is dropped orders nothing
            one["after"] = [after for after in one.get("after", []) if after["activity"] in known]
        facts |= {"defaults": {}, "activities": activities, "staff": [*facts["staff"], nobody], "rules": rules}
        plan = solve(Problem.model_validate(facts), settings=self._settings)
        assert plan.status is not Status.STOPPED
        return plan.status is not Status.IMPOSSIBLE


def _single(task: Occurrence) -> Facts:
    """One occurrence as an activity of its own."""
    facts: Facts = task.activity.model_dump(mode="json", exclude_defaults=True)
    facts["id"] = task.id
    if task.activity.every is not None:
        facts["on"] = [str(day) for day in task.days]
        for key in ("every", "except", "holidays"):
            facts.pop(key, None)
    if task.activity.attendees is not None or task.activity.kind == "seminar":
        facts["attendees"] = {"staff": list(task.attendees)}
    return facts


def _subsets(people: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(people, n) for n in range(len(people) + 1))
