"""What granting an absence would do: each answer by hand, and that what is granted can be held."""

from __future__ import annotations

from typing import Any

import pytest
from explain.troubled import SETTINGS, case
from planning.small import ANA, BO, QUICK, visit, week

import planner
from asking.builders import TUESDAY, WEDNESDAY, Facts, planned, work_week
from asking.laws_of_repairs import missing
from planner import InputError, Plan, Problem
from planner.plan.answers import Approval
from planner.plan.repair import Change, changed_by

SEEDS = [*range(0, 13, 3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(13, 52))]


@pytest.fixture(scope="module")
def working() -> tuple[Problem, Plan]:
    return planned(work_week())


def approved(case: tuple[Problem, Plan], staff: str, first: str = TUESDAY, **absence: Any) -> Approval:
    problem, plan = case
    asked = {"staff": staff, "from": first, "to": first, **absence}
    return planner.approve(problem, plan, asked, settings=QUICK)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_granted_can_be_held(seed: int) -> None:
    problem, plan = case(seed)
    for person in problem.staff[:2]:
        stated = [one.model_dump(mode="json", exclude_unset=True) for one in person.absences]
        leave = {"from": "2020-07-08", "to": "2020-07-09"}
        found = planner.approve(problem, plan, {"staff": person.id, **leave}, settings=SETTINGS)
        facts = {"absences": [*stated, leave]}
        after = planner.solve(
            changed_by(problem, (Change(what="staff", id=person.id, facts=facts),)), settings=SETTINGS
        )
        before, open_ = sum(map(missing, plan.bookings)), sum(map(missing, after.bookings))
        if found.granted:
            assert open_ <= before or after.goals[0].value >= plan.goals[0].value
        else:
            assert found.breaks
        assert all(one.verdict == "proved" for one in found.infeasible_days)


def test_nothing_else_changes(working: tuple[Problem, Plan]) -> None:
    found = approved(working, "ana", WEDNESDAY)
    assert (found.granted, found.moves, found.breaks) == (True, (), ())
    assert found.text == "Ana can be away then: nothing else changes"


@pytest.mark.parametrize("part", [{}, {"half": "morning"}, {"to": WEDNESDAY}, {"time": "08:00-10:00"}])
def test_somebody_else_goes(working: tuple[Problem, Plan], part: Facts) -> None:
    found = approved(working, "ana", **part)
    assert found.granted
    assert found.text == "Ana can be away then, with a change to visit (Bo instead of Ana)"
    assert [(one.occurrence, one.staff_before, one.staff) for one in found.moves] == [
        ("visit", {"guide": ("ana",)}, {"guide": ("bo",)})
    ]


@pytest.mark.parametrize(
    "part",
    [{"half": "afternoon"}, {"time": "13:00-15:00"}, {"from": f"{TUESDAY} 13:00", "to": f"{TUESDAY} 15:00"}],
)
def test_a_part_of_a_day_touches_only_what_lies_in_it(working: tuple[Problem, Plan], part: Facts) -> None:
    assert approved(working, "ana", **part).text == "Ana can be away then: nothing else changes"


def test_refused_with_the_proof(working: tuple[Problem, Plan]) -> None:
    found = approved(working, "di")
    assert (found.granted, found.breaks) == (False, ("drive",))
    assert found.text == "If Di is away then, drive cannot be held as asked"
    (days,) = found.infeasible_days
    assert days.certificate is not None
    assert (days.certificate.kind, days.activities) == ("nobody", ("drive",))
    assert Approval.model_validate_json(found.model_dump_json()) == found


def test_days_of_work_are_lost_too() -> None:
    case = planned(week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": 400, "within": 1})]))
    assert approved(case, "ana").breaks == ("visit",)


def test_a_seminar_takes_whole_days() -> None:
    fair = {"kind": "fair", "id": "fair", "on": TUESDAY, "needs": {"guide": 1}}
    case = planned(week([ANA, BO], [fair]))
    found = approved(case, case[1].booking("fair").people[0])
    assert found.granted
    assert [one.occurrence for one in found.moves] == ["fair"]


def test_others_may_have_to_move() -> None:
    """Bo alone could take the visit, and is at one that Ana alone cannot leave to anybody else."""
    named = [{"role": "guide", "from": ["ana", "bo"]}], [{"role": "guide", "from": ["bo", "cy"]}]
    visits = [visit("x", time="09:00", needs=named[0]), visit("y", time="09:00", needs=named[1])]
    problem = week([ANA, BO, {**ANA, "id": "cy", "name": "Cy"}], visits)
    plan = planner.solve(problem, settings=QUICK)
    found = approved((problem, plan), plan.booking("x").people[0])
    assert found.granted
    assert found.moves


def test_what_is_pinned_would_not_hold() -> None:
    case = planned(week([ANA, BO], [visit(pins={"on": TUESDAY, "staff": {"guide": ["ana"]}})]))
    found = approved(case, "ana")
    assert (found.granted, found.breaks) == (False, ("visit",))
    assert found.text == "Ana cannot be away then: what is pinned or required would not hold"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"staff": "anna", "from": TUESDAY, "to": TUESDAY}, "staff: 'anna' is nobody. Did you mean 'ana'?"),
        (
            {"staff": "ana", "from": TUESDAY, "to": "2020-06-22"},
            "absence.to: ends on 2020-06-22, before it starts on 2020-06-23. Swap them, or mend the date.",
        ),
        ({"staff": "ana"}, "absence: does not say when. Give from and to, or every."),
        ({"staff": "ana", "from": "x"}, "from: 'x' "),
    ],
)
def test_what_makes_no_sense_is_told(working: tuple[Problem, Plan], asked: Facts, told: str) -> None:
    with pytest.raises(InputError) as error:
        planner.approve(*working, asked, settings=QUICK)
    assert str(error.value).startswith(told)
