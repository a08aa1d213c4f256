"""Seating people: what rules say of it is what the checker says; what is found is right, bounded, and the best."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter

import pytest
from laws.best import NEVER, best_of, is_best, is_reached_however_it_is_laid
from laws.given import given
from laws.profiles import PROFILES, case

from planner.checking import judge, keeps
from planner.planning import solve
from planner.problem import Problem
from planner.solving import laying
from planner.solving.budget import Budget
from planner.solving.seated import seated
from planner.solving.seated.crowd import members
from planner.solving.seated.demands import ceilings_of, loads_of
from planner.solving.seated.exchange import Exchange
from planner.solving.seated.levelling import Levelling
from planner.solving.seated.seated import Seated
from planner.solving.seated.seating import Seating
from planner.solving.seated.seats import Seats
from planner.solving.seated.sitting import bookings_of
from planner.solving.settings import Progress, Settings

SETTINGS = Settings(work=60)
QUICK, LONG = int(os.environ.get("LAW_CASES", "30")), 200
TRIES = 12

suites = pytest.mark.parametrize("cases", [QUICK, pytest.param(LONG, marks=pytest.mark.long)])


def seats_of(problem: Problem) -> Seats | None:
    ceilings = ceilings_of(problem.all_rules, problem.timeline)
    return None if ceilings is None else Seats(problem.timeline, ceilings)


def within(seating: Seating) -> bool:
    """Whether nobody is at more than the ceilings let them be, counted one by one."""
    for tasks, most, people in seating.seats.limits:
        at = Counter(person for task in tasks for person in members(seating.at[task] & people))
        if any(count > most for count in at.values()):
            return False
    return True


def seat_by_chance(seating: Seating, chance: random.Random) -> None:
    """Give some seats to anybody who could have them alone, each person one of a task."""
    for seat, one in enumerate(seating.seats.seats):
        for person in members(one.able):
            if chance.random() < 0.5 and seating.open(seat) and not seating.at[one.task] >> person & 1:
                seating.put(seat, 1 << person)


def faults_of(problem: Problem, seed: int) -> list[str]:
    """Where the ceilings and the checker differ about seats that are given by chance."""
    seats = seats_of(problem)
    if seats is None:
        return []
    ceilings = ceilings_of(problem.all_rules, problem.timeline) or []
    found = []
    for n in range(TRIES):
        lays = Seated(problem, problem.timeline, ceilings, SETTINGS, Budget(SETTINGS))
        seat_by_chance(lays.seating, random.Random(f"{seed}/{n}"))
        kept = keeps(problem.all_rules, problem.timeline, bookings_of(lays.seating, problem.timeline))
        if kept != within(lays.seating):
            found.append(f"{problem.name}, {n}: the checker says {kept}")
    return found


@suites
def test_ceilings_forbid_what_the_checker_refuses(cases: int) -> None:
    assert not [fault for seed in range(cases) for fault in faults_of(given(seed), seed)]


@pytest.mark.parametrize("rule", PROFILES)
def test_whatever_a_rule_says_of_ceilings_the_checker_says_too(rule: str) -> None:
    assert not [fault for seed in range(6) for fault in faults_of(case(rule, seed).problem, seed)]


def test_all_of_these_can_be_seated() -> None:
    assert all(seats_of(given(seed)) is not None for seed in range(QUICK))


@suites
def test_the_worth_of_seats_is_counted_right(cases: int) -> None:
    for seed in range(cases):
        seats = seats_of(given(seed))
        assert seats is not None
        seating = Seating(seats)
        exchange = Exchange(seating, seed, Budget(SETTINGS))
        for improve in (exchange.fill, exchange.hand_over, exchange.displace):
            before = seating.worth
            improve()
            assert within(seating)
            assert seating.worth >= before
            worth = sum(
                one.head * (task.heads - missing) + (one.whole if not missing else 0)
                for task, one, missing in zip(seats.tasks, seats.worths, seating.missing, strict=True)
            )
            assert seating.worth == worth
        assert not any(seating.free(seat) for seat in seating.wanting)


@suites
def test_seated_and_whole_reach_the_same(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(cases):
        assert is_reached_however_it_is_laid(given(seed), SETTINGS, monkeypatch)


@suites
def test_bounds_hold_and_the_best_is_nearly_always_found(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    best_found = 0
    monkeypatch.setattr(seated, "WHOLE", 0)
    for seed in range(cases):
        problem = given(seed)
        monkeypatch.setattr(laying, "MANY", NEVER)
        best = best_of(problem, SETTINGS)
        monkeypatch.setattr(laying, "MANY", 0)
        plan = solve(problem, settings=SETTINGS)
        assert judge(problem, plan).clean
        best_found += is_best(plan.goals, best)
    assert best_found >= 0.8 * cases


@suites
def test_levelling_changes_no_seat_that_is_filled_and_costs_no_more(cases: int) -> None:
    for seed in range(cases):
        problem = given(seed)
        seats = seats_of(problem)
        loads = loads_of(problem.all_rules, problem.timeline)
        assert seats is not None
        assert loads is not None
        seating = Seating(seats)
        Exchange(seating, seed, Budget(SETTINGS)).fill()
        filled, before = [one.bit_count() for one in seating.on], _paid(problem, seating)
        Levelling(seating, loads, Budget(SETTINGS)).run()
        assert [one.bit_count() for one in seating.on] == filled
        assert within(seating)
        assert _paid(problem, seating) <= before


def _paid(problem: Problem, seating: Seating) -> int:
    """What is paid for loads, as the rules say."""
    total = 0
    for load in loads_of(problem.all_rules, problem.timeline) or []:
        for place, person in enumerate(seating.seats.people):
            at = sum(seating.at[n] >> place & 1 for n, task in enumerate(seating.seats.tasks) if task.id in load.tasks)
            total += load.cost(at) if person in load.people else 0
    return total


def test_a_plan_that_can_only_be_seated_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    monkeypatch.setattr(seated, "WHOLE", 0)
    for seed in range(10):
        plan = solve(given(seed), settings=SETTINGS)
        assert judge(given(seed), plan).clean


def test_the_same_work_gives_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    monkeypatch.setattr(seated, "WHOLE", 0)
    for work in (0.001, 0.05, 60):
        plans = [solve(given(3), settings=Settings(work=work, workers=workers)).bookings for workers in (1, 2, 1)]
        assert plans[0] == plans[1] == plans[2]


def test_progress_is_told_and_may_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    monkeypatch.setattr(seated, "WHOLE", 0)
    told: list[Progress] = []
    plan = solve(given(5), settings=SETTINGS.model_copy(update={"progress": told.append}))
    values = [one.value or 0 for one in told if one.goal == plan.goals[0].name]
    assert values == sorted(values)
    assert values[-1] == plan.goals[0].value


def test_an_interrupt_keeps_what_is_seated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    monkeypatch.setattr(seated, "WHOLE", 0)
    struck: list[Progress] = []

    def strike(report: Progress) -> None:
        if not struck:
            signal.raise_signal(signal.SIGINT)
        struck.append(report)

    plan = solve(given(5), settings=SETTINGS.model_copy(update={"progress": strike}))
    assert struck
    assert judge(given(5), plan).clean
    assert any(one.people for one in plan.bookings)
