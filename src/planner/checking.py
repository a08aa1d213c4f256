"""Is a plan right, and what does it cost? Every rule's check over a plan; no solver, and none of its code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from planner.facts.activities import Need
from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Goal, goal_told
from planner.plan.plan import Plan, Status
from planner.plan.verdict import Cost, Verdict, Violation
from planner.problem import Problem
from planner.rules.base import Names, Requirement
from planner.rules.journeys import journeys_of
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline
from planner.wording import Wording, wording_in

EXACT = 6  # decimals: what a plan claims may be off by little


def names_of(problem: Problem) -> Names:
    """What people call the staff, activities, rooms and sites of a problem."""
    return Names(
        {one.id: one.title for one in problem.staff},
        {one.id: one.title for one in problem.activities},
        wording_in(problem.language),
        rooms={one.id: one.title for one in problem.rooms},
        sites={one.id: one.title for one in problem.sites},
    )


def judge(problem: Problem, plan: Plan, timeline: Timeline | None = None) -> Verdict:
    """Hold a plan against the problem: what it breaks, what it costs, what it reaches.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        Any plan: the solver's, or one that somebody edited.
    timeline
        The facts on the time line, if they are laid out already.
    """
    return claimed(plan, weighed(problem, plan, timeline))


class Weighed(NamedTuple):
    """What bookings break, cost and reach, whatever the plan says of itself."""

    verdict: Verdict
    names: Names
    ledger: Ledger | None
    """The plan beside the facts; `None` if its form is wrong, so that no rule was asked."""


def weighed(problem: Problem, plan: Plan, timeline: Timeline | None = None) -> Weighed:
    """Hold the bookings and steps of a plan against the problem; what else it says is not looked at.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, any plan, the facts on the time line.
    """
    timeline = timeline or problem.timeline
    names = names_of(problem)
    amiss = tuple(_form(timeline, plan, names))
    if amiss:
        return Weighed(Verdict(violations=amiss), names, None)
    violations: list[Violation] = []
    costs: list[Cost] = []
    totals: dict[Goal, int] = defaultdict(int)
    ledger = Ledger(timeline, plan)
    for rule in problem.all_rules:
        for finding in rule.check(ledger):
            text = rule.say(finding, names)
            if finding.goal is None:
                violations.append(Violation(rule=rule.rule, subject="/".join(finding.subject), text=text))
                continue
            totals[finding.goal] += finding.amount
            if not finding.goal.maximise:
                shown = finding.goal.shown(finding.amount)
                costs.append(Cost(rule=rule.rule, goal=finding.goal.name, amount=shown, text=text))
    goals = {goal.name: goal.shown(totals[goal]) for goal in ORDER if totals[goal]}
    return Weighed(Verdict(violations=tuple(violations), costs=tuple(costs), goals=goals), names, ledger)


def claimed(plan: Plan, found: Weighed) -> Verdict:
    """The verdict on a plan whose bookings and steps are weighed already: what it says of itself is held against them.

    Parameters
    ----------
    plan
        A plan with the same bookings and steps.
    found
        What these are worth.
    """
    verdict, names, ledger = found
    if ledger is None:
        return verdict
    violations = [*verdict.violations, *_claims(plan, verdict.goals, names.wording)]
    if plan.journeys and plan.journeys != journeys_of(ledger):  # a plan from elsewhere need not tell them
        told = names.wording.say("the journeys are not those between the bookings")
        violations.append(_amiss("journeys", told, "journeys"))
    return verdict.model_copy(update={"violations": tuple(violations)})


def keeps(rules: Iterable[Requirement], timeline: Timeline, bookings: tuple[Booking, ...]) -> bool:
    """Whether some bookings break none of some rules; what is paid for is not looked at.

    Parameters
    ----------
    rules
        The rules.
    timeline
        The facts on the time line.
    bookings
        One of every occurrence, in good form.
    """
    ledger = Ledger(timeline, Plan(problem="", status=Status.FEASIBLE, held=bookings))
    return all(finding.goal is not None for rule in rules for finding in rule.check(ledger))


def _form(timeline: Timeline, plan: Plan, names: Names) -> Iterator[Violation]:
    """What must be right before rules can be asked: every occurrence once, known people, needs as stated."""
    tasks = {task.id: task for task in timeline.occurrences}
    counted = Counter(booking.occurrence for booking in plan.bookings)
    say = names.wording.say
    for known in tasks:
        if not counted[known]:
            yield _amiss(known, say("{task} is missing from the plan", task=names.task(known)))
    for name, times in counted.items():
        if name not in tasks:
            yield _amiss(name, say("{occurrence!r} is no occurrence of the problem", occurrence=name))
        elif times > 1:
            yield _amiss(name, say("{task} is in the plan {times} times", task=names.task(name), times=times))
    for booking in plan.bookings:
        standing_by = {who for some in booking.standby.values() for who in some}
        people = {*booking.people, *booking.standing_by, *standing_by, *(work.staff for work in booking.work)}
        title = names.task(booking.occurrence)
        for person in sorted(people - set(timeline.people)):
            told = say("{task} names {person!r}, who is no person", task=title, person=person)
            yield _amiss(booking.occurrence, told)
        if booking.room is not None and booking.room not in timeline.rooms:
            told = say("{task} names {room!r}, which is no room", task=title, room=booking.room)
            yield _amiss(booking.occurrence, told)
        if booking.occurrence in tasks:
            for told in _misfits(booking, tasks[booking.occurrence], title, names):
                yield _amiss(booking.occurrence, told)
    yield from _strange_steps(timeline, plan, names)


def _strange_steps(timeline: Timeline, plan: Plan, names: Names) -> Iterator[Violation]:
    """Steps that are told twice, around no occurrence, or of somebody who is no person."""
    known = {task.id: task.activity.id for task in timeline.occurrences}
    counted = Counter((one.occurrence, one.name) for one in plan.steps)
    say = names.wording.say
    for one in plan.steps:
        told = {"step": one.name, "task": names.task(one.occurrence)}
        if known.get(one.occurrence) != one.activity:
            text = say(
                "the step '{step}' is around {task}, which is no occurrence of {activity!r}",
                **told,
                activity=one.activity,
            )
            yield _amiss(one.occurrence, text)
        elif strange := {one.owner, one.backup} - {None, *timeline.people}:
            text = say(
                "the step '{step}' for {task} names {person!r}, who is no person", **told, person=next(iter(strange))
            )
            yield _amiss(one.occurrence, text)
        elif counted.pop((one.occurrence, one.name), 1) > 1:
            yield _amiss(one.occurrence, say("the step '{step}' for {task} is in the plan twice", **told))


def _misfits(booking: Booking, task: Occurrence, title: str, names: Names) -> Iterator[str]:
    """What does not fit together inside one booking, or with what the activity states."""
    say = names.wording.say
    if (booking.activity, booking.kind) != (task.activity.id, task.activity.kind):
        told = {"kind": names.kind(booking.kind), "activity": booking.activity}
        yield say("{task} is called a {kind} of {activity!r}", task=title, **told)
    if [(need.role, need.skills) for need in booking.needs] != [(need.role, need.skills) for need in task.needs]:
        stated = ", ".join(_needed(need, names.wording) for need in task.needs) or say("none")
        yield say("{task} lists other needs than it states ({needs})", task=title, needs=stated)
        return
    gathered: dict[str, tuple[str, ...]] = {}
    standby: dict[str, tuple[str, ...]] = {}
    for filled, need in zip(booking.needs, task.needs, strict=True):
        gathered[need.role] = gathered.get(need.role, ()) + filled.staff
        if filled.standby:
            standby[need.role] = standby.get(need.role, ()) + filled.standby
        if filled.missing != (0 if booking.declined else need.count - len(filled.staff)):
            counts = {"missing": filled.missing, "count": need.count, "there": len(filled.staff)}
            told = {"task": title, "role": need.role}
            yield say("{task} calls {missing} {role} missing of {count}, and has {there}", **told, **counts)
    if gathered != booking.staff:
        yield say("{task} says one thing under staff and another under needs: make them agree", task=title)
    if standby != booking.standby:
        yield say("{task} says one thing under standby and another under needs: make them agree", task=title)
    if (booking.start is None) != (booking.end is None):
        yield say("{task} has a start or an end, and not both", task=title)
    if booking.room_missing != (task.asks_room and booking.room is None and booking.start is not None):
        yield say("{task} does not say rightly whether it lacks a room", task=title)
    if not {one.staff for one in booking.away} <= set(task.attendees) - set(booking.people):
        yield say("{task} calls somebody away who is there, or who is not asked", task=title)


def _needed(need: Need, wording: Wording) -> str:
    """What a need asks for: its role, and its skills if there are any."""
    return wording.say(" with ").join((need.role, *need.skills))


def _claims(plan: Plan, goals: dict[str, int | float], wording: Wording) -> Iterator[Violation]:
    """What the plan says of itself: what it reaches, how sure that is, what it leaves open."""
    say, number = wording.say, partial(wording.number, most=EXACT)
    told = {claimed.name: claimed.value for claimed in plan.goals}
    for name in {**told, **goals} if told else ():  # a plan from elsewhere need not say what it reaches
        reached, claimed, goal = goals.get(name, 0), told.get(name), goal_told(name, wording)
        if claimed is None:
            text = say("{goal} is {reached}, and the plan does not say so", goal=goal, reached=number(reached))
            yield _amiss("goals", text, "goals")
        elif claimed != reached:
            values = {"claimed": number(claimed), "reached": number(reached)}
            yield _amiss("goals", say("{goal} is said to be {claimed}, and is {reached}", goal=goal, **values), "goals")
    for one in plan.goals:
        if one.proved != (one.value == one.bound):
            values = {"value": number(one.value), "bound": number(one.bound)}
            goal = goal_told(one.name, wording)
            if one.proved:
                text = say("{goal} is called proved: value {value}, bound {bound}", goal=goal, **values)
            else:
                text = say("{goal} is called not proved: value {value}, bound {bound}", goal=goal, **values)
            yield _amiss("goals", text, "goals")
    shown = all(one.proved for one in plan.goals) and bool(plan.goals or not plan.bookings)
    if plan.status is Status.OPTIMAL and not shown:
        yield _amiss("status", say("the plan is called optimal, its goals do not show it"), "goals")
    yield from _shortages(plan, wording)


def _shortages(plan: Plan, wording: Wording) -> Iterator[Violation]:
    """Every open need of what is held is told, once, as every room that lacks and every step that is missed.

    Nothing is called short that is not.
    """
    needs = [one for one in plan.shortages if one.step is None]
    told = Counter((one.occurrence, one.need, one.missing) for one in needs if one.need is not None or one.room)
    found: Counter[tuple[str, int | None, int]] = Counter(
        (booking.occurrence, i, need.missing)
        for booking in plan.bookings
        for i, need in enumerate(booking.needs)
        if need.missing > 0 and booking.start is not None
    )
    found.update((booking.occurrence, None, 1) for booking in plan.bookings if booking.room_missing)
    titles = {booking.occurrence: booking.title for booking in plan.bookings}
    amiss = {occurrence for occurrence, _, _ in ((found - told) + (told - found))}
    amiss |= {one.occurrence for one in plan.shortages if one.occurrence not in titles}
    amiss |= {one.occurrence for one in plan.bookings if not one.short} & {one.occurrence for one in needs}
    missed = Counter((one.occurrence, one.name) for one in plan.steps if one.day is None)
    steps = Counter((one.occurrence, one.step) for one in plan.shortages if one.step is not None)
    amiss |= {occurrence for occurrence, _ in (missed - steps) + (steps - missed)}
    for occurrence in sorted(amiss):
        task = titles.get(occurrence, repr(occurrence))
        text = wording.say("{task}: the shortages do not tell rightly what is missing", task=task)
        yield _amiss(occurrence, text, "shortages")


def _amiss(subject: str, text: str, rule: str = "form") -> Violation:
    return Violation(rule=rule, subject=subject, text=text)
