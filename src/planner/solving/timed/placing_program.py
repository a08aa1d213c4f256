"""When some tasks are held and who of some people is at them, as a mixed integer program.

What overlaps is told as cliques. That there is time for all work is told by Hall's condition: on no run of days is
there more that must be done there than there are open minutes. (Hall, *On representatives of subsets*, Journal of the
London Mathematical Society 10, 1935.)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from planner.plan.goals import Goal
from planner.solving.seated.crowd import People, members
from planner.solving.seated.worth import Worth, worth_of, worths
from planner.solving.solvers.linear import Linear, Row
from planner.solving.timed.placing import Placed, Placing

LONGEST = 8  # working days: longer runs are not looked at until a solution is applied


class PlacingProgram:
    """Some tasks and some people, beside all others, who stay where they are.

    Parameters
    ----------
    placing
        How each task is held now; where anything asks for work, every head must count by itself.
    groups
        The tasks that may change.
    people
        Who may change; where others are at a task, it keeps its time.
    options
        The times that a task may be held at besides its own; all of them, if not given.
    goal
        The goal, if it is not all of them in order.

    Attributes
    ----------
    program
        The program: the less the goal, the better.
    choices
        By variable, a task, one of its times, a seat and somebody who could have it.
    step
        By how much the goal changes at least, if the first goal changes on which something is to be gained.
    """

    def __init__(
        self,
        placing: Placing,
        groups: Iterable[int],
        people: People,
        options: Collection[int] | None = None,
        goal: Goal | None = None,
    ) -> None:
        self._placing = placing
        self._seats = placing.seats
        self._people = people
        self._options = options
        self.choices: dict[int, tuple[int, int, int, People]] = {}
        self._rows: list[Row] = []
        self._worths: list[int] = []
        self._hint: list[int] = []
        self._of: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        ordered = sorted(groups)
        self.before = {one: placing.take(one) for one in ordered}
        for group, worth in zip(ordered, self._weighed(ordered, goal), strict=True):
            self._choose(group, worth)
        for person, mine in self._of.items():
            self._keep(person, mine)
            self._keep_up(person, mine)
        for one, placed in self.before.items():
            if placed is not None:
                placing.put(one, placed)
        domains = [(0, 1)] * len(self._worths)
        goals = {place: -worth for place, worth in enumerate(self._worths)}
        self.program = Linear(domains, self._rows, goals, dict(enumerate(self._hint)), 0.0, 1.0)

    @property
    def known(self) -> int:
        """What the program's goal is now."""
        return self.program.reached(self._hint)

    def _weighed(self, groups: Sequence[int], goal: Goal | None) -> Sequence[Worth]:
        """What the tasks are worth among themselves, in as small numbers as can be."""
        tasks = [self._seats.tasks[self._placing.groups[one][0]] for one in groups]
        if goal is not None:
            found = [worth_of(task, goal) for task in tasks]
            self.step = math.gcd(*(amount for one in found for amount in one)) or 1
            return found
        found, counts = worths(tasks)
        held = zip(tasks, groups, strict=True)
        wanting = [task for task, one in held if self._placing.worth_of(self.before[one]) < self._placing.most(one)]
        first = next((one for one in counts if any(any(worth_of(task, one)) for task in wanting)), None)
        amounts = (amount for task in tasks for amount in worth_of(task, first)) if first else ()
        self.step = 1 + (math.gcd(*amounts) - 1) * counts[first] if first else 1
        return found

    def _choose(self, group: int, worth: Worth) -> None:
        """The times of a task, and who could be there then."""
        placed = self.before[group]
        now = -1 if placed is None else placed.at
        others = {} if placed is None else {seat: some & ~self._people for seat, some in placed.people.items()}
        options = [now] if any(others.values()) else self._times(group, now)
        chosen = [self._variable(0, now=one == now) for one in options] if len(options) > 1 else []
        if chosen:
            self._rows.append(Row(chosen, [1.0] * len(chosen), 0, 1))
        for place, option in enumerate(options):
            self._seat(group, option, worth, others, chosen[place : place + 1])

    def _times(self, group: int, now: int) -> list[int]:
        """The times that a task may be held at."""
        known = self._options
        return [one for one in self._placing.groups[group] if known is None or one in known or one == now]

    def _seat(self, group: int, option: int, worth: Worth, others: dict[int, People], held: list[int]) -> None:
        """Who could be at a task at one of its times, if it is held then."""
        placed, seats = self.before[group], self._seats
        could = self._people & self._placing.free(option) & self._placing.workdays.people(seats.tasks[option])
        asked, gathered = 0, []
        of: dict[int, list[int]] = defaultdict(list)
        for seat in seats.of[option]:
            left = seats.seats[seat].asked - others.get(seat, 0).bit_count()
            asked += left
            there = placed.people.get(seat, 0) if placed is not None and placed.at == option else 0
            some = []
            for person in members(seats.seats[seat].able & could):
                choice = self._variable(worth.head, now=bool(there >> person & 1))
                self.choices[choice] = group, option, seat, 1 << person
                self._of[person][option].append(choice)
                of[person].append(choice)
                some.append(choice)
            if len(some) > left or held:
                self._at_most(some, left, held)
            gathered += some
        for mine in of.values():
            if len(mine) > 1 or (held and any(seats.seats[seat].asked > 1 for seat in seats.of[option])):
                self._at_most(mine, 1, held)
        if worth.whole and 0 < asked <= len(gathered):
            full = placed is not None and placed.at == option and self._placing.worth_of(placed)
            sure = self._variable(worth.whole, now=full == self._placing.most(group))
            self._rows.append(Row([*gathered, sure], [1.0] * len(gathered) + [-float(asked)], 0, math.inf))

    def _variable(self, worth: int, *, now: bool) -> int:
        self._worths.append(worth)
        self._hint.append(int(now))
        return len(self._worths) - 1

    def _at_most(self, terms: list[int], most: int, held: list[int]) -> None:
        """So many at most; none, if a task is not held then."""
        if held:
            self._rows.append(Row([*terms, *held], [1.0] * len(terms) + [-float(most)], -math.inf, 0))
        else:
            self._rows.append(Row(terms, [1.0] * len(terms), -math.inf, most))

    def _keep(self, person: int, mine: dict[int, list[int]]) -> None:
        """What keeps a person from being at several tasks at once, or at too many."""
        known: set[tuple[int, ...]] = set()
        for limit in sorted({one for option in mine for one in self._seats.under[option]}):
            tasks, _, bound = self._seats.limits[limit]
            some = tuple(sorted(tasks.intersection(mine)))
            if bound >> person & 1 and some not in known:
                known.add(some)
                most = self._placing.left(limit, person)
                terms = [choice for option in some for choice in mine[option]]
                if len(terms) > most:
                    self._at_most(terms, most, [])

    def _keep_up(self, person: int, mine: dict[int, list[int]]) -> None:
        """What keeps a person from more work than there is time for."""
        workdays, seats = self._placing.workdays, self._seats
        efforts = [
            (workdays.effort(seats.tasks[option], person, seats.starts[option], serving=True), choices)
            for option, choices in mine.items()
        ]
        waiting = workdays.waiting(person)
        items = [*waiting, *(item for effort, _ in efforts for item in effort.work)]
        for first in sorted({one.first for one in items}):
            for last in sorted({one.last for one in items if first <= one.last < first + LONGEST}):
                terms: list[int] = []
                factors: list[float] = []
                for effort, choices in efforts:
                    inside = (one.minutes for one in effort.work if first <= one.first and one.last <= last)
                    minutes = sum(inside) + sum(one for day, one in effort.booked if first <= day <= last)
                    if minutes:
                        terms += choices
                        factors += [float(minutes)] * len(choices)
                done = sum(one.minutes for one in waiting if first <= one.first and one.last <= last)
                most = workdays.left(person, first, last) - done
                if sum(factors) > most:
                    self._rows.append(Row(terms, factors, -math.inf, most))

    def apply(self, values: Sequence[int]) -> bool:
        """Hold everything as a solution says; whether that is still better."""
        placing, worth = self._placing, self._placing.worth
        if any(placing.held[group] != placed for group, placed in self.before.items()):
            return False
        after: dict[int, Placed] = {}
        for place, (group, option, seat, person) in sorted(self.choices.items()):
            if values[place]:
                placed = after.setdefault(group, Placed(option, self._outside(group)))
                placed.people[seat] = placed.people.get(seat, 0) | person
        for group, before in self.before.items():
            placing.take(group)
            if before is not None and group not in after:
                after[group] = Placed(before.at, self._outside(group))
        kept = all(placing.put_if_free(group, placed) for group, placed in sorted(after.items()))
        if kept and placing.worth > worth:
            return True
        for group in self.before:
            placing.take(group)
        for group, before in self.before.items():
            if before is not None:
                placing.put(group, before)
        return False

    def _outside(self, group: int) -> dict[int, People]:
        """Who is at a task and may not change."""
        placed = self.before[group]
        people = {} if placed is None else {seat: some & ~self._people for seat, some in placed.people.items()}
        return {seat: some for seat, some in people.items() if some}
