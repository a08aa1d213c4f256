"""The ways between tasks: the words about how far apart they must lie for one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from planner.compile.holding import Holding, Piece
from planner.compile.logic import Lit, Logic
from planner.compile.when import When
from planner.timeline.timeline import Timeline

DAY_MINUTES = 24 * 60
MANY = 3  # tasks: of two, all is said by how far apart they are


class Night(NamedTuple):
    """Two pieces, one on a day and the other on a later one, so near that the way home and back may not fit between."""

    earlier: Piece
    day: dt.date
    later: Piece
    later_day: dt.date
    minutes: int


Stop = tuple[Piece, Lit]
"""A piece at a site, and whether it is held of somebody on a day."""


class Way(NamedTuple):
    """A way between two different sites that somebody may take on a day, and whether they do."""

    from_: str
    to: str
    minutes: int
    taken: Lit


class Tour(NamedTuple):
    """The stops of one person on a day, and by two of them whether one comes right after the other.

    Stops are numbered from 1; 0 is the beginning of the day, and its end.
    """

    stops: list[Stop]
    arcs: dict[tuple[int, int], Lit]


class Journeys:
    """The ways that people take from task to task.

    Parameters
    ----------
    logic, timeline, when, holding
        The literals of the model, the facts on the time line, the words about time and about people's time.

    Attributes
    ----------
    tours
        What was asked for, where there is a way.
    """

    def __init__(self, logic: Logic, timeline: Timeline, when: When, holding: Holding) -> None:
        self._logic = logic
        self._timeline = timeline
        self._when = when
        self._holding = holding
        self.tours: list[Tour] = []

    def way(self, one: Piece, other: Piece) -> int:
        """Minutes from where one piece is to where the other is."""
        return self._timeline.sites.way(one.task.site, other.task.site)

    def pairs(self, person: str, more: Sequence[Piece] = ()) -> Iterator[tuple[Piece, Piece]]:
        """The pieces of different tasks at sites that could come so near that the way between them may not fit.

        Where more pieces are spoken of, one of the two is among them.
        """
        spoken_of = {id(piece) for piece in more}
        for placed in self._groups(person, more):
            for one, other in combinations(placed, 2):
                if one.task is not other.task and (not more or id(one) in spoken_of or id(other) in spoken_of):
                    yield one, other

    def apart(self, one: Piece, other: Piece) -> None:
        """The way lies between two pieces, where both are held of somebody."""
        way, back = self.way(one, other), self.way(other, one)
        if way or back:
            there = [self._logic.negated(piece.present) for piece in (one, other)]
            after = self._holding.after
            self._logic.clause([*there, after(other, one, way), after(one, other, back)])

    def _groups(self, person: str, more: Sequence[Piece] = ()) -> Iterator[list[Piece]]:
        """The pieces at sites in groups, none of which could be too near for the way to another."""
        home = self._timeline.people[person].staff.site
        sites = {piece.task.site for piece in (*self._holding.pieces(person), *more)} - {None}
        farthest = max((self._far(home, one, other) for one in sites for other in sites), default=0)
        if farthest:
            for group in self._holding.overlapping(person, farthest, more):
                yield [piece for piece in group if piece.task.site is not None]

    def spaced(self, person: str) -> None:
        """After each task at a site its shortest way passes, whatever comes next: said once more, for all at once.

        It follows from what is said of each pair, and proves sooner that a day is too full.
        """
        model = self._logic.model
        for placed in self._groups(person):
            if len(placed) < MANY or len({piece.task.id for piece in placed}) < len(placed):
                continue
            ways = [min(self.way(one, other) for other in placed if other is not one) for one in placed]
            if any(ways):
                model.add_no_overlap(
                    model.new_optional_fixed_size_interval_var(piece.begin, piece.size + way, piece.present, "")
                    for piece, way in zip(placed, ways, strict=True)
                )

    def _far(self, home: str | None, one: str | None, other: str | None) -> int:
        return self._timeline.sites.between(home, one, other, same_day=False)

    def nights(self, person: str, one: Piece, other: Piece) -> Iterator[Night]:
        """The days on which two pieces could be too near for the way home over night."""
        home = self._timeline.people[person].staff.site
        for earlier, later in permutations((one, other)):
            minutes = self._far(home, earlier.task.site, later.task.site)
            if minutes > self.way(earlier, later):
                for day in earlier.days:
                    for later_day in later.days:
                        if not 0 < (later_day - day).days <= minutes // DAY_MINUTES + 2:
                            continue
                        gap = self._holding.first_on(later, later_day) - self._holding.last_on(earlier, day)
                        if gap < minutes:
                            yield Night(earlier, day, later, later_day, minutes)

    def near(self, person: str, one: Piece, other: Piece) -> Iterator[Lit]:
        """Literals that can hold only where two pieces overlap, or are too near for the way between them."""
        yield self._holding.together(one, other, self.way(one, other), self.way(other, one))
        for night in self.nights(person, one, other):
            on_days = self._starts_on(night.earlier, night.day), self._starts_on(night.later, night.later_day)
            near = self._holding.together(night.earlier, night.later, night.minutes, 0)
            yield self._logic.all_of(*on_days, near)

    def tour(self, home: str | None, stops: Sequence[Stop]) -> list[Way]:
        """The ways from site to site that one person may take on a day: from home, where there is one, and back.

        Whoever is at some of the stops takes them one after the other in a circle, the beginning and end of the day
        between the last and the first.
        """
        stops = [(piece, there) for piece, there in stops if there is not False]
        found: list[Way] = []
        none = self._logic.all_of(*(self._logic.negated(one) for _, one in stops))
        arcs: dict[tuple[int, int], Lit] = {(0, 0): none}
        for n, (piece, there) in enumerate(stops, start=1):
            arcs[n, n] = self._logic.negated(there)
            arcs[0, n] = self._way(home, piece.task.site, found)
            arcs[n, 0] = self._way(piece.task.site, home, found)
            for m, (other, _) in enumerate(stops, start=1):
                follows = m != n and self._holding.after(other, piece, 0)
                if follows is not False:
                    arcs[n, m] = self._way(piece.task.site, other.task.site, found)
                    self._logic.implies(arcs[n, m], follows)
        if found:
            self._logic.model.add_circuit(
                [(one, other, taken) for (one, other), taken in arcs.items() if taken is not False]
            )
            self.tours.append(Tour(stops, arcs))
        return found

    def _way(self, one: str | None, other: str | None, found: list[Way]) -> Lit:
        """Whether somebody goes straight from one site to another; noted if that is a way."""
        taken = self._logic.literal()
        if one is not None and other is not None and one != other:
            found.append(Way(one, other, self._timeline.sites.way(one, other), taken))
        return taken

    def _starts_on(self, piece: Piece, day: dt.date) -> Lit:
        """Whether a piece starts on a day, whoever is there."""
        return piece.chosen if isinstance(piece.begin, int) else self._when.on_day(piece.task, day)
