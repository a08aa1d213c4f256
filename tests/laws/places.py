"""Who could take a place at an activity, or stand by for it: all choices, and some at random."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from laws.oracle import Dated, Oracle


def standbys(oracle: Oracle, task: Dated, there: list[str], busy: list[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """By need, every choice of stand-bys among those who are there and have no place."""
    places = []
    for need in task.needs:
        fit = [one for one in there if one not in busy and need.role in oracle.staff[one].roles]
        fit = [one for one in fit if one not in need.exclude and (not need.from_ or one in need.from_)]
        places.append([some for n in range(need.standby + 1) for some in combinations(fit, n)])
    for standby in product(*places):
        everybody = [who for some in standby for who in some]
        if len(everybody) == len(set(everybody)):
            yield tuple(standby) if everybody else ()


def some_standing_by(rng: Random, oracle: Oracle, task: Dated) -> tuple[tuple[str, ...], ...]:
    """Stand-bys at random, where some are asked for."""
    if not any(need.standby for need in task.needs):
        return ()
    standby = [
        some_of(rng, holders(rng, oracle, task, i), need.standby) if need.standby else ()
        for i, need in enumerate(task.needs)
    ]
    return tuple(standby) if any(standby) else ()


def some_room(rng: Random, oracle: Oracle, task: Dated) -> str | None:
    """Any room or none, for an activity that asks for one; for others, none."""
    rooms = [one.id for one in oracle.problem.rooms]
    return rng.choice([None, *rooms, *rooms]) if task.activity.room and rooms else None


def holders(rng: Random, oracle: Oracle, task: Dated, place: int) -> list[str]:
    """Those who hold the role of a need; now and then everybody."""
    staff = sorted(oracle.staff)
    role = task.needs[place].role
    return [one for one in staff if role in oracle.staff[one].roles] if rng.random() < 0.9 else staff


def some_of(rng: Random, people: list[str], most: int) -> tuple[str, ...]:
    count = min(len(people), rng.choice([0, *[most] * 4]))
    return tuple(sorted(rng.sample(people, count)))
