"""Slots for something new: they hold, and those that disturb nobody come first."""

from __future__ import annotations

from typing import Any

import pytest
from planning.small import ANA, DI, QUICK, visit, week

import planner
from asking.builders import TUESDAY, WEDNESDAY, Facts, away, planned, work_week
from asking.laws_of_repairs import missing
from planner import InputError, NoPlanError, Plan, Problem, Settings, Status
from planner.plan.answers import Offers
from planner.plan.repair import Change, changed_by

NEW: Facts = {"kind": "appointment", "id": "new", "duration": "2h", "needs": {"driver": 1}}
DAYS: Facts = {"between": {"from": "2020-06-22", "to": WEDNESDAY}}


@pytest.fixture(scope="module")
def working() -> tuple[Problem, Plan]:
    return planned(work_week())


def offered(case: tuple[Problem, Plan], count: int = 3, **new: Any) -> Offers:
    return planner.offer(*case, {**NEW, **new}, count=count, settings=QUICK)


def holds(problem: Problem, plan: Plan, offers: Offers, new: Facts) -> None:
    """Each slot, pinned, leaves nothing open that was not open before."""
    for slot in offers.slots:
        pins = {"at": f"{slot.start:%Y-%m-%d %H:%M}", "staff": slot.staff}
        more = changed_by(problem, (Change(what="activities", id="new", facts={**new, "pins": pins}),))
        again = planner.solve(more, settings=QUICK)
        assert again.status is Status.OPTIMAL
        assert again.booking("new").complete
        assert sum(map(missing, again.bookings)) <= sum(map(missing, plan.bookings))


def test_the_earliest_of_each_day(working: tuple[Problem, Plan]) -> None:
    found = offered(working, **DAYS)
    assert [one.text for one in found.slots] == [
        "Mon 22 June at 09:00 with Di",
        "Tue 23 June at 09:00 with Di",
        "Wed 24 June at 09:00 with Di",
    ]
    assert found.text == "; ".join(one.text for one in found.slots)
    assert not any(one.moves for one in found.slots)
    assert Offers.model_validate_json(found.model_dump_json()) == found
    holds(*working, found, {**NEW, **DAYS})
    assert len(offered(working, 1, **DAYS).slots) == 1


def test_first_those_that_disturb_nobody() -> None:
    morning = visit("m", needs={"driver": 1}, duration="3h", at=f"{TUESDAY} 09:00")
    later = visit("k", needs={"driver": 1}, duration="4h", on=[TUESDAY, "2020-06-25"])
    problem, plan = planned(week([away(DI, WEDNESDAY)], [morning, later]))
    new: Facts = {"duration": "4h", "between": {"from": TUESDAY, "to": "2020-06-25"}}
    found = offered((problem, plan), **new)
    assert [one.text for one in found.slots] == [
        "Thu 25 June at 13:00 with Di",
        "Tue 23 June at 13:00 with Di, with a change to k (on Thu 25 June at 13:00)",
    ]
    holds(problem, plan, found, {**NEW, **new})


def test_no_slot(working: tuple[Problem, Plan]) -> None:
    found = offered(working, needs={"pilot": 1}, **DAYS)
    assert (found.slots, found.text) == ((), "no slot was found")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"duration": "x", **DAYS}, "activity.duration: 'x' is no duration: write it as 2h, 1h30 or 90min"),
        ({}, "activity: 'new' does not say when. Give exactly one of at, on, between, from, every, sessions."),
        ({"id": "visit"}, "activity.id: 'visit' is an activity already. Give it another id."),
        ({"every": "FREQ=DAILY"}, "activity: 'new' is not to be held once. "),
        ({"kind": "background", "share": {"driver": 0.5}, "needs": None, "duration": None}, "activity"),
    ],
)
def test_an_activity_that_makes_no_sense(working: tuple[Problem, Plan], new: Facts, told: str) -> None:
    with pytest.raises(InputError) as error:
        offered(working, **new)
    assert str(error.value).startswith(told)


def test_what_is_no_activity_at_all(working: tuple[Problem, Plan]) -> None:
    with pytest.raises(InputError, match=r"^activity: an activity is a mapping"):
        planner.offer(*working, [NEW], settings=QUICK)  # type: ignore[arg-type]


def test_no_slot_without_time_or_beside_what_must_be_there(working: tuple[Problem, Plan]) -> None:
    out_of_time = planner.offer(*working, {**NEW, **DAYS}, settings=Settings(seconds=1e-9))
    assert out_of_time.slots == ()
    pinned = visit("pinned", at=f"{TUESDAY} 09:00", duration="3h", required=True, pins={"staff": {"guide": ["ana"]}})
    case = planned(week([ANA], [pinned]))
    assert offered(case, needs={"guide": 1}, at=f"{TUESDAY} 09:00", required=True).slots == ()
    assert offered(case, needs={"guide": 2}, on=WEDNESDAY).slots[:1] == ()


@pytest.mark.parametrize("call", ["approve", "why_not", "offer"])
def test_a_plan_without_bookings_is_refused(call: str) -> None:
    problem = work_week()
    plan = Plan(problem="x", status=Status.STOPPED, held=None)
    given: dict[str, Any] = {
        "approve": {"staff": "ana", "from": TUESDAY, "to": TUESDAY},
        "why_not": "visit",
        "offer": {**NEW, **DAYS},
    }
    with pytest.raises(NoPlanError):
        getattr(planner, call)(problem, plan, given[call], settings=QUICK)
