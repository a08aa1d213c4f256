"""A plan laid beside its problem, for tables and pictures."""

from __future__ import annotations

from planner.checking import judge
from planner.errors import Fault, InputError
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report.discretion import discreet
from planner.rules.ledger import Ledger
from planner.wording import SOURCE


def laid(problem: Problem, plan: Plan) -> Ledger:
    """The plan beside the problem's facts, telling no more than these do.

    Raises
    ------
    NoPlanError
        If the plan has no bookings: there is nothing to show.
    InputError
        If the plan is not one of this problem: it misses occurrences, or names people that there are not.
    """
    timeline = problem.timeline
    plainly = problem.model_copy(update={"language": SOURCE})  # what is wrong with the input is told as all errors are
    amiss = [one for one in judge(plainly, plan, timeline).violations if one.rule == "form"]
    if amiss:
        hint = "Maybe the plan was made for another problem, or edited"
        raise InputError(Fault(("bookings", one.subject), one.text, hint) for one in amiss)
    return Ledger(timeline, discreet(problem, plan))
