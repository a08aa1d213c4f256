"""Where a group of which so many are held stands in the way: the words name it."""

from __future__ import annotations

from typing import Any

from planning.small import ANA, DI, QUICK, visit, week

import planner
from asking.builders import TUESDAY, Facts
from planner import Plan, Problem

AT_NINE: Facts = {"at": f"{TUESDAY} 09:00", "optional": True}


def chosen(*activities: Facts, staff: tuple[Facts, ...] = (ANA, DI), **rule: Any) -> tuple[Problem, Plan]:
    """So many of a and b are held."""
    problem = week([*staff], list(activities), rules=[{"rule": "choose", "of": ["a", "b"], **rule}])
    return problem, planner.solve(problem, settings=QUICK)


def declined(plan: Plan) -> dict[str, str]:
    return {one.occurrence: one.text for one in plan.declined}


def test_what_none_of_may_be_held_says_so() -> None:
    problem, plan = chosen(visit("a", **AT_NINE), visit("b", **AT_NINE), most=0)
    assert declined(plan) == dict.fromkeys("ab", "at most 0 of a and b")
    answer = planner.why_not(problem, plan, "b", settings=QUICK)
    assert not answer.possible
    assert answer.text == "b cannot be held so beside what else is held: at most 0 of a and b"
    assert [(one.fact, one.subject) for one in answer.reasons] == [("rule", "rules/0")]


def test_what_a_group_keeps_out_names_the_group() -> None:
    """The visit is worth more than both of the group, one of which must be held by the same guide then."""
    problem, plan = chosen(
        visit("a", value=3, **AT_NINE), visit("b", **AT_NINE), visit("c", value=9, **AT_NINE), least=1
    )
    found = declined(plan)
    assert found == {
        "b": "it would take the place of a",
        "c": "it would take the place of a (at least 1 of a and b)",
    }
    answer = planner.why_not(problem, plan, "c", settings=QUICK)
    assert answer.text == "c cannot be held so beside what else is held: at least 1 of a and b"


def test_another_of_the_group_may_be_given_up_however_far_it_is() -> None:
    """Nobody and no day ties the two to each other, but the rule."""
    far = {"on": "2020-06-26", "optional": True, "needs": {"driver": 1}}
    case = chosen(visit("a", value=3, optional=True, on="2020-06-22"), visit("b", **far), most=1)
    answer = planner.why_not(*case, "b", settings=QUICK)
    assert answer.possible
    assert [one.occurrence for one in answer.moves] == ["a"]
    assert "with a change to a (not held)" in answer.text


def test_a_long_list_of_what_would_give_way_is_cut() -> None:
    tours = [visit(f"t{n}", duration="1h", value=9, needs={"guide": 1}) for n in range(7)]
    problem = week([ANA], [*tours, visit("late", optional=True, on=TUESDAY, duration="1h")])
    text = declined(planner.solve(problem, settings=QUICK))["late"]
    assert text == "it would take the place of one of 7 activities, for example t0, t1 and t2"


def test_a_trouble_names_the_group_that_keeps_an_optional_activity() -> None:
    """Ana is at one of the group, and could be at the visit if none of it were asked for."""
    problem, plan = chosen(visit("a", **AT_NINE), visit("b", **AT_NINE), visit(at=f"{TUESDAY} 09:00"), count=1)
    (days,) = planner.diagnose(problem, plan, settings=QUICK).infeasible_days
    assert days.text == ("a and visit cannot all be held as asked on Tue 23 June, whatever the plan (1 of a and b)")
    answer = planner.why_not(problem, plan, "visit", settings=QUICK)
    assert "1 of a and b" in answer.text.splitlines()
