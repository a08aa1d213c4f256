"""What would help against missed steps: done earlier, late, or by somebody else, tried beside what the plan holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from typing import Any

from planner.checking import names_of
from planner.explain.unmet import unmet
from planner.facts.activities import Step
from planner.facts.prices import RepairKind, prices_of
from planner.plan.missed import MissedStep
from planner.plan.plan import Plan
from planner.plan.repair import Change, Repair
from planner.plan.step import PlanStep
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.stepping import steps_beside
from planner.timeline.occurrence import Occurrence
from planner.timeline.steps import Due, choices, doers, dues, earliest
from planner.timeline.timeline import Timeline

EARLIER, MOST = 20, 260
"""Working days more for a step that are tried, and how many the format allows at most."""

LATER, TRIES = 20, 5
"""Days by which a step may be late, and how many of them are tried."""


class MissedSteps:
    """The missed steps of one plan, and ways out.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._names = names_of(problem)
        self._words = self._names.wording
        self._prices = prices_of(problem.prices)
        self._steps = {(one.occurrence, one.name): one for one in plan.steps}
        self._missed = sum(one.day is None for one in plan.steps)

    def all(self) -> Iterator[MissedStep]:
        """Each missed step with its reasons and the ways out."""
        for shortage in unmet(self._problem, self._plan, self._timeline):
            step = self._steps[shortage.occurrence, shortage.step or ""]
            told = {"task": self._names.task(step.occurrence), "step": step.name, "day": self._words.day(step.due)}
            repairs = filter(None, (self._earlier(step), self._handed_over(step), self._later(step)))
            yield MissedStep(
                activity=step.activity,
                occurrence=step.occurrence,
                name=step.name,
                due=step.due,
                reasons=shortage.reasons,
                repairs=tuple(sorted(repairs, key=lambda one: one.cost)),
                text=self._words.say("{task}: the step '{step}' is not done by {day}", **told),
            )

    def _earlier(self, missed: PlanStep) -> Repair | None:
        """The step done on an earlier day than it may be so far: the last that will do."""
        due = self._due(missed)
        wide = self._tried(due, within=min(due.step.within + EARLIER, MOST))
        done = None if wide is None else _found(wide, missed).day
        if done is None:
            return None
        within = next(n for n in count(due.step.within) if earliest(self._timeline, due.due, n) <= done)
        told = {"step": missed.name, "activity": self._title(missed), "day": self._words.day(done)}
        text = self._words.say("have the step '{step}' for {activity} done already on {day}", **told)
        return self._repair("step_earlier", within - due.step.within, missed, due, text, within=within)

    def _handed_over(self, missed: PlanStep) -> Repair | None:
        """The step done by somebody who is not asked so far: of the same roles, if that will do."""
        due = self._due(missed)
        filling = self._plan.booking(missed.occurrence).people
        asked = {who for who, assigned in doers(self._timeline, due) if not assigned or who in filling}
        people = self._timeline.people
        roles = {role for who, _ in doers(self._timeline, due) for role in people[who].staff.roles}
        others = sorted(people.keys() - asked, key=lambda who: (not roles.intersection(people[who].staff.roles), who))
        wide = self._tried(due, deputies=(*due.step.deputies, *others)) if due.step.owner and others else None
        who = None if wide is None else _found(wide, missed).owner
        if who is None:
            return None
        told = {"person": self._names.person(who), "step": missed.name, "activity": self._title(missed)}
        text = self._words.say("let {person} do the step '{step}' for {activity}", **told)
        return self._repair("hand_over", 1, missed, due, text, deputies=(*due.step.deputies, who))

    def _later(self, missed: PlanStep) -> Repair | None:
        """The step done after its term: by as few days as will do, and not after an activity that it should precede."""
        due = self._due(missed)
        days, most = due.step.days, LATER
        if days is not None and days < 0:
            most = min(most, -days)
        said = [
            {"hours": 24 * n + (due.step.hours or 0)} if days is None else {"days": n + days} for n in range(most + 1)
        ]
        dues_then = ((n, self._otherwise_due(missed, due, said[n])) for n in range(1, most + 1))
        possible = (n for n, then in dues_then if then is not None and choices(self._timeline, then))
        for n in islice(possible, TRIES):
            steps = self._tried(due, **said[n])
            done = None if steps is None else _found(steps, missed).day
            if done is not None:
                told = {"step": missed.name, "activity": self._title(missed), "day": self._words.day(done)}
                text = self._words.say("have the step '{step}' for {activity} done late, on {day}", **told)
                return self._repair("step_later", n, missed, due, text, **said[n])
        return None

    def _repair(
        self, kind: RepairKind, times: int, missed: PlanStep, due: Due, text: str, **said: Any
    ) -> Repair | None:
        """A step said otherwise, if that is enough; of what recurs each time."""
        steps = self._tried(due, **said)
        if steps is None:
            return None
        stated = [one.model_dump(mode="json", exclude_defaults=True) for one in _with(due, said)]
        others = (one.owner for one in steps if self._otherwise(one))
        return Repair(
            kinds=(kind,),
            changes=(Change(what="activities", id=missed.activity, facts={"steps": stated}),),
            cost=self._prices[kind] * times * len(self._dated(missed.activity)),
            touches=tuple(sorted({who for who in others if who is not None})),
            left=0,
            left_in_all=sum(one.day is None for one in steps),
            text=text,
        )

    def _tried(self, due: Due, **said: Any) -> tuple[PlanStep, ...] | None:
        """All steps beside what the plan holds, one of them said otherwise; `None` if it is missed all the same."""
        if self._budget.over:
            return None
        part = self._timeline
        for task in self._dated(due.task.activity.id):
            activity = task.activity.model_copy(update={"steps": _with(due, said)})
            part = part.with_task(replace(task, activity=activity))
        steps = steps_beside(part, self._plan.bookings, self._settings, self._budget)
        missed = [(one.occurrence, one.name) for one in steps if one.day is None]
        helps = steps and len(missed) < self._missed and (due.task.id, due.step.name) not in missed
        return steps if helps else None

    def _due(self, missed: PlanStep) -> Due:
        """The step as it falls due in the plan."""
        task = self._timeline.occurrence(missed.occurrence)
        return next(one for one in self._falling_due(task, missed) if one.step.name == missed.name)

    def _otherwise_due(self, missed: PlanStep, due: Due, said: dict[str, Any]) -> Due | None:
        """The step as it would fall due, were it said otherwise; `None` if that is outside the horizon."""
        task = replace(due.task, activity=due.task.activity.model_copy(update={"steps": _with(due, said)}))
        return next((one for one in self._falling_due(task, missed) if one.place == due.place), None)

    def _falling_due(self, task: Occurrence, missed: PlanStep) -> Iterator[Due]:
        start = self._plan.booking(missed.occurrence).start
        return dues(self._timeline, task, None if start is None else start.date())

    def _dated(self, activity: str) -> list[Occurrence]:
        return [one for one in self._timeline.occurrences if one.activity.id == activity]

    def _otherwise(self, step: PlanStep) -> bool:
        """Whether a step is done otherwise than in the plan."""
        known = self._steps.get((step.occurrence, step.name))
        return known is None or (known.owner, known.day) != (step.owner, step.day)

    def _title(self, missed: PlanStep) -> str:
        return self._names.task(missed.activity)


def _with(due: Due, said: dict[str, Any]) -> tuple[Step, ...]:
    """The steps of an activity, one of them otherwise."""
    steps = due.task.activity.steps or ()
    return (*steps[: due.place], due.step.model_copy(update=said), *steps[due.place + 1 :])


def _found(steps: tuple[PlanStep, ...], missed: PlanStep) -> PlanStep:
    return next(one for one in steps if (one.occurrence, one.name) == (missed.occurrence, missed.name))
