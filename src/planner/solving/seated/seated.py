"""A plan whose times are all given, laid by seating people: filled, exchanged, refined and bounded."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

from planner.plan.goals import Goal, Reached
from planner.problem import Problem
from planner.rules.ceilings import Ceiling
from planner.solving.budget import Budget
from planner.solving.parted.parts import choices
from planner.solving.progress import tell
from planner.solving.seated.demands import loads_of
from planner.solving.seated.exchange import Exchange
from planner.solving.seated.levelling import Levelling
from planner.solving.seated.refining import Refining
from planner.solving.seated.relaxing import Relaxing
from planner.solving.seated.seating import Seating
from planner.solving.seated.seats import Seats
from planner.solving.seated.sitting import bookings_of
from planner.solving.seated.worth import goals_of
from planner.solving.settings import Settings
from planner.solving.telling import Start
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

WHOLE = 20_000  # choices: a model of more is not searched as a whole
BEFORE_THE_WHOLE = 0.6  # of the time at most, where it can be
EXCHANGING = 0.25  # of what is left at most, for each way to exchange seats
RELAXING = 0.5  # of what is left then at most, for what no plan can pass on the first goal by the relaxation
RELAXING_REST = 0.15  # of what is left then, for the same on the others
REFINING = 0.6  # of what is left then
LEVELLING = 0.5  # of what is left then; the rest goes to bounds


class Seated:
    """Lays a plan.

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

    Attributes
    ----------
    seating
        Who sits where.
    """

    def __init__(
        self, problem: Problem, timeline: Timeline, ceilings: list[Ceiling], settings: Settings, budget: Budget
    ) -> None:
        self._loads = loads_of(problem.all_rules, timeline)
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        with budget.stage("build"):
            self._seats = Seats(timeline, ceilings)
        self.seating = Seating(self._seats)
        by_day: dict[dt.date, list[int]] = {}
        for task, start in enumerate(self._seats.starts):
            by_day.setdefault(timeline.clock.date(start), []).append(task)
        self._days = list(by_day.values())
        self._goals = goals_of(self._seats.tasks)
        self._facts = budget.seconds
        self._relaxing = Relaxing(self._seats, self._days, settings, budget)

    @property
    def too_large(self) -> bool:
        """Whether the plan can only be laid so."""
        return sum(map(choices, self._timeline.occurrences)) > WHOLE

    def lay(self) -> Start:
        """Seat everybody as well as can be found, and bound what any plan could reach."""
        with self._budget.sharing(1 if self.too_large else BEFORE_THE_WHOLE):
            self._seat()
        amounts = [(goal, value, bound) for goal, value, bound in self._amounts() if value or bound]
        goals = tuple(
            Reached(name=goal.name, value=value, bound=bound, proved=value == bound) for goal, value, bound in amounts
        )
        covered = all(one.proved for one in goals) and self._loads == []
        return Start(bookings_of(self.seating, self._timeline), goals, self.too_large or covered)

    def _seat(self) -> None:
        """Seat everybody, better and better, and bound how much better it could be."""
        self._exchange()
        with self._budget.sharing(RELAXING):
            self._relaxing.relax(self._goals[:1], self.seating)
        with self._budget.sharing(RELAXING_REST):
            self._relaxing.relax(self._goals[1:], self.seating)
        self._tell()
        with self._budget.sharing(REFINING):
            Refining(self.seating, self._days, self._settings, self._budget).run(self._tell, self._short)
        self._level()
        self._relaxing.relax(self._goals, self.seating)
        for goal in self._goals:
            self._relaxing.tighten(goal, self.seating)
        self._tell()

    def _level(self) -> None:
        """Let less be paid for loads, if there is time to begin: it takes about as long as the facts did."""
        if self._settings.work is None and LEVELLING * self._budget.left < self._facts:
            return
        with self._budget.sharing(LEVELLING):
            Levelling(self.seating, self._loads or (), self._budget).run()

    def _exchange(self) -> None:
        exchange = Exchange(self.seating, self._settings.seed, self._budget)
        for improve in (exchange.fill, exchange.hand_over, exchange.displace, exchange.hand_over):
            with self._budget.sharing(EXCHANGING):
                improve()
            self._budget.begin()
            self._tell()

    def _short(self, day: int) -> bool:
        """Whether something may still be gained on a day."""
        stretch, over, reached = (day, day + 1), self._relaxing.over, self._relaxing.reached
        return any(over(goal, stretch) > reached(goal, self.seating, stretch) for goal in self._goals)

    def _amounts(self) -> Iterator[tuple[Goal, float, float]]:
        """What is reached on each goal, and what no plan passes."""
        whole = (0, len(self._days))
        for goal in self._goals:
            counted = [self._relaxing.reached(goal, self.seating, whole), self._relaxing.over(goal, whole)]
            if not goal.maximise:
                asked = sum(one.heads for one in self._timeline.occurrences if one.priority == goal.priority)
                counted = [asked - one for one in counted]
            value, bound = map(goal.shown, counted)
            yield goal, value, bound

    def _tell(self) -> None:
        amounts = ((goal.name, value, bound) for goal, value, bound in self._amounts())
        tell(self._settings.progress, self._budget, amounts)
