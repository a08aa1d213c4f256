"""What the hand-written models share: every pair of a demand and a person that can be, at every start it may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from benchmarks.instances import DAY, Stated

K = TypeVar("K")


class Choice(NamedTuple):
    """One person on one demand of a task, the task starting at one time."""

    task: int
    demand: int
    person: int
    start: int


@dataclass
class Found:
    """Whom a program chose, what it proved, and when.

    `first` and `best` are when it had its first and its last plan, in seconds from the start of its search.
    """

    chosen: list[Choice]
    bound: float | None = None
    proved: bool = False
    squares_bound: float | None = None
    squares_proved: bool = False
    build: float = 0.0
    first: float | None = None
    best: float | None = None


class Choices:
    """All that can be chosen in an instance, and what excludes each other.

    Parameters
    ----------
    told
        The instance.
    """

    def __init__(self, told: Stated) -> None:
        self.told = told
        self.tasks: list[Stated] = told["tasks"]
        self.most: int = told["meta"].get("max_per_day", 2)
        self.all = [one for task in range(len(self.tasks)) for one in self._of(task)]

    def starts(self, task: int) -> list[int]:
        """When a task may start."""
        stated = self.tasks[task]
        return list(stated.get("starts", [stated["start"]]))

    def movable(self) -> list[int]:
        """The tasks with a choice of starts."""
        return [task for task in range(len(self.tasks)) if len(self.starts(task)) > 1]

    def length(self, task: int) -> int:
        """The minutes of a task."""
        return int(self.tasks[task]["end"] - self.tasks[task]["start"])

    def able(self, demand: Stated, start: int, end: int) -> Iterator[int]:
        """Who has what a demand asks for, and is there."""
        for n, person in enumerate(self.told["staff"]):
            fit = demand["role"] in person["roles"] and set(demand["skills"]) <= set(person["skills"])
            if fit and not any(first < end and start < last for first, last in person["absences"]):
                yield n

    def _of(self, task: int) -> Iterator[Choice]:
        for start in self.starts(task):
            for i, demand in enumerate(self.tasks[task]["demands"]):
                for person in self.able(demand, start, start + self.length(task)):
                    yield Choice(task, i, person, start)

    def by_demand(self) -> dict[tuple[int, int, int], list[int]]:
        """The places of choices, by task, demand and start."""
        return _grouped((n, (one.task, one.demand, one.start)) for n, one in enumerate(self.all))

    def by_person(self) -> dict[int, list[int]]:
        """The places of choices, by person."""
        return _grouped((n, one.person) for n, one in enumerate(self.all))

    def by_day(self, places: list[int]) -> dict[int, list[int]]:
        """Of one person's choices, which start on one day."""
        return _grouped((n, self.all[n].start // DAY) for n in places)

    def most_of(self, places: list[int]) -> int:
        """How many of one person's choices can be taken at most, day by day."""
        return sum(min(len(on_day), self.most) for on_day in self.by_day(places).values())

    def at_once(self, places: list[int]) -> Iterator[list[int]]:
        """Of one person's choices, all that go on at one moment, for as few moments as tell all."""
        spans = [(self.all[n].start, self.all[n].start + self.length(self.all[n].task), n) for n in places]
        ends = sorted((end, n) for _, end, n in spans)
        now: set[int] = set()
        grown, next_end = False, 0
        for start, _, n in sorted(spans):
            while ends[next_end][0] <= start:
                if grown:
                    yield sorted(now)
                    grown = False
                now.discard(ends[next_end][1])
                next_end += 1
            now.add(n)
            grown = True
        yield sorted(now)


def solution(told: Stated, chosen: Iterable[Choice]) -> Stated:
    """The choices in the family's own form."""
    heads: dict[tuple[int, int], int] = defaultdict(int)
    assign, starts = {}, {}
    for task, demand, person, start in chosen:
        name = told["tasks"][task]["id"]
        assign[f"{name}/{demand}/{heads[task, demand]}"] = told["staff"][person]["id"]
        heads[task, demand] += 1
        if "starts" in told["tasks"][task]:
            starts[name] = start
    return {"assign": assign, "starts": starts}


def _grouped(pairs: Iterable[tuple[int, K]]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = defaultdict(list)
    for place, key in pairs:
        found[key].append(place)
    return found
