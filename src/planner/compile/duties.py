"""Duties that one person does on one day: the words about who and when, and what it costs if nobody can."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.compile.logic import Lit, Logic, Term, weighted
from planner.compile.workload import Workload

Key = tuple[object, ...]


class Way(NamedTuple):
    """One way to do a duty: who (or nobody in particular), on which day, how many ways are better, what it takes."""

    person: str | None
    day: dt.date
    place: int
    given: Lit


class Asked(NamedTuple):
    """A duty that is to be done if a literal holds; each way with the literal of taking it."""

    literal: Lit
    ways: tuple[tuple[Way, Lit], ...]


class Duties:
    """Everything that one person does on one day.

    Parameters
    ----------
    logic
        The literals of the model.
    workload
        Everybody's work.
    """

    def __init__(self, logic: Logic, workload: Workload) -> None:
        self._logic = logic
        self._workload = workload
        self._asked: dict[Key, Asked] = {}

    def add(
        self, key: Key, literal: Lit, minutes: int, ways: Iterable[tuple[str | None, dt.date, int, Lit]]
    ) -> tuple[list[Term], list[Term]]:
        """A duty is done in one way, if the literal holds, or it is missed.

        The best ways come first. What is returned counts whether it is missed, and how many ways would have been
        better.
        """
        open_ways = [way for way in itertools.starmap(Way, ways) if way.given is not False]
        if not open_ways:
            self._asked[key] = Asked(literal, ())
            return [(1, literal)], []
        best = open_ways[0]
        if not minutes and best.given is True:  # nothing stands against the best way
            self._asked[key] = Asked(literal, ((best, literal),))
            return [], [(best.place, literal)] if best.place else []
        taken: list[tuple[Way, Lit]] = []
        for way in open_ways:
            done = self._logic.literal()
            self._logic.implies(done, way.given)
            if minutes and way.person is not None:
                self._workload.spend(way.person, way.day, minutes, done)
            taken.append((way, done))
        missed = self._logic.literal()
        self._logic.model.add(weighted([(1, missed), *((1, done) for _, done in taken), (-1, literal)]) == 0)
        self._asked[key] = Asked(literal, tuple(taken))
        return [(1, missed)], [(way.place, done) for way, done in taken if way.place]

    def asked(self, key: Key) -> Asked | None:
        """A duty, if it was ever added."""
        return self._asked.get(key)

    def taste(self) -> Iterator[Term]:
        """What decides among ways that are equally good: the order in which they stand."""
        for asked in self._asked.values():
            yield from ((n, done) for n, (_, done) in enumerate(asked.ways) if n)
