"""Do the steps around an activity make sense? Each falls due once, and somebody can own it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Fault, Path
from planner.facts.activities import ASSIGNED, Activity, Step


def senseless_steps(path: Path, activity: Activity) -> Iterator[Fault]:
    """Every fault of an activity's steps and of its request."""
    told: set[str] = set()
    for i, step in enumerate(activity.steps or ()):
        where = (*path, "steps", i)
        if step.name in told:
            message = f"{activity.id!r} has two steps called {step.name!r}"
            yield Fault((*where, "name"), message, "Call one of them something else.")
        told.add(step.name)
        yield from _due(where, activity, step)
        yield from _doers(where, activity, step)
        if step.valid_days is not None and step.valid_months is not None:
            yield Fault((*where, "valid_days"), f"{step.name!r} is valid for days and for months", "Keep one of them.")
    last = activity.at.date() if activity.at else max(activity.on, default=None) if activity.on else None
    if activity.requested is not None and last is not None and activity.requested.date() > last:
        message = f"{activity.id!r} is requested on {activity.requested.date()}, after its last day, {last}"
        yield Fault((*path, "requested"), message, "Mend the date.")


def _due(where: Path, activity: Activity, step: Step) -> Iterator[Fault]:
    """It falls due once, and what it is counted from is known."""
    if (step.days is None) == (step.hours is None):
        hint = "Give days: -15 before the activity, days: 3 after it, or hours: 48 after its request."
        yield Fault(where, f"{step.name!r} falls due {'twice' if step.hours else 'never'}", hint)
    elif step.hours is not None:
        if step.count is not None:
            yield Fault((*where, "count"), "hours go by the clock", "Remove it, or say days instead of hours.")
        if activity.every is not None:
            message = f"{step.name!r} counts from a request, and {activity.id!r} recurs"
            yield Fault((*where, "hours"), message, "Say days instead of hours.")
        elif activity.requested is None:
            message = f"{step.name!r} counts from a request, and {activity.id!r} does not say when it was requested"
            yield Fault((*where, "hours"), message, "Add requested: 2020-06-23 10:00 to the activity.")


def _doers(where: Path, activity: Activity, step: Step) -> Iterator[Fault]:
    """Somebody owns what takes time; who is assigned can be known."""
    if step.owner is None:
        for key in ("deputies", "minutes"):
            if getattr(step, key):
                yield Fault((*where, key), f"nobody owns {step.name!r}", "Add owner: a person, a role, or assigned.")
    if ASSIGNED in step.doers and not activity.needs:
        message = f"{activity.id!r} needs nobody, so nobody is assigned"
        key = "owner" if step.owner == ASSIGNED else "deputies"
        yield Fault((*where, key), message, "Name a person or a role, or add needs.")
    for n, one in enumerate(step.doers):
        if one in step.doers[:n]:
            yield Fault((*where, "deputies"), f"{one!r} is named twice for {step.name!r}", "Name each once.")
