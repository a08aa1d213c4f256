"""Impossible problems name a smallest set of requirements that cannot hold together."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

import pytest

from planner.errors import NoPlanError
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving.settings import Settings

Facts = dict[str, Any]
ANA: Facts = {"id": "ana", "name": "Ana", "roles": ["a"]}
VISIT: Facts = {"kind": "appointment", "duration": "2h", "needs": {"a": 1}, "on": "2020-06-23"}
REQUIRED: Facts = {"required": True}


def stated(*activities: Facts, staff: list[Facts] | None = None, **facts: Any) -> Problem:
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-07-17"},
            "calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}},
            "staff": staff or [ANA],
            "activities": [{"id": f"x{n}", **VISIT, **one} for n, one in enumerate(activities)],
            **facts,
        }
    )


def solved(problem: Problem) -> Plan:
    return solve(problem, settings=Settings(work=20))


AT_TEN, AT_ELEVEN = ({"at": f"2020-06-23 {hour}:00", "on": None, "duration": "90min"} for hour in ("09", "10"))
AWAY: Facts = {**ANA, "absences": [{"from": "2020-06-22", "to": "2020-06-24", "reason": "leave"}]}
SKILLED: Facts = {"needs": [{"role": "a", "skills": ["law"]}]}
CONFLICTS: dict[str, tuple[Problem, tuple[str, ...]]] = {
    "two at one time": (
        stated({**AT_TEN, **REQUIRED}, {**AT_ELEVEN, **REQUIRED}, AT_TEN),
        ("x0 is required", "x1 is required"),
    ),
    "a required one and a pinned one": (
        stated({**AT_TEN, **REQUIRED}, {**AT_ELEVEN, "pins": {"staff": {"a": ["ana"]}}}),
        ("x0 is required", "x1 is pinned to Ana as a"),
    ),
    "a pin on a holiday": (
        stated({"on": ["2020-07-14", "2020-07-15"], "pins": {"on": "2020-07-14"}}, REQUIRED),
        ("x0 is pinned to Tue 14 July",),
    ),
    "a pin outside the hours": (
        stated({"pins": {"at": "2020-06-23 12:00"}}),
        ("x0 is pinned to Tue 23 June at 12:00",),
    ),
    "a pin against a rule": (
        stated({"pins": {"staff": {"a": ["ana"]}}}, rules=[{"rule": "at_most", "count": 0}]),
        ("at most 0 bookings a day for Ana on Tue 23 June", "x0 is pinned to Ana as a"),
    ),
    "two days against a rest": (
        stated(
            {"at": "2020-06-23 16:00", "on": None, **REQUIRED},
            {"at": "2020-06-24 09:00", "on": None, **REQUIRED},
            rules=[{"rule": "rest", "hours": 16}, {"rule": "rest", "hours": 12}, {"rule": "at_most", "count": 3}],
        ),
        ("16 h of rest for Ana before 2020-06-24", "x0 is required", "x1 is required"),
    ),
    "two hours against a buffer": (
        stated(
            {"at": "2020-06-23 09:00", "on": None, "duration": 60, **REQUIRED},
            {"at": "2020-06-23 10:00", "on": None, "duration": 60, **REQUIRED},
            rules=[{"rule": "buffer", "minutes": 15}],
        ),
        ("15 minutes for Ana between x0 and x1", "x0 is required", "x1 is required"),
    ),
    "somebody on leave": (stated(REQUIRED, staff=[AWAY]), ("x0 is required",)),
    "a skill that comes too late": (
        stated({**SKILLED, **REQUIRED}, staff=[{**ANA, "skills": [{"name": "law", "from": "2020-06-24"}]}]),
        ("x0 is required",),
    ),
    "too little time to prepare": (
        stated({**REQUIRED, "preparation": {"minutes": 500, "within": 1}}),
        ("x0 is required",),
    ),
    "work for two": (
        stated(*[{**REQUIRED, "on": "2020-06-24", "preparation": {"minutes": 500, "within": 2}}] * 2, REQUIRED),
        ("x0 is required", "x1 is required"),
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_the_conflict_is_named_and_nothing_else(case: str) -> None:
    problem, sentences = CONFLICTS[case]
    plan = solved(problem)
    assert plan.status is Status.IMPOSSIBLE
    assert plan.conflict == sentences
    assert (plan.goals, plan.shortages, plan.infeasible_days) == ((), (), ())


@pytest.mark.parametrize("case", CONFLICTS)
def test_there_are_no_bookings_to_misread(case: str) -> None:
    problem, sentences = CONFLICTS[case]
    plan = solved(problem)
    with pytest.raises(NoPlanError, match="impossible") as told:
        _ = plan.bookings
    assert all(sentence in str(told.value) for sentence in sentences)
    assert json.loads(plan.to_json())["bookings"] is None
    assert Plan.model_validate_json(plan.to_json()) == plan


def test_an_unmeetable_need_that_is_not_required_is_a_shortage() -> None:
    plan = solved(stated({}, staff=[AWAY]))
    assert plan.status is Status.OPTIMAL
    assert plan.conflict == ()
    assert plan.shortages[0].activity == "x0"


# -- at random --


def drawn(seed: int) -> Problem:
    """Two people, some visits, and more that is required, pinned and ruled than can hold."""
    rng = Random(f"conflict {seed}")
    days = ["2020-06-23", "2020-06-24", "2020-06-25"]
    staff: list[Facts] = [{"id": "ana", "roles": ["a"]}, {"id": "bo", "roles": ["a", "b"]}]
    for person in staff:
        if rng.random() < 0.4:
            day = rng.choice(days)
            person["absences"] = [{"from": day, "to": day, "half": rng.choice(["morning", "afternoon"])}]
    activities: list[Facts] = []
    for _ in range(rng.randint(3, 5)):
        needs = {rng.choice("ab"): 1} if rng.random() < 0.8 else {"a": 1, "b": 1}
        one: Facts = {"needs": needs, "on": sorted(rng.sample(days, rng.randint(1, 2)))}
        if rng.random() < 0.5:
            one["time"] = rng.choice(["09:00", "10:00", "16:00"])
        if rng.random() < 0.6:
            one["required"] = True
        if rng.random() < 0.3:
            one["pins"] = rng.choice([{"on": one["on"][0]}, {"staff": {next(iter(needs)): ["bo"]}}])
        activities.append(one)
    rules = [{"rule": "at_most", "count": 1}, {"rule": "rest", "hours": 20}, {"rule": "buffer", "minutes": 120}]
    return stated(*activities, staff=staff, rules=rng.sample(rules, 2))


SEEDS = range(100)
KEYS = {"at_most": "at most", "rest": "h of rest", "buffer": "minutes for"}


def reduced(problem: Problem, sentences: list[str]) -> Problem:
    """The problem with nothing required, pinned or ruled but what some sentences say."""
    facts = json.loads(problem.model_dump_json(exclude_defaults=True))
    for one in facts["activities"]:
        if f"{one['id']} is required" not in sentences:
            one.pop("required", None)
        if not any(sentence.startswith(f"{one['id']} is pinned") for sentence in sentences):
            one.pop("pins", None)
    facts["rules"] = [one for one in facts["rules"] if any(KEYS[one["rule"]] in sentence for sentence in sentences)]
    return Problem.model_validate(facts)


@cache
def planned(seed: int) -> Plan:
    return solved(drawn(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_conflict_is_impossible_and_smallest(seed: int) -> None:
    problem, plan = drawn(seed), planned(seed)
    if plan.status is not Status.IMPOSSIBLE:
        assert plan.status is Status.OPTIMAL
        assert all(one.complete for one in plan.bookings if f"{one.activity} is required" in required(problem))
        return
    sentences = list(plan.conflict)
    assert sentences
    assert solved(reduced(problem, sentences)).status is Status.IMPOSSIBLE
    for one in sentences:
        rest = reduced(problem, [other for other in sentences if other != one])
        if rest != reduced(problem, sentences):  # a rule may be needed for two people
            assert solved(rest).status is Status.OPTIMAL, one


def required(problem: Problem) -> set[str]:
    return {f"{one.id} is required" for one in problem.activities if one.required}


def test_enough_random_problems_are_impossible() -> None:
    conflicts = [planned(seed).conflict for seed in SEEDS if planned(seed).status is Status.IMPOSSIBLE]
    assert len(conflicts) >= 20
    assert len(set(map(len, conflicts))) >= 3
