"""A plan beside a problem that keeps reasons back: no report tells more than the problem does."""

from __future__ import annotations

from planner.explain.retelling import retold, retold_diagnosis
from planner.plan.diagnosis import Diagnosis
from planner.plan.plan import Plan
from planner.problem import Problem


def discreet(problem: Problem, plan: Plan) -> Plan:
    """The plan; where the problem keeps reasons back, told anew from it."""
    return retold(problem, plan) if problem.keeps_back else plan


def discreet_diagnosis(problem: Problem, diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis; where the problem keeps reasons back, told anew from it."""
    return retold_diagnosis(problem, diagnosis) if problem.keeps_back else diagnosis
