"""Every certificate is true, and every activity in it is needed; nothing that is impossible goes without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, combinations, product
from math import prod

import pytest

from laws.decisions import options, whole
from laws.proofs.brute import Heads
from laws.proofs.cases import LONG, QUICK, brute, certificates, seeds
from laws.proofs.crowded import STEP, case
from planner.checking import judge
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.timeline.timeline import Timeline

WHOLE_PLANS = 400
"""Plans of everything that are tried in the law against false certificates; in larger problems it says nothing."""


def claims(plan: Plan, names: Iterable[str]) -> list[Heads]:
    """What may be asked of activities: one that the plan leaves short is asked for whole; so is what it holds whole.

    All others that it leaves short are asked for the heads that it gives them.
    """
    held = {one.occurrence: one for one in plan.bookings}
    short = [name for name in names if not held[name].complete]
    return [{name: _heads(held[name]) for name in short if name != asked} for asked in short]


def _heads(booking: Booking) -> tuple[int, ...]:
    return tuple(len(need.staff) for need in booking.needs)


@seeds
def test_what_is_proved_impossible_cannot_be_held(seed: int) -> None:
    for one in certificates(seed):
        assert brute(seed).way(one.activities) is None


@seeds
def test_without_any_activity_the_others_can_be_held(seed: int) -> None:
    plan = case(seed).plan
    for one in certificates(seed):
        assert any(
            brute(seed).way(one.activities, heads) is None
            and all(brute(seed).way(set(one.activities) - {left_out}, heads) is not None for left_out in one.activities)
            for heads in claims(plan, one.activities)
        )


@seeds
def test_the_plan_of_the_others_is_accepted(seed: int) -> None:
    problem, _, plan = case(seed)
    timeline = Timeline(problem)
    for one in certificates(seed):
        assert set(one.without) == set(one.activities)
        for left_out, held in one.without.items():
            asked = set(one.activities) - {left_out}
            assert {booking.occurrence for booking in held} >= asked
            part = timeline.only(tuple(timeline.occurrence(booking.occurrence) for booking in held))
            rest = Plan(problem=problem.name, status=Status.FEASIBLE, held=held)
            refused = [fault for fault in judge(problem, rest, part).violations if fault.rule != "shortages"]
            assert not refused
            least = [{name: heads.get(name) for name in asked} for heads in claims(plan, one.activities)]
            there = {booking.occurrence: booking for booking in held}
            assert any(
                all(
                    there[name].complete
                    if heads is None
                    else all(a >= b for a, b in zip(_heads(there[name]), heads, strict=True))
                    for name, heads in some.items()
                )
                for some in least
            )


@seeds
def test_every_shortage_is_tied_to_a_certificate(seed: int) -> None:
    tied = {name for one in certificates(seed) for name in one.activities}
    assert tied >= {one.occurrence for one in case(seed).plan.shortages}


@seeds
def test_what_is_impossible_alone_has_a_certificate_of_its_own(seed: int) -> None:
    alone = {one.activities for one in certificates(seed)}
    assert alone >= {(name,) for name in brute(seed).names if brute(seed).way([name]) is None}


@seeds
def test_of_two_that_are_impossible_together_one_is_short(seed: int) -> None:
    short = {one.occurrence for one in case(seed).plan.bookings if not one.complete}
    possible = [name for name in brute(seed).names if brute(seed).way([name])]
    for pair in combinations(possible, 2):
        assert brute(seed).way(pair) or short & set(pair)


@seeds
def test_no_plan_of_everything_holds_what_is_proved_impossible(seed: int) -> None:
    """Every plan there is, judged as a whole, unlike the ways to hold some activities only, which grow one by one."""
    oracle, tried = case(seed).oracle, brute(seed)
    ways = [options(oracle, task, STEP) for task in oracle.occurrences.values()]
    if prod(map(len, ways)) > WHOLE_PLANS:
        pytest.skip("too many plans")
    tasks = list(oracle.occurrences.values())
    plans = (dict(zip(oracle.occurrences, some, strict=True)) for some in product(*ways))
    accepted = [plan for plan in plans if tried.accepted(plan)]
    assert accepted
    held = {frozenset(task.id for task in tasks if whole(task, plan[task.id])) for plan in accepted}
    for one in certificates(seed):
        assert not any(some >= set(one.activities) for some in held)
    assert all(tried.way(some) is not None for some in held)


@pytest.mark.parametrize(("cases", "least"), [(QUICK, 1), pytest.param([*QUICK, *LONG], 10, marks=pytest.mark.long)])
def test_all_kinds_occur(cases: Iterable[int], least: int) -> None:
    kinds = Counter(one.kind for seed in cases for one in certificates(seed))
    assert min(kinds[kind] for kind in ("nobody", "count", "minutes", "rooms", "conflict")) >= least, kinds
    sizes = Counter(len(one.activities) for one in chain.from_iterable(map(certificates, cases)))
    assert sizes[2] >= 3
    assert sizes[3] >= 3
