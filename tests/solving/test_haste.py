"""What helps to finish early changes no value: bounds on the whole, and times that are chosen before people."""

import random
from collections.abc import Callable
from itertools import combinations, permutations

import pytest

import planner
from planner.compile import draft as drafts
from planner.compile.side_by_side import Draws, weights
from planner.problem import Problem

SKILLS = ("adviser", "expert", "trainer")


def project(seed: int) -> Problem:
    """Make some tasks of one to three people each, some after others, within a day's work for a few people."""
    chance = random.Random(seed)
    staff = [{"id": f"p{n}", "roles": chance.sample(SKILLS, chance.randint(1, 3))} for n in range(chance.randint(2, 4))]
    holders = {skill: sum(skill in one["roles"] for one in staff) for skill in SKILLS}
    held = [skill for skill in SKILLS if holders[skill]]
    tasks = [
        {
            "kind": "meeting",
            "id": f"t{n}",
            "between": {"from": "2020-06-22", "to": "2020-06-22"},
            "duration": 15 * chance.randint(1, 4),
            "needs": {one: chance.randint(1, min(holders[one], 2)) for one in chance.sample(held, min(len(held), 2))},
            "after": sorted({f"t{chance.randrange(n)}" for _ in range(chance.randint(0, 2))}) if n else [],
            **chance.choice([{"required": True}, {"required": True}, {}, {"optional": True}]),
        }
        for n in range(chance.randint(3, 7))
    ]
    return Problem.model_validate(
        {
            "name": f"project {seed}",
            "horizon": {"from": "2020-06-22", "to": "2020-06-22"},
            "calendar": {"hours": {"mon-sun": ["08:00-20:00"]}},
            "staff": staff,
            "activities": tasks,
            "rules": [{"rule": "earliest", "of": chance.choice(["last", "last", "each"]), "per": "minute", "price": 1}],
        }
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_is_said_to_help_changes_no_value(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = project(seed)
    helped = planner.solve(problem)
    monkeypatch.setattr(drafts, "hasten", lambda *_: False)
    alone = planner.solve(problem)
    assert helped.status is alone.status
    assert [(one.name, one.value, one.proved) for one in helped.goals] == [
        (one.name, one.value, one.proved) for one in alone.goals
    ]


def test_what_is_left_out_takes_no_time() -> None:
    """Two visits ask for two who are kept apart: what is left out takes no time."""
    visit = {"kind": "meeting", "on": "2020-06-22", "duration": "1h", "optional": True, "needs": {"adviser": 2}}
    problem = Problem.model_validate(
        {
            "name": "nothing to hold",
            "horizon": {"from": "2020-06-22", "to": "2020-06-22"},
            "calendar": {"hours": {"mon-sun": ["08:00-20:00"]}},
            "staff": [{"id": one, "roles": ["adviser"]} for one in ("ana", "bo")],
            "activities": [{"id": one, **visit} for one in ("a", "b")],
            "rules": [{"rule": "earliest", "per": "minute", "price": 1}, {"rule": "apart", "people": ["ana", "bo"]}],
        }
    )
    plan = planner.solve(problem)
    assert {one.name: one.value for one in plan.goals}["prices of broken rules"] == 0


def shortest(minutes: list[int], draws: list[Draws], apart: Callable[[int, int], bool]) -> int:
    """How long tasks take at least: each in turn as early as it can, in every order."""
    best = sum(minutes)
    for order in permutations(range(len(minutes))):
        placed: dict[int, int] = {}
        for one in order:
            start = 0
            while not all(
                all(
                    sum(draw.taken[other] for other, at in placed.items() if at <= now < at + minutes[other])
                    + draw.taken[one]
                    <= draw.supply
                    for draw in draws
                )
                and not any(apart(one, other) for other, at in placed.items() if at <= now < at + minutes[other])
                for now in range(start, start + minutes[one])
            ):
                start += 1
            placed[one] = start
        best = min(best, max(at + minutes[one] for one, at in placed.items()))
    return best


@pytest.mark.parametrize("seed", range(25))
def test_weights_bound_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randint(3, 5)
    minutes = [chance.randint(1, 4) for _ in range(count)]
    draws = [Draws(chance.randint(2, 4), [chance.randint(0, 2) for _ in minutes]) for _ in range(2)]
    separate = {pair for pair in combinations(range(count), 2) if chance.random() < 0.2}

    def apart(one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in separate

    shares, whole = weights(minutes, draws, apart)
    bound = sum(share * length for share, length in zip(shares, minutes, strict=True)) / whole
    energy = max(sum(t * m for t, m in zip(draw.taken, minutes, strict=True)) / draw.supply for draw in draws)
    assert energy - 0.001 <= bound <= shortest(minutes, draws, apart)


def test_too_many_sets_are_not_looked_at() -> None:
    assert weights([1] * 20, [Draws(10, [1] * 20)], lambda *_: False) == ([], 1)
