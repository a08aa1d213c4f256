"""A search in a child process: the same answer, the same stops, and no harm from its death."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, Literal

import pytest

import planner
from planner.errors import BugError, Fault, InputError
from planner.rules import Finding, PricedRule
from planner.solving import isolation
from planner.solving.isolation import in_child
from planner.solving.settings import Progress, Settings
from solving.searches import long_search, on_leave, week
from solving.test_limits import once

pytestmark = pytest.mark.alone

PROMPT = 8  # seconds: a child takes its time to begin


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    """Every child ends with the call that made it."""
    yield
    assert not multiprocessing.active_children()


class Awkward(Exception):  # noqa: N818
    """Something that cannot be put together again elsewhere."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)
        self.two = two


def fails(problem: str, *, settings: Settings) -> None:
    """Fail in the way that is asked for."""
    match problem:
        case "input":
            raise InputError([Fault(("staff", 0), "is wrong", "Mend it.", "x.yaml", 3, 4)])
        case "awkward":
            raise Awkward("a", "b")
        case "exit":
            os._exit(7)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case _:
            raise ZeroDivisionError(problem)


def reports(problem: int, *, settings: Settings) -> int:
    """Report for ever, until somebody stops it; say how often."""
    assert settings.progress is not None
    try:
        for number in range(problem):
            settings.progress(Progress("goal", number, None, 0))
            time.sleep(0.01)
    except KeyboardInterrupt:
        return number
    return problem


def isolated(**settings: Any) -> Settings:
    """Settings of a search in a child process."""
    return Settings(isolate=True, **settings)


def test_the_plan_is_the_same() -> None:
    problem = week(**on_leave())
    assert planner.solve(problem, settings=isolated(work=5)) == planner.solve(problem, settings=Settings(work=5))


def test_reports_are_passed_on() -> None:
    seen: list[Progress] = []
    assert in_child(reports, 5, isolated(progress=seen.append)) == 5
    assert [one.value for one in seen] == [0, 1, 2, 3, 4]
    assert in_child(reports, 5, isolated()) == 5


def test_a_stop_is_passed_on_once() -> None:
    seen: list[Progress] = []

    def stop(report: Progress) -> bool:
        seen.append(report)
        return report.value is not None and report.value >= 3

    assert 3 <= in_child(reports, 1000, isolated(progress=stop)) < 900
    assert len(seen) == 4


def test_a_stopped_search_has_a_plan() -> None:
    began = time.monotonic()
    plan = planner.solve(long_search(), settings=isolated(seconds=60, progress=lambda one: one.value is not None))
    assert time.monotonic() - began < PROMPT
    assert plan.status == "feasible"
    assert plan.bookings


def test_an_interrupt_keeps_the_best_so_far() -> None:
    found = threading.Event()

    def press() -> None:
        found.wait()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    began = time.monotonic()
    plan = planner.solve(long_search(), settings=isolated(seconds=60, progress=once(found)))
    assert time.monotonic() - began < PROMPT
    assert plan.status == "feasible"


def test_a_third_interrupt_ends_all() -> None:
    def press() -> None:
        for _ in range(3):
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGINT)

    seen: list[Progress] = []

    def tell(report: Progress) -> None:
        if not seen:
            threading.Thread(target=press, daemon=True).start()
        seen.append(report)
        time.sleep(2)  # the child's answer comes too late

    with pytest.raises(KeyboardInterrupt):
        in_child(reports, 1000, isolated(progress=tell))


def test_ctrl_c_at_a_terminal_reaches_all_processes_and_keeps_the_plan() -> None:
    program = """
import os, signal, threading
import planner
from solving.searches import long_search

def tell(report):
    if report.value is not None and not pressed:
        pressed.append(True)
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    pressed = []
    print(planner.solve(long_search(), settings=planner.Settings(isolate=True, progress=tell)).status)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False, start_new_session=True, timeout=60,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == ("feasible\n", "")


def test_what_a_callback_raises_is_raised() -> None:
    def tell(report: Progress) -> None:
        raise LookupError("no such screen")

    began = time.monotonic()
    with pytest.raises(LookupError, match="no such screen"):
        in_child(reports, 1000, isolated(progress=tell))
    assert time.monotonic() - began < PROMPT


def test_faults_come_back_whole() -> None:
    with pytest.raises(InputError) as told:
        in_child(fails, "input", isolated())
    assert told.value.faults == (Fault(("staff", 0), "is wrong", "Mend it.", "x.yaml", 3, 4),)


def test_other_errors_say_where_they_come_from() -> None:
    with pytest.raises(ZeroDivisionError, match="x") as told:
        in_child(fails, "x", isolated())
    assert "In the process that searched:\nTraceback" in told.value.__notes__[0]
    told_in_words = isolation._answer(pickle.dumps((fails, "awkward")), Settings())
    assert isinstance(told_in_words, BugError)
    assert "Awkward: a" in str(told_in_words)


@pytest.mark.parametrize(("end", "code"), [("exit", 7), ("kill", -9)])
def test_a_child_that_dies(end: str, code: int) -> None:
    with pytest.raises(BugError, match=f"the search ended without an answer, with exit code {code}$"):
        in_child(fails, end, isolated())


def test_a_child_that_is_killed_while_it_searches() -> None:
    def kill(report: Progress) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(BugError, match="exit code -9"):
        planner.solve(long_search(), settings=isolated(progress=kill))


class Distant(PricedRule):
    """A rule that a module names."""

    rule: Literal["distant"] = "distant"

    def build(self, draft: Any) -> None: ...

    def check(self, ledger: Any) -> Iterator[Finding]:
        yield from ()

    def say(self, finding: Any, names: Any) -> str:
        return ""


def test_rules_of_ones_own_travel_if_a_module_names_them() -> None:
    assert planner.solve(week().with_rules(Distant()), settings=isolated()).status == "optimal"

    class Local(Distant):
        """A rule that no module names."""

        rule: Literal["local"] = "local"  # type: ignore[assignment]

    with pytest.raises(InputError, match=r"rules: the problem cannot travel to another process \(.*Define its rules"):
        planner.solve(week().with_rules(Local()), settings=isolated())


def test_what_a_child_cannot_read_is_told() -> None:
    packed = pickle.dumps((reports, 3)).replace(b"reports", b"retorts")
    told = isolation._answer(packed, Settings())
    assert isinstance(told, InputError)
    assert "the problem cannot travel" in str(told)


def test_where_signals_cannot_be_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    assert in_child(reports, 2, isolated()) == 2


def test_the_childs_part(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    ended = threading.Event()

    def end(code: int) -> None:
        told.append(code)
        ended.set()

    monkeypatch.setattr("_thread.interrupt_main", lambda: told.append("interrupt"))
    monkeypatch.setattr(os, "_exit", end)
    ours, theirs = multiprocessing.Pipe()
    isolation._work(theirs, pickle.dumps((reports, 1)), Settings())
    assert (ours.recv(), ours.recv()) == (Progress("goal", 0, None, 0), 1)
    ours.send(isolation.STOP)
    ours.close()
    assert ended.wait(5)
    assert told == ["interrupt", 1]


@pytest.mark.parametrize("problem", ["input", "awkward", "other"])
def test_what_goes_wrong_can_travel(problem: str) -> None:
    told = isolation._answer(pickle.dumps((fails, problem)), Settings())
    assert type(pickle.loads(pickle.dumps(told))) is type(told)
