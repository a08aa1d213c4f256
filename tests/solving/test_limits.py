"""A whole call keeps its limits, tells how it goes, and stops when it is asked to."""

import logging
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

import planner
from planner import Plan, Problem, Progress, Settings
from planner.errors import InputError
from solving.searches import long_search, on_leave, week

pytestmark = pytest.mark.alone

PROMPT = 5  # seconds from a stop to the plan


@pytest.fixture(scope="module")
def long() -> Problem:
    """Give a problem whose first plan is there at once, and whose best is not proved for minutes."""
    rules = [
        {"rule": "balance", "role": "adviser"},
        {"rule": "prefer", "people": ["p0"], "days": ["mon"]},
        {"rule": "at_most", "count": 3, "per": "week", "price": 2},
    ]
    facts = long_search().model_dump(mode="json", exclude_defaults=True)
    return Problem.model_validate({**facts, "rules": [*facts["rules"], *rules]})


def shuffled(problem: Problem, seed: int) -> Problem:
    """State the same facts in another order."""
    chance = random.Random(seed)
    mixed = {key: chance.sample(list(value), len(value)) for key in ("staff", "activities", "rules")
             for value in [getattr(problem, key)]}  # fmt: skip
    return problem.with_(**mixed)


def once(found: threading.Event) -> Callable[[Progress], None]:
    """Say when there is a plan."""

    def tell(report: Progress) -> None:
        if report.value is not None:
            found.set()

    return tell


def assert_sound(problem: Problem, plan: Plan) -> None:
    """Check that a plan which was stopped early claims no more than is so."""
    assert plan.status == "feasible"
    assert planner.check(problem, plan).clean
    first = plan.goals[0]
    assert first.value < first.bound
    assert not first.proved


def test_the_time_limit_is_kept(long: Problem) -> None:
    began = time.monotonic()
    plan = planner.solve(long, settings=Settings(seconds=4))
    assert time.monotonic() - began < 4 * 1.1 + 1
    assert_sound(long, plan)
    assert plan.audit is not None
    assert plan.audit.seconds < 5.4


def test_progress_tells_value_and_bound(long: Problem) -> None:
    told: list[Progress] = []
    plan = planner.solve(long, settings=Settings(seconds=3, progress=told.append))
    first = [one for one in told if one.goal == plan.goals[0].name]
    assert [one.value for one in first if one.value is not None][-1] == plan.goals[0].value
    assert min(one.bound for one in first if one.bound is not None) == plan.goals[0].bound
    assert all(one.seconds <= two.seconds for one, two in pairwise(told))


def test_a_callback_may_stop(long: Problem) -> None:
    told: list[Progress] = []

    def enough(report: Progress) -> bool:
        told.append(report)
        return report.value is not None

    began = time.monotonic()
    plan = planner.solve(long, settings=Settings(seconds=60, progress=enough))
    assert time.monotonic() - began < PROMPT
    assert {one.goal for one in told} == {plan.goals[0].name}, "later goals are not sought"
    assert sum(one.value is not None for one in told) == 1
    assert_sound(long, plan)


def test_what_is_no_true_stops_nothing() -> None:
    problem = week(**on_leave())
    plan = planner.solve(problem, settings=Settings(work=2, progress=lambda _: "go on"))
    assert plan == planner.solve(problem, settings=Settings(work=2))


def test_what_a_callback_raises_is_raised(long: Problem) -> None:
    def tell(report: Progress) -> None:
        raise LookupError("no such screen")

    began = time.monotonic()
    with pytest.raises(LookupError, match="no such screen"):
        planner.solve(long, settings=Settings(progress=tell))
    assert time.monotonic() - began < PROMPT


@pytest.mark.parametrize("times", [1, 2])
def test_interrupts_keep_the_best_so_far(long: Problem, times: int) -> None:
    found = threading.Event()

    def press() -> None:
        found.wait()
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.3)

    thread = threading.Thread(target=press, daemon=True)
    thread.start()
    began = time.monotonic()
    plan = planner.solve(long, settings=Settings(progress=once(found)))
    assert time.monotonic() - began < PROMPT
    assert_sound(long, plan)
    thread.join()


def test_the_same_facts_give_the_same_plan_also_when_the_work_runs_out(long: Problem) -> None:
    plan = planner.solve(long, settings=Settings(work=0.2, workers=1))
    assert_sound(long, plan)
    other = planner.solve(shuffled(long, 1), settings=Settings(work=0.2, workers=2))
    timeless = {"audit": {"seconds", "profile"}}
    assert other.model_dump_json(exclude=timeless) == plan.model_dump_json(exclude=timeless)


def test_nothing_is_printed_and_no_handler_attached(capfd: pytest.CaptureFixture[str]) -> None:
    before = [*logging.root.handlers], logging.root.level
    planner.solve(week())
    assert capfd.readouterr() == ("", "")
    assert ([*logging.root.handlers], logging.root.level) == before
    ours = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("planner")]
    assert not [one for one in ours if one.handlers or one.level]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"seconds": 0}, "seconds: 0 is too small. It must be more than 0."),
        ({"seconds": float("inf")}, "seconds: inf"),
        ({"work": float("nan")}, "work: nan"),
        ({"workers": 20_000}, "workers: 20000 is too large"),
        ({"sedonds": 3}, "Did you mean 'seconds'?"),
        ({"progress": 3}, "progress: 3"),
    ],
)
def test_settings_out_of_range(settings: dict[str, object], told: str) -> None:
    with pytest.raises(InputError) as refused:
        Settings.model_validate(settings)
    assert told in str(refused.value)


def test_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(work=1, workers=2).cores == 1
    assert Settings(workers=3).cores == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3, 4})
    assert Settings().cores == 5
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert Settings().cores == 1


def test_what_decides_the_plan_is_on_record() -> None:
    assert Settings(work=2, workers=2, progress=print).told() == {"work": 2, "seed": 0, "step": 15}
    assert Settings(isolate=True).told() == {"seconds": 60, "seed": 0, "step": 15}
