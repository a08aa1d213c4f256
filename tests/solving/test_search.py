"""One run of the solver: its limits, its answer, how it is watched and stopped."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from ortools.sat.python import cp_model

from planner.errors import BugError
from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer, Outcome
from planner.solving.solvers.search import run

pytestmark = pytest.mark.alone


def knapsack(size: int = 60, seed: int = 3) -> cp_model.CpModel:
    """Make a model that has a solution at once and is not solved for minutes."""
    model = cp_model.CpModel()
    chosen = [[model.new_bool_var("") for _ in range(size)] for _ in range(5)]
    factors = [[(7 * i * i + 13 * j + seed * i * j) % 97 + 1 for i in range(size)] for j in range(8)]
    for bag in chosen:
        for row in factors:
            model.add(sum(f * x for f, x in zip(row, bag, strict=True)) <= sum(row) // 7)
    for each in zip(*chosen, strict=True):
        model.add_at_most_one(each)
    model.maximize(sum((11 * i * i % 89 + 7 + j) * x for j, bag in enumerate(chosen) for i, x in enumerate(bag)))
    return model


def tiny(best: int = 7) -> cp_model.CpModel:
    """Make a model that is solved at once."""
    model = cp_model.CpModel()
    model.maximize(model.new_int_var(0, best, "x"))
    return model


def searched(model: cp_model.CpModel, settings: Settings | None = None, **options: object) -> Outcome:
    """Run a search of its own."""
    settings = settings or Settings(seconds=20, workers=2)
    return run(model, settings, Budget(settings), **options)  # type: ignore[arg-type]


def after(seconds: float, call: Callable[[], object]) -> None:
    """Call something a moment later, from another thread."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


def interrupt() -> None:
    """Press Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


def test_the_best_is_found() -> None:
    outcome = searched(tiny())
    assert (outcome.answer, tuple(outcome.values), outcome.bound) == (Answer.OPTIMAL, (7,), 7)


def test_nothing_holds() -> None:
    model = tiny()
    model.add_bool_or([])
    outcome = searched(model)
    assert (outcome.answer, outcome.values) == (Answer.IMPOSSIBLE, ())


def test_a_model_that_is_none() -> None:
    model = cp_model.CpModel()
    model.proto.variables.add().domain.extend([3, 1])
    with pytest.raises(BugError, match="the solver refuses the model: "):
        searched(model)


def test_time_runs_out() -> None:
    began = time.monotonic()
    outcome = searched(knapsack(), Settings(seconds=1.5))
    assert time.monotonic() - began < 1.5 * 1.1 + 1
    assert outcome.answer is Answer.FEASIBLE
    assert outcome.values
    assert outcome.bound > 0


def test_a_share_of_what_is_left() -> None:
    settings = Settings(seconds=20)
    began = time.monotonic()
    run(knapsack(), settings, Budget(settings), share=0.05)
    assert time.monotonic() - began < 2.1


def test_work_runs_out_at_the_same_place() -> None:
    one, two = (searched(knapsack(), Settings(work=0.5, workers=workers)) for workers in (1, 2))
    assert one == two
    assert one.answer is Answer.FEASIBLE


def test_work_is_spent() -> None:
    settings = Settings(work=2)
    budget = Budget(settings)
    run(knapsack(), settings, budget, share=0.25)
    assert 1.3 < budget.left < 1.7
    assert not budget.over
    budget.spend(5)
    assert budget.over


def test_seconds_pass() -> None:
    budget = Budget(Settings(seconds=10), reserve=0.1)
    assert 8.5 < budget.left <= 9
    budget.release()
    assert 9.5 < budget.left <= 10
    assert 0 <= budget.seconds < 1
    assert budget.grace == float("inf")


@pytest.mark.parametrize("limit", [{"seconds": 50}, {"work": 50}])
def test_after_a_stop_there_is_little_left(limit: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solving.budget.GRACE", 0.2)
    budget = Budget(Settings.model_validate(limit), reserve=0.1)
    budget.stop()
    assert budget.over
    budget.release()
    assert not budget.over
    began = time.monotonic()
    run(knapsack(), Settings.model_validate(limit), budget)
    assert time.monotonic() - began < 1.2
    time.sleep(max(budget.grace, 0))
    assert budget.over


def test_before_a_search_there_is_nothing_to_keep() -> None:
    settings = Settings()
    budget = Budget(settings)
    with pytest.raises(KeyboardInterrupt):
        budget.interrupt()
    run(tiny(), settings, budget)
    budget.interrupt()
    assert budget.stopped


def test_a_watch_sees_values_and_bounds_come_together() -> None:
    seen: list[tuple[float | None, float]] = []

    def watch(value: float | None, bound: float) -> bool:
        seen.append((value, bound))
        return False

    outcome = searched(knapsack(), Settings(seconds=2), watch=watch)
    values = [value for value, _ in seen if value is not None]
    assert all(one <= two for one, two in pairwise(values))
    assert values
    assert all(value <= bound for value, bound in seen if value is not None)
    assert values[-1] <= outcome.bound <= seen[0][1]


def test_a_watch_may_stop() -> None:
    seen: list[float | None] = []

    def watch(value: float | None, bound: float) -> bool:
        seen.append(value)
        return value is not None

    settings = Settings(seconds=60)
    budget = Budget(settings)
    outcome = run(knapsack(), settings, budget, watch=watch)
    assert budget.seconds < 5
    assert budget.stopped
    assert outcome.answer is Answer.FEASIBLE
    assert sum(value is not None for value in seen) == 1, "it is not asked again"


@pytest.mark.parametrize("with_value", [True, False])
def test_what_a_watch_raises_is_raised_here(with_value: bool) -> None:
    seen: list[float | None] = []

    def watch(value: float | None, bound: float) -> bool:
        if with_value <= (value is not None):
            seen.append(value)
            raise RuntimeError("no more")
        return False

    began = time.monotonic()
    with pytest.raises(RuntimeError, match="no more"):
        searched(knapsack(), Settings(seconds=60), watch=watch)
    assert time.monotonic() - began < 5
    assert len(seen) == 1


def test_what_a_search_raises_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cp_model.CpSolver, "solve", broken)
    with pytest.raises(MemoryError):
        searched(tiny())


def test_a_stop_before_the_search_is_heard_in_it() -> None:
    settings = Settings(seconds=60)
    budget = Budget(settings)
    budget.stop()
    run(knapsack(), settings, budget)
    assert budget.seconds < 5


def test_an_interrupt_keeps_the_best_so_far() -> None:
    settings = Settings(seconds=60)
    budget = Budget(settings)
    after(0.7, interrupt)
    outcome = run(knapsack(), settings, budget)
    assert outcome.answer is Answer.FEASIBLE
    assert budget.stopped
    assert budget.seconds < 5


def test_interrupts_are_heeded_twice() -> None:
    heard: list[int] = []
    with heeding_interrupts(lambda: heard.append(1)):
        interrupt()
        interrupt()
        with pytest.raises(KeyboardInterrupt):
            interrupt()
    assert heard == [1, 1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupts_that_somebody_handles_are_theirs() -> None:
    heard: list[str] = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("theirs"))
    try:
        with heeding_interrupts(lambda: heard.append("ours")):
            interrupt()
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == ["theirs"]


def test_other_threads_leave_interrupts_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        with heeding_interrupts(interrupt):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def test_no_handler_is_attached(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="planner"):
        searched(tiny())
    assert "OPTIMAL" in caplog.text
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("planner")]
    assert loggers
    assert not [logger for logger in loggers if logger.handlers or logger.level or not logger.propagate]
