"""Is a plan right, and what does it cost? Every rule's check over a plan; no solver, and none of its code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Goal
from planner.plan.plan import Plan
from planner.plan.verdict import Cost, Verdict, Violation
from planner.problem import Problem
from planner.rules.base import Names
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def names_of(problem: Problem) -> Names:
    """What people call the staff and activities of a problem."""
    return Names(
        {one.id: one.title for one in problem.staff},
        {one.id: one.title for one in problem.activities},
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
    timeline = timeline or Timeline(problem)
    names = names_of(problem)
    amiss = tuple(_form(timeline, plan, names))
    if amiss:
        return Verdict(violations=amiss)
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
    violations += _claims(plan, goals)
    return Verdict(violations=tuple(violations), costs=tuple(costs), goals=goals)


def _form(timeline: Timeline, plan: Plan, names: Names) -> Iterator[Violation]:
    """What must be right before rules can be asked: every occurrence once, known people, needs as stated."""
    tasks = {task.id: task for task in timeline.occurrences}
    counted = Counter(booking.occurrence for booking in plan.bookings)
    for known in tasks:
        if not counted[known]:
            yield _amiss(known, f"{names.task(known)} is missing from the plan")
    for name, times in counted.items():
        if name not in tasks:
            yield _amiss(name, f"{name!r} is no occurrence of the problem")
        elif times > 1:
            yield _amiss(name, f"{names.task(name)} is in the plan {times} times")
    for booking in plan.bookings:
        people = {*booking.people, *(work.staff for work in booking.work)}
        for person in sorted(people - set(timeline.people)):
            yield _amiss(booking.occurrence, f"{names.task(booking.occurrence)} names {person!r}, who is no person")
        if booking.occurrence in tasks:
            for told in _misfits(booking, tasks[booking.occurrence]):
                yield _amiss(booking.occurrence, f"{names.task(booking.occurrence)} {told}")


def _misfits(booking: Booking, task: Occurrence) -> Iterator[str]:
    """What does not fit together inside one booking."""
    stated = [need.role for need in task.needs]
    if [need.role for need in booking.needs] != stated:
        yield f"lists other needs than it states ({', '.join(stated) or 'none'})"
        return
    gathered: dict[str, tuple[str, ...]] = {}
    for filled, need in zip(booking.needs, task.needs, strict=True):
        gathered[need.role] = gathered.get(need.role, ()) + filled.staff
        if filled.missing != need.count - len(filled.staff):
            yield f"calls {filled.missing} {need.role} missing of {need.count}, and has {len(filled.staff)}"
    if gathered != booking.staff:
        yield "says one thing under staff and another under needs: make them agree"
    if (booking.start is None) != (booking.end is None):
        yield "has a start or an end, and not both"


def _claims(plan: Plan, goals: dict[str, float]) -> Iterator[Violation]:
    """What the plan says it reaches is what it reaches, and no bound is passed."""
    for claimed in plan.goals:
        reached = goals.get(claimed.name, 0)
        if reached != claimed.value:
            yield _amiss("goals", f"{claimed.name} is said to be {claimed.value:g}, and is {reached:g}", "goals")
    short = {(one.occurrence, one.need): one.missing for one in plan.shortages}
    for booking in plan.bookings:
        if booking.start is None:
            continue
        for i, need in enumerate(booking.needs):
            if short.get((booking.occurrence, i), 0) != need.missing:
                told = f"{booking.title} lacks {need.missing} {need.role}, the shortages tell otherwise"
                yield _amiss(booking.occurrence, told, "shortages")


def _amiss(subject: str, text: str, rule: str = "form") -> Violation:
    return Violation(rule=rule, subject=subject, text=text)
