"""Some activities as if there were nothing else: nobody fills their needs yet, beside what grants their skills."""

from __future__ import annotations

from planner.checking import names_of
from planner.explain.able import Able
from planner.plan.booking import Booking, Filled
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def alone(
    problem: Problem, plan: Plan, timeline: Timeline, step: int, tasks: tuple[Occurrence, ...]
) -> tuple[Timeline, Plan]:
    """The facts and a plan with these activities, each at its first start, and the trainings that they need.

    Who should attend does, where the activity needs nobody else; all needs are open.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan that says who attends the trainings, the facts on the time line.
    step
        Minutes of the time grid.
    tasks
        The activities.
    """
    names, known = names_of(problem), {task.id for task in tasks}
    skills = {skill for task in tasks for need in task.needs for skill in need.skills}
    taught = [
        one
        for one in plan.bookings
        if one.occurrence not in known and skills & set(timeline.occurrence(one.occurrence).activity.grants or ())
    ]
    able = Able(timeline, step)
    bare = [_bare(task, timeline, able, names.task(task.id)) for task in tasks]
    part = timeline.only((*tasks, *(timeline.occurrence(one.occurrence) for one in taught)))
    return part, Plan(problem=problem.name, status=Status.FEASIBLE, held=(*bare, *taught))


def _bare(task: Occurrence, timeline: Timeline, able: Able, title: str) -> Booking:
    """An activity at its first start, all its needs open."""
    start = next((start for starts in able.choices(task).values() for start in starts), None)
    return Booking(
        activity=task.activity.id,
        occurrence=task.id,
        kind=task.activity.kind,
        title=title,
        start=None if start is None else timeline.clock.local(start),
        end=None if start is None else timeline.clock.local(timeline.ends(task, start)),
        staff={need.role: () for need in task.needs},
        attendees=tuple(one for one in task.attendees if not task.needs and able.attends(task, one)),
        complete=False,
        room_missing=start is not None and task.asks_room,
        needs=tuple(Filled(role=need.role, skills=need.skills, missing=need.count) for need in task.needs),
    )
