"""Everything is filled by ever fewer people: one is sent home, and whatever they did finds others.

What finds nobody free takes the place of others, those that found one easily before, and these are placed next. So the
hard ones settle, and the easy ones move about. (Guided ejection search: Nagata and Bräysy, *A powerful route
minimization heuristic for the vehicle routing problem with time windows*, Operations Research Letters 37, 2009, where
a person is a vehicle.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

EXCHANGES = 5  # tried after each ejection, so that it is not the same ones that meet again
LOOK = 256  # moves between looks at whether time is over
ENOUGH = 1500  # moves for each place without a better plan, before all is given up: there may be none
PATIENCE = 200  # moves for each place, before somebody else is sent home instead; in time more


class Ejecting:
    """Places, who is in them, and which are to be filled.

    Sets of places are whole numbers, one bit a place: what two of them share is found at once.

    Parameters
    ----------
    able
        By place, who could be in it, as numbers from 0.
    clashes
        By place, the set of places that somebody cannot fill besides.
    seed
        Decides what chance decides.

    Attributes
    ----------
    moves
        How many places were given to somebody.
    """

    def __init__(self, able: Sequence[Sequence[int]], clashes: Sequence[int], seed: int) -> None:
        self._clashes = clashes
        self._chance = Random(seed)
        self._everybody = able
        self._able = able
        self._fits = [set(some) for some in able]
        self._holds = [0] * (1 + max((max(some, default=0) for some in able), default=0))
        self._in: list[int | None] = [None] * len(able)
        self._waiting = list(reversed(range(len(able))))
        self._hard = [1] * len(able)
        self.moves = 0

    def plans(self, over: Callable[[], bool]) -> Iterator[list[int]]:
        """Who is in each place, where each has somebody; every time with fewer people than before.

        Parameters
        ----------
        over
            Whether to give up, asked now and then.
        """
        if not all(self._able) or not self._fill(over, ENOUGH * len(self._in)):
            return
        while True:
            yield [one for one in self._in if one is not None]
            if not self._sent_one_home(over):
                return

    def _sent_one_home(self, over: Callable[[], bool]) -> bool:
        """Do with one person less; where that takes too long, with another one less."""
        before = list(self._in), list(self._holds)
        patience = PATIENCE * len(self._in)
        until = self.moves + ENOUGH * len(self._in)
        for some in self._crews():
            if over() or self.moves > until:
                return False
            self._in, self._holds = list(before[0]), list(before[1])
            if self._left_to(some) and self._fill(over, self.moves + patience):
                return True
            patience += patience // len(some)  # twice as much when about everybody was tried
        return False

    def _crews(self) -> Iterator[list[int]]:
        """Who might do it with one person less: all but one, who has least to do; then others come back."""
        there = [person for person, held in enumerate(self._holds) if held]
        away = sorted({one for able in self._everybody for one in able} - set(there))
        self._chance.shuffle(there)
        there.sort(key=lambda one: self._holds[one].bit_count())
        if len(there) < 2:
            return
        yield from ([one for one in there if one != person] for person in there)
        while away:
            gone = self._chance.sample(there, 2)
            yield [*(one for one in there if one not in gone), self._chance.choice(away)]

    def _left_to(self, people: Sequence[int]) -> bool:
        """Nobody else is there any more, and what the others did waits; whether anybody could do it."""
        some = set(people)
        able = [[one for one in able if one in some] for able in self._everybody]
        if not all(able):
            self.moves += LOOK  # it takes about as long
            return False
        self._able, self._fits = able, [set(one) for one in able]
        self._hard = [1] * len(able)
        self._waiting = [place for place, one in enumerate(self._in) if one not in some]
        for place in self._waiting:
            self._in[place] = None
        self._holds = [held if one in some else 0 for one, held in enumerate(self._holds)]
        return True

    def _fill(self, over: Callable[[], bool], most: int) -> bool:
        """Find somebody for whatever waits; whether that could be done in so many moves."""
        while self._waiting:
            self.moves += 1
            if self.moves == most or (self.moves % LOOK == 0 and over()):
                return False
            place = self._waiting.pop()
            clashes = self._clashes[place]
            free = [one for one in self._able[place] if not self._holds[one] & clashes]
            if free:  # rather somebody who is there anyway
                self._give(place, self._chance.choice([one for one in free if self._holds[one]] or free))
                continue
            self._hard[place] += 1
            person = min(self._able[place], key=lambda one: (self._worth(one, clashes), self._chance.random()))
            ejected = list(_places(self._holds[person] & clashes))
            for one in ejected:
                self._in[one] = None
            self._holds[person] &= ~clashes
            self._give(place, person)
            self._chance.shuffle(ejected)
            self._waiting += ejected
            for _ in range(EXCHANGES):
                self._exchange()
        return True

    def _give(self, place: int, person: int) -> None:
        self._in[place] = person
        self._holds[person] |= 1 << place

    def _worth(self, person: int, clashes: int) -> int:
        """How hard it was to find somebody for what a person would have to give away."""
        return sum(self._hard[one] for one in _places(self._holds[person] & clashes))

    def _exchange(self) -> None:
        """Give some place to somebody else, who gives what clashes with it in return, if that may be."""
        place = self._chance.randrange(len(self._in))
        giver, taker = self._in[place], self._chance.choice(self._able[place])
        if giver is None or giver == taker:
            return
        back = self._holds[taker] & self._clashes[place]
        left = self._holds[giver] & ~(1 << place)
        returned = list(_places(back))
        if all(giver in self._fits[one] and not self._clashes[one] & left for one in returned):
            self._holds[giver] = left | back
            self._holds[taker] &= ~back
            self._give(place, taker)
            for one in returned:
                self._in[one] = giver


def _places(some: int) -> Iterator[int]:
    """The places in a set."""
    while some:
        lowest = some & -some
        yield lowest.bit_length() - 1
        some ^= lowest
