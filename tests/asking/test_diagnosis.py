"""What is wrong: without a plan, with one, with one edited by hand, where there is none."""

from __future__ import annotations

import pytest
from explain.troubled import case
from planning.small import ANA, BO, QUICK, visit, week

import planner
from asking.builders import TUESDAY, away, planned, work_week
from planner import NoPlanError, Plan, Problem, Settings, Status
from planner.plan.diagnosis import Diagnosis


def short(plan: Plan, occurrence: str) -> Plan:
    """The plan as somebody edits it who takes everybody off an activity."""
    held = [
        one.model_copy(
            update={
                "staff": dict.fromkeys(one.staff, ()),
                "needs": tuple(
                    need.model_copy(update={"staff": (), "missing": need.missing + len(need.staff)})
                    for need in one.needs
                ),
                "complete": False,
            }
        )
        if one.occurrence == occurrence
        else one
        for one in plan.bookings
    ]
    return plan.model_copy(update={"held": tuple(held), "goals": (), "status": Status.FEASIBLE})


def test_healthy() -> None:
    found = planner.diagnose(work_week(), settings=QUICK)
    assert found.healthy
    assert found == Diagnosis(problem="The week", language="en")


def test_with_a_plan_and_without() -> None:
    problem, plan = planned(week([away(ANA)], [visit()]))
    found = planner.diagnose(problem, settings=QUICK)
    assert found == planner.diagnose(problem, plan, settings=QUICK)
    assert not found.healthy
    assert [one.activities for one in found.infeasible_days] == [("visit",)]


def test_a_plan_edited_by_hand_is_short_for_no_reason() -> None:
    problem, plan = planned(work_week())
    found = planner.diagnose(problem, short(plan, "visit"), settings=QUICK)
    assert (found.infeasible_days, found.not_proved) == ((), ("visit",))
    assert not found.healthy


def test_a_plan_edited_by_hand_is_judged_beside_what_is_proved() -> None:
    problem, plan = planned(week([away(ANA), BO], [visit("a", time="09:00"), visit("b", time="09:00"), visit("c")]))
    found = planner.diagnose(problem, short(plan, "c"), settings=QUICK)
    assert found.not_proved == ("c",)
    assert [one.activities for one in found.infeasible_days] == [("a", "b")]


def test_what_a_plan_cut_short_leaves_open_is_not_called_proved() -> None:
    problem, plan = planned(work_week())
    begun = short(plan, "drive")
    assert begun.status is Status.FEASIBLE
    assert planner.diagnose(problem, begun, settings=QUICK).not_proved == ("drive",)


@pytest.mark.parametrize("seed", range(6))
def test_with_little_time_whatever_is_short_is_told_once(seed: int) -> None:
    problem, plan = case(seed)
    found = planner.diagnose(problem, plan, settings=Settings(work=0.001, step=30))
    proved = {name for days in found.infeasible_days for name in days.activities}
    short_ = {one.occurrence for one in plan.shortages}
    assert short_ == (short_ & proved) | set(found.not_proved)
    assert not proved & set(found.not_proved)


def test_time_that_ends_with_the_proof_leaves_no_ways_out() -> None:
    from planner.explain.infeasible import infeasible_days
    from planner.explain.repairs import Repairs
    from planner.solving.budget import Budget

    problem, plan = planned(week([away(ANA)], [visit()]))
    timeline, over = problem.timeline, Budget(QUICK)
    (days,) = infeasible_days(problem, plan, timeline, QUICK, over)
    over.interrupt()
    tried = Repairs(problem, plan, timeline, QUICK, over)
    assert tried.of(days) == ()
    assert tried.of(days.model_copy(update={"certificate": None})) == ()


def impossible() -> Problem:
    return week([ANA], [visit(name, at=f"{TUESDAY} 10:00", required=True) for name in "ab"])


def test_what_is_impossible_has_no_plan_to_look_into() -> None:
    problem, plan = planned(impossible())
    assert plan.status is Status.IMPOSSIBLE
    for given in (None, plan):
        with pytest.raises(NoPlanError, match="impossible"):
            planner.diagnose(problem, given, settings=QUICK)
