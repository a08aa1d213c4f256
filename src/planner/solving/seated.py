"""A plan whose times are all given, laid by seating people: filled, exchanged, refined and bounded."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

from planner.checking import judge
from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Goal, Reached
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.ceilings import Ceiling
from planner.solving.booked import booked
from planner.solving.budget import Budget
from planner.solving.exchange import Exchange
from planner.solving.levelling import Levelling
from planner.solving.parts import choices
from planner.solving.reading import in_order
from planner.solving.refining import Refining
from planner.solving.relaxing import Relaxing
from planner.solving.seating import Seating
from planner.solving.seats import Seats, goals_of, loads_of, members
from planner.solving.settings import Progress, Settings
from planner.solving.telling import Start
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

WHOLE = 20_000  # choices: a model of more is not searched as a whole
BEFORE_THE_WHOLE = 0.6  # of the time at most, where it can be
EXCHANGING = 0.2  # of the time at most
RELAXING = 0.3  # of what is left then, for what no plan can pass by the relaxation
REFINING = 0.55  # of what is left then
BOUNDING = 0.8  # of what is left then; the rest goes to what is paid for loads
WORK = 5e-5  # for each seat that is looked at


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
        self._problem = problem
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        with budget.stage("build"):
            self._seats = Seats(timeline, ceilings)
        self.seating = Seating(self._seats)
        self._place = {task.id: at for at, task in enumerate(self._seats.tasks)}
        by_day: dict[dt.date, list[int]] = {}
        for task, start in enumerate(self._seats.starts):
            by_day.setdefault(timeline.clock.date(start), []).append(task)
        self._days = list(by_day.values())
        self._goals = goals_of(self._seats.tasks)
        self._relaxing = Relaxing(self._seats, self._days, settings, budget)

    @property
    def too_large(self) -> bool:
        """Whether the plan can only be laid so."""
        return sum(map(choices, self._timeline.occurrences)) > WHOLE

    def lay(self) -> Start:
        """Seat everybody as well as can be found, and bound what any plan could reach."""
        with self._budget.sharing(1 if self.too_large else BEFORE_THE_WHOLE):
            self._seat()
        bookings = self.bookings()
        return Start(bookings, tuple(self._reached(bookings)))

    def bookings(self) -> tuple[Booking, ...]:
        """Everything with whoever sits at it now."""
        return tuple(sorted(map(self._booking, self._timeline.occurrences), key=in_order))

    def _seat(self) -> None:
        """Seat everybody, better and better, and bound how much better it could be."""
        self._exchange()
        with self._budget.sharing(RELAXING):
            self._relaxing.relax(self._goals, self.seating)
        self._tell()
        with self._budget.sharing(REFINING):
            Refining(self.seating, self._days, self._settings, self._budget).run(self._tell, self._short)
        with self._budget.sharing(BOUNDING):
            for goal in self._goals:
                self._relaxing.tighten(goal, self.seating)
        self._tell()
        loads = loads_of(self._problem.all_rules, self._timeline)
        if loads:
            Levelling(self.seating, loads, lambda: self._budget.over).run()

    def _exchange(self) -> None:
        with self._budget.sharing(EXCHANGING):
            exchange = Exchange(self.seating, self._settings.seed, lambda: self._budget.over)
            for improve in (exchange.fill, exchange.hand_over, exchange.displace, exchange.hand_over):
                improve()
                self._tell()
                if self._settings.work is not None:
                    self._budget.spend(WORK * exchange.tried)
                    exchange.tried = 0

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
        """Report how well the plan covers what is asked for, and what no plan can pass; stop if that is wanted."""
        progress = self._settings.progress
        for goal, value, bound in self._amounts() if progress is not None else ():
            report = Progress(goal.name, value, bound, self._budget.seconds)
            if progress is not None and (value or bound) and progress(report) is True:
                self._budget.stop()

    def _reached(self, bookings: tuple[Booking, ...]) -> Iterator[Reached]:
        """What the plan reaches on every goal, and what no plan passes: nothing to pay, as far as more is not known."""
        plan = Plan(problem="", status=Status.FEASIBLE, held=bookings)
        verdict = judge(self._problem, plan, self._timeline)
        bounds = {goal: bound for goal, _, bound in self._amounts()}
        for goal in ORDER:
            value, bound = verdict.goals.get(goal.name, 0), bounds.get(goal, 0)
            if value or bound:
                yield Reached(name=goal.name, value=value, bound=bound, proved=value == bound)

    def _booking(self, task: Occurrence) -> Booking:
        """A task with whoever sits at it."""
        place = self._place.get(task.id)
        start = None if place is None else self._seats.starts[place]
        seats = self._seats.of[place] if place is not None else ()
        there = [self._people(self.seating.on[seat]) for seat in seats] or [()] * len(task.needs)
        return booked(self._timeline, task, start, there)

    def _people(self, some: int) -> tuple[str, ...]:
        return tuple(sorted(self._seats.people[one] for one in members(some)))
