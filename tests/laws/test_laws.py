"""Laws over the registry of rules: the solver, the checker and brute force agree on random problems."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from laws.profiles import PROFILES, case
from laws.trials import trial
from planner.rules.registry import STANDING, stated_rules

QUICK, LONG = int(os.environ.get("LAW_CASES", "25")), 200
LEAST_BOUND = 0.3
PRICED = (
    "at_most", "rest", "buffer", "prefer", "together", "apart", "fewest_people", "contract_hours", "continuity",
    "spread", "no_idle", "earliest", "choose", "reserve", "level",
)  # fmt: skip

suites = pytest.mark.parametrize("cases", [QUICK, pytest.param(LONG, marks=pytest.mark.long)])
rules = pytest.mark.parametrize("rule", PROFILES)


def test_every_rule_has_a_profile() -> None:
    stated = {rule.model_fields["rule"].default for rule in stated_rules()}
    assert {rule.rule for rule in STANDING} | stated == set(PROFILES)


def test_half_of_the_problems_have_prices_where_a_rule_has_one() -> None:
    for name in PRICED:
        stated = [case(name, seed).problem.rules[0].model_dump() for seed in range(QUICK)]
        assert [one["price"] is not None for one in stated] == [seed % 2 == 1 for seed in range(QUICK)]


@suites
@rules
def test_checker_accepts_what_the_solver_finds(rule: str, cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in trial(rule, seed).solved]


@suites
@rules
def test_pinned_decisions_are_feasible_exactly_when_the_checker_finds_nothing(rule: str, cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in trial(rule, seed).pinned]


@suites
@rules
def test_off_the_grid_the_solver_is_never_laxer(rule: str, cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in trial(rule, seed).off_grid]


@suites
@rules
def test_misplaced_work_is_refused(rule: str, cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in trial(rule, seed).worked]


@suites
@rules
def test_brute_force_finds_the_same_best(rule: str, cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in trial(rule, seed).forced]


@suites
@rules
def test_rules_bind(rule: str, cases: int, record_property: Callable[[str, object], None]) -> None:
    trials = [trial(rule, seed) for seed in range(cases)]
    bound = sum(one.binds for one in trials)
    feasible, infeasible = sum(one.feasible for one in trials), sum(one.infeasible for one in trials)
    record_property(
        "told", f"{rule}: bound in {bound} of {cases} cases; {feasible} decisions feasible, {infeasible} not"
    )
    assert bound >= LEAST_BOUND * cases
    assert min(feasible, infeasible) >= 0.1 * (feasible + infeasible)
