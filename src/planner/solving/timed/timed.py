"""A plan that chooses times among a few, laid task by task, and what none can pass where a task falls short alone."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from planner.checking import judge
from planner.plan.booking import Booking, Work
from planner.plan.goals import ORDER, Goal, Reached
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.work_time import WorkTime, works
from planner.solving.booked import booked, filled
from planner.solving.budget import Budget
from planner.solving.parted.parts import choices
from planner.solving.parted.rolling import Rolling
from planner.solving.progress import tell
from planner.solving.reading import in_order, laid_into
from planner.solving.seated.crowd import People, members
from planner.solving.seated.demands import ceilings_of
from planner.solving.seated.seats import Seats
from planner.solving.seated.worth import goals_of
from planner.solving.settings import Settings
from planner.solving.telling import Start
from planner.solving.timed.alone import Most, most_of, reach
from planner.solving.timed.dividing import Dividing
from planner.solving.timed.inserting import Inserting
from planner.solving.timed.offered import Offered, offered
from planner.solving.timed.placing import Placed, Placing
from planner.solving.timed.rearranging import Rearranging
from planner.solving.timed.workdays import Workdays
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import subtract, union
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

WHOLE = 20_000  # choices: a model of more is not searched as a whole
BEFORE_THE_WHOLE = 0.6  # of the time at most, where it can be
PLACING = 0.3  # of the time at most
BEFORE_PROGRAMS = 0.1  # of the time at most, where programs go on
RELAXING = 0.3  # of what is left then, for what no plan can pass by the relaxation of all at once
REARRANGING = 0.6  # of what is left then; the rest is for what no plan can pass
WORK = 5e-5  # for each time at which a task is looked at


class Timed:
    """Lays a plan.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    placing, names, found
        The tasks and their times, and their ids; and all as they are offered.
    settings, budget
        The limits, and what is left of them.

    Attributes
    ----------
    placing
        How each task is held now.
    every
        Whether all times are looked at.
    """

    def __init__(
        self,
        problem: Problem,
        timeline: Timeline,
        placing: Placing,
        names: list[str],
        found: Offered,
        settings: Settings,
        budget: Budget,
    ) -> None:
        self._problem = problem
        self._timeline = timeline
        self.placing = placing
        self._names = names
        self._settings = settings
        self._budget = budget
        self._rolling = Rolling(problem, timeline, settings, budget)
        self.every = found.every
        # a program counts heads: whether somebody prepares must not hang on who else comes
        self._counted = all(one.partial or not any(works(one.activity)) for one in timeline.occurrences)
        nobody = Placing(placing.seats, placing.groups, Workdays(found.timeline, placing.seats.people))
        self._dividing = Dividing(placing, nobody, self._most, settings, budget)
        self._goals = goals_of(timeline.occurrences)

    @property
    def too_large(self) -> bool:
        """Whether the plan can only be laid so, or in parts."""
        if self._counted:
            return sum(map(choices, self._timeline.occurrences)) > WHOLE
        return self._rolling.too_large

    def lay(self) -> Start | None:
        """Lay every task, then make better what may fall short: some tasks at a time, or part after part."""
        with self._budget.sharing(1 if self.too_large else BEFORE_THE_WHOLE):
            self._lay()
        bookings = self.bookings()
        goals = tuple(self._reached(bookings))
        start = Start(bookings, goals, self.too_large or all(one.proved for one in goals))
        covering = self._counted and {one.name for one in goals} <= {goal.name for goal in self._goals}
        if covering or all(one.proved for one in goals) or not self._rolling.worth_it:
            return start
        better = self._rolling.lay(start)
        bounded = tuple(_bounded(better.goals, goals)) if better else ()
        final = self.too_large or all(one.proved for one in bounded)
        return better and Start(better.bookings, bounded, final)

    def _lay(self) -> None:
        with self._budget.sharing(BEFORE_PROGRAMS if self._counted else PLACING):
            self._place()
        if not self._counted:
            return
        goals = self._goals if self.every else ()
        with self._budget.sharing(RELAXING):
            for goal in goals if self._dividing.whole else ():
                self._dividing.relax(goal)
        self._tell()
        with self._budget.sharing(REARRANGING):
            self._rearrange()
        for goal in goals:
            for bound in (self._dividing.relax, self._dividing.tighten):
                bound(goal)
                self._tell()

    def _place(self) -> None:
        """Lay every task, those that cannot be whole last; then make room where some fall short."""
        inserting = Inserting(self.placing, self._settings.seed, lambda: self._budget.over)
        whole = [place for place in range(len(self._names)) if self._most(place).whole]
        for some in (whole, sorted({*range(len(self._names))} - {*whole})):
            inserting.insert(some)
        self._budget.begin()
        self._tell()
        self._count(inserting)
        inserting.improve(whole)
        self._count(inserting)
        self._tell()

    def _rearrange(self) -> None:
        """Hold better what may fall short, some tasks at a time."""
        seats, clock = self.placing.seats, self._timeline.clock
        by_day: dict[dt.date, list[int]] = defaultdict(list)
        for option, start in enumerate(seats.starts):
            by_day[clock.date(start)].append(option)
        Rearranging(self.placing, list(by_day.values()), self._settings, self._budget).run(self._tell, self._short)

    def _short(self) -> list[int]:
        """The tasks that may be worth more."""
        if all(value == bound for _, value, bound in self._amounts()):
            return []
        worth = self.placing.worth_of
        places = range(len(self._names))
        return [one for one in places if worth(self.placing.held[one]) < self.placing.most(one) and self._better(one)]

    def _better(self, place: int) -> bool:
        """Whether more could come to a task than do."""
        now, most = self.placing.now(place), self._most(place)
        return now.heads < most.heads or now.whole < most.whole

    def _count(self, inserting: Inserting) -> None:
        if self._settings.work is not None:
            self._budget.spend(WORK * inserting.tried)
            inserting.tried = 0

    @cache  # noqa: B019 - it ends with the plan that is laid
    def _most(self, place: int) -> Most:
        """What a task can reach at most."""
        task = self._timeline.occurrence(self._names[place])
        return Most(True, task.heads) if self.placing.manned(place) else most_of(self._timeline, task)

    def bookings(self) -> tuple[Booking, ...]:
        """Everything as it is held now."""
        work = self._work()
        places = {name: place for place, name in enumerate(self._names)}
        found = (self._booking(task, places.get(task.id), work) for task in self._timeline.occurrences)
        return tuple(sorted(found, key=in_order))

    def _booking(self, task: Occurrence, place: int | None, work: dict[str, list[Work]]) -> Booking:
        """A task as it is held: at any of its times, if nobody comes."""
        if place is None:
            return booked(self._timeline, task, None, filled(task, [()] * len(task.needs)))
        seats = self.placing.seats
        held = self.placing.held[place] or Placed(self.placing.groups[place][0], {})
        there = [self._people(held.people.get(seat, 0)) for seat in seats.of[held.at]]
        return booked(
            self._timeline, task, seats.starts[held.at], filled(task, there), work=tuple(work.get(task.id, ()))
        )

    def _people(self, some: People) -> tuple[str, ...]:
        return tuple(sorted(self.placing.seats.people[one] for one in members(some)))

    def _work(self) -> dict[str, list[Work]]:
        """By task, its work in the gaps that everything else leaves."""
        found: dict[str, list[Work]] = defaultdict(list)
        local = self._timeline.clock.local
        for place, person in enumerate(self.placing.seats.people):
            done = self.placing.workdays.done(place)
            busy = union(*(span for span in self.placing.spans(place))) if done else ()
            for day, portions in done.items():
                gaps = subtract(self._timeline.people[person].open(day), busy)
                named = [(self._names[group], what, minutes) for group, what, minutes in portions]
                for task, who, what, start, end in laid_into(gaps, named, person):
                    found[task].append(Work(staff=who, what=what, start=local(start), end=local(end)))
        for some in found.values():
            some.sort(key=lambda one: (one.start, one.staff))
        return found

    def _amounts(self) -> Iterator[tuple[Goal, float, float]]:
        """What is reached on each goal, and what no plan passes."""
        reached, most, asked = (dict.fromkeys(self._goals, 0) for _ in range(3))
        for task in self._timeline.occurrences:
            for goal in (Goal("value", task.priority), Goal("heads", task.priority)):
                asked[goal] += task.heads if goal.level == "heads" else 0
        for place, name in enumerate(self._names):
            task, now = self._timeline.occurrence(name), self.placing.now(place)
            best = self._most(place) if now.heads < task.heads else now
            for goal in (Goal("value", task.priority), Goal("heads", task.priority)):
                reached[goal] += reach(task, goal, now)
                most[goal] += reach(task, goal, best)
        for goal in self._goals:
            counted = [reached[goal], min(most[goal], self._dividing.bound(goal))]
            value, bound = (goal.shown(one if goal.maximise else asked[goal] - one) for one in counted)
            yield goal, value, bound

    def _tell(self) -> None:
        amounts = ((goal.name, value, bound) for goal, value, bound in self._amounts())
        tell(self._settings.progress, self._budget, amounts)

    def _reached(self, bookings: tuple[Booking, ...]) -> Iterator[Reached]:
        """What the plan reaches on every goal, and what no plan passes: nothing to pay, as far as more is not known."""
        plan = Plan(problem="", status=Status.FEASIBLE, held=bookings)
        verdict = judge(self._problem, plan, self._timeline)
        bounds = {goal: bound for goal, _, bound in self._amounts()}
        for goal in ORDER:
            value, bound = verdict.goals.get(goal.name, 0), bounds.get(goal, 0)
            if value or bound:
                yield Reached(name=goal.name, value=value, bound=bound, proved=value == bound)


def _bounded(goals: Iterable[Reached], known: Iterable[Reached]) -> Iterator[Reached]:
    """What is reached, with the best of what is known that no plan can pass."""
    bounds = {one.name: one.bound for one in known}
    more = {goal.name for goal in ORDER if goal.maximise}
    for one in goals:
        best = min if one.name in more else max
        bound = best(one.bound, bounds.get(one.name, one.bound))
        yield one.model_copy(update={"bound": bound, "proved": one.value == bound})


def timed_of(problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> Timed | None:
    """A plan to be laid task by task; `None` if a rule or a fact asks for more than ceilings and work.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    with budget.stage("build"):
        found = offered(timeline, settings.step)
        rules = [rule for rule in problem.all_rules if not isinstance(rule, WorkTime)]
        ceilings = None if found is None else ceilings_of(rules, found.timeline)
        if found is None or ceilings is None:
            return None
        seats = Seats(found.timeline, ceilings)
        groups: dict[str, list[int]] = defaultdict(list)
        for place, task in enumerate(seats.tasks):
            groups[found.of[task.id]].append(place)
        placing = Placing(seats, list(groups.values()), Workdays(found.timeline, seats.people))
    return Timed(problem, timeline, placing, list(groups), found, settings, budget)
