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
    asked = {(one.occurrence, one.need, one.room) for one in certificate.asks}
    rooms = any(one.room for one in certificate.asks)
    tasks = tuple(timeline.occurrence(one) for one in certificate.activities)
    part, bare = alone(problem, plan, timeline, step, tasks)
    told: set[tuple[str | None, str]] = set()
    needs = {(one.occurrence, one.need) for one in certificate.asks}
    besides = frozenset(certificate.people)
    found = shortages_of(problem, bare, part, step, asked=lambda *need: need in needs, besides=besides)
    for shortage in found:
        key = shortage.occurrence, shortage.need, shortage.room
        if (shortage.need is not None or shortage.room or rooms) and key not in asked:
            continue
        if shortage.occurrence not in {occurrence for occurrence, *_ in asked}:
            continue
        for reason in shortage.reasons:
            about = reason.staff, reason.text
            able = reason.staff in certificate.people or _room_of(reason) in certificate.rooms
            if reason.fact not in ABLE and not able and about not in told:
                told.add(about)
                yield reason


def _room_of(reason: Reason) -> str | None:
    """The room that a reason is about, if it is about one."""
    what, _, rest = reason.subject.partition("/")
    return rest.partition("/")[0] if what == "rooms" else None
