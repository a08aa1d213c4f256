"""Who sits where now: seats that are filled and emptied, and undone if it was for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.solving.seated.crowd import People
from planner.solving.seated.seats import Seats


class Seating:
    """People on seats, everything that forbids it kept.

    Parameters
    ----------
    seats
        The seats.

    Attributes
    ----------
    at
        By task, who is there.
    on
        By seat, who is on it.
    worth
        What all of it is worth.
    loads
        By person, how many seats they have.
    """

    def __init__(self, seats: Seats) -> None:
        self.seats = seats
        self.at: list[People] = [0] * len(seats.tasks)
        self.on: list[People] = [0] * len(seats.seats)
        self.missing = [sum(seats.seats[one].asked for one in seats.of[task]) for task in range(len(seats.tasks))]
        self.worth = 0
        self.loads = [0] * len(seats.people)
        self._levels: list[list[People]] = [[0] * one.most for one in seats.limits]
        self._log: list[tuple[int, People, bool]] | None = None

    def open(self, seat: int) -> int:
        """How many more could sit on a seat."""
        return self.seats.seats[seat].asked - self.on[seat].bit_count()

    def gain(self, task: int) -> int:
        """What one head more at a task is worth."""
        worth = self.seats.worths[task]
        return worth.head + worth.whole if self.missing[task] == 1 else worth.head

    def loss(self, task: int) -> int:
        """What one head less at a task costs."""
        worth = self.seats.worths[task]
        return worth.head if self.missing[task] else worth.head + worth.whole

    def put(self, seat: int, person: People) -> None:
        """Give a seat to somebody who may have it."""
        task = self.seats.seats[seat].task
        self.worth += self.gain(task)
        self.missing[task] -= 1
        self.at[task] |= person
        self.on[seat] |= person
        self.loads[person.bit_length() - 1] += 1
        for limit in self.seats.under[task]:
            levels = self._levels[limit]
            for level, people in enumerate(levels):
                if not people & person:
                    levels[level] |= person
                    break
        if self._log is not None:
            self._log.append((seat, person, True))

    def take(self, seat: int, person: People) -> None:
        """Take a seat from somebody who has it."""
        task = self.seats.seats[seat].task
        self.worth -= self.loss(task)
        self.missing[task] += 1
        self.at[task] ^= person
        self.on[seat] ^= person
        self.loads[person.bit_length() - 1] -= 1
        for limit in self.seats.under[task]:
            levels = self._levels[limit]
            for level in reversed(range(len(levels))):
                if levels[level] & person:
                    levels[level] ^= person
                    break
        if self._log is not None:
            self._log.append((seat, person, False))

    def trying(self) -> None:
        """What follows may be undone."""
        self._log = []

    def keep(self) -> None:
        """What was tried stays."""
        self._log = None

    def undo(self) -> None:
        """What was tried is undone."""
        log, self._log = self._log or [], None
        for seat, person, put in reversed(log):
            (self.take if put else self.put)(seat, person)

    def full(self, task: int) -> People:
        """Who is at as many tasks as they can be of some, among which is this one."""
        found = 0
        for limit in self.seats.under[task]:
            found |= self.reached(limit)
        return found

    def reached(self, limit: int) -> People:
        """Who is at as many tasks of a ceiling as they can be."""
        return self._levels[limit][-1] & self.seats.limits[limit].people

    def busy(self, task: int) -> tuple[People, People]:
        """Who is at a task or a rival of it, and who is at several of them, or at the task itself."""
        at = self.at
        once = several = at[task]
        for other in self.seats.rivals[task]:
            there = at[other]
            several |= once & there
            once |= there
        for other, people in self.seats.some_rivals[task]:
            there = at[other] & people
            several |= once & there
            once |= there
        return once, several

    def free(self, seat: int) -> People:
        """Who could have a seat as it is."""
        one = self.seats.seats[seat]
        return one.able & ~self.at[one.task] & ~self.full(one.task)

    def seat_of(self, task: int, person: People) -> int:
        """Which seat of a task somebody has."""
        return next(one for one in self.seats.of[task] if self.on[one] & person)

    def comers(self, seat: int) -> tuple[People, list[tuple[int, People]]]:
        """Who is free for a seat; and, by task, who would be if they left that one."""
        one, at = self.seats.seats[seat], self.at
        task, limits = one.task, self.seats.limits
        once, several = self.busy(task)
        full = [(limits[limit].tasks, self.reached(limit)) for limit in self.seats.limited[task]]
        barred = 0
        for _, people in full:
            barred |= people
        found: list[tuple[int, People]] = []
        if single := one.able & once & ~several:
            rivals = [(other, single) for other in self.seats.rivals[task]]
            rivals += [(other, single & people) for other, people in self.seats.some_rivals[task]]
            for other, people in rivals:
                if coming := at[other] & people:
                    found.append((other, coming))
        free = one.able & ~once
        for tasks, people in full:
            if waiting := free & people:
                found += [(other, coming) for other in tasks if (coming := at[other] & waiting)]
        if barred:
            found = [(other, people & ~self._kept(other, full)) for other, people in found]
        return free & ~barred, found

    @staticmethod
    def _kept(task: int, full: Sequence[tuple[frozenset[int], People]]) -> People:
        """Who would still be at as many tasks as they can be of some, if they left a task."""
        found = 0
        for tasks, people in full:
            if task not in tasks:
                found |= people
        return found

    def in_the_way(self, task: int, person: People) -> list[int]:
        """The tasks that somebody must leave for another one, but for those of which they are at too many."""
        found = [one for one in self.seats.rivals[task] if self.at[one] & person]
        return found + [one for one, people in self.seats.some_rivals[task] if self.at[one] & people & person]

    def too_many(self, task: int, person: People) -> Iterator[list[int]]:
        """For each ceiling that somebody has reached, and which a task lies under: the tasks that they are at."""
        for limit in self.seats.limited[task]:
            if self.reached(limit) & person:
                yield sorted(other for other in self.seats.limits[limit].tasks if self.at[other] & person)

    @property
    def wanting(self) -> list[int]:
        """The seats on which somebody is missing."""
        short = (seat for task, missing in enumerate(self.missing) if missing for seat in self.seats.of[task])
        return [seat for seat in short if self.open(seat)]
