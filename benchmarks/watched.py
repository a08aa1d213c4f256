"""One call of the planner, and what it told on the way: when there was a plan, when the best one, what was proved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import planner
from benchmarks.families import Instance

Event = tuple[float, float | None, float | None]
KEPT = 60  # of what was told on the way, at most


def watched(instance: Instance, seconds: float) -> tuple[planner.Plan, dict[str, Any]]:
    """Plan an instance in this process, and tell what came out and what was told on the way.

    `trace` holds seconds, value and bound, in the family's own measure, whenever one of the two got better.

    Parameters
    ----------
    instance
        What to plan.
    seconds
        The limit of the whole call.
    """
    events: list[planner.Progress] = []

    def note(event: planner.Progress) -> None:
        events.append(event)

    settings = planner.Settings(seconds=seconds, step=instance.step, progress=note)
    began = time.perf_counter()
    plan = planner.solve(instance.problem, settings=settings)
    spent = time.perf_counter() - began
    value, bound = instance.value(plan), instance.bound(plan)
    trace = list(_better(instance, events))
    if value is not None:
        trace.append((round(spent, 3), value, bound))
    return plan, {
        "status": instance.status(plan),
        "value": value,
        "bound": bound,
        "gap": gap(value, bound, instance.total),
        "proved": next((one.proved for one in plan.goals if one.name == instance.goal), plan.status == "impossible"),
        "seconds": round(spent, 3),
        "first_seconds": next((round(one.seconds, 3) for one in events if one.value is not None), _end(plan, spent)),
        "best_seconds": next((when for when, found, _ in trace if found == value), _end(plan, spent)),
        **instance.besides(plan),
        "goals": [one.model_dump() for one in plan.goals],
        "profile": plan.audit.profile if plan.audit else {},
        "trace": thinned(trace),
    }


def _end(plan: planner.Plan, spent: float) -> float | None:
    return None if plan.held is None else round(spent, 3)


def _better(instance: Instance, events: list[planner.Progress]) -> Iterator[Event]:
    """What was told of the goal that counts, in the family's measure, wherever it changed."""
    last: tuple[float | None, float | None] = None, None
    for one in events:
        if one.goal == instance.goal:
            told = _measured(instance, one.value), _measured(instance, one.bound)
            if told != last:
                yield round(one.seconds, 3), *told
                last = told


def _measured(instance: Instance, goal: float | None) -> float | None:
    return None if goal is None else instance.measured(goal)


def gap(value: float | None, bound: float | None, total: float | None) -> float | None:
    """How far a value is from its bound, as a part of the total or else of the larger of the two."""
    if value is None or bound is None:
        return None
    whole = total or max(abs(value), abs(bound))
    return round(abs(value - bound) / whole, 5) if whole else 0.0


def thinned(trace: list[Event]) -> list[Event]:
    """No more events than are worth keeping: the first, the last, and some between."""
    if len(trace) <= KEPT:
        return trace
    return [trace[round(n * (len(trace) - 1) / (KEPT - 1))] for n in range(KEPT)]
