"""Impossible and stopped are statuses; what cannot be planned yet, and what is odd, is told."""

import json
from typing import Any

import pytest

import planner
from planner import NoPlanError, Plan, Settings, Status
from planning.small import ANA, BO, DI, QUICK, solved, visit, week

AT_TEN = {"at": "2020-06-23 10:00"}


def conflict(**facts: Any) -> tuple[str, ...]:
    """What cannot hold together; such a plan has nothing to misread."""
    plan = planner.solve(week(**facts), settings=QUICK)
    assert plan.status is Status.IMPOSSIBLE
    with pytest.raises(NoPlanError, match="'The week' has no bookings, it is impossible: ") as raised:
        _ = plan.bookings
    assert all(one in str(raised.value) for one in plan.conflict)
    with pytest.raises(NoPlanError):
        plan.booking("visit")
    with pytest.raises(NoPlanError):
        planner.check(week(**facts), plan)
    assert json.loads(plan.to_json())["bookings"] is None
    assert Plan.model_validate_json(plan.to_json()) == plan
    assert (plan.shortages, plan.infeasible_days) == ((), ())
    return plan.conflict


def test_two_required_at_one_time() -> None:
    stated = [visit(one, required=True, **AT_TEN) for one in ("a", "b")]
    others = [visit("c", **AT_TEN), visit("d", required=True, on="2020-06-24")]
    assert conflict(activities=[*stated, *others]) == ("a is required", "b is required")
    assert solved(week([ANA, BO], [*stated, *others])).booking("c").complete is False


def test_required_with_nobody_there() -> None:
    gone = {**ANA, "absences": [{"from": "2020-06-22", "to": "2020-06-26"}]}
    assert conflict(staff=[gone], activities=[visit(required=True)]) == ("visit is required",)


def test_pinned_to_a_holiday() -> None:
    horizon = {"from": "2020-07-13", "to": "2020-07-17"}
    pinned = visit(on=["2020-07-14", "2020-07-15"], pins={"on": "2020-07-14"})
    assert conflict(horizon=horizon, activities=[pinned]) == ("visit is pinned to Tue 14 July",)
    at = visit(on=["2020-07-14", "2020-07-15"], pins={"at": "2020-07-14 10:00"})
    assert conflict(horizon=horizon, activities=[at]) == ("visit is pinned to Tue 14 July at 10:00",)


def test_pins_against_a_ceiling() -> None:
    stated = [visit(one, at=f"2020-06-23 {clock}", pins={"staff": {"guide": ["ana"]}}) for one, clock in HOURS]
    one_a_day = [{"rule": "at_most", "per": "day", "count": 1}]
    assert conflict(staff=[ANA, BO, DI], activities=stated, rules=[*one_a_day, {"rule": "rest", "hours": 11}]) == (
        "a is pinned to Ana as guide",
        "at most 1 booking a day for Ana on Tue 23 June",
        "b is pinned to Ana as guide",
    )
    priced = [{**one_a_day[0], "price": 3}]
    assert solved(week([ANA, BO], stated, rules=priced)).goals[-1].value == 3


HOURS = (("a", "09:00"), ("b", "14:00"))


def test_pins_of_somebody_without_the_role() -> None:
    assert conflict(staff=[ANA, DI], activities=[visit(pins={"staff": {"guide": ["di"]}})]) == (
        "visit is pinned to Di as guide",
    )


def test_stopped_has_no_plan_either() -> None:
    stopped = Plan.model_validate({"problem": "The week", "status": "stopped", "bookings": None})
    with pytest.raises(NoPlanError, match="it is stopped: no plan was found before"):
        _ = stopped.bookings
    assert json.loads(stopped.to_json())["bookings"] is None


def test_an_interrupt_before_the_first_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.planning.Ladder", interrupted)
    plan = planner.solve(week(activities=[visit()]), settings=QUICK)
    assert (plan.status, plan.held, plan.infeasible_days) == (Status.STOPPED, None, ())


def test_an_interrupt_while_proving_leaves_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.planning.infeasible_days", interrupted)
    plan = planner.solve(week(activities=[visit(on="2020-06-24", needs={"guide": 2})]), settings=QUICK)
    assert (plan.status, plan.infeasible_days, len(plan.shortages)) == (Status.OPTIMAL, (), 1)
    assert plan.audit


def test_a_plan_that_the_checker_refuses_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_short(*_: Any, **__: Any) -> tuple[()]:
        return ()

    monkeypatch.setattr("planner.planning.shortages_of", nothing_short)
    with pytest.raises(planner.BugError, match="the shortages do not tell rightly what is missing"):
        planner.solve(week(activities=[visit(needs={"guide": 2})]), settings=QUICK)


@pytest.mark.parametrize(("step", "isolate"), [(30, False), (15, True)])
def test_settings_reach_the_search(step: int, isolate: bool) -> None:
    hours = {"hours": {"tue": ["09:10-12:00"]}}
    problem = week(calendar=hours, activities=[visit()])
    plan = planner.solve(problem, settings=Settings(work=1, step=step, isolate=isolate))
    assert [f"{one.start:%H:%M}" for one in plan.bookings] == ["09:30" if step == 30 else "09:15"]


def test_what_is_switched_off_can_be_planned() -> None:
    assert solved(week(activities=[visit(optional=False, steps=[], after=[])])).status == "optimal"


def test_notices_are_in_the_plan() -> None:
    stated = [
        visit(on="2020-06-27", name="Museum"),
        visit("fair", on="2020-06-28", on_days_off=True),
        visit("odd", needs={"pilot": 1}),
        {"kind": "meeting", "id": "daily", "every": "FREQ=DAILY", "duration": "1h", "attendees": "all"},
    ]
    gone = [{"from": "2020-06-20", "to": "2020-06-22"}, {"from": "2020-06-22", "to": "2020-06-22"}]
    facts = {"horizon": {"from": "2020-06-22", "to": "2020-06-28"}, "conditions": {"won": True}}
    plan = solved(week([{**ANA, "absences": gone}, {"id": "el", "name": "El"}], stated, **facts))
    assert plan.notices == (
        "Ana: absences overlap, and are taken together",
        "Ana: away reaches past the horizon",
        "El holds no role",
        "Museum: Sat 27 June is not a working day (Saturday)",
        "daily: not held on 2020-06-27 (Saturday)",
        "daily: not held on 2020-06-28 (Sunday)",
        "fair: on Sun 28 June (Sunday) because it may be on days off",
        "no activity depends on the condition 'won'",
        "nobody holds the role 'pilot'",
    )
