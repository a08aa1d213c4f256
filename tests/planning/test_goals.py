"""Goals are ordered: what comes later never spoils what came earlier."""

from typing import Any

import pytest

import planner
from planner.compile.draft import Draft
from planner.compile.logic import extreme
from planning.small import ANA, BO, DI, QUICK, goals, solved, visit, week

AT_NINE = {"at": "2020-06-23 09:00"}


def staffed(plan: planner.Plan) -> list[str]:
    return sorted(one.occurrence for one in plan.bookings if one.complete)


def clash(**more: dict[str, Any]) -> planner.Plan:
    """Plan visits at the same time, of which Ana can keep one."""
    return solved(week(activities=[visit(name, **AT_NINE, **stated) for name, stated in more.items()]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"priority": "critical"}, {"priority": "high", "value": 1000}),
        ({"priority": "high"}, {"value": 1000}),
        ({}, {"priority": "low", "value": 1000}),
        ({"value": 2}, {"value": 1.99}),
        ({"value": 10, "chance": 0.5}, {"value": 4.99}),
        ({"value": 0.02, "chance": 0.5}, {"value": 0}),
    ],
)
def test_which_of_two_is_kept(first: dict[str, Any], second: dict[str, Any]) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        assert staffed(clash(**{one: first, other: second})) == [one]


@pytest.mark.parametrize("optional", [True, False])
def test_no_search_is_needed_to_know_that_no_fewer_than_none_are_open(optional: bool) -> None:
    problem = week(activities=[visit(room={}, optional=optional)], rooms=[{"id": "board"}])
    draft = Draft(problem.timeline, QUICK.step).build(problem.all_rules)
    bounds = [extreme(terms, highest=False) for goal, terms in draft.goals.items() if goal.level == "heads"]
    assert bounds == [0]


def test_value_comes_before_heads() -> None:
    big = visit("big", **AT_NINE, needs={"guide": 2}, value=3)
    small = [visit(f"small{n}", **AT_NINE) for n in (1, 2)]
    plan = solved(week([ANA, BO], [big, *small]))
    assert staffed(plan) == ["big"]
    assert goals(plan) == {"value staffed, normal": 3, "heads open, normal": 2}
    cheaper = solved(week([ANA, BO], [{**big, "value": 1.99}, *small]))
    assert staffed(cheaper) == ["small1", "small2"]
    assert goals(cheaper) == {"value staffed, normal": 2, "heads open, normal": 2}


def test_value_comes_before_prices_and_prices_before_preferences() -> None:
    prefer: dict[str, Any] = {"prefer": {"time": "15:00-17:00"}}
    rules = [{"rule": "at_most", "per": "day", "count": 1, "price": 100}]
    plan = solved(week(activities=[visit("a"), visit("b")], rules=rules))
    assert goals(plan) == {"value staffed, normal": 2, "heads open, normal": 0, "prices of broken rules": 100}
    cost = planner.check(week(activities=[visit("a"), visit("b")], rules=rules), plan).costs
    assert [(one.rule, one.goal, one.amount) for one in cost] == [("at_most", "prices of broken rules", 100)]
    rules = [{"rule": "prefer", "kinds": ["appointment"], "time": "09:00-12:00", "price": 1}]
    both = solved(week(activities=[visit(**prefer)], rules=rules))
    assert goals(both)["preferences missed"] == 1
    assert goals(both)["prices of broken rules"] == 0


def test_preferences_come_before_balance() -> None:
    needs = [{"role": "guide", "prefer": ["ana"]}]
    stated = [visit(f"v{n}", on=f"2020-06-2{n}", needs=needs) for n in (2, 3)]
    plan = solved(week([ANA, BO], stated, rules=[{"rule": "balance", "role": "guide"}]))
    assert [one.people for one in plan.bookings] == [("ana",), ("ana",)]
    assert goals(plan)["preferences missed"] == 0
    assert goals(plan)["balance"] == 2
    even = [visit(f"v{n}", on=f"2020-06-2{n}") for n in (2, 3)]
    plan = solved(week([ANA, BO], even, rules=[{"rule": "balance", "role": "guide"}]))
    assert sorted(one.people for one in plan.bookings) == [("ana",), ("bo",)]
    assert goals(plan)["balance"] == 0


def test_the_order_of_preferred_people_means_something() -> None:
    for order in (["ana", "bo"], ["bo", "ana"]):
        plan = solved(week([ANA, BO], [visit(needs=[{"role": "guide", "prefer": order}])]))
        assert plan.booking("visit").people == (order[0],)


@pytest.mark.parametrize(("value", "chance", "told"), [(20000, 0.4, 8000), (0.29, 1, 0.29), (1, 0.345, 0.34)])
def test_value_times_chance_in_hundredths(value: float, chance: float, told: float) -> None:
    plan = solved(week(activities=[visit(value=value, chance=chance)]))
    assert plan.goals[0].value == plan.goals[0].bound == told
    assert isinstance(plan.goals[0].value, float) == (told != int(told))


def test_each_priority_has_its_goals() -> None:
    stated = [
        visit(one, priority=one, needs={"guide": 2}, duration="1h") for one in ("high", "low", "critical", "normal")
    ]
    plan = solved(week(activities=stated))
    order = ("critical", "high", "normal", "low")
    names = [*(f"value staffed, {one}" for one in order), *(f"heads open, {one}" for one in order)]
    assert [(one.name, one.value) for one in plan.goals] == [
        *((one, 0) for one in names[:4]),
        *((one, 1) for one in names[4:]),
    ]


def test_what_has_no_time_has_its_goals_too() -> None:
    plan = solved(week(activities=[visit("flight", needs={"pilot": 1})]))
    assert [(one.name, one.value, one.proved) for one in plan.goals] == [
        ("value staffed, normal", 0, True),
        ("heads open, normal", 1, True),
    ]


def test_half_staffed_is_not_staffed() -> None:
    half = visit(needs={"guide": 1, "driver": 1}, preparation={"minutes": 60})
    plan = solved(week([ANA, BO], [half], rules=[{"rule": "balance", "role": "guide"}]))
    booking = plan.booking("visit")
    assert (booking.complete, booking.work) == (False, ())
    assert len(booking.people) == 1
    assert [(one.role, one.missing) for one in booking.needs] == [("guide", 0), ("driver", 1)]
    assert [(one.role, one.missing) for one in plan.shortages] == [("driver", 1)]
    assert goals(plan) == {"value staffed, normal": 0, "heads open, normal": 1, "balance": 0}
    verdict = planner.check(week([ANA, BO], [half], rules=[{"rule": "balance", "role": "guide"}]), plan)
    assert [one for one in verdict.costs if one.rule == "balance"] == []


def test_whole_ones_come_before_half_ones() -> None:
    whole, half = visit("whole", **AT_NINE), visit("half", **AT_NINE, needs={"guide": 2}, value=1000)
    plan = solved(week([ANA], [whole, half]))
    assert staffed(plan) == ["whole"]
    assert plan.booking("half").people == ()


def test_who_is_at_half_a_visit_holds_its_time() -> None:
    half = visit("half", **AT_NINE, needs={"guide": 1, "driver": 1}, priority="low")
    other = visit("other", at="2020-06-23 10:00")
    plan = solved(week([ANA], [half, other]))
    assert plan.booking("half").people == ()
    assert plan.booking("other").people == ("ana",)


def test_partial_counts_by_the_head() -> None:
    team = visit(needs={"guide": 2, "driver": 1}, partial=True, value=3)
    assert goals(solved(week([ANA], [team]))) == {"value staffed, normal": 3, "heads open, normal": 2}
    assert goals(solved(week([ANA, BO, DI], [team]))) == {"value staffed, normal": 9, "heads open, normal": 0}
    plan = solved(week([ANA], [visit("a", **AT_NINE, needs={"guide": 2}, partial=True), visit("b", **AT_NINE)]))
    assert goals(plan)["value staffed, normal"] == 1
