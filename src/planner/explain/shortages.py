"""What a plan leaves open, each with the facts that keep every holder of the role from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from planner.explain.blockers import Blockers
from planner.explain.heads import too_few, unmatched
from planner.explain.unmet import unmet
from planner.explain.unplaced import Unplaced
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.rules.ledger import Entry, Ledger
from planner.timeline.causes import Cause
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def shortages_of(
    problem: Problem,
    plan: Plan,
    timeline: Timeline,
    step: int,
    hurry: Callable[[], bool] = lambda: False,
    ledger: Ledger | None = None,
    *,
    late: Callable[[], bool] = lambda: False,
    asked: Callable[[str, int | None], bool] = lambda _, __: True,
    besides: Collection[str] = (),
) -> tuple[Shortage, ...]:
    """Every need that a plan leaves open, every room that lacks and every step that it misses, with reasons.

    The reasons of a need name, for each holder of its role, every fact that blocks them at the start that the plan
    chose (if nobody is there: at the likeliest), and on all other days too if none of them would do. Whoever is at a
    meeting that is not fully staffed and could not do its work is named as well, and so is a role that too few hold.
    Where a room lacks, each room is named with what keeps it from the activity at that start.
    To lift all of these facts is enough to cover the need.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    step
        Minutes of the time grid.
    hurry
        Whether time is up: of what is still to be told only those are then named who could come, were they not
        elsewhere, and it says so.
    ledger
        The plan beside the facts, if it is laid there already.
    late
        Whether it is long past: then it is only said that time ran out.
    asked
        Whether a need of an occurrence is asked about; if not, it is passed over.
    besides
        People whose reasons nobody asks for.
    """
    blockers = Blockers(problem, plan, timeline, step, ledger)
    untold = Reason(staff=None, fact="time", text=timeline.wording.say("time ran out before the reasons were found"))
    found: list[Shortage] = []
    for booking in plan.bookings:
        if not booking.short:
            continue
        entry = blockers.entry(booking.occurrence)
        task = entry.task
        hurried = hurry()
        if hurried:
            whole: list[tuple[int | None, int]] = [(None, task.heads or len(task.attendees))]
            heads = [(i, need.missing) for i, need in enumerate(booking.needs) if entry.start and need.missing]
            untold_heads = heads or ([] if booking.room_missing and booking.people else whole)
            for place, missing in untold_heads:
                brief = [] if place is None or late() else list(blockers.in_brief(task, place, entry.start or 0))
                found.append(_shortage(task, place, missing, [_partly(timeline), *brief] if brief else [untold]))
            found += [_shortage(task, None, 1, [untold], room=True)] if booking.room_missing else []
        elif entry.start is None:
            reasons = list(Unplaced(blockers, timeline, step, task).reasons())
            found.append(_shortage(task, None, task.heads or len(task.attendees), reasons))
        elif not task.needs and not booking.attendees:
            reasons = [one for who in task.attendees for one in blockers.then(task, None, who, entry.start)]
            found.append(_shortage(task, None, len(task.attendees), reasons))
        if entry.start is not None and not hurried:
            start = blockers.likeliest(entry, entry.start)
            for i, need in enumerate(booking.needs):
                if need.missing and asked(task.id, i):
                    reasons = list(_reasons(blockers, entry, i, start, timeline, besides))
                    found.append(_shortage(task, i, need.missing, reasons))
            if booking.room_missing:
                filling = (who for need in booking.needs for who in need.staff)
                undone = [one for who in filling for one in blockers.work(task, who, start)]
                found.append(_shortage(task, None, 1, [*blockers.rooms(task, start), *undone], room=True))
    found += unmet(problem, plan, timeline)
    return tuple(found)


def _partly(timeline: Timeline) -> Reason:
    """That there was no time for more than who is elsewhere."""
    text = timeline.wording.say("time ran out before it was found what keeps the others away")
    return Reason(staff=None, fact="time", text=text)


def _shortage(
    task: Occurrence,
    need: int | None,
    missing: int,
    reasons: Iterator[Reason] | list[Reason],
    *,
    room: bool = False,
) -> Shortage:
    return Shortage(
        activity=task.activity.id,
        occurrence=task.id,
        need=need,
        role=None if need is None else task.needs[need].role,
        missing=missing,
        room=room,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _reasons(
    blockers: Blockers, entry: Entry, need: int, start: int, timeline: Timeline, besides: Collection[str]
) -> Iterator[Reason]:
    """What keeps each holder of the role from a need of a task that starts then."""
    task, role = entry.task, entry.task.needs[need].role
    filling = {who: one.role for one in entry.booking.needs for who in one.staff}
    holders = [person for person, who in timeline.people.items() if role in who.staff.roles]
    way, say = f"activities/{task.activity.id}", timeline.wording.say
    for person in holders:
        if person in besides:
            continue
        if person in filling:
            there = Cause("there", say("is there as {role}", role=filling[person]), way)
            yield from blockers.work(task, person, start) or blockers.told(person, [there])
        else:
            then = blockers.then(task, need, person, start)
            free = Cause("free", say("is free at that time"), way)
            yield from then or blockers.told(person, [free])
            yield from blockers.whenever(task, need, person, start) if then else ()
    for person in filling:
        if person not in holders:
            yield from blockers.work(task, person, start)
    heads = [(i, one.role) for i, one in enumerate(entry.booking.needs) for _ in range(one.missing)]
    others = {person: who.staff.roles for person, who in timeline.people.items() if person not in filling}
    if need in (place for place, _ in unmatched(heads, others)):
        yield too_few(role, timeline.wording, any_holder=bool(holders))
        yield from blockers.newcomer(task, start)
