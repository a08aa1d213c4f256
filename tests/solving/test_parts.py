"""A plan laid in parts is right, no better than the best, and its bounds hold; from there the whole is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from laws.profiles import PROFILES, case
from laws.trials import trial

from planner.checking import judge, keeps
from planner.plan.goals import ORDER
from planner.plan.plan import Status
from planner.planning import solve
from planner.solving.budget import Budget
from planner.solving.parted import parts, rolling
from planner.solving.parted.rolling import Rolling
from planner.solving.settings import Progress, Settings

if TYPE_CHECKING:
    from laws.random_problems import Case

SEEDS = range(6)
SETTINGS = Settings(work=60, workers=1)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even the smallest plan fall apart, day by day."""
    monkeypatch.setattr(parts, "CHOICES", 0)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(rolling, "FEWEST", 2)


def falling_apart() -> Case:
    """A problem that is planned in parts."""
    some = (case("at_most", seed) for seed in range(20))
    return next(one for one in some if Rolling(one.problem, one.problem.timeline, SETTINGS, Budget(SETTINGS)).worth_it)


def lessened(goals: dict[str, float]) -> list[float]:
    """What is reached on every goal, the less the better."""
    return [-goals.get(goal.name, 0) if goal.maximise else goals.get(goal.name, 0) for goal in ORDER]


@pytest.mark.parametrize("many", [parts.MANY, 1])
@pytest.mark.parametrize("rule", PROFILES)
def test_parts_keep_all_rules_and_their_bounds_hold(rule: str, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY", many)  # with one, a single person is looked at for each need
    monkeypatch.setattr(parts, "FEW", min(parts.FEW, many))
    for seed in SEEDS:
        one = case(rule, seed)
        best = trial(rule, seed).best
        settings = SETTINGS.model_copy(update={"step": one.step})
        lays = Rolling(one.problem, one.problem.timeline, settings, Budget(settings))
        laid = lays.lay() if lays.worth_it else None
        if laid is None:
            continue
        assert best is not None
        assert keeps(one.problem.all_rules, one.problem.timeline, laid.bookings)
        reached, least = lessened({one.name: one.value for one in laid.goals}), lessened(best.goals)
        bounds = lessened({one.name: one.bound for one in laid.goals})
        assert reached >= least
        for bound, goal, mine in zip(bounds, least, reached, strict=True):
            assert bound <= goal
            if goal != mine:
                break


@pytest.mark.parametrize("rule", PROFILES)
def test_split_and_whole_reach_the_same(rule: str) -> None:
    for seed in SEEDS:
        one = case(rule, seed)
        best = trial(rule, seed).best
        plan = solve(one.problem, settings=SETTINGS.model_copy(update={"step": one.step}))
        if best is None:
            assert plan.status is Status.IMPOSSIBLE
            continue
        assert plan.status is Status.OPTIMAL
        assert {goal.name: goal.value for goal in plan.goals if goal.value} == best.goals


def test_most_plans_of_a_few_days_fall_apart() -> None:
    fallen = 0
    for seed in range(20):
        one = case("at_most", seed)
        lays = Rolling(one.problem, one.problem.timeline, SETTINGS, Budget(SETTINGS))
        fallen += lays.worth_it and lays.lay() is not None
    assert fallen >= 5


def test_progress_is_told_and_may_stop() -> None:
    one = falling_apart()
    told: list[Progress] = []
    settings = SETTINGS.model_copy(update={"step": one.step, "progress": told.append})
    lays = Rolling(one.problem, one.problem.timeline, settings, Budget(settings))
    laid = lays.lay()
    assert laid is not None
    last = {report.goal: (report.value, report.bound) for report in told}
    assert {name: last[name] for name in last} == {
        goal.name: (goal.value, goal.bound) for goal in laid.goals if goal.name in last
    }
    stopping = settings.model_copy(update={"progress": lambda _: True})
    budget = Budget(stopping)
    Rolling(one.problem, one.problem.timeline, stopping, budget).lay()
    assert budget.stopped


def test_a_plan_that_can_only_be_laid_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolling, "WHOLE", 0)
    one = falling_apart()
    plan = solve(one.problem, settings=SETTINGS.model_copy(update={"step": one.step}))
    assert plan.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert judge(one.problem, plan).clean


@pytest.mark.parametrize("rule", ["pins", "required", "rest"])
def test_what_cannot_be_laid_in_parts_is_told_as_a_whole(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolling, "WHOLE", 0)
    for seed in range(25):
        one = case(rule, seed)
        if trial(rule, seed).best is None:
            plan = solve(one.problem, settings=SETTINGS.model_copy(update={"step": one.step}))
            assert plan.status is Status.IMPOSSIBLE
            assert plan.conflict


def test_whether_time_runs_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolling, "WHOLE", 0)
    one = falling_apart()
    plan = solve(one.problem, settings=Settings(work=1e-6, workers=1, step=one.step))
    assert plan.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert judge(one.problem, plan).clean
