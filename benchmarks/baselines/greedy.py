"""A greedy pass: the heaviest and scarcest heads first, each to whoever is free and has the least to do."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import Counter

from benchmarks.baselines.choices import Choice, Found
from benchmarks.instances import DAY, Stated


def solve(told: Stated, seconds: float) -> Found:
    """Go through all heads once; a task that may move starts where most of it can be staffed, at the earliest."""
    del seconds
    began = time.perf_counter()
    crew = _Crew(told)
    chosen: list[Choice] = []
    for task in sorted(range(len(told["tasks"])), key=lambda n: (-told["tasks"][n]["weight"], crew.choice(n))):
        stated = told["tasks"][task]
        tried = (crew.staffed(task, start) for start in stated.get("starts", [stated["start"]]))
        best = max(tried, key=len)
        chosen += best
        for one in best:
            crew.take(one)
    spent = time.perf_counter() - began
    return Found(chosen, first=spent, best=spent)


class _Crew:
    """Everybody, and what they have taken so far."""

    def __init__(self, told: Stated) -> None:
        self._told = told
        self._most = told["meta"].get("max_per_day", 2)
        self._able: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        self._taken: list[list[tuple[int, int]]] = [[] for _ in told["staff"]]
        self._days: list[Counter[int]] = [Counter() for _ in told["staff"]]

    def able(self, demand: Stated) -> list[int]:
        """Who has the role and the skills."""
        key = demand["role"], tuple(demand["skills"])
        if key not in self._able:
            self._able[key] = [
                n
                for n, one in enumerate(self._told["staff"])
                if key[0] in one["roles"] and set(key[1]) <= set(one["skills"])
            ]
        return self._able[key]

    def choice(self, task: int) -> int:
        """How many people there are for the scarcest head of a task."""
        return min(len(self.able(demand)) for demand in self._told["tasks"][task]["demands"])

    def staffed(self, task: int, start: int) -> list[Choice]:
        """Who would be at a task if it started then."""
        stated = self._told["tasks"][task]
        end = start + stated["end"] - stated["start"]
        found: list[Choice] = []
        for i in sorted(range(len(stated["demands"])), key=lambda i: len(self.able(stated["demands"][i]))):
            there = {one.person for one in found}
            free = (n for n in self.able(stated["demands"][i]) if n not in there and self._free(n, start, end))
            order = sorted(free, key=lambda n: (len(self._told["staff"][n]["skills"]), len(self._taken[n])))
            found += [Choice(task, i, n, start) for n in order[: stated["demands"][i]["count"]]]
        return found

    def _free(self, person: int, start: int, end: int) -> bool:
        if self._days[person][start // DAY] >= self._most:
            return False
        taken = self._taken[person]
        place = bisect_left(taken, (end, -1))  # all before it start before the end; they do not overlap each other
        if place and taken[place - 1][1] > start:
            return False
        return not any(first < end and start < last for first, last in self._told["staff"][person]["absences"])

    def take(self, one: Choice) -> None:
        """Note who is where."""
        stated = self._told["tasks"][one.task]
        insort(self._taken[one.person], (one.start, one.start + stated["end"] - stated["start"]))
        self._days[one.person][one.start // DAY] += 1
