"""Filling seats by handing others over: one person takes a seat, another takes the one that is left, and so on.

First every seat that somebody is free for is filled, the most worthy first. Then seats are filled along alternating
paths: breadth first, from an open seat over those whose people could come, to one for which somebody is free or
whose loss costs less. (Kuhn, *The Hungarian method for the assignment problem*, Naval Research Logistics Quarterly 2,
1955.) Last somebody leaves several seats for one, each of which is filled along paths again, and what was for nothing
is undone. (Glover, *Ejection chains, reference structures and alternating path methods*, Discrete Applied Mathematics
65, 1996.)
"""

from __future__ import annotations

import random

from planner.solving.budget import Budget
from planner.solving.seated.crowd import members
from planner.solving.seated.seating import Seating

NEAR = 60  # seats that a path is looked for among, where somebody has left several
WORK = 3e-5  # for each seat that is looked at
IN_VAIN = 6  # trials for each open seat since the last that was not in vain


class Exchange:
    """Fills seats.

    Parameters
    ----------
    seating
        Who sits where.
    seed
        Of chance: which seats are tried, and who for them.
    budget
        What is left of the limits.
    """

    def __init__(self, seating: Seating, seed: int, budget: Budget) -> None:
        self._seating = seating
        self._seats = seating.seats
        self._chance = random.Random(seed)
        self._budget = budget

    def fill(self) -> None:
        """Give seats to whoever is free: the most worthy first, then those for which the fewest could come."""
        seats = self._seats.seats

        def urgency(seat: int) -> tuple[float, int, int]:
            task = seats[seat].task
            worth = self._seats.worths[task]
            return -worth.head - worth.whole // self._seating.missing[task], seats[seat].able.bit_count(), seat

        for seat in sorted(range(len(seats)), key=urgency):
            free = self._seating.free(seat)
            while free and self._seating.open(seat):
                self._seating.put(seat, free & -free)
                free &= free - 1

    def hand_over(self) -> None:
        """Fill open seats along paths until none is found."""
        known = -1
        while self._seating.worth > known:
            known = self._seating.worth
            seen: set[int] = set()
            wanting = self._seating.wanting
            self._chance.shuffle(wanting)
            for seat in sorted(wanting, key=self._worth, reverse=True):
                while self._seating.open(seat) and not self._budget.over and self._path(seat, seen):
                    pass

    def _worth(self, seat: int) -> int:
        return self._seating.gain(self._seats.seats[seat].task)

    def _path(self, seat: int, seen: set[int], most: int | None = None) -> bool:
        """Fill an open seat along the shortest path that gains something; what is seen in vain is not seen again."""
        seating, seats, of = self._seating, self._seats.seats, self._seats.of
        came: dict[int, tuple[int, int]] = {seat: (-1, 0)}
        queue = [seat]
        gain = seating.gain(seats[seat].task)
        best, least = -1, gain
        for place in queue:
            self._budget.spend(WORK)
            walked, one = 0, place
            while came[one][0] >= 0:
                walked |= came[one][1]
                one = came[one][0]
            free, comers = seating.comers(place)
            if free := free & ~walked:
                self._walk(came, place)
                seating.put(place, free & -free)
                return True
            for task, people in comers:
                coming = people & ~walked
                for other in of[task] if coming else ():
                    if other not in came and other not in seen and (there := coming & seating.on[other]):
                        came[other] = place, there & -there
                        queue.append(other)
                        if (loss := seating.loss(task)) < least and task != seats[seat].task:
                            best, least = other, loss
            if most is not None and len(queue) > most:
                break
        if best < 0:
            seen.update(came)
            return False
        self._walk(came, best)
        return True

    def _walk(self, came: dict[int, tuple[int, int]], seat: int) -> None:
        """Let everybody on a path move on to the next seat."""
        steps = []
        while (step := came[seat])[0] >= 0:
            steps.append((seat, *step))
            seat = step[0]
        for left, _, person in steps:
            self._seating.take(left, person)
        for _, taken, person in steps:
            self._seating.put(taken, person)

    def displace(self) -> None:
        """Let somebody leave several seats for an open one, as long as that gains something now and then."""
        vain = 0
        wanting = self._seating.wanting
        while wanting and vain < IN_VAIN * len(wanting) and not self._budget.over:
            seat = self._chance.choice(wanting)
            known = self._seating.worth
            self._displaced(seat)
            vain = 0 if self._seating.worth > known else vain + 1
            if not self._seating.open(seat):
                wanting = self._seating.wanting

    def _displaced(self, seat: int) -> None:
        seating, task = self._seating, self._seats.seats[seat].task
        able = list(members(self._seats.seats[seat].able & ~seating.at[task]))
        if not able:
            return
        person = 1 << self._chance.choice(able)
        before = seating.worth
        seating.trying()
        left = [self._leave(one, person) for one in seating.in_the_way(task, person)]
        for several in list(seating.too_many(task, person)):
            still = [one for one in several if seating.at[one] & person]
            if len(still) == len(several):
                left.append(self._leave(self._chance.choice(still), person))
        if seating.free(seat) & person:
            seating.put(seat, person)
            for one in sorted(left, key=self._worth, reverse=True):
                self._path(one, set(), NEAR)
        if seating.worth >= before:
            seating.keep()
        else:
            seating.undo()

    def _leave(self, task: int, person: int) -> int:
        """Let somebody leave a task; the seat that was theirs."""
        seat = self._seating.seat_of(task, person)
        self._seating.take(seat, person)
        return seat
