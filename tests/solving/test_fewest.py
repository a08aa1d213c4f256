"""A plan with few people is right, no better than the best, and its bounds hold; from there the whole is the same."""

from __future__ import annotations

import random
from typing import Any

import pytest

from planner.checking import judge
from planner.plan.goals import ORDER
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving import laying
from planner.solving.budget import Budget
from planner.solving.seated.demands import ceilings_of
from planner.solving.seated.fewest import Fewest
from planner.solving.settings import Progress, Settings
from planner.solving.telling import Start

SEEDS = range(40)
SETTINGS = Settings(work=5, workers=1)


def problem(seed: int) -> Problem:
    """Tasks at given times that few can do; the fewest people, of all or of some, and perhaps another rule."""
    chance = random.Random(seed)
    people: list[dict[str, Any]] = [
        {"id": f"p{one}", "roles": chance.choice([["a"], ["b"], ["a", "b"], ["a", "b"]]), "skills": ["s"][one % 2 :]}
        for one in range(5)
    ]
    if chance.random() < 0.3:
        people[0]["absences"] = [{"from": "2020-01-06 09:00", "to": "2020-01-06 11:00", "reason": "leave"}]
    tasks: list[dict[str, Any]] = []
    for one in range(chance.randint(3, 6)):
        need: dict[str, Any] = {"role": chance.choice("ab"), "count": chance.choice([1, 1, 1, 2])}
        if chance.random() < 0.3:
            need["from"] = sorted(chance.sample([f"p{one}" for one in range(5)], 3))
        if chance.random() < 0.2:
            need["skills"] = ["s"]
        needs = [need, {"role": "b"}] if chance.random() < 0.2 else [need]
        at = f"2020-01-0{chance.choice([6, 6, 6, 7])} {chance.randint(9, 13):02}:{chance.choice(['00', '30'])}"
        task = {"kind": "meeting", "id": f"t{one}", "at": at, "duration": chance.choice([30, 60, 90]), "needs": needs}
        task |= chance.choice([{}, {}, {}, {"partial": True}, {"kind": "appointment", "value": 3}])
        tasks.append(task)
    if chance.random() < 0.2 and "partial" not in tasks[-1]:
        tasks[-1]["optional"] = True
    scope: dict[str, Any] = chance.choice(
        [{}, {}, {"role": "a"}, {"kinds": ["meeting"]}, {"people": ["p0", "p1", "p2"]}]
    )
    price: dict[str, Any] = chance.choice([{}, {"price": 2}])
    rules = [{"rule": "fewest_people", **price, **scope}]
    more = [[], [], [{"rule": "at_most", "per": "day", "count": 2}], [{"rule": "level", "price": 1}]]
    return Problem.model_validate(
        {
            "name": "few",
            "horizon": {"from": "2020-01-06", "to": "2020-01-07"},
            "calendar": {"hours": {"mon-sun": ["08:00-18:00"]}},
            "staff": people,
            "activities": tasks,
            "rules": [*rules, *chance.choice(more)],
        }
    )


def laid(one: Problem, settings: Settings = SETTINGS) -> Start | None:
    """The plan with few people, if it is worth it and there is one."""
    ceilings = ceilings_of(one.all_rules, one.timeline)
    if ceilings is None:
        return None
    lays = Fewest(one, one.timeline, ceilings, settings, Budget(settings))
    return lays.lay() if lays.worth_it else None


def lessened(goals: dict[str, float]) -> list[float]:
    """What is reached on every goal, the less the better."""
    return [-goals.get(goal.name, 0) if goal.maximise else goals.get(goal.name, 0) for goal in ORDER]


def without(one: Problem, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """The best plan, found by a model alone."""
    with monkeypatch.context() as patched:
        patched.setattr(laying, "MANY", 10**9)
        return solve(one, settings=SETTINGS)


@pytest.fixture(autouse=True)
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even the smallest plan be worth it."""
    monkeypatch.setattr(laying, "MANY", 0)


@pytest.mark.parametrize("seeds", [SEEDS, pytest.param(range(1000), marks=pytest.mark.long)])
def test_few_people_keep_all_rules_and_their_bounds_hold(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    found = proved = 0
    for seed in seeds:
        one = problem(seed)
        start = laid(one)
        best = without(one, monkeypatch)
        assert best.status is Status.OPTIMAL
        if start is None:
            continue
        found += 1
        proved += all(goal.proved for goal in start.goals)
        assert judge(one, Plan(problem="", status=Status.FEASIBLE, held=start.bookings)).clean
        least = lessened({goal.name: goal.value for goal in best.goals})
        mine = lessened({goal.name: goal.value for goal in start.goals})
        assert mine >= least
        for bound, goal, own in zip(lessened({o.name: o.bound for o in start.goals}), least, mine, strict=True):
            assert bound <= goal
            if goal != own:
                break
        whole = solve(one, settings=SETTINGS)
        assert whole.status is Status.OPTIMAL
        assert lessened({goal.name: goal.value for goal in whole.goals}) == least
    assert found >= len(seeds) / 3  # in the others somebody is missing, whoever goes where
    assert proved >= len(seeds) / 8


def test_what_nobody_can_fill_is_left_to_a_model() -> None:
    one = problem(0).model_copy(update={"staff": ()})
    assert laid(one) is None


def test_progress_is_told_and_may_stop() -> None:
    one = next(one for one in map(problem, SEEDS) if laid(one))
    told: list[Progress] = []
    start = laid(one, SETTINGS.model_copy(update={"progress": told.append}))
    assert start is not None
    assert {report.goal: (report.value, report.bound) for report in told} == {
        goal.name: (goal.value, goal.bound) for goal in start.goals
    }
    stopping = SETTINGS.model_copy(update={"progress": lambda _: True})
    budget = Budget(stopping)
    ceilings = ceilings_of(one.all_rules, one.timeline) or []
    assert Fewest(one, one.timeline, ceilings, stopping, budget).lay() is not None
    assert budget.stopped


def test_the_same_seed_gives_the_same_plan() -> None:
    one = next(one for one in map(problem, SEEDS) if laid(one))
    assert laid(one) == laid(one)


def test_without_time_there_is_none() -> None:
    one = next(one for one in map(problem, SEEDS) if laid(one))
    settings = Settings(seconds=1e-6, workers=1)
    assert solve(one, settings=settings).status in (Status.STOPPED, Status.FEASIBLE, Status.OPTIMAL)
