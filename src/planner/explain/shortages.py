"""What a plan leaves open, each with the facts that keep every holder of the role from it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.blockers import Blockers
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.rules.ledger import Entry
from planner.timeline.timeline import Timeline


def shortages_of(problem: Problem, plan: Plan, timeline: Timeline, step: int) -> tuple[Shortage, ...]:
    """Every need that a plan leaves open, with reasons.

    The reasons of a need name, for each holder of its role, every fact that blocks them whatever start is chosen;
    for those whom some start would suit, what blocks them at the start that the plan chose. Whoever is at a meeting
    that is not fully staffed and could not do its work is named as well. To lift all of these facts is enough to
    cover the need.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    step
        Minutes of the time grid.
    """
    blockers = Blockers(problem, plan, timeline, step)
    found: list[Shortage] = []
    for booking in plan.bookings:
        if booking.complete:
            continue
        entry = blockers.entry(booking.occurrence)
        if entry.start is None or not entry.task.needs:
            reasons = [one for person in entry.task.candidates for one in blockers.away(entry.task, person)]
            missing = entry.task.heads or len(entry.task.attendees)
            found.append(_shortage(entry, None, missing, reasons))
            continue
        for i, need in enumerate(booking.needs):
            if need.missing:
                found.append(_shortage(entry, i, need.missing, list(_reasons(blockers, entry, i, timeline))))
    return tuple(found)


def _shortage(entry: Entry, need: int | None, missing: int, reasons: list[Reason]) -> Shortage:
    role = None if need is None else entry.task.needs[need].role
    if not reasons:
        reasons = [Reason(staff=None, fact="role", text=f"nobody holds the role {role}", subject="staff")]
    return Shortage(
        activity=entry.task.activity.id,
        occurrence=entry.task.id,
        need=need,
        role=role,
        missing=missing,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _reasons(blockers: Blockers, entry: Entry, need: int, timeline: Timeline) -> Iterator[Reason]:
    task, role = entry.task, entry.task.needs[need].role
    assert entry.start is not None
    for person, who in timeline.people.items():
        if role not in who.staff.roles:
            continue
        if person in entry.booking.people:
            yield from blockers.work(task, person, entry.start)
        else:
            yield from blockers.anywhen(task, need, person) or blockers.then(task, need, person, entry.start)
    for person in entry.booking.people:
        if role not in timeline.people[person].staff.roles:
            yield from blockers.work(task, person, entry.start)
