"""A plan with few people, where all times are given: found without a model, judged by the checker.

What is held when is settled, so all that is to be chosen is who fills which head; a rule tells how many people it
takes at least. Where a plan needs no more, nothing is left to search. (The bound is the largest set of tasks at one
moment: Krishnamoorthy, Ernst and Baatar, *Algorithms for large scale shift minimisation personnel task scheduling
problems*, EJOR 219, 2012.)
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planner.checking import judge
from planner.compile.draft import Draft
from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.base import Reach
from planner.rules.work_time import works
from planner.solving.budget import Budget
from planner.solving.ejecting import Ejecting
from planner.solving.parts import COVERAGE, choices, ideal
from planner.solving.reading import Reading
from planner.solving.settings import Progress, Settings
from planner.solving.telling import Start
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

WORTH_IT = 2000  # choices: with fewer, a model is soon solved
SHARE = 0.6  # of what is left
MOVES = 20_000  # that count as one unit of work
WHO = (Reach.MOMENT, Reach.PERSON)  # what says who could be where, whatever else they do


class Head(NamedTuple):
    """One of the people whom a need of a task takes, and from when until when."""

    task: Occurrence
    need: int
    start: int
    end: int


class Fewest:
    """Seeks a plan with few people.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._timeline = timeline
        self._settings = settings
        self._budget = budget

    @property
    def worth_it(self) -> bool:
        """Whether fewer people make a better plan, and there is nothing else to choose, but much of that."""
        tasks = self._timeline.occurrences
        return (
            any(rule.few_people for rule in self._problem.all_rules)
            and all(map(_only_who, tasks))
            and sum(map(choices, tasks)) >= WORTH_IT
        )

    @property
    def too_large(self) -> bool:
        """No: with a plan to begin from, the whole may be searched."""
        return False

    def lay(self) -> Start | None:
        """The best plan that is found in which nobody is missing; `None` if there is none, or rules refuse it."""
        with self._budget.stage("build"):
            who = [rule for rule in self._problem.all_rules if rule.goal is None and rule.reach in WHO]
            narrowed = self._timeline.only(tuple(map(_among_named, self._timeline.occurrences)))
            draft = Draft(narrowed, self._settings.step).build(who)
            heads = sorted(_heads(draft), key=lambda head: (head.start, head.end, head.task.id, head.need))
            fillers = {(head.task.id, head.need): [*draft.who.fillers(head.task, head.need)] for head in heads}
        if len(draft.tasks) < len(self._timeline.occurrences):
            return None
        number = {one: place for place, one in enumerate(self._timeline.people)}
        able = [[number[one] for one in fillers[head.task.id, head.need]] for head in heads]
        ejecting = Ejecting(able, clashes(heads), self._settings.seed)
        people, best = tuple(number), None
        with self._budget.sharing(SHARE):
            for plan in ejecting.plans(lambda: self._over(ejecting)):
                found = self._judged(draft, heads, [people[one] for one in plan])
                if found is None:
                    break
                best = found
                if self._told(best) or all(one.proved for one in best.goals):
                    break
        self._budget.spend(ejecting.moves / MOVES)
        return best

    def _over(self, ejecting: Ejecting) -> bool:
        """Whether its share is used up; where work is counted, so many moves count as one unit."""
        if self._settings.work is None:
            return self._budget.over
        return self._budget.stopped or ejecting.moves / MOVES > self._budget.left

    def _judged(self, draft: Draft, heads: Sequence[Head], people: Sequence[str]) -> Start | None:
        """The plan with these people, if the checker has nothing against it."""
        values = [0] * len(draft.model.proto.variables)
        for head, person in zip(heads, people, strict=True):
            fills = draft.who.fills(head.task, head.need, person)
            if not isinstance(fills, bool):
                values[fills.index] = 1
        bookings = Reading(draft, values).bookings()
        verdict = judge(self._problem, Plan(problem="", status=Status.FEASIBLE, held=bookings), self._timeline)
        logger.debug("%s people: %s", len(set(people)), verdict.goals if verdict.clean else verdict.violations[0].text)
        goals = tuple(self._reached(verdict.goals))
        return Start(bookings, goals, all(one.proved for one in goals)) if verdict.clean else None

    def _reached(self, goals: dict[str, int | float]) -> Iterator[Reached]:
        """What a plan reaches on each goal, and what no plan can pass that is no worse on the goals before."""
        least = dict(zip(ORDER, map(abs, ideal(self._timeline.occurrences)), strict=True))
        if all(goals.get(goal.name, 0) == least[goal] for goal in COVERAGE):  # nobody is missing
            for rule in self._problem.all_rules:
                if rule.goal is not None:
                    least[rule.goal] += rule.goal.shown(rule.costs_at_least(self._timeline))
        for goal in ORDER:
            value = goals.get(goal.name, 0)
            if value or least[goal]:
                bound = goal.shown(goal.counted(least[goal]))
                yield Reached(name=goal.name, value=value, bound=bound, proved=value == bound)

    def _told(self, start: Start) -> bool:
        """Tell what a plan reaches; whether somebody asks to stop."""
        for one in start.goals:
            told = Progress(one.name, one.value, one.bound, self._budget.seconds)
            if self._settings.progress is not None and self._settings.progress(told) is True:
                self._budget.stop()
        return self._budget.stopped


def _only_who(task: Occurrence) -> bool:
    """Whether all that is to be chosen about a task is who fills its needs, and nothing hangs on that."""
    activity = task.activity
    timed = not task.all_day and not task.run and len(task.days) == 1 and task.days[0] in task.given
    plain = not task.optional and not task.attendees and not task.joiners and not task.asks_room
    return timed and plain and bool(task.needs) and not any(works(activity)) and not activity.steps


def _among_named(task: Occurrence) -> Occurrence:
    """A task without the candidates whom no need takes because it names others: their hours are not looked at."""
    if not all(need.from_ for need in task.needs):
        return task
    named = {one for need in task.needs for one in need.from_}
    return replace(task, candidates=tuple(one for one in task.candidates if one in named))


def _heads(draft: Draft) -> Iterator[Head]:
    for task in draft.tasks:
        start = min(draft.when.starts(task))
        for place, need in enumerate(task.needs):
            for _ in range(need.count):
                yield Head(task, place, start, draft.timeline.ends(task, start))


def clashes(heads: Sequence[Head]) -> list[int]:
    """By head, the set of those that nobody can be besides: of the same task, or at the same time.

    Parameters
    ----------
    heads
        In the order of their starts.
    """
    found = [0] * len(heads)
    for place, head in enumerate(heads):
        for other in _from(heads, place + 1, head.end):
            found[place] |= 1 << other
            found[other] |= 1 << place
    return found


def _from(heads: Sequence[Head], first: int, end: int) -> Iterable[int]:
    """The places from one on of heads that start before a minute."""
    for place in range(first, len(heads)):
        if heads[place].start >= end:
            return
        yield place
