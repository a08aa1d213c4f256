"""Where a group keeps something that is in the way: it is named, and one fewer of it is a way out."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from planning.small import ANA, BO, QUICK, visit, week

import planner
from asking.laws_of_repairs import broken_promises, misranked
from planner import Problem
from planner.plan.plan import Status
from planner.plan.repair import Repair
from planner.rules.choose import Choose


def grouped(*values: float, must: float, staff: list[dict[str, Any]], **said: Any) -> Problem:
    """Fairs of a group and something that must not be left out, all at the same time."""
    names = ("lyon", "nice", "metz")[: len(values)]
    fairs = [
        visit(name, client=name.title(), time="09:00", value=value, optional=True)
        for name, value in zip(names, values, strict=True)
    ]
    rule = {"rule": "choose", "of": [*names], **said}
    return week(staff, [*fairs, visit("must", client="Must", time="09:00", value=must)], rules=[rule])


def ways_out(problem: Problem) -> dict[str, Repair]:
    """The ways out of the only trouble by kind, each kept to what it says."""
    (days,) = planner.diagnose(problem, settings=QUICK).infeasible_days
    assert not misranked(days)
    assert not [broken for one in days.repairs for broken in broken_promises(problem, days, one)]
    return {"+".join(one.kinds): one for one in days.repairs}


def test_one_fewer_of_a_group_is_held() -> None:
    problem = grouped(3, 5, 1, must=9, staff=[ANA, BO], count=2)
    found = ways_out(problem)["decline"]
    assert found.text == "decline Lyon: one fewer than asked for (2 of Lyon, Nice and Metz)"
    relaxed = found.apply(problem)
    assert relaxed.rules == (Choose(of=("nice", "metz"), least=1, most=2),)
    plan = planner.solve(relaxed, settings=QUICK)
    assert {one.occurrence for one in plan.bookings if one.complete} == {"must", "nice"}


def test_a_group_of_one_is_asked_for_no_more() -> None:
    problem = grouped(3, must=9, staff=[ANA], least=1)
    found = ways_out(problem)["decline"]
    assert found.text == "decline Lyon: one fewer than asked for (at least 1 of Lyon)"
    assert found.apply(problem).rules == ()


def test_the_least_valuable_is_declined_in_the_group_or_not() -> None:
    assert ways_out(grouped(3, must=1, staff=[ANA], least=1))["decline"].text == "decline Must"


def test_of_what_recurs_one_date_is_given_up() -> None:
    daily = visit("fair", client="Fair", on=None, every="FREQ=WEEKLY;BYDAY=TU,WE", time="09:00", optional=True, value=1)
    must = visit("must", client="Must", time="09:00", value=9)
    problem = week([ANA], [daily, must], rules=[{"rule": "choose", "of": ["fair"], "least": 2}])
    found = ways_out(problem)["decline"]
    assert found.text == "decline Fair on Tue 23 June: one fewer than asked for (at least 2 of Fair)"
    assert found.left_in_all == 0


@pytest.mark.parametrize("seed", range(12))
def test_ways_out_of_groups_keep_what_they_say(seed: int) -> None:
    rng = Random(f"groups {seed}")
    values = [rng.choice([1, 2, 5]) for _ in range(rng.choice([2, 3]))]
    count = rng.randint(1, len(values))
    said = rng.choice([{"count": count}, {"least": count}, {"least": 1, "most": count}])
    problem = grouped(*values, must=rng.choice([5, 9]), staff=rng.choice([[ANA], [ANA, BO]]), **said)
    plan = planner.solve(problem, settings=QUICK)
    if plan.status is Status.IMPOSSIBLE:
        assert plan.conflict
        return
    for days in planner.diagnose(problem, plan, settings=QUICK).infeasible_days:
        assert not misranked(days)
        assert not [broken for one in days.repairs for broken in broken_promises(problem, days, one)]
        declined = next(one for one in days.repairs if one.kinds == ("decline",))
        worth = dict(zip(("lyon", "nice", "metz"), values, strict=False)) | {"must": _must(problem)}
        assert worth[declined.changes[0].id] == min(worth[one] for one in days.activities)


def _must(problem: Problem) -> float:
    value = next(one.value for one in problem.activities if one.id == "must")
    assert value is not None
    return value
