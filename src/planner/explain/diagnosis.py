"""A diagnosis: every shortage traced to what is behind it, and ways out tried."""

from __future__ import annotations

from planner.explain.infeasible import infeasible_days
from planner.explain.missed import MissedSteps
from planner.explain.repairs import Repairs
from planner.plan.diagnosis import Diagnosis
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline


def diagnosed(problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> Diagnosis:
    """What is behind a plan's shortages, and what helps.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    found = infeasible_days(problem, plan, timeline, settings, budget)
    missed = MissedSteps(problem, plan, timeline, settings, budget)
    repairs = Repairs(problem, plan, timeline, settings, budget)
    proved = {name for days in found for name in days.activities}
    return Diagnosis(
        problem=problem.name,
        language=problem.language,
        infeasible_days=tuple(days.model_copy(update={"repairs": repairs.of(days)}) for days in found),
        missed_steps=tuple(missed.all()),
        not_proved=tuple(one.occurrence for one in plan.bookings if one.short and one.occurrence not in proved),
    )
