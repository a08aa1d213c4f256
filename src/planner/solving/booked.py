"""A task with whoever is at it becomes a booking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.plan.booking import Booking, Filled
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def filled(task: Occurrence, there: Sequence[tuple[str, ...]]) -> tuple[Filled, ...]:
    """The needs of a task, and who fills each.

    Parameters
    ----------
    task
        The task.
    there
        By need, who fills it.
    """
    return tuple(
        Filled(role=need.role, skills=need.skills, staff=staff, missing=need.count - len(staff))
        for need, staff in zip(task.needs, there, strict=True)
    )


def booked(timeline: Timeline, task: Occurrence, start: int | None, needs: tuple[Filled, ...], **facts: Any) -> Booking:
    """A task as it is held: complete if nobody is missing, unless facts say otherwise.

    Parameters
    ----------
    timeline
        The facts on the time line.
    task
        What is held.
    start
        The minute at which it begins, if it is held at all.
    needs
        Who fills each need.
    **facts
        Whatever else a booking says.
    """
    staff: dict[str, tuple[str, ...]] = {}
    for need in needs:
        staff[need.role] = staff.get(need.role, ()) + need.staff
    facts.setdefault("complete", start is not None and bool(needs) and not any(need.missing for need in needs))
    return Booking(
        activity=task.activity.id,
        occurrence=task.id,
        kind=task.activity.kind,
        title=task.activity.title,
        start=None if start is None else timeline.clock.local(start),
        end=None if start is None else timeline.clock.local(timeline.ends(task, start)),
        staff=staff,
        needs=needs,
        **facts,
    )
