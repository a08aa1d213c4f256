"""The values that goals can take, and which goals have few enough to be sought at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

from planner.compile.draft import Draft
from planner.compile.logic import extreme
from planner.plan.goals import Goal

FEW = 10_000  # values of several goals in all: so few are sought at once


def values_of(draft: Draft, goal: Goal) -> int:
    """How many values a goal can take, in steps of what all its terms have in common."""
    terms = draft.goals[goal]
    reach = extreme(terms, highest=True) - extreme(terms, highest=False)
    return reach // (math.gcd(*(factor for factor, _ in terms)) or 1) + 1


def in_groups(draft: Draft, goals: Sequence[Goal]) -> list[list[Goal]]:
    """Some goals in order, those next to each other together whose values are few."""
    groups: list[list[Goal]] = []
    values = 1
    for goal in goals:
        values *= values_of(draft, goal)
        if not groups or values > FEW:
            groups.append([])
            values = values_of(draft, goal)
        groups[-1].append(goal)
    return groups


def whole_bound(goal: Goal, bound: float) -> int:
    """A bound on a whole number is whole."""
    return math.floor(bound + 1e-6) if goal.maximise else math.ceil(bound - 1e-6)
