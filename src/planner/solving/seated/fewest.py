"""A plan with few people, where all times are given: found without a model, judged by the checker.

What is held when is settled, so all that is to be chosen is who fills which head; a rule tells how many people it
takes at least. Where a plan needs no more, nothing is left to search. (The bound is the largest set of tasks at one
moment: Krishnamoorthy, Ernst and Baatar, *Algorithms for large scale shift minimisation personnel task scheduling
problems*, EJOR 219, 2012.)
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from planner.checking import judge
from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.ceilings import Ceiling
from planner.solving.budget import Budget
from planner.solving.parted.parts import COVERAGE, ideal
from planner.solving.progress import tell
from planner.solving.seated.crowd import members
from planner.solving.seated.ejecting import Ejecting
from planner.solving.seated.seating import Seating
from planner.solving.seated.seats import Seats
from planner.solving.seated.sitting import bookings_of
from planner.solving.settings import Settings
from planner.solving.telling import Start
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

SHARE = 0.85  # of what is left
MOVES = 20_000  # that count as one unit of work


class Fewest:
    """Seeks a plan with few people.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    ceilings
        What the rules forbid.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(
        self, problem: Problem, timeline: Timeline, ceilings: Sequence[Ceiling], settings: Settings, budget: Budget
    ) -> None:
        self._problem = problem
        self._timeline = timeline
        self._ceilings = ceilings
        self._settings = settings
        self._budget = budget

    @property
    def worth_it(self) -> bool:
        """Whether fewer people make a better plan."""
        return any(rule.few_people for rule in self._problem.all_rules)

    @property
    def too_large(self) -> bool:
        """No: with a plan to begin from, the whole may be searched."""
        return False

    def lay(self) -> Start | None:
        """The best plan that is found in which nobody is missing; `None` if there is none, or rules refuse it."""
        with self._budget.stage("build"):
            seats = Seats(self._timeline, self._ceilings)
            heads = [seat for seat, one in enumerate(seats.seats) for _ in range(one.asked)]
            able = [list(members(seats.seats[seat].able)) for seat in heads]
            ejecting = Ejecting(able, clashes(seats, heads), self._settings.seed)
        if len(seats.tasks) < len(self._timeline.occurrences):
            return None
        best = None
        with self._budget.sharing(SHARE):
            for plan in ejecting.plans(lambda: self._over(ejecting)):
                found = self._judged(seats, zip(heads, plan, strict=True))
                if found is None:
                    break
                best = found
                self._budget.begin()
                amounts = ((one.name, one.value, one.bound) for one in best.goals)
                tell(self._settings.progress, self._budget, amounts)
                if self._budget.stopped or all(one.proved for one in best.goals):
                    break
        self._budget.spend(ejecting.moves / MOVES)
        return best

    def _over(self, ejecting: Ejecting) -> bool:
        """Whether its share is used up; where work is counted, so many moves count as one unit."""
        if self._settings.work is None:
            return self._budget.over
        return self._budget.stopped or ejecting.moves / MOVES > self._budget.left

    def _judged(self, seats: Seats, plan: Iterable[tuple[int, int]]) -> Start | None:
        """The plan with somebody on every seat, if the checker has nothing against it."""
        seating = Seating(seats)
        for seat, person in plan:
            seating.put(seat, 1 << person)
        bookings = bookings_of(seating, self._timeline)
        verdict = judge(self._problem, Plan(problem="", status=Status.FEASIBLE, held=bookings), self._timeline)
        logger.debug("%s people: %s", sum(map(bool, seating.loads)), verdict.goals)
        goals = tuple(self._reached(verdict.goals))
        return Start(bookings, goals, all(one.proved for one in goals)) if verdict.clean else None

    def _reached(self, goals: dict[str, int | float]) -> Iterator[Reached]:
        """What a plan reaches on each goal, and what no plan can pass that is no worse on the goals before."""
        least = dict(zip(ORDER, map(abs, ideal(self._timeline.occurrences)), strict=True))
        if all(goals.get(goal.name, 0) == least[goal] for goal in COVERAGE):  # nobody is missing
            for rule in self._problem.all_rules:
                if rule.goal is not None:
                    least[rule.goal] += rule.goal.shown(rule.costs_at_least(self._timeline))
        for goal in ORDER:
            value = goals.get(goal.name, 0)
            if value or least[goal]:
                bound = goal.shown(goal.counted(least[goal]))
                yield Reached(name=goal.name, value=value, bound=bound, proved=value == bound)


def clashes(seats: Seats, heads: Sequence[int]) -> list[int]:
    """By head, the set of those that nobody can be besides: of the same task, or of a rival of it.

    Parameters
    ----------
    seats
        The seats.
    heads
        The seat of each head.
    """
    of: dict[int, int] = defaultdict(int)
    for place, seat in enumerate(heads):
        of[seats.seats[seat].task] |= 1 << place
    beside = {task: reduce(or_, (of[rival] for rival in seats.rivals[task]), mine) for task, mine in of.items()}
    return [beside[seats.seats[seat].task] & ~(1 << place) for place, seat in enumerate(heads)]
