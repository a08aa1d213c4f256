"""What granting an absence, or keeping a wish, does to steps."""

from __future__ import annotations

import datetime as dt

import pytest
from planning.test_steps import MENU, week

import planner
from planner import Plan, Problem, Settings
from planner.solving.budget import Budget
from planner.solving.worlds.stepping import steps_beside

QUICK = Settings(work=20, workers=1)


def planned(problem: Problem) -> tuple[Problem, Plan]:
    return problem, planner.solve(problem, settings=QUICK)


def granted(case: tuple[Problem, Plan], first: str, last: str) -> tuple[bool, str, list[tuple[str, str | None, str]]]:
    found = planner.approve(*case, {"staff": "ana", "from": first, "to": last}, settings=QUICK)
    return found.granted, found.text, [(one.name, one.owner, f"{one.day or 'never'}") for one in found.steps]


def test_a_step_is_brought_forward_or_handed_over() -> None:
    case = planned(week(MENU))
    forward = "Ana can be away then: nothing else changes; 1 step is done otherwise"
    assert granted(case, "2020-06-24", "2020-06-24") == (True, forward, [("menu", "ana", "2020-06-23")])
    assert granted(case, "2020-06-22", "2020-06-24") == (True, forward, [("menu", "bo", "2020-06-24")])
    assert granted(case, "2020-06-26", "2020-06-26") == (True, "Ana can be away then: nothing else changes", [])


def test_a_step_that_nobody_could_do_any_more() -> None:
    case = planned(week({**MENU, "within": 0, "deputies": []}, MENU | {"name": "options"}))
    told = "If Ana is away then, 1 step is missed: 'menu' for visit; 1 step is done otherwise"
    steps = [("menu", None, "never"), ("options", "ana", "2020-06-23")]
    assert granted(case, "2020-06-24", "2020-06-24") == (False, told, steps)


def test_a_wish_is_told_what_it_costs_in_steps() -> None:
    """Ana is away on the only day on which she could do a step for a visit on Wednesday."""
    step = {"name": "menu", "days": -1, "within": 0, "owner": "ana"}
    away = {"ana": [{"from": "2020-06-23", "to": "2020-06-23"}]}
    problem, plan = planned(week(step, away=away, visit={"on": ["2020-06-24", "2020-06-25"]}))
    found = planner.why_not(problem, plan, "visit", at=dt.date(2020, 6, 24), settings=QUICK)
    assert found.possible
    assert found.costs == {"steps missed": 1}
    assert planner.why_not(problem, plan, "visit", staff="cy", settings=QUICK).costs == {}


@pytest.mark.parametrize("minutes", [0, 60, 240, 400])
def test_steps_beside_a_plan_are_those_of_the_plan(minutes: int) -> None:
    long = MENU | ({"minutes": minutes} if minutes else {})
    problem, plan = planned(week(long, long | {"name": "options"}, {"name": "survey", "days": 1, "owner": "assigned"}))
    found = steps_beside(problem.timeline, plan.bookings, QUICK, Budget(QUICK))
    assert sorted(found, key=lambda one: one.name) == sorted(plan.steps, key=lambda one: one.name)
