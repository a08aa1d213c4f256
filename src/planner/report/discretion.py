"""A plan beside its problem: no report tells more than the problem does, and all in the problem's language."""

from __future__ import annotations

from planner.explain.retelling import retold, retold_diagnosis, translated
from planner.plan.diagnosis import Diagnosis
from planner.plan.plan import Plan
from planner.problem import Problem


def discreet(problem: Problem, plan: Plan) -> Plan:
    """The plan; told anew from the problem, where that keeps reasons back or speaks another language."""
    if problem.keeps_back:
        return retold(problem, plan)
    return plan if plan.language in (None, problem.language) else translated(problem, plan)


def discreet_diagnosis(problem: Problem, diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis; where the problem keeps reasons back, told anew from it."""
    return retold_diagnosis(problem, diagnosis) if problem.keeps_back else diagnosis
