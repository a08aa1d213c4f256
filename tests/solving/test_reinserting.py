"""Tours made better a few tasks at a time: what is kept stays, nothing is lost, the same work gives the same plan."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from ortools.sat.python import cp_model

import planner
from planner.compile.draft import Draft
from planner.compile.logic import weighted
from planner.plan.goals import Goal
from planner.solving.budget import Budget
from planner.solving.goals import ahead, reinserting
from planner.solving.goals.keeping import keeping
from planner.solving.settings import Progress, Settings
from planner.solving.solvers.outcome import NOTHING, value_of

PRICES = Goal("prices")
STEP = 5


def rounds(seed: int, visits: int = 18, nurses: int = 4) -> planner.Problem:
    """Visits all over a town, each wished for early or late, by nurses who start from the office."""
    chance = random.Random(seed)
    places = {f"s{n}": (chance.randrange(60), chance.randrange(60)) for n in range(visits + 1)}

    def minutes(one: str, other: str) -> int:
        return max(1, *(abs(a - b) for a, b in zip(places[one], places[other], strict=True)))

    wishes = [f"{hour:02}:00-{hour + 2:02}:00" for hour in range(8, 17)]
    return planner.Problem.model_validate(
        {
            "name": f"rounds {seed}",
            "horizon": {"from": "2020-06-22", "to": "2020-06-22"},
            "calendar": {"hours": {"mon-sun": ["07:00-21:00"]}},
            "sites": [
                {"id": one, "travel": {other: minutes(one, other) for other in places if other != one}}
                for one in places
            ],
            "staff": [
                {"id": f"n{n}", "roles": chance.choice([["nurse"], ["nurse", "doctor"]]), "site": "s0"}
                for n in range(nurses)
            ]
            + [{"id": "both", "roles": ["nurse", "doctor"], "site": "s0"}],
            "activities": [
                {
                    "kind": "appointment",
                    "id": f"v{n}",
                    "on": "2020-06-22",
                    "duration": "20min",
                    "prefer": {"time": chance.choice(wishes)},
                    "site": f"s{n}",
                    "needs": {chance.choice(["nurse", "nurse", "doctor"]): 1},
                    "required": True,
                }
                for n in range(1, visits + 1)
            ],
            "rules": [{"rule": "travel", "per": "minute"}, {"rule": "on_time", "price": 2}],
        }
    )


def drafted(problem: planner.Problem) -> tuple[Draft, cp_model.CpModel]:
    draft = Draft(problem.timeline, STEP).build(problem.all_rules)
    draft.decisions()
    model = draft.model.clone()
    model.minimize(weighted(draft.goals[PRICES]))
    return draft, model


def solved(model: cp_model.CpModel, work: float) -> tuple[int, ...]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = work
    assert solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return tuple(solver.response_proto.solution)


def cost(draft: Draft, values: Sequence[int]) -> int:
    return sum(factor * value_of(one, values) for factor, one in draft.goals[PRICES])


def routes(draft: Draft, values: tuple[int, ...], but: set[str]) -> dict[str, list[str]]:
    """By person, their visits in the order of time, less some."""
    return {
        person: [
            task.id
            for task in sorted(draft.tasks, key=lambda one: draft.when.chosen(one, values))
            if task.id not in but and value_of(draft.who.on(task, person), values)
        ]
        for person in draft.timeline.people
    }


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_keeps_its_people_and_its_order(seed: int) -> None:
    chance = random.Random(seed)
    draft, model = drafted(rounds(seed))
    values = solved(model, 0.3)
    for count in (0, 5):
        free = set(chance.sample([task.id for task in draft.tasks], count))
        found = solved(keeping(draft, model, values, free), 0.2)
        assert cost(draft, found) <= cost(draft, values)
        assert routes(draft, found, free) == routes(draft, values, free)


@pytest.mark.parametrize("seed", range(6))
def test_the_best_plan_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = rounds(seed, visits=6, nurses=1)
    settings = Settings(step=STEP, seconds=60)
    monkeypatch.setattr(reinserting, "SMALL", 0)
    monkeypatch.setattr(reinserting, "AT_ONCE", 0.002)
    found = planner.solve(problem, settings=settings)
    monkeypatch.setattr(ahead, "reinserted", lambda *_: NOTHING)
    alone = planner.solve(problem, settings=settings)
    assert found.status == alone.status == "optimal"
    assert found.goals == alone.goals
    assert planner.check(problem, found).clean


def test_it_finds_better_plans_than_the_first_look() -> None:
    draft, model = drafted(rounds(1))
    settings = Settings(work=3)
    first = solved(model, 0.2)
    found = reinserting.reinserted(draft, PRICES, first, settings, Budget(settings), None)
    assert cost(draft, found.values) < cost(draft, first)
    assert not found.bound > cost(draft, found.values)


def test_the_same_work_gives_the_same_plan() -> None:
    problem = rounds(2)
    one, other = (planner.solve(problem, settings=Settings(work=3, step=STEP)) for _ in range(2))
    assert one.bookings == other.bookings
    assert one.goals == other.goals


def test_what_is_told_on_the_way_never_gets_worse() -> None:
    told: list[Progress] = []
    planner.solve(rounds(3), settings=Settings(seconds=8, step=STEP, progress=told.append))
    prices = [one for one in told if one.goal == PRICES.name]
    values = [one.value for one in prices]
    first = next(n for n, value in enumerate(values) if value is not None)
    known = [value for value in values[first:] if value is not None]
    assert len(known) == len(values) - first
    assert all(one >= other for one, other in pairwise(known))


def test_it_stops_when_asked_to() -> None:
    """From the second time on that a plan is told, somebody has enough."""
    told: list[Progress] = []

    def enough(progress: Progress) -> bool:
        told.append(progress)
        return len([one for one in told if one.value is not None]) > 1

    problem = rounds(4)
    plan = planner.solve(problem, settings=Settings(seconds=60, step=STEP, progress=enough))
    assert plan.audit is not None
    assert plan.audit.seconds < 15
    assert planner.check(problem, plan).clean
