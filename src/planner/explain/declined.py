"""Why a plan leaves out what it may: what would have to give way, what a group chose instead, what it would cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from planner.checking import judge
from planner.explain.infeasible import Tracing
from planner.explain.left_out import LeftOut
from planner.explain.together import Demand, Together
from planner.plan.booking import Booking
from planner.plan.declined import Declined
from planner.plan.goals import ORDER
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held
from planner.solving.worlds.stepping import steps_beside
from planner.solving.worlds.still import Still, neighbours
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

HELD = {"optional": None, "required": True}
"""What changes of an optional activity that must be held."""


def worse_by(
    problem: Problem,
    timeline: Timeline,
    before: Plan,
    after: tuple[Booking, ...],
    settings: Settings,
    budget: Budget,
) -> dict[str, float]:
    """By goal, how much worse some bookings are than a plan, steps done beside them; below nothing where better."""
    steps = steps_beside(timeline, after, settings, budget) if before.steps else ()
    plan = Plan(problem=problem.name, status=Status.FEASIBLE, held=after, steps=steps)
    old = judge(problem, before.model_copy(update={"goals": ()}), timeline).goals
    new = judge(problem, plan, timeline).goals
    told: dict[str, float] = {}
    for goal in ORDER:
        if goal.level in ("steps", "moved") and not steps:  # nothing is known of them
            continue
        worse = new.get(goal.name, 0) - old.get(goal.name, 0)
        worse = -worse if goal.maximise else worse
        if worse:
            told[goal.name] = round(worse, 2)
    return told


class Declining:
    """Tells why activities are left out of one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._together = Together(problem, timeline, settings, budget)
        self._tracing = Tracing(problem, plan, timeline, settings, budget)
        self._said = LeftOut(problem, plan, timeline)

    def all(self) -> Iterator[Declined]:
        """Everything that is left out, each with its reason; of shifts, the activity once.

        What is impossible by itself is looked for first: a hard search for one reason should cost no other its own.
        """
        shifts: dict[str, list[Booking]] = {}
        for booking in self._plan.bookings:
            if booking.declined:
                whole = self._timeline.occurrence(booking.occurrence).whole_id
                shifts.setdefault(whole, []).append(booking)
        hopeless = {whole for whole, bookings in shifts.items() if any(map(self._alone, bookings))}
        first = sorted(shifts, key=lambda whole: whole not in hopeless)
        told = {whole: self._declined(whole, shifts[whole]) for whole in first}
        yield from (told[whole] for whole in shifts)

    def _alone(self, booking: Booking) -> bool:
        """Whether an activity cannot be held as asked, whatever else is."""
        return self._together.impossible((Demand(self._timeline.occurrence(booking.occurrence)),))

    def _declined(self, whole: str, bookings: list[Booking]) -> Declined:
        found = self._found(Declined(activity=bookings[0].activity, occurrence=whole, text=""), bookings)
        return found.model_copy(update={"text": self._said.text(found)})

    def _found(self, of: Declined, bookings: list[Booking]) -> Declined:
        """What keeps it from being held."""
        tasks = [self._timeline.occurrence(one.occurrence) for one in bookings]
        full = self._said.full(of.activity)
        if full is not None and not self._together.impossible(tuple(map(Demand, tasks))):
            return of.model_copy(update={"instead": self._said.chosen(full)})
        proof = next(chain.from_iterable(self._tracing.behind(one.id, set(), first_only=True) for one in tasks), None)
        if proof is not None:
            own = {task.id for task in tasks}
            others = tuple(one for one in proof.activities if one not in own)
            return of.model_copy(update={"displaces": others, "proof": proof})
        return of.model_copy(update={"costs": self._costs(tasks)})

    def _costs(self, tasks: list[Occurrence]) -> dict[str, float]:
        """What the plan would cost with it, the rest held still as far as can be; only what is worse."""
        part = self._timeline
        for task in tasks:
            part = part.with_task(replace(task, activity=task.activity.model_copy(update=HELD)))
        names = {task.id for task in tasks}
        still = Still(self._problem, Held(self._timeline, self._plan.bookings), self._settings, self._budget)
        for others in ((), neighbours(self._timeline, names)):
            if self._budget.over:
                break
            free = frozenset({*names, *others})
            found = still.resettled(Unsettled(part, free))
            if found is not None and found.proved and still.keeps(found, Unsettled(self._timeline, free)):
                costs = worse_by(
                    self._problem, self._timeline, self._plan, found.bookings, self._settings, self._budget
                )
                return {goal: amount for goal, amount in costs.items() if amount > 0}
        return {}


def declined_of(
    problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget
) -> tuple[Declined, ...]:
    """What a plan leaves out because it may, each with its reason.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    return tuple(Declining(problem, plan, timeline, settings, budget).all())
