"""Everybody who holds a role that a certificate asks for and cannot come, with what keeps them away."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.alone import alone
from planner.explain.shortages import shortages_of
from planner.plan.certificate import Certificate
from planner.plan.plan import Plan
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.timeline.timeline import Timeline

ABLE = frozenset({"free", "there", "order"})
"""What keeps nobody from coming, were the activities held at other times."""


def absent_from(
    certificate: Certificate, problem: Problem, plan: Plan, timeline: Timeline, step: int
) -> Iterator[Reason]:
    """Why everybody else who holds a role cannot come, were there nothing but the activities of a certificate.

    Parameters
    ----------
    certificate
        The proof, by what is asked for and who could do something of it.
    problem, plan, timeline
        The facts and rules, a plan that says who attends trainings, the facts on the time line.
    step
        Minutes of the time grid.
    """
    asked = {(one.occurrence, one.need) for one in certificate.asks}
    tasks = tuple(timeline.occurrence(one) for one in certificate.activities)
    part, bare = alone(problem, plan, timeline, step, tasks)
    told: set[tuple[str | None, str]] = set()
    for shortage in shortages_of(problem, bare, part, step):
        if shortage.need is not None and (shortage.occurrence, shortage.need) not in asked:
            continue
        if shortage.occurrence not in {occurrence for occurrence, _ in asked}:
            continue
        for reason in shortage.reasons:
            key = reason.staff, reason.text
            if reason.fact not in ABLE and reason.staff not in certificate.people and key not in told:
                told.add(key)
                yield reason
