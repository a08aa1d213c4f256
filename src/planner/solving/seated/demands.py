"""What the rules demand where all times are given: what they forbid, and what they make a plan pay for."""

from __future__ import annotations

from collections.abc import Iterable

from planner.rules.base import Requirement, Rule
from planner.rules.ceilings import Ceiling, Load
from planner.timeline.timeline import Timeline


def ceilings_of(rules: Iterable[Requirement], timeline: Timeline) -> list[Ceiling] | None:
    """All that the rules forbid where every time is given; `None` if some time is not, or a rule asks for more.

    Parameters
    ----------
    rules
        All rules; those stated with a price forbid nothing.
    timeline
        The facts on the time line.
    """
    found: list[Ceiling] = []
    for rule in rules:
        told = () if isinstance(rule, Rule) and rule.goal is not None else rule.ceilings(timeline)
        if told is None:
            return None
        found += told
    return found


def loads_of(rules: Iterable[Requirement], timeline: Timeline) -> list[Load] | None:
    """All that a plan pays for how much each person is at; `None` if it pays for anything else.

    Parameters
    ----------
    rules
        All rules.
    timeline
        The facts on the time line; every time is given.
    """
    found: list[Load] = []
    for rule in rules:
        told = rule.loads(timeline)
        if told is None:
            return None
        found += told
    return found
