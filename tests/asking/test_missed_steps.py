"""A missed step is told with its reasons and what would help; each way out does what it says, and no cheaper does."""

from __future__ import annotations

import io
from collections import Counter
from functools import cache
from typing import Any

import pytest
from explain.test_steps import desk, solved
from planning.test_steps import MENU, steps, week
from rich.console import Console

import planner
from planner import Diagnosis, Plan, Problem, Settings
from planner.checking import judge
from planner.plan.missed import MissedStep
from planner.plan.repair import Repair
from planner.plan.step import PlanStep
from planner.report.answered import diagnosis_page
from planner.report.diagnosed import diagnosed
from planner.solving.budget import Budget
from planner.solving.worlds.stepping import steps_beside

QUICK = Settings(work=20, workers=1, step=30)
SEEDS = range(100)
AWAY = {"ana": [{"from": "2020-06-24", "to": "2020-06-24", "reason": "leave", "seen_by": "hr"}]}
SHUT = {"hours": {"mon-fri": ["09:00-12:00"]}, "closed": [{"from": "2020-06-24", "to": "2020-06-24"}]}


@cache
def case(seed: int) -> tuple[Problem, Plan, Diagnosis]:
    problem = desk(seed)
    plan = solved(problem)
    return problem, plan, planner.diagnose(problem, plan, settings=QUICK)


def beside(problem: Problem, plan: Plan) -> tuple[PlanStep, ...]:
    """The steps of a problem beside what a plan holds."""
    return steps_beside(problem.timeline, plan.bookings, QUICK, Budget(QUICK))


def undone(found: tuple[PlanStep, ...]) -> set[tuple[str, str]]:
    return {(one.occurrence, one.name) for one in found if one.day is None}


def said(repair: Repair, missed: MissedStep) -> dict[str, Any]:
    """The step as a way out states it."""
    (change,) = repair.changes
    assert change.facts is not None
    found: dict[str, Any] = next(one for one in change.facts["steps"] if one["name"] == missed.name)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_every_missed_step_is_told_once(seed: int) -> None:
    _, plan, diagnosis = case(seed)
    assert Counter((one.occurrence, one.name) for one in diagnosis.missed_steps) == Counter(undone(plan.steps))
    assert all(one.reasons and one.text for one in diagnosis.missed_steps)
    assert not (diagnosis.healthy and undone(plan.steps))
    assert Diagnosis.model_validate_json(diagnosis.model_dump_json()) == diagnosis


@pytest.mark.parametrize("seed", SEEDS)
def test_each_way_out_does_what_it_says(seed: int) -> None:
    problem, plan, diagnosis = case(seed)
    for missed in diagnosis.missed_steps:
        assert [one.cost for one in missed.repairs] == sorted(one.cost for one in missed.repairs)
        for repair in missed.repairs:
            changed = repair.apply(problem)
            after = beside(changed, plan)
            assert (missed.occurrence, missed.name) not in undone(after)
            assert len(undone(after)) == repair.left_in_all < len(undone(plan.steps))
            violations = judge(changed, plan.model_copy(update={"steps": after})).violations
            assert {one.rule for one in violations} <= {"shortages", "goals"}  # what the plan tells of itself


@pytest.mark.parametrize("seed", SEEDS)
def test_no_fewer_days_and_nobody_else_would_do(seed: int) -> None:
    """Where a step is brought forward, no later day will do; where nobody else is named, nobody is there."""
    problem, plan, diagnosis = case(seed)
    stated = {one.id: problem.settled(one).steps or () for one in problem.activities}
    for missed in diagnosis.missed_steps:
        kinds = {repair.kinds[0]: repair for repair in missed.repairs}
        (place,) = (i for i, one in enumerate(stated[missed.activity]) if one.name == missed.name)
        step = stated[missed.activity][place]

        def done(missed: MissedStep = missed, place: int = place, **other: Any) -> bool:
            known = [one.model_dump(mode="json", exclude_defaults=True) for one in stated[missed.activity]]
            known[place] |= other
            facts = [
                one.model_dump(mode="json", exclude_unset=True)
                | ({"steps": known} if one.id == missed.activity else {})
                for one in problem.activities
            ]
            left = undone(beside(problem.with_(activities=facts), plan))
            return (missed.occurrence, missed.name) not in left and len(left) < len(undone(plan.steps))

        if "step_earlier" in kinds:
            within = said(kinds["step_earlier"], missed).get("within", 20)
            assert kinds["step_earlier"].cost == within - step.within
            assert not any(done(within=n) for n in range(step.within, within))
        else:
            assert not done(within=step.within + 20)
        if "step_later" in kinds:
            key = "days" if step.hours is None else "hours"
            stated_now, once = getattr(step, key), 1 if key == "days" else 24
            late = (said(kinds["step_later"], missed)[key] - stated_now) // once
            assert kinds["step_later"].cost == 5 * late > 0
            assert not any(done(**{key: stated_now + once * n}) for n in range(1, late))
        if "hand_over" not in kinds and step.owner is not None:
            others = [one.id for one in problem.staff if one.id not in step.doers]
            assert not any(done(deputies=[*step.deputies, one]) for one in others)


def test_all_kinds_occur() -> None:
    found = Counter(one.kinds[0] for seed in SEEDS for step in case(seed)[2].missed_steps for one in step.repairs)
    assert min(found[kind] for kind in ("step_earlier", "hand_over", "step_later")) >= 3, found


def test_done_earlier_or_by_somebody_else() -> None:
    problem = week({**MENU, "within": 0, "deputies": []}, away=AWAY, prices={"hand_over": 7})
    (missed,) = planner.diagnose(problem, settings=QUICK).missed_steps
    assert missed.text == "visit: the step 'menu' is not done by Wed 24 June"
    assert [one.text for one in missed.reasons] == ["Ana: leave on Wed 24 June"]
    assert [(one.text, one.cost, one.touches) for one in missed.repairs] == [
        ("have the step 'menu' for visit done already on Tue 23 June", 1, ("ana",)),
        ("have the step 'menu' for visit done late, on Thu 25 June", 5, ("ana",)),
        ("let Bo do the step 'menu' for visit", 7, ("bo",)),
    ]
    after = [steps(planner.solve(one.apply(problem), settings=QUICK)) for one in missed.repairs]
    assert after == [[("menu", "ana", "Tue 23")], [("menu", "ana", "Thu 25")], [("menu", "bo", "Wed 24")]]


def test_a_date_without_an_owner_is_handed_to_nobody() -> None:
    problem = week({"name": "last changes", "days": -1, "within": 0, "count": "calendar"}, calendar=SHUT)
    (missed,) = planner.diagnose(problem, settings=QUICK).missed_steps
    assert [one.kinds for one in missed.repairs] == [("step_earlier",), ("step_later",)]


def test_it_is_printed_and_tells_no_secret() -> None:
    problem = week({**MENU, "within": 0, "deputies": []}, away=AWAY)
    diagnosis = planner.diagnose(problem, settings=QUICK)
    told = {}
    for whose in (problem, problem.for_("all")):
        file = io.StringIO()
        Console(file=file, width=200).print(diagnosed(whose, diagnosis))
        told[whose.audience] = file.getvalue() + diagnosis_page(diagnosis, whose)
    for text in told.values():
        assert "visit: the step 'menu' is not done by Wed 24 June" in text
        assert "1. have the step 'menu' for visit done already on Tue 23 June (costs 1; then no step is missed)" in text
        assert "Steps missed then" in text
    assert "Ana: leave on Wed 24 June" in told["hr"]
    assert "leave" not in told["all"]
