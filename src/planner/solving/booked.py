"""A task with whoever is at it becomes a booking."""

from __future__ import annotations

from collections.abc import Sequence

from planner.plan.booking import Booking, Filled, Work
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def booked(
    timeline: Timeline,
    task: Occurrence,
    start: int | None,
    there: Sequence[tuple[str, ...]],
    work: Sequence[Work] = (),
) -> Booking:
    """A task as it is held.

    Parameters
    ----------
    timeline
        The facts on the time line.
    task
        What is held.
    start
        The minute at which it begins, if it is held at all.
    there
        By need, who fills it.
    work
        What is done for it before and after.
    """
    needs = tuple(
        Filled(role=need.role, skills=need.skills, staff=staff, missing=need.count - len(staff))
        for need, staff in zip(task.needs, there, strict=True)
    )
    staff: dict[str, tuple[str, ...]] = {}
    for need in needs:
        staff[need.role] = staff.get(need.role, ()) + need.staff
    local = timeline.clock.local
    return Booking(
        activity=task.activity.id,
        occurrence=task.id,
        kind=task.activity.kind,
        title=task.activity.title,
        start=None if start is None else local(start),
        end=None if start is None else local(timeline.ends(task, start)),
        staff=staff,
        complete=start is not None and not any(need.missing for need in needs) and bool(needs),
        needs=needs,
        work=tuple(work),
    )
