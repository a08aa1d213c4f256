"""What the checker says, rule by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from laws.decisions import Decisions, options, placed, plan_of
from laws.random_problems import Case
from planner.plan.goals import ORDER, Goal
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.rules.base import Finding
from planner.rules.ledger import Ledger
from planner.timeline.timeline import Timeline

Vector = tuple[int, ...]
"""What a plan reaches on every goal, in order; less is better."""


def findings(problem: Problem, plan: Plan, timeline: Timeline) -> dict[str, list[Finding]]:
    """Everything that each rule finds, by the rule's name."""
    ledger = Ledger(timeline, plan)
    found: dict[str, list[Finding]] = defaultdict(list)
    for rule in problem.all_rules:
        found[rule.rule] += rule.check(ledger)
    return found


def decides(rule: str, found: dict[str, list[Finding]]) -> bool:
    """Whether a rule alone makes a plan what it is: the only one that refuses it, or one that makes it dearer."""
    refusing = {name for name, some in found.items() if any(one.goal is None for one in some)}
    costs = any(one.goal is not None and not one.goal.maximise and one.amount for one in found[rule])
    return refusing == {rule} or (not refusing and costs)


def vector_of(case: Case, timeline: Timeline, decisions: Decisions) -> Vector | None:
    """What decisions reach, with work placed as well as can be; `None` if the checker refuses them."""
    plan = plan_of(case.oracle, decisions, placed(case.oracle, decisions, cheaply=True))
    ledger = Ledger(timeline, plan)
    totals: dict[Goal, int] = defaultdict(int)
    for rule in reversed(case.problem.all_rules):
        for finding in rule.check(ledger):
            if finding.goal is None:
                return None
            totals[finding.goal] += finding.amount
    return tuple(-totals[goal] if goal.maximise else totals[goal] for goal in ORDER)


def all_decisions(case: Case) -> Iterator[Decisions]:
    """Every combination of decisions that raw facts allow, taken one by one."""
    names = list(case.oracle.occurrences)
    for combination in product(*(options(case.oracle, case.oracle.occurrences[name], case.step) for name in names)):
        yield dict(zip(names, combination, strict=True))


def best_of_all(case: Case, timeline: Timeline) -> Vector | None:
    """The best that any decisions reach, found by trying all of them; `None` if the checker refuses every one."""
    vectors = (vector_of(case, timeline, decisions) for decisions in all_decisions(case))
    return min((one for one in vectors if one is not None), default=None)


def told(vector: Vector) -> dict[str, int | float]:
    """A vector as plans tell it: the goals that are not zero."""
    amounts = zip(ORDER, vector, strict=True)
    return {goal.name: goal.shown(-one if goal.maximise else one) for goal, one in amounts if one}
