"""What is left out says why, and that is true: tried by brute force, and by solving with it held."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from asking.builders import TUESDAY, away
from laws.profiles import case
from laws.proofs.brute import Brute
from planning.small import ANA, BO, QUICK, visit, week
from report.reading import flat, read

import planner
from planner import Plan, Problem
from planner.checking import judge
from planner.plan.declined import Declined
from planner.plan.plan import Status
from planner.report import frames, retold
from planner.report.discretion import discreet
from planner.rules.choose import Choose
from planner.solving.settings import Settings

CASES = [(name, seed) for name in ("optional", "choose") for seed in range(30)]
MAYBE: dict[str, Any] = {"optional": True}


def settings_of(name: str, seed: int) -> Settings:
    return Settings(work=30, workers=1, step=case(name, seed).step)


@cache
def solved(name: str, seed: int) -> Plan:
    return planner.solve(case(name, seed).problem, settings=settings_of(name, seed))


def left_out(problem: Problem) -> tuple[Plan, dict[str, Declined]]:
    plan = planner.solve(problem, settings=QUICK)
    assert plan.status is Status.OPTIMAL
    assert judge(problem, plan).clean
    return plan, {one.occurrence: one for one in plan.declined}


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_every_reason_is_true(name: str, seed: int) -> None:
    problem, plan = case(name, seed).problem, solved(name, seed)
    if plan.held is None:
        return
    shifts: dict[str, set[str]] = {}
    for booking in plan.bookings:
        if booking.declined:
            shifts.setdefault(problem.timeline.occurrence(booking.occurrence).whole_id, set()).add(booking.occurrence)
    assert [one.occurrence for one in plan.declined] == list(shifts)
    brute = Brute(problem, case(name, seed).oracle, case(name, seed).step)
    for one in plan.declined:
        assert one.text
        if one.proof is not None:
            assert {*one.displaces} == set(one.proof.activities) - shifts[one.occurrence]
            assert shifts[one.occurrence] & set(one.proof.activities)
            assert brute.way(one.proof.activities) is None
            assert brute.way(one.displaces) is not None
            assert all(plan.booking(other).complete for other in one.displaces)
        elif one.instead:
            (rule,) = (rule for rule in problem.rules if isinstance(rule, Choose))
            assert one.activity in rule.of
            assert len(one.instead) >= (rule.highest or 0)
            assert brute.way(shifts[one.occurrence]) is not None
        else:
            assert one.costs


@pytest.mark.parametrize(("name", "seed"), CASES[::6])
def test_reasons_are_told_in_the_language_of_the_problem_beside_the_plan(name: str, seed: int) -> None:
    """They are those that would have been given in that language."""
    english, plan = case(name, seed).problem, solved(name, seed)
    french = english.with_(language="fr")
    if plan.held is not None:
        assert retold(english, plan).declined == plan.declined
        assert discreet(french, plan).declined == planner.solve(french, settings=settings_of(name, seed)).declined


def test_reasons_without_a_proof_are_told_in_that_language_too() -> None:
    problem = week([ANA], [visit(client="Visit", value=0, **MAYBE)])
    for rule, text in [
        ({"rule": "at_most", "count": 0, "price": 7}, "cela coûterait : 7 de plus pour des règles enfreintes"),
        ({"rule": "choose", "of": ["visit"], "count": 0}, "au plus 0 parmi Visit"),
    ]:
        ruled = problem.with_(rules=[rule])
        (one,) = discreet(ruled.with_(language="fr"), planner.solve(ruled, settings=QUICK)).declined
        assert one.text == text


def test_a_reason_that_does_not_fit_the_facts_stays_as_it_was() -> None:
    problem = week([away(ANA)], [visit(client="Visit", **MAYBE), visit("tour", client="Tour")])
    plan = planner.solve(problem, settings=QUICK)
    unknown = tuple(one.model_copy(update={"occurrence": "x", "activity": "x"}) for one in plan.bookings)
    edited = plan.model_copy(update={"held": unknown})
    told = discreet(problem.with_(language="fr"), edited)
    assert [one.text for one in told.declined] == [one.text for one in plan.declined]
    both = [visit(one, client=one.title(), **MAYBE) for one in ("lyon", "nice")]
    grouped = week([ANA, BO], both, rules=[{"rule": "choose", "of": ["lyon", "nice"], "count": 1}])
    plan = planner.solve(grouped, settings=QUICK)
    assert discreet(grouped.with_(language="fr", rules=[]), plan).declined == plan.declined


def test_the_cases_are_mixed() -> None:
    found = [one for name, seed in CASES for one in solved(name, seed).declined]
    assert sum(bool(one.instead) for one in found) >= 5
    assert sum(bool(one.displaces) for one in found) >= 5
    assert sum(bool(one.proof and not one.displaces) for one in found) >= 5


def test_what_would_have_to_give_way_is_named() -> None:
    both = [visit(at=f"{TUESDAY} 10:00", client="Visit"), visit("tour", at=f"{TUESDAY} 09:00", client="Tour", **MAYBE)]
    plan, found = left_out(week([ANA], both))
    assert found["tour"].text == "it would take the place of Visit"
    assert found["tour"].displaces == ("visit",)
    assert not plan.shortages
    assert plan.booking("tour").declined


def test_of_a_group_what_was_chosen_is_named() -> None:
    fairs = [visit(one, client=one.title(), value=value, **MAYBE) for one, value in (("lyon", 3), ("nice", 5))]
    problem = week([ANA, BO], fairs).with_(rules=[{"rule": "choose", "of": ["lyon", "nice"], "count": 1}])
    plan, found = left_out(problem)
    assert found["lyon"].text == "chosen instead: Nice (1 of Lyon and Nice)"
    assert plan.booking("nice").complete


def test_what_a_worthless_activity_would_cost_is_told() -> None:
    problem = week([ANA], [visit(client="Visit", value=0, **MAYBE)]).with_(
        rules=[{"rule": "at_most", "count": 0, "price": 7}]
    )
    _, found = left_out(problem)
    assert found["visit"].costs == {"prices of broken rules": 7}
    assert found["visit"].text == "it would cost: 7 more to pay for broken rules"


def test_why_not_says_what_it_would_cost() -> None:
    both = [
        visit(at=f"{TUESDAY} 10:00", client="Visit", value=9),
        visit("tour", at=f"{TUESDAY} 09:00", client="Tour", value=2, **MAYBE),
    ]
    problem = week([ANA], both)
    plan = planner.solve(problem, settings=QUICK)
    answer = planner.why_not(problem, plan, "tour", settings=QUICK)
    assert answer.possible
    assert answer.costs == {"value staffed, normal": 7, "heads open, normal": 1}


def test_a_held_optional_activity_is_no_shortage_and_nothing_is_short_when_it_is_left_out() -> None:
    problem = week([away(ANA)], [visit(client="Visit", **MAYBE)])
    plan, found = left_out(problem)
    assert plan.shortages == () == plan.infeasible_days
    assert found["visit"].proof is not None
    assert found["visit"].text == "Visit cannot be held as asked on Tue 23 June, whatever the plan"
    assert planner.diagnose(problem, plan, settings=QUICK).infeasible_days == ()
    assert Plan.model_validate_json(plan.to_json()) == plan


def test_it_is_printed_with_the_reason_and_tells_no_secret() -> None:
    problem = week([away(ANA, seen_by="hr")], [visit(client="Visit", **MAYBE)])
    plan, _ = left_out(problem)
    told = flat(read(problem, plan))
    assert "1 optional activity is left out." in told
    assert "What is left out, and why" in told
    assert "Visit: Visit cannot be held as asked on Tue 23 June, whatever the plan" in told
    assert "leave on Tue 23 June" in told
    assert "leave on" not in flat(read(problem.for_("all"), plan))
    assert "leave on" not in retold(problem.for_("all"), plan).to_json()
    table = frames(problem, plan)
    assert table.declined["occurrence"].tolist() == ["visit"]
    assert table.bookings["declined"].tolist() == [True]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"required": True}, "'visit' is optional and required: it is held whole or left out"),
        ({"partial": True}, "'visit' is optional and partial: it is held whole or left out"),
    ],
)
def test_what_contradicts_optional_is_told(said: dict[str, Any], fault: str) -> None:
    with pytest.raises(planner.InputError, match=fault):
        week([ANA], [visit(**MAYBE, **said)])


def test_bad_choices_are_told_at_once() -> None:
    rules = [
        {"rule": "choose", "of": ["visit", "tuor", "tour", "visit"], "count": 1},
    ]
    with pytest.raises(planner.InputError) as caught:
        week([ANA], [visit(**MAYBE), visit("tour")]).with_(rules=rules)
    told = [fault.message for fault in caught.value.faults]
    assert told == [
        "'tuor' is no activity",
        "'tour' is chosen from, and not optional",
        "'visit' is named twice",
    ]
    for wrong in ({}, {"count": 1, "most": 1}, {"least": 3, "most": 2}):
        with pytest.raises(planner.InputError, match="choose"):
            week([ANA], [visit(**MAYBE)]).with_(rules=[{"rule": "choose", "of": ["visit"], **wrong}])


def fair(**said: Any) -> dict[str, Any]:
    """A fair from Monday to Wednesday with a guide, who may be another each day."""
    days = {"from": "2020-06-22", "to": "2020-06-24"}
    return {"kind": "fair", "id": "fair", "name": "Fair", "needs": {"guide": 1}, "shifts": "day", **days, **said}


def test_shifts_share_one_value_and_their_people_change() -> None:
    problem = week([away(ANA), away(BO, "2020-06-24")], [fair(value=5)])
    plan, _ = left_out(problem)
    held = {one.occurrence: one.people for one in plan.bookings}
    assert held["fair@2020-06-23"] == ("bo",)
    assert held["fair@2020-06-24"] == ("ana",)
    assert {one.name: one.value for one in plan.goals}["value staffed, normal"] == 5


def test_shifts_are_worth_nothing_unless_all_of_their_days_are_staffed() -> None:
    plan, _ = left_out(week([away(ANA)], [fair(value=5)]))
    assert {one.occurrence for one in plan.bookings if one.complete} == {"fair@2020-06-22", "fair@2020-06-24"}
    assert {one.name: one.value for one in plan.goals}["value staffed, normal"] == 0
    assert [one.occurrence for one in plan.shortages] == ["fair@2020-06-23"]


def test_optional_shifts_are_left_out_together_and_told_once() -> None:
    plan, found = left_out(week([away(ANA)], [fair(value=5, **MAYBE)]))
    assert all(one.declined for one in plan.bookings)
    assert found.keys() == {"fair"}
    assert found["fair"].text == "Fair cannot be held as asked on Tue 23 June, whatever the plan"


def test_of_shifts_a_group_counts_the_whole() -> None:
    problem = week([ANA], [fair(**MAYBE), visit(client="Visit", on="2020-06-26", **MAYBE)])
    _, found = left_out(problem.with_(rules=[{"rule": "choose", "of": ["fair", "visit"], "most": 1}]))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"shifts": "day"}, "only what lasts several days is held in shifts"),
        (
            {"kind": "fair", "shifts": "day", "from": TUESDAY, "duration": None, "needs": None, "attendees": ["ana"]},
            "none",
        ),
        (
            {"kind": "fair", "shifts": "day", "from": TUESDAY, "duration": None, "pins": {"on": TUESDAY}},
            "cannot be pinned",
        ),
        ({"shifts": "night"}, "day"),
    ],
)
def test_bad_shifts_are_told(said: dict[str, Any], fault: str) -> None:
    with pytest.raises(planner.InputError, match=fault):
        week([ANA], [visit(**said)])
