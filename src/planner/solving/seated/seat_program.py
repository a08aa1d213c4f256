"""Who of some people sits where on some tasks, as a mixed integer program.

Its relaxation is nearly whole, since what overlaps is told as cliques. (Kroon, Salomon and Van Wassenhove, *Exact and
approximation algorithms for the operational fixed interval scheduling problem*, EJOR 82, 1995.)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence

from planner.plan.goals import Goal
from planner.solving.seated.crowd import People, members
from planner.solving.seated.seating import Seating
from planner.solving.seated.worth import Worth, worth_of, worths
from planner.solving.solvers.linear import Linear, Row

Places = int
"""A set of the program's tasks, one bit a task."""


class SeatProgram:
    """Some seats for some people, beside all others, who stay where they are.

    Parameters
    ----------
    seating
        Who sits where now.
    tasks
        The tasks at which the people may change, by their places.
    people
        Who may change.
    goal
        The goal, if it is not all of them in order.
    near
        Where people sit in a solution that is known, if not where they sit now.

    Attributes
    ----------
    program
        The program: the less the goal, the better.
    choices
        By variable, a seat and somebody who could have it.
    step
        By how much the goal changes at least, if the first goal changes on which something is to be gained.
    """

    def __init__(
        self,
        seating: Seating,
        tasks: Collection[int],
        people: People,
        goal: Goal | None = None,
        near: Seating | None = None,
    ) -> None:
        self._seating = seating
        self._near = near or seating
        self._seats = seating.seats
        self._people = people
        self._inside = set(tasks)
        self.choices: dict[int, tuple[int, People]] = {}
        self._rows: list[Row] = []
        self._of: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._worths: list[int] = []
        self._hint: list[int] = []
        self._ordered = sorted(self._inside)
        self._place = {task: 1 << at for at, task in enumerate(self._ordered)}
        limits = sorted({limit for task in self._ordered for limit in self._seats.under[task]})
        self._limits = [(one, self._places(one.tasks)) for one in map(self._seats.limits.__getitem__, limits)]
        for task, worth in zip(self._ordered, self._weighed(self._ordered, goal), strict=True):
            self._choose(task, worth)
        for place, mine in self._of.items():
            self._keep(1 << place, mine)
        domains = [(0, 1)] * len(self._worths)
        goals = {place: -worth for place, worth in enumerate(self._worths)}
        self.program = Linear(domains, self._rows, goals, dict(enumerate(self._hint)), 0.0, 1.0)

    @property
    def known(self) -> int:
        """What the program's goal is now."""
        return self.program.reached(self._hint)

    def _weighed(self, tasks: Sequence[int], goal: Goal | None) -> Sequence[Worth]:
        """What the tasks are worth among themselves, in as small numbers as can be."""
        held = [self._seats.tasks[one] for one in tasks]
        if goal is not None:
            found = [worth_of(task, goal) for task in held]
            self.step = math.gcd(*(amount for one in found for amount in one)) or 1
            return found
        found, counts = worths(held)
        wanting = [task for task, place in zip(held, tasks, strict=True) if self._seating.missing[place]]
        first = next((one for one in counts if any(any(worth_of(task, one)) for task in wanting)), None)
        amounts = (amount for task in held for amount in worth_of(task, first)) if first else ()
        self.step = 1 + (math.gcd(*amounts) - 1) * counts[first] if first else 1
        return found

    def _places(self, tasks: Collection[int]) -> Places:
        return sum(self._place.get(one, 0) for one in tasks)

    def _choose(self, task: int, worth: Worth) -> None:
        """The seats of a task that the people could have, and what they are worth."""
        seating, others = self._seating, ~self._people
        if not any(self._seats.seats[seat].able & self._people for seat in self._seats.of[task]):
            return
        barred = seating.at[task] & others
        for rival in self._seats.rivals[task]:
            if rival not in self._inside:
                barred |= seating.at[rival]
        for rival, bound in self._seats.some_rivals[task]:
            if rival not in self._inside:
                barred |= seating.at[rival] & bound
        asked, gathered = 0, []
        for seat in self._seats.of[task]:
            one = self._seats.seats[seat]
            left = one.asked - (seating.on[seat] & others).bit_count()
            asked += left
            some = self._choices(seat, one.able & self._people & ~barred, worth.head)
            if len(some) > left:
                self._rows.append(_sum(some, left))
            gathered += some
        if worth.whole and 0 < asked <= len(gathered):
            sure = self._variable(worth.whole, now=not self._near.missing[task])
            self._rows.append(Row([*gathered, sure], [1.0] * len(gathered) + [-float(asked)], 0, math.inf))

    def _choices(self, seat: int, people: People, worth: int) -> list[int]:
        """A variable for each of some people on a seat."""
        near, task = self._near.on[seat], self._seats.seats[seat].task
        first, places = len(self._worths), list(members(people))
        for choice, place in enumerate(places, first):
            person = 1 << place
            self.choices[choice] = seat, person
            self._of[place][task].append(choice)
            self._hint.append(1 if near & person else 0)
        self._worths += [worth] * len(places)
        return list(range(first, first + len(places)))

    def _variable(self, worth: int, *, now: bool) -> int:
        self._worths.append(worth)
        self._hint.append(int(now))
        return len(self._worths) - 1

    def _keep(self, person: People, mine: dict[int, list[int]]) -> None:
        """What keeps a person from being at several tasks at once, or at too many."""
        places = sum(self._place[task] for task in mine)
        cliques: list[Places] = []
        for limit, under in self._limits:
            some = under & places
            if not some or not person & limit.people:
                continue
            if limit.most > 1:
                outside = sum(1 for one in limit.tasks - self._inside if self._seating.at[one] & person)
                self._at_most(some, mine, limit.most - outside)
            elif not cliques or some & ~cliques[-1]:  # of two in a row one often holds the other
                if cliques and not cliques[-1] & ~some:
                    cliques.pop()
                cliques.append(some)
        for some in dict.fromkeys(cliques):
            self._at_most(some, mine, 1)

    def _at_most(self, places: Places, mine: dict[int, list[int]], most: int) -> None:
        terms = [choice for one in members(places) for choice in mine[self._ordered[one]]]
        if len(terms) > most:
            self._rows.append(_sum(terms, most))

    def apply(self, values: Sequence[int]) -> bool:
        """Let everybody sit where a solution says; whether that is still as good as it was thought."""
        seating = self._seating
        wanted = {choice for place, choice in self.choices.items() if values[place]}
        there = {(seat, person) for seat, person in self.choices.values() if seating.on[seat] & person}
        before = seating.worth
        seating.trying()
        for seat, person in sorted(there - wanted):
            seating.take(seat, person)
        for seat, person in sorted(wanted - there):
            if seating.open(seat) and seating.free(seat) & person:
                seating.put(seat, person)
        if seating.worth < before:
            seating.undo()
            return False
        seating.keep()
        return True


def _sum(terms: Sequence[int], most: int) -> Row:
    return Row(list(terms), [1.0] * len(terms), -math.inf, most)
