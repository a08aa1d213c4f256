"""What granting an absence would do, before it is granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.ask.moves import changes_told, moves_between
from planner.checking import names_of
from planner.explain.infeasible import infeasible_days
from planner.facts.staff import AbsenceRequest
from planner.plan.answers import Approval
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.plan.repair import Change, changed_by
from planner.plan.step import PlanStep
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held, open_heads
from planner.solving.worlds.stepping import steps_beside
from planner.solving.worlds.still import Still, neighbours
from planner.timeline.clock import of_minute
from planner.timeline.spans import Spans, touches
from planner.timeline.timeline import Timeline


def approved(problem: Problem, plan: Plan, absence: AbsenceRequest, settings: Settings, budget: Budget) -> Approval:
    """Take the absence as granted, hold still what it does not touch, and see what is lost.

    Parameters
    ----------
    problem, plan
        The facts and rules, and a plan with bookings.
    absence
        Who asks for what.
    settings, budget
        The limits, and what is left of them.
    """
    changed = changed_by(problem, (_granting(problem, absence),))
    timeline = changed.timeline
    names = names_of(problem)
    words = names.wording
    touched = tuple(_touched(plan, timeline, absence))
    still = Still(changed, Held(timeline, plan.bookings), settings, budget)
    short = {one.occurrence for one in plan.bookings if not one.complete}
    resettled = still.resettled(Unsettled(timeline, frozenset(touched)))
    if resettled is None or any(not one.complete and one.occurrence not in short for one in resettled.bookings):
        wider = frozenset({*touched, *neighbours(timeline, touched)})
        resettled = still.resettled(Unsettled(timeline, wider)) or resettled
    who = names.person(absence.staff)
    if resettled is None:
        text = words.say("{person} cannot be away then: what is pinned or required would not hold", person=who)
        return Approval(granted=False, breaks=touched, text=text)
    lost = tuple(one.occurrence for one in resettled.bookings if not one.complete and one.occurrence not in short)
    fewer = tuple(_fewer(plan.bookings, resettled.bookings))
    moves = moves_between(plan.bookings, resettled.bookings)
    kept = Plan(problem=changed.name, status=Status.FEASIBLE, held=resettled.bookings)
    days = infeasible_days(changed, kept, timeline, settings, budget, short=lost) if lost else ()
    steps = tuple(_stepped(plan, steps_beside(timeline, resettled.bookings, settings, budget)))
    missed = [one for one in steps if one.day is None]
    told = changes_told(moves, names)
    if lost:
        named = words.listed(map(names.task, lost))
        text = words.say("If {person} is away then, {activities} cannot be held as asked", person=who, activities=named)
    elif fewer:
        named = words.listed(map(names.task, fewer))
        text = words.say(
            "If {person} is away then, even more people are missing at {activities}", person=who, activities=named
        )
    elif missed:
        left = words.listed(
            words.say("'{step}' for {task}", step=one.name, task=names.task(one.occurrence)) for one in missed
        )
        text = words.many(
            "If {person} is away then, {n} step is missed: {steps}",
            "If {person} is away then, {n} steps are missed: {steps}",
            len(missed),
            person=who,
            steps=left,
        )
    elif told:
        text = words.say("{person} can be away then, {changes}", person=who, changes=told)
    else:
        text = words.say("{person} can be away then: nothing else changes", person=who)
    if len(steps) > len(missed):
        done = len(steps) - len(missed)
        more = words.many("{n} step is done otherwise", "{n} steps are done otherwise", done)
        text = words.joined([text, more])
    breaks = (*lost, *(one for one in fewer if one not in lost))
    granted = not (breaks or missed)
    return Approval(granted=granted, moves=moves, breaks=breaks, steps=steps, infeasible_days=days, text=text)


def _stepped(plan: Plan, after: tuple[PlanStep, ...]) -> Iterator[PlanStep]:
    """The steps that others would do, or on other days, or nobody any more."""
    before = {(one.occurrence, one.name): (one.owner, one.day) for one in plan.steps}
    for one in after:
        known = before.get((one.occurrence, one.name))
        if known is not None and known != (one.owner, one.day):
            yield one


def _fewer(before: Iterable[Booking], after: Iterable[Booking]) -> Iterator[str]:
    """What was short before and lacks still more people, if more are missing in all."""
    missing = {one.occurrence: open_heads(one) for one in before}
    more = {one.occurrence: open_heads(one) - missing[one.occurrence] for one in after}
    if sum(more.values()) > 0:
        yield from (name for name, many in more.items() if many > 0)


def _granting(problem: Problem, absence: AbsenceRequest) -> Change:
    """The absence added to those that the person has."""
    person = next(one for one in problem.staff if one.id == absence.staff)
    stated = [one.model_dump(mode="json", exclude_unset=True) for one in person.absences]
    granted = absence.model_dump(mode="json", exclude_unset=True, exclude={"staff"})
    return Change(what="staff", id=absence.staff, facts={"absences": [*stated, granted]})


def _touched(plan: Plan, timeline: Timeline, absence: AbsenceRequest) -> Iterator[str]:
    """The bookings that take the person, or the person's work, when they would be away."""
    away: Spans = timeline.people[absence.staff].leaves[-1].spans
    for booking in plan.bookings:
        spans = [(of_minute(one.start), of_minute(one.end)) for one in booking.work if one.staff == absence.staff]
        if booking.start is not None and absence.staff in (*booking.people, *booking.standing_by):
            task = timeline.occurrence(booking.occurrence)
            spans += timeline.held(task, absence.staff, of_minute(booking.start))
            if booking.end is not None and task.all_day:
                spans.append((of_minute(booking.start), of_minute(booking.end)))
        if any(touches(away, one) for one in spans):
            yield booking.occurrence
