"""Where the one in reserve stands in the way: told by name, and let go on that day."""

from __future__ import annotations

from typing import Any

from planning.small import ANA, QUICK, visit, week

import planner
from asking.laws_of_repairs import broken_promises, misranked
from planner import Problem
from planner.plan.repair import Repair

RESERVE = {"rule": "reserve", "role": "guide"}


def reserving(*staff: dict[str, Any], **stated: Any) -> Problem:
    """One guide is to be free each day."""
    return week([*staff], [visit(**stated)], rules=[RESERVE])


def ways_out(problem: Problem) -> dict[str, Repair]:
    """The ways out of the only trouble by kind, each kept to what it says."""
    (days,) = planner.diagnose(problem, settings=QUICK).infeasible_days
    assert not misranked(days)
    assert not [broken for one in days.repairs for broken in broken_promises(problem, days, one)]
    return {"+".join(one.kinds): one for one in days.repairs}


def test_somebody_is_hired_only_to_be_there() -> None:
    hire = ways_out(reserving(ANA))["hire_day"]
    assert (hire.text, hire.cost) == ("hire or borrow one more guide on Tue 23 June (1 day)", 10)
