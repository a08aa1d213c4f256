"""Places filled by ever fewer people, beside a search that tries everything."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest

from planner.solving.seated import ejecting
from planner.solving.seated.ejecting import Ejecting

PEOPLE = 4
ENOUGH = 20_000  # moves


def instance(seed: int) -> tuple[list[list[int]], list[int]]:
    """Six places, who could be in each, and which of them clash."""
    chance = random.Random(seed)
    able = [sorted(chance.sample(range(PEOPLE), chance.randint(1, 3))) for _ in range(6)]
    clashes = [0] * 6
    for one in range(6):
        for other in range(one):
            if chance.random() < 0.35:
                clashes[one] |= 1 << other
                clashes[other] |= 1 << one
    return able, clashes


def kept(plan: tuple[int, ...] | list[int], clashes: list[int]) -> bool:
    """Whether nobody is in two places that clash."""
    return not any(
        plan[one] == plan[other] and clashes[one] >> other & 1 for one in range(len(plan)) for other in range(one)
    )


def fewest(able: list[list[int]], clashes: list[int]) -> int | None:
    """The fewest people, everything tried; `None` if somebody lacks whatever is done."""
    return min((len(set(plan)) for plan in product(*able) if kept(plan, clashes)), default=None)


def found(able: list[list[int]], clashes: list[int], seed: int, most: int = ENOUGH) -> list[list[int]]:
    seeking = Ejecting(able, clashes, seed)
    return list(seeking.plans(lambda: seeking.moves > most))


@pytest.mark.parametrize("seeds", [range(60), pytest.param(range(1000), marks=pytest.mark.long)])
def test_the_fewest_people_are_found(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ejecting, "PATIENCE", 10)
    monkeypatch.setattr(ejecting, "LOOK", 16)
    least = [fewest(*instance(seed)) for seed in seeds]
    assert None in least
    assert len(set(least)) >= 4
    for seed, most in zip(seeds, least, strict=True):
        able, clashes = instance(seed)
        plans = found(able, clashes, seed, most=3000)
        assert (len(set(plans[-1])) if plans else None) == most
        for plan in plans:
            assert kept(plan, clashes)
            assert all(one in some for one, some in zip(plan, able, strict=True))
        assert all(len(set(one)) > len(set(other)) for one, other in pairwise(plans))


def test_who_cannot_be_spared_is_not_sent_home_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ejecting, "PATIENCE", 5)
    # 0 and 1 meet, and only they can; whoever has least to do is one of them, and cannot go
    able, clashes = [[0], [1], [2, 3], [2, 3], [2, 3]], [0b00010, 0b00001, 0, 0, 0]
    assert len(set(found(able, clashes, seed=0)[-1])) == 3


def test_the_same_seed_gives_the_same_plans() -> None:
    able, clashes = instance(7)
    assert found(able, clashes, seed=3) == found(able, clashes, seed=3)


def test_nothing_to_fill_is_filled_by_nobody() -> None:
    assert found([], [], seed=0) == [[]]
    assert found([[]], [0], seed=0) == []
    assert found([[0], [0]], [0, 0], seed=0) == [[0, 0]]
    assert found([[0], [0]], [2, 1], seed=0) == []
