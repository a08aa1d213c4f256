"""Where the one in reserve stands in the way: told by name, and let go on that day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from asking.laws_of_repairs import broken_promises, misranked
from planner import Problem
from planner.plan.repair import Repair
from planner.rules import Names
from planner.rules.reserve import Reserve

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


def test_the_one_in_reserve_is_let_go_on_that_day() -> None:
    problem = reserving(ANA, BO, needs={"guide": 2})
    found = ways_out(problem)
    assert [(one.text, one.cost) for one in found.values()] == [
        ("do without 1 × guide in reserve on Tue 23 June", 6),
        ("hire or borrow one more guide on Tue 23 June (1 day)", 10),
        ("decline visit", 50),
    ]
    (change,) = found["reserve"].changes
    assert (change.what, change.id, change.facts) == ("rules", "0", {"except": ["2020-06-23"]})
    (relaxed,) = found["reserve"].apply(problem).rules
    assert relaxed.asks(Names({}, {})) == "1 × guide in reserve each day but on Tue 23 June"


def test_the_reserve_is_done_without_on_each_day_that_is_needed_and_no_other() -> None:
    fair = {"kind": "fair", "id": "fair", "from": "2020-06-23", "to": "2020-06-24", "needs": {"guide": 1}}
    problem = week([ANA], [fair], rules=[RESERVE], prices={"reserve": 2})
    found = ways_out(problem)["reserve"]
    assert (found.text, found.cost) == ("do without 1 × guide in reserve from 23 to 24 June", 4)


def test_of_two_rules_the_one_is_relaxed_that_stands_in_the_way() -> None:
    rules = [RESERVE, {"rule": "reserve", "role": "driver"}]
    problem = week([ANA, DI, {**DI, "id": "el"}], [visit()], rules=rules)
    relaxed = ways_out(problem)["reserve"].apply(problem)
    excepted = {one.role: one.except_ for one in relaxed.rules if isinstance(one, Reserve)}
    assert excepted == {"guide": (dt.date(2020, 6, 23),), "driver": ()}


def test_an_exception_travels_without_loss() -> None:
    problem = week([ANA], [visit()], rules=[RESERVE | {"except": ["2020-06-23"]}])
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
    assert planner.solve(problem, settings=QUICK).booking("visit").people == ("ana",)
