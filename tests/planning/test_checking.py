"""A plan that somebody edited is judged: each slip gives its sentence."""

from typing import Any

import pytest

import planner
from planner import Booking, Plan, Problem, Shortage, Status
from planner.plan.booking import Missed
from planning.small import ANA, BO, DI, solved, visit, week

PROBLEM: Problem = week(
    [ANA, BO, DI],
    [
        {**visit(), "name": "Museum"},
        visit("big", on="2020-06-24", needs={"driver": 2}),
        {"kind": "meeting", "id": "talk", "every": "FREQ=WEEKLY;BYDAY=TH", "duration": "1h", "attendees": "all"},
    ],
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solved(PROBLEM)


def told(plan: Plan) -> list[str]:
    return [one.text for one in planner.check(PROBLEM, plan).violations]


def edited(plan: Plan, occurrence: str, **changes: Any) -> list[str]:
    """What is said of a plan with one booking edited."""
    held = [one.model_copy(update=changes) if one.occurrence == occurrence else one for one in plan.bookings]
    return told(plan.model_copy(update={"held": tuple(held)}))


def of(plan: Plan, occurrence: str) -> Booking:
    return plan.booking(occurrence)


def test_as_it_left_it_is_right(plan: Plan) -> None:
    assert told(plan) == []
    assert {one.occurrence for one in plan.bookings} == {"visit", "big", "talk@2020-06-25"}


def test_every_occurrence_once(plan: Plan) -> None:
    visit_, *rest = sorted(plan.bookings, key=lambda one: one.occurrence != "visit")
    assert told(plan.model_copy(update={"held": tuple(rest)})) == ["Museum is missing from the plan"]
    twice = plan.model_copy(update={"held": (visit_, visit_, *rest)})
    assert told(twice) == ["Museum is in the plan 2 times"]
    ghost = visit_.model_copy(update={"occurrence": "ghost"})
    assert told(plan.model_copy(update={"held": (visit_, ghost, *rest)})) == ["'ghost' is no occurrence of the problem"]
    recurring = tuple(one for one in plan.bookings if one.activity != "talk")
    assert told(plan.model_copy(update={"held": recurring})) == ["talk on Thu 25 June is missing from the plan"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "fair"}, "Museum is called a fair of 'visit'"),
        ({"activity": "big"}, "Museum is called a appointment of 'big'"),
        ({"needs": ()}, "Museum lists other needs than it states (guide)"),
        ({"staff": {}}, "Museum says one thing under staff and another under needs: make them agree"),
        ({"end": None}, "Museum has a start or an end, and not both"),
        ({"room": "board"}, "Museum names 'board', which is no room"),
        ({"room_missing": True}, "Museum does not say rightly whether it lacks a room"),
        (
            {"standby": {"guide": ("bo",)}},
            "Museum says one thing under standby and another under needs: make them agree",
        ),
        ({"attendees": ("zoe",)}, "Museum names 'zoe', who is no person"),
    ],
)
def test_what_does_not_fit_inside_a_booking(plan: Plan, changes: dict[str, Any], sentence: str) -> None:
    assert sentence in edited(plan, "visit", **changes)


def test_heads_are_counted(plan: Plan) -> None:
    (need,) = of(plan, "big").needs
    wrong = need.model_copy(update={"missing": 0})
    assert edited(plan, "big", needs=(wrong,)) == ["big calls 0 driver missing of 2, and has 1"]
    assert edited(plan, "talk@2020-06-25", needs=(need,))[0].endswith("lists other needs than it states (none)")


def test_a_plan_is_what_it_claims(plan: Plan) -> None:
    first, *rest = plan.goals
    better = first.model_copy(update={"value": 99, "bound": 99})
    assert told(plan.model_copy(update={"goals": (better, *rest)})) == [
        f"{first.name} is said to be 99, and is {first.value:g}"
    ]
    assert told(plan.model_copy(update={"goals": tuple(rest)})) == [
        f"{first.name} is {first.value:g}, and the plan does not say so"
    ]
    loose = first.model_copy(update={"bound": first.value + 1})
    sentences = told(plan.model_copy(update={"goals": (loose, *rest)}))
    assert f"{first.name} is called proved: value {first.value:g}, bound {first.value + 1:g}" in sentences
    open_ = loose.model_copy(update={"proved": False})
    assert len(told(plan.model_copy(update={"goals": (open_, *rest)}))) == 1  # called optimal, and is not
    assert told(plan.model_copy(update={"goals": (open_, *rest), "status": Status.FEASIBLE})) == []


def test_shortages_are_told_once(plan: Plan) -> None:
    (shortage,) = plan.shortages
    other = shortage.model_copy(update={"missing": 2})
    complete = Shortage(activity="visit", occurrence="visit", need=0, role="guide", missing=1)
    for shortages, about in (
        ((), "big"),
        ((shortage, shortage), "big"),
        ((other,), "big"),
        ((shortage, complete), "Museum"),
    ):
        sentences = told(plan.model_copy(update={"shortages": shortages}))
        assert sentences
        assert all(one.startswith(f"{about}: the shortages do not tell rightly what is missing") for one in sentences)


def test_nobody_is_called_away_who_is_there(plan: Plan) -> None:
    booking = of(plan, "talk@2020-06-25")
    for who in ("ana", "zoe"):
        away = (Missed(staff=who, text="leave"),)
        said = edited(plan, booking.occurrence, away=away)
        assert "talk on Thu 25 June calls somebody away who is there, or who is not asked" in said


def test_who_is_missing_is_named(plan: Plan) -> None:
    booking = of(plan, "talk@2020-06-25")
    fewer = tuple(one for one in booking.attendees if one != "bo")
    sentences = edited(plan, "talk@2020-06-25", attendees=fewer)
    assert any("Bo" in one for one in sentences)


def test_what_lasts_days_takes_the_nights_between() -> None:
    doctor = {**BO, "absences": [{"from": "2020-06-24 02:00", "to": "2020-06-24 03:00"}]}
    around_the_clock = {"hours": {"mon-sun": ["00:00-24:00"]}}
    rally = visit("rally", on=None, at="2020-06-23 20:00", duration="33h", needs={"guide": 2})
    stated = {key: value for key, value in rally.items() if value is not None}
    problem = week([ANA, doctor], [stated, visit("late", on="2020-06-25", time="04:00")], calendar=around_the_clock)
    plan = solved(problem)
    assert plan.booking("rally").people == ("ana",)
    assert plan.booking("late").people == ("bo",)  # Ana is at the rally until five
    assert {reason.text for one in plan.shortages for reason in one.reasons if reason.fact == "absence"} == {
        "Bo: away on Wed 24 June from 02:00 to 03:00"
    }
