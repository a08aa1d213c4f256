"""Days that no plan can serve: the activities around a shortage, solved alone until they are proved too many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from planner.checking import names_of
from planner.compile.draft import Draft
from planner.plan.plan import Plan
from planner.plan.shortage import InfeasibleDays, Shortage
from planner.problem import Problem
from planner.rules.base import Names
from planner.rules.registry import hereditary
from planner.rules.work_time import works
from planner.solving.search import Answer, Budget, run
from planner.solving.settings import Settings
from planner.timeline.causes import day_text
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

MOST_TASKS = 60
ROUNDS = 3
SHARE = 0.2
SECOND_OPINION = 1


class Windows:
    """The search for days that no plan can serve.

    Parameters
    ----------
    problem, timeline
        The facts and rules, and the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._rules = tuple(filter(hereditary, problem.all_rules))
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._touched = {task.id: frozenset(self._days(task)) for task in timeline.occurrences}

    def around(self, task: Occurrence) -> tuple[Occurrence, ...]:
        """A smallest set of activities with this one that cannot all be held as asked; empty if none is proved.

        First the activity alone, then with those that touch its days, then with those that touch theirs. Of a set
        that is proved impossible, activities are left out one by one as long as it stays so (deletion filter:
        Chinneck and Dravnieks, ORSA Journal on Computing 3, 1991).
        """
        tasks: tuple[Occurrence, ...] = (task,)
        for _ in range(ROUNDS):
            if self._impossible(tasks):
                return self._shrunk(task, tasks)
            wider = self._wider(tasks)
            if len(wider) == len(tasks) or len(wider) > MOST_TASKS or self._budget.over:
                return ()
            tasks = wider
        return ()

    def bounds(self, tasks: tuple[Occurrence, ...]) -> tuple[dt.date, dt.date]:
        """The first and last day that matter: those of the activities, and of their work if the trouble lies there."""
        for chosen in (("preparation", "follow_up"), ("follow_up",), ()):
            bare = tuple(
                replace(task, activity=task.activity.model_copy(update=dict.fromkeys(chosen))) for task in tasks
            )
            if not chosen or self._impossible(bare):
                days = [day for task in bare for day in self._days(task)] or [self._timeline.facts.horizon.from_]
                return min(days), max(days)
        raise AssertionError("the last choice always returns")

    def _days(self, task: Occurrence) -> Iterator[dt.date]:
        """The days that an activity may touch, with its work."""
        for day in task.days:
            yield from task.lasting(day)
            for what, work in works(task.activity):
                yield from self._timeline.work_days(work, what, day)

    def _wider(self, tasks: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
        days = frozenset[dt.date]().union(*(self._touched[task.id] for task in tasks))
        return tuple(one for one in self._timeline.occurrences if self._touched[one.id] & days or one in tasks)

    def _shrunk(self, kept: Occurrence, tasks: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
        for one in tasks:
            rest = tuple(other for other in tasks if other is not one)
            if one is not kept and self._impossible(rest):
                tasks = rest
        return tasks

    def _impossible(self, tasks: tuple[Occurrence, ...]) -> bool:
        """Whether it is proved, twice, that the activities cannot all be held as asked.

        All others are left out, which can only help; but for trainings that grant skills, which may be held or not.
        """
        known = {task.id for task in tasks}
        granting = tuple(one for one in self._timeline.occurrences if one.activity.grants and one.id not in known)
        draft = Draft(self._timeline.only((*tasks, *granting)), self._settings.step).build(self._rules)
        for task in tasks:
            draft.logic.clause([draft.who.whole(task)])
        for seed in (0, SECOND_OPINION):
            outcome = run(draft.model, self._settings, self._budget, share=SHARE, cores=1, seed=seed)
            if outcome.answer is not Answer.IMPOSSIBLE:
                return False
        return True


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
    windows, names = Windows(problem, timeline, settings, budget), names_of(problem)
    found: dict[frozenset[str], InfeasibleDays] = {}
    for shortage in plan.shortages:
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
    when = f"on {day_text(first)}" if first == last else f"between {day_text(first)} and {day_text(last)}"
    named = [names.task(one) for one in tasks]
    if len(named) == 1:
        causes = {reason.text.partition(": ")[2] for reason in shortage.reasons}
        why = f": for everybody, {causes.pop()}" if len(causes) == 1 and len(shortage.reasons) > 1 else ""
        return f"{named[0]} cannot be held as asked {when}, whatever the plan{why}"
    told = f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{told} cannot all be held as asked {when}, whatever the plan"
