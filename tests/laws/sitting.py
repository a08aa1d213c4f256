"""Sittings of work moved about, and whether they are still right, from raw facts alone."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from laws.decisions import Decisions, duties, held_by
from laws.oracle import Oracle
from laws.placing import Duty, Sitting
from laws.wall import NOTHING, Minutes


def all_right(oracle: Oracle, decisions: Decisions, sittings: list[Sitting]) -> bool:
    """Whether everybody's work is done: all of it and no more, on its days, in open time that nothing else takes."""
    due: dict[tuple[str, str, str], Duty] = {}
    for own in duties(oracle, decisions).values():
        due.update({(one.person, one.task, one.what): one for one in own})
    done: dict[tuple[str, str, str], int] = defaultdict(int)
    used: dict[str, Minutes] = defaultdict(lambda: NOTHING)
    for sitting in sittings:
        who, key = sitting.duty.person, (sitting.duty.person, sitting.duty.task, sitting.duty.what)
        minutes = frozenset(range(sitting.start, sitting.end))
        if key not in due or minutes & (used[who] | held_by(oracle, decisions, who)):
            return False
        if not any(minutes <= oracle.open(who, day) for day in due[key].days):
            return False
        used[who] |= minutes
        done[key] += len(minutes)
    return done == {key: one.minutes for key, one in due.items()}


def shifted(rng: Random, oracle: Oracle, sittings: list[Sitting]) -> list[Sitting]:
    """The same sittings but for one, which moves, grows, shrinks, is cut, changes hands or meaning, or goes."""
    place = rng.randrange(len(sittings))
    duty, start, end = sittings[place]
    by = rng.choice([-1440, -60, -30, -1, 1, 30, 60, 1440])
    middle = (start + end) // 2
    other = duty._replace(person=rng.choice(sorted(oracle.staff)))
    changed: list[list[Sitting]] = [
        [Sitting(duty, start + by, end + by)],
        [Sitting(duty, start + by, end + by)],
        [Sitting(duty, start, end + abs(by))],
        [Sitting(duty, start, middle)],
        [Sitting(duty, start, middle), Sitting(duty, middle, end)],
        [Sitting(duty, start, middle), Sitting(duty, middle + by, end + by)],
        [Sitting(other, start, end)],
        [Sitting(duty._replace(what=rng.choice(["preparation", "follow_up"])), start, end)],
        [],
    ]
    new = [one for one in rng.choice(changed) if one.start < one.end]
    return [*sittings[:place], *new, *sittings[place + 1 :]]
