"""Every infeasible day is found: all smallest sets that cannot be held are behind the shortages of a best plan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from laws.proofs.cases import brute, seeds
from laws.proofs.crowded import SETTINGS, case
from planner.explain.infeasible import infeasible_days
from planner.solving.budget import Budget

Names = frozenset[str]


@lru_cache(maxsize=512)
def impossible(seed: int) -> tuple[Names, ...]:
    """All smallest sets of activities that cannot all be held, by brute force."""
    found: list[Names] = []
    for size in range(1, len(brute(seed).names) + 1):
        for some in map(frozenset, combinations(brute(seed).names, size)):
            if not any(known <= some for known in found) and brute(seed).way(some) is None:
                found.append(some)
    return tuple(found)


def traced(seed: int) -> list[Names]:
    """All troubles that are told."""
    problem, _, plan = case(seed)
    days = infeasible_days(problem, plan, problem.timeline, SETTINGS, Budget(SETTINGS))
    return [frozenset(one.activities) for one in days]


@seeds
def test_whatever_cannot_be_held_leaves_something_short_or_out(seed: int) -> None:
    short = {one.occurrence for one in case(seed).plan.shortages} | left_out(seed)
    assert all(some & short for some in impossible(seed))


def left_out(seed: int) -> Names:
    """What is not held, and may be left out: why, is told of it and not of any days."""
    return frozenset(one.occurrence for one in case(seed).plan.bookings if one.declined)


def missed(seed: int) -> Iterator[tuple[str, Names]]:
    """The smallest sets with one short activity that none of the troubles told of it has a share in."""
    plan, told = case(seed).plan, traced(seed)
    short = {one.occurrence for one in plan.shortages}
    for some in impossible(seed):
        if some & left_out(seed):
            continue
        for name in short & some:
            if not some & short - {name} and not any(
                name in known and (known & some != {name} or known == some) for known in told
            ):
                yield name, some


@seeds
def test_each_is_told_or_shares_in_one_that_is(seed: int) -> None:
    """Troubles of one shortage have nothing else in common; so what is not told itself meets one in two activities."""
    assert not list(missed(seed))
