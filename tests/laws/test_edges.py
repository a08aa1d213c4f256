"""Two edges a rule, made by hand: one plan that just keeps it, one that just breaks it, and the sentence about it."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from laws.decisions import Decision, Decisions, placed, plan_of
from laws.models import Model
from laws.oracle import Oracle
from laws.profiles import PROFILES
from planner.checking import judge
from planner.plan.verdict import Verdict
from planner.problem import Problem
from planner.timeline.timeline import Timeline

PARIS = ZoneInfo("Europe/Paris")
Held = dict[str, tuple[Any, ...]]
"""By activity: its start, then by need who fills it; at last, in a set, who attends."""


class Plan(NamedTuple):
    """What is stated, and what is decided."""

    activities: list[dict[str, Any]]
    held: Held
    rules: tuple[dict[str, Any], ...] = ()
    staff: tuple[dict[str, Any], ...] = ()


def visit(name: str = "visit", **said: Any) -> dict[str, Any]:
    """An appointment of an hour on Tuesday with one guide."""
    usual: dict[str, Any] = {"kind": "appointment", "id": name, "name": name.title(), "duration": "1h"}
    return (
        usual
        | ({"needs": {"guide": 1}} if "attendees" not in said else {})
        | ({} if "at" in said else {"on": "2020-06-23"})
        | said
    )


def problem_of(plan: Plan) -> Problem:
    """A week in June with three guides."""
    staff = {
        "ana": {"id": "ana", "name": "Ana Lopes", "roles": ["guide"]},
        "bo": {"id": "bo", "name": "Bo Diaz", "roles": ["guide"]},
        "cy": {"id": "cy", "name": "Cy Roux", "roles": ["guide"]},
    }
    for person in plan.staff:
        staff[person["id"]] |= person
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}},
            "staff": list(staff.values()),
            "activities": plan.activities,
            "rules": list(plan.rules),
        }
    )


def decided(held: Held) -> Decisions:
    """Decisions from clock times: ``"23 10:00"`` is 10:00 on 23 June."""
    found = {}
    for name, (start, *places) in held.items():
        moment = dt.datetime.strptime(f"2020-06-{start}", "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
        filling = tuple(tuple(one) for one in places if not isinstance(one, set))
        attendees = tuple(sorted(who for one in places if isinstance(one, set) for who in one))
        found[name] = Decision(int(moment.timestamp()) // 60, filling, attendees)
    return dict(sorted(found.items()))


def both(plan: Plan) -> tuple[Verdict, dict[str, Any] | None]:
    """What the checker says of a plan, and what the model reaches with it."""
    problem, decisions = problem_of(plan), decided(plan.held)
    oracle, timeline = Oracle(problem), Timeline(problem)
    verdict = judge(problem, plan_of(oracle, decisions, placed(oracle, decisions)), timeline)
    answered = Model(oracle, timeline, 1).pinned(decisions)
    return verdict, answered and answered.goals


AT_TEN, AT_ONE_PAST_TEN = {"visit": ("23 10:00", ["ana"])}, {"visit": ("23 10:01", ["ana"])}
TWO = [visit(), visit("tour")]
MORNING = {"time": "09:00-11:00"}
TWO_DAYS = [visit(on="2020-06-23"), visit("tour", on="2020-06-24")]


def edge(rule: str, sentence: str, kept: Plan, broken: Plan, *, cost: bool = False) -> Any:
    """One pair of plans; with `cost` the rule is paid for where it is broken."""
    return pytest.param(rule, sentence, kept, broken, cost, id=f"{rule}{'-priced' if cost else ''}: {sentence}")


def twice(
    rule: str, sentence: str, activities: list[dict[str, Any]], kept: Held, broken: Held, **said: Any
) -> list[Any]:
    """One pair of plans for a stated rule, and one for the same rule with a price."""
    found = []
    for price in ({}, {"price": 7}):
        stated = ({"rule": rule, **said, **price},)
        told = f"{sentence} (costs 7 a time)" if price else sentence
        plans = Plan(activities, kept, stated), Plan(activities, broken, stated)
        found.append(edge(rule, told, *plans, cost=bool(price)))
    return found


def leave(start: str, **said: Any) -> tuple[dict[str, Any], ...]:
    """Ana's absence on Tuesday from a time to noon."""
    away = {"from": f"2020-06-23 {start}", "to": "2020-06-23 12:00"}
    return ({"id": "ana", "absences": [away], **said},)


def prepared(minutes: int) -> Plan:
    """A visit with preparation on Monday, which has seven hours."""
    return Plan([visit(preparation={"minutes": minutes, "within": 1})], AT_TEN)


def campaign(minutes: int) -> Plan:
    """A booking of so many minutes in a week of 35 hours, nine tenths of which are asked for: 210 minutes are left."""
    background = {
        "kind": "background",
        "id": "tenders",
        "name": "Tenders",
        "from": "2020-06-22",
        "share": {"guide": 0.9},
    }
    return Plan([background, visit(duration=minutes)], {"visit": ("23 14:00", ["ana"])})


def called(absent_from: str) -> Plan:
    """A meeting from ten to eleven that Ana does not attend."""
    meeting = visit(kind="meeting", at="2020-06-23 10:00", attendees=["ana", "bo"])
    return Plan([meeting], {"visit": ("23 10:00", {"bo"})}, staff=leave(absent_from))


EDGES = [
    edge(
        "own_time",
        "Visit from 10:01 to 11:01 lies outside its own hours",
        Plan([visit(**MORNING)], AT_TEN),
        Plan([visit(**MORNING)], AT_ONE_PAST_TEN),
    ),
    edge(
        "own_hours",
        "Ana Lopes cannot be at Visit on Tue 23 June from 10:01 to 11:01",
        Plan([visit()], AT_TEN, staff=leave("11:00")),
        Plan([visit()], AT_ONE_PAST_TEN, staff=leave("11:00")),
    ),
    edge(
        "qualification",
        "Ana Lopes has no banking on Tue 23 June, which Visit asks for",
        *(
            Plan(
                [visit(needs=[{"role": "guide", "skills": ["banking"]}])],
                AT_TEN,
                staff=(
                    {"id": "ana", "skills": [{"name": "banking", "from": day}]},
                    {"id": "bo", "skills": ["banking"]},
                ),
            )
            for day in ("2020-06-23", "2020-06-24")
        ),
    ),
    edge(
        "staffing",
        "Visit has 3 of 2 guide asked for",
        Plan([visit(needs={"guide": 2})], {"visit": ("23 10:00", ["ana", "bo"])}),
        Plan([visit(needs={"guide": 2})], {"visit": ("23 10:00", ["ana", "bo", "cy"])}),
    ),
    edge(
        "staffing",
        "Visit lacks 1 person",
        Plan([visit(needs={"guide": 2})], {"visit": ("23 10:00", ["ana", "bo"])}),
        Plan([visit(needs={"guide": 2})], {"visit": ("23 10:00", ["ana"])}),
        cost=True,
    ),
    edge("attendance", "Ana Lopes could attend Visit and does not", called("10:59"), called("11:00")),
    edge(
        "one_place",
        "Ana Lopes is at Visit and at Tour at the same time, on Tue 23 June at 10:59",
        Plan(TWO, {**AT_TEN, "tour": ("23 11:00", ["ana"])}),
        Plan(TWO, {**AT_TEN, "tour": ("23 10:59", ["ana"])}),
    ),
    edge(
        "required",
        "Visit is required and not fully staffed",
        Plan([visit(needs={"guide": 2}, required=True)], {"visit": ("23 10:00", ["ana", "bo"])}),
        Plan([visit(needs={"guide": 2}, required=True)], {"visit": ("23 10:00", ["ana"])}),
    ),
    edge(
        "pins",
        "not kept: Visit is pinned to 2020-06-23 10:00",
        Plan([visit(pins={"at": "2020-06-23 10:00"})], AT_TEN),
        Plan([visit(pins={"at": "2020-06-23 10:00"})], AT_ONE_PAST_TEN),
    ),
    edge(
        "pins",
        "not kept: Visit is pinned to Bo Diaz as guide",
        Plan([visit(pins={"staff": {"guide": "bo"}})], {"visit": ("23 10:00", ["bo"])}),
        Plan([visit(pins={"staff": {"guide": "bo"}})], AT_TEN),
    ),
    edge(
        "wishes",
        "Visit is not held on the days or at the time it prefers",
        Plan([visit(prefer=MORNING)], AT_TEN),
        Plan([visit(prefer=MORNING)], AT_ONE_PAST_TEN),
        cost=True,
    ),
    edge(
        "wishes",
        "Visit takes Cy Roux, its choice number 3",
        Plan([visit(needs=[{"role": "guide", "prefer": ["bo", "ana"]}])], {"visit": ("23 10:00", ["bo"])}),
        Plan([visit(needs=[{"role": "guide", "prefer": ["bo", "ana"]}])], {"visit": ("23 10:00", ["cy"])}),
        cost=True,
    ),
    edge(
        "work_time", "Ana Lopes has 420 minutes of preparation for Visit instead of 421", prepared(420), prepared(421)
    ),
    edge(
        "background",
        "Ana Lopes lacks up to 1 h for Tenders in week 26 of 2020",
        campaign(210),
        campaign(211),
        cost=True,
    ),
    *twice(
        "at_most",
        "Ana Lopes has 2 in 2020-06-23, at most 1 bookings a day",
        TWO,
        {**AT_TEN, "tour": ("23 14:00", ["bo"])},
        {**AT_TEN, "tour": ("23 14:00", ["ana"])},
        count=1,
    ),
    *twice(
        "at_most",
        "Ana Lopes has 61 minutes in 2020-W26, at most 60 minutes of bookings a week",
        [visit(), visit("tour", duration=1)],
        {**AT_TEN, "tour": ("23 14:00", ["bo"])},
        {**AT_TEN, "tour": ("23 14:00", ["ana"])},
        minutes=60,
        per="week",
    ),
    *twice(
        "rest",
        "Ana Lopes rests 21 h 59 before 2020-06-24, at least 22 h",
        TWO_DAYS,
        {"visit": ("23 11:00", ["ana"]), "tour": ("24 10:00", ["ana"])},
        {"visit": ("23 11:00", ["ana"]), "tour": ("24 09:59", ["ana"])},
        hours=22,
    ),
    *twice(
        "buffer",
        "Ana Lopes has 29 minutes between Tour and Visit, at least 30",
        TWO,
        {"visit": ("23 14:00", ["ana"]), "tour": ("23 15:30", ["ana"])},
        {"visit": ("23 14:00", ["ana"]), "tour": ("23 15:29", ["ana"])},
        minutes=30,
    ),
    edge(
        "balance",
        "Ana Lopes has 2 bookings as guide, a fair share is 0.7",
        *(
            Plan(
                [*TWO_DAYS, visit("walk", on="2020-06-25")][:some],
                {"visit": ("23 10:00", ["ana"]), "tour": ("24 10:00", ["ana" if some == 2 else "bo"])}
                | ({"walk": ("25 10:00", ["cy"])} if some == 3 else {}),
                ({"rule": "balance", "role": "guide"},),
            )
            for some in (3, 2)
        ),
        cost=True,
    ),
    *twice(
        "prefer",
        "Visit is not held on the days or at the time preferred",
        [visit()],
        AT_TEN,
        AT_ONE_PAST_TEN,
        **MORNING,
    )[1:],
    *twice(
        "prefer",
        "Visit takes Ana Lopes instead of Bo Diaz",
        [visit()],
        {"visit": ("23 10:00", ["bo"])},
        AT_TEN,
        people="bo",
    )[1:],
    edge(
        "prefer",
        "Visit takes Ana Lopes instead of Bo Diaz",
        Plan([visit()], {"visit": ("23 10:00", ["bo"])}, ({"rule": "prefer", "people": "bo"},)),
        Plan([visit()], AT_TEN, ({"rule": "prefer", "people": "bo"},)),
        cost=True,
    ),
]


def test_every_rule_has_edges() -> None:
    assert {one.values[0] for one in EDGES} == set(PROFILES)


@pytest.mark.parametrize(("rule", "sentence", "kept", "broken", "cost"), EDGES)
def test_just_kept_and_just_broken(rule: str, sentence: str, kept: Plan, broken: Plan, cost: bool) -> None:
    verdict, goals = both(kept)
    assert verdict.clean
    assert verdict.goals == goals
    assert not [one for one in verdict.costs if one.rule == rule]

    verdict, goals = both(broken)
    if cost:
        assert verdict.clean
        assert sentence in [one.text for one in verdict.costs if one.rule == rule]
        assert verdict.goals == goals
    else:
        assert [(one.rule, one.text) for one in verdict.violations] == [(rule, sentence)]
        assert goals is None
