"""Tasks laid one by one where there is room for them; where there is none, others are taken up and laid elsewhere.

(Ejection chains: Glover, *Ejection chains, reference structures and alternating path methods for traveling salesman
problems*, Discrete Applied Mathematics 65, 1996.)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from planner.solving.seated.crowd import People, members
from planner.solving.timed.placing import Placed, Placing

IN_VAIN = 20  # trials for each task that falls short since the last that was not in vain
FREE = 0.5  # how often somebody is taken who is free, before somebody who is not


class Inserting:
    """Lays tasks.

    Parameters
    ----------
    placing
        Which task is held when, and by whom.
    seed
        Of chance: which tasks are tried, when, and who for them.
    over
        Whether it is time to end.

    Attributes
    ----------
    tried
        At how many times tasks were looked at: a measure of work.
    """

    def __init__(self, placing: Placing, seed: int, over: Callable[[], bool]) -> None:
        self._placing = placing
        self._seats = placing.seats
        self._chance = random.Random(seed)
        self._over = over
        self.tried = 0

    def insert(self, groups: Iterable[int]) -> None:
        """Lay tasks where they are worth most: the most worthy first, then those that can be held least often."""

        def urgency(group: int) -> tuple[int, int, int]:
            options = self._placing.groups[group]
            return -self._placing.most(group), len(options), self._seats.starts[options[0]]

        for group in sorted(groups, key=urgency):
            best = self._best(group)
            if best is not None:
                self._placing.put(group, best)

    def improve(self, groups: Sequence[int]) -> None:
        """Make room for tasks that fall short by laying others anew, as long as that gains something now and then.

        Parameters
        ----------
        groups
            The tasks that could be worth more.
        """
        placing, vain = self._placing, 0
        wanting = [one for one in groups if placing.worth_of(placing.held[one]) < placing.most(one)]
        while wanting and vain < IN_VAIN * len(wanting) and not self._over():
            group, before = self._chance.choice(wanting), placing.worth
            self._make_room(group)
            vain = 0 if placing.worth > before else vain + 1
            wanting = [one for one in groups if placing.worth_of(placing.held[one]) < placing.most(one)]

    def _best(self, group: int) -> Placed | None:
        """How a task is worth most beside all others; among equals, where the most people are free."""
        found: list[tuple[int, float, int, People]] = []
        for option in self._placing.groups[group]:
            self.tried += 1
            free = self._placing.free(option)
            heads, room = 0, 1.0
            for seat in self._seats.of[option]:
                _, asked, able = self._seats.seats[seat]
                there = (able & free).bit_count()
                heads += min(there, asked)
                room = min(room, (there - asked) / (able.bit_count() or 1))
            found.append((heads, room, option, free))
        best, worth = None, -1
        for _, _, option, free in sorted(found, key=lambda one: (-one[0], -one[1], one[2])):
            placed = self._filled(option, free)
            if self._placing.worth_of(placed) > worth:
                best, worth = placed, self._placing.worth_of(placed)
                if worth == self._placing.most(group):
                    break
        return best

    def _filled(self, option: int, free: People) -> Placed:
        """A task at one of its times, with those of some people who have time for it."""
        partial, heads = self._seats.tasks[option].partial, self._seats.tasks[option].heads
        found = self._manned(option, free, heads, serving=True)
        if partial or sum(one.bit_count() for one in found.values()) == heads:
            return Placed(option, found)
        return Placed(option, self._manned(option, free, heads - 1, serving=False))

    def _manned(self, option: int, free: People, most: int, *, serving: bool) -> dict[int, People]:
        """By seat, who could have it, if so many at most come: those first who have least to do."""
        workdays, task, start = self._placing.workdays, self._seats.tasks[option], self._seats.starts[option]
        days = workdays.days(task)
        found: dict[int, People] = {}
        seats = [(self._seats.seats[seat].able & free, seat) for seat in self._seats.of[option]]
        for able, seat in sorted(seats, key=lambda one: (one[0].bit_count(), one[1])):
            asked, some = min(self._seats.seats[seat].asked, most), 0
            for one in sorted(members(able & free), key=lambda one: (workdays.load(one, days), one)):
                if some.bit_count() == asked:
                    break
                if workdays.fits(one, workdays.effort(task, one, start, serving=serving)):
                    some |= 1 << one
            if some:
                found[seat] = some
                free &= ~some
                most -= some.bit_count()
        return found

    def _make_room(self, group: int) -> None:
        """Hold a task with all people at one of its times, lay anew what is in the way; undo it if that is worse."""
        placing, before = self._placing, self._placing.worth
        option = self._chance.choice(placing.groups[group])
        taken = {group: placing.take(group)}
        whole = self._crew(option, taken)
        if whole is not None:
            placing.put(group, Placed(option, whole))
            others = [one for one in taken if one != group]
            self.insert(others)
        if whole is None or placing.worth < before:
            for one in taken:
                placing.take(one)
            for one, placed in taken.items():
                if placed is not None:
                    placing.put(one, placed)

    def _crew(self, option: int, taken: dict[int, Placed | None]) -> dict[int, People] | None:
        """People for all seats of a task, who leave what is in the way; `None` if too few could ever come."""
        found: dict[int, People] = {}
        used = 0
        for seat in self._seats.of[option]:
            _, asked, able = self._seats.seats[seat]
            while found.get(seat, 0).bit_count() < asked:
                some = list(members(able & ~used))
                if not some:
                    return None
                free = list(members(able & ~used & self._placing.free(option)))
                one = self._chance.choice(free if free and self._chance.random() < FREE else some)
                used |= 1 << one
                if self._freed(option, one, taken):
                    found[seat] = found.get(seat, 0) | 1 << one
        return found

    def _freed(self, option: int, person: int, taken: dict[int, Placed | None]) -> bool:
        """Let somebody leave what is in the way of a task; whether they have time for it then."""
        placing, workdays, task = self._placing, self._placing.workdays, self._seats.tasks[option]
        effort = workdays.effort(task, person, self._seats.starts[option], serving=True)
        if not workdays.could(person, effort.work):
            return False
        for tasks in placing.in_the_way(option, person):
            left = [one for one in tasks if placing.held[one] is not None]
            if len(left) == len(tasks):
                one = self._chance.choice(left)
                taken[one] = placing.take(one)
        near = workdays.near(person, workdays.days(task))
        self._chance.shuffle(near)
        while not workdays.fits(person, effort) and near:
            one = near.pop()
            taken[one] = placing.take(one)
        return workdays.fits(person, effort)
