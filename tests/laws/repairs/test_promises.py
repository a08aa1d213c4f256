"""Every way out does what it says: there is a plan of the changed facts, and the checker accepts it."""

from __future__ import annotations

from collections.abc import Iterator

from laws.decisions import Decision, Decisions, decisions_of, open_heads
from laws.oracle import Oracle
from laws.proofs.crowded import SETTINGS, STEP
from laws.repairs.cases import case, seeds
from laws.repairs.mended import Mended
from laws.repairs.prices import priced
from planner.checking import judge
from planner.plan.goals import ORDER
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Status
from planner.plan.repair import Repair
from planner.planning import solve
from planner.timeline.timeline import Timeline


def repairs(seed: int) -> Iterator[tuple[InfeasibleDays, Repair]]:
    """All ways out of a case, each with the days that it is for."""
    for days in case(seed).diagnosis.infeasible_days:
        for repair in days.repairs:
            yield days, repair


def beside(seed: int, repair: Repair) -> Mended:
    """The plan beside the facts that a way out changes."""
    problem, plan, _ = case(seed)
    return Mended(repair.apply(problem), plan, STEP)


def promised(seed: int, days: InfeasibleDays, repair: Repair) -> Decisions | None:
    """A plan in which nothing is touched but what is said, and as many people are missing as are said."""
    mended = beside(seed, repair)
    touched = set(repair.touches) & set(mended.oracle.occurrences)
    for way in mended.ways(touched):
        missing = mended.open_heads(way)
        here = sum(many for name, many in missing.items() if name in days.activities)
        if (here, sum(missing.values())) == (repair.left, repair.left_in_all):
            changed = (_people(way[name]) ^ _people(mended.before.get(name)) for name in touched)
            if set().union(*changed) <= set(repair.touches):
                return way
    return None


def _people(one: Decision | None) -> set[str]:
    return set() if one is None else one.people


@seeds
def test_so_few_are_missing_and_nobody_else_is_touched(seed: int) -> None:
    for days, repair in repairs(seed):
        assert promised(seed, days, repair) is not None, repair


@seeds
def test_fewer_are_missing_than_before(seed: int) -> None:
    for days, repair in repairs(seed):
        before, oracle = decisions_of(case(seed).plan), Oracle(case(seed).problem)
        short = {name: open_heads(oracle.occurrences[name], one) for name, one in before.items()}
        assert repair.left < sum(short[name] for name in days.activities)
        assert repair.left_in_all < sum(short.values())


@seeds
def test_it_costs_what_the_facts_that_it_changes_cost(seed: int) -> None:
    for _, repair in repairs(seed):
        assert abs(priced(case(seed).problem, repair) - repair.cost) < 0.01, repair


@seeds
def test_clients_are_asked_who_are_moved_or_declined(seed: int) -> None:
    for _, repair in repairs(seed):
        kinds = {one.id: one.kind for one in case(seed).problem.activities}
        moved = [
            change.id
            for kind, change in zip(repair.kinds, repair.changes, strict=True)
            if kind == "ask_client" or (kind == "decline" and kinds[change.id] == "appointment")
        ]
        assert list(repair.ask) == moved


@seeds
def test_solved_again_the_plan_is_no_worse(seed: int) -> None:
    """Coverage comes first: the plan of the changed facts holds at least what the way out promises."""
    coverage = [goal for goal in ORDER if goal.level in ("value", "heads")]
    for days, repair in repairs(seed):
        way, mended = promised(seed, days, repair), beside(seed, repair)
        assert way is not None
        worth = judge(mended.problem, mended.plan(way), Timeline(mended.problem)).goals
        again = solve(mended.problem, settings=SETTINGS)
        assert again.status is Status.OPTIMAL
        reached = {one.name: one.value for one in again.goals}
        signs = [(goal.name, 1 if goal.maximise else -1) for goal in coverage]
        assert [sign * reached.get(name, 0) for name, sign in signs] >= [
            sign * worth.get(name, 0) for name, sign in signs
        ]
        if not repair.left_in_all:
            assert all(one.complete for one in again.bookings)
