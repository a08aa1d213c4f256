"""What a person at a terminal sees, and what Ctrl-C does."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest
from solving.searches import long_search

import planner
from cli.commands import PLANNER, ROOT, YEAR, Write, run
from planner.cli.shared import progress_bar
from planner.solving.settings import Progress, Settings

pytestmark = pytest.mark.alone

FOUND = r"value staffed, normal: \d+, at best \d+"
PROMPT = 5  # seconds from Ctrl-C to the end


class Watched:
    """A command whose standard error is a terminal, and whose standard output is not."""

    def __init__(self, *arguments: object) -> None:
        self.terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [PLANNER, *map(str, arguments)], stdout=subprocess.PIPE, stderr=theirs, text=True, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""
        self.interrupted = 0.0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        with suppress(OSError):  # it is closed at the other end
            while some := os.read(self.terminal, 1 << 16):
                self.shown += some.decode(errors="replace")

    def until(self, pattern: str) -> None:
        """Wait until the terminal shows something."""
        begun = time.monotonic()
        while not re.search(pattern, self.shown):
            assert time.monotonic() - begun < 60
            assert self.process.poll() is None
            time.sleep(0.02)

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.interrupted = self.interrupted or time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> tuple[int, str]:
        """Wait for the end: its code, and what it printed."""
        out, _ = self.process.communicate(timeout=60)
        if self.interrupted:
            assert time.monotonic() - self.interrupted < PROMPT
        self.reader.join()
        os.close(self.terminal)
        assert "Traceback" not in self.shown
        return self.process.returncode, out


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a problem whose first plan is there at once, and whose best is not proved for minutes."""
    file = tmp_path_factory.mktemp("long") / "long.json"
    long_search().save(file)
    return file


@pytest.fixture
def screen() -> Iterator[list[pexpect.spawn]]:
    """Give a place for terminals, which are closed at the end."""
    spawned: list[pexpect.spawn] = []
    yield spawned
    for one in spawned:
        one.close(force=True)


def test_a_bar_is_drawn_where_a_person_looks_and_leaves_the_output_alone(long: Path) -> None:
    watched = Watched("solve", long, "--seconds", 3)
    watched.until(FOUND)
    code, out = watched.end()
    assert code == 1
    assert "\x1b" not in out
    assert "at best" not in out
    assert out.startswith("A long search\n")


def test_no_bar_where_nobody_looks(long: Path) -> None:
    ran = subprocess.run([PLANNER, "solve", long, "--seconds", "1.5"], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert "at best" not in ran.stdout.split("What it reaches")[0]


def test_no_bar_where_only_the_output_is_looked_at(long: Path, tmp_path: Path, screen: list[pexpect.spawn]) -> None:
    command = f"{PLANNER} solve {long} --seconds 2 2>{tmp_path / 'err'}"
    terminal = pexpect.spawn("sh", ["-c", command], encoding="utf-8", timeout=60)
    screen.append(terminal)
    terminal.expect(pexpect.EOF)
    assert "A long search" in terminal.before
    assert (tmp_path / "err").read_text() == ""


def test_a_terminal_is_coloured_and_never_too_narrow(screen: list[pexpect.spawn]) -> None:
    environment = {**os.environ, "TERM": "xterm-256color"}
    terminal = pexpect.spawn(
        str(PLANNER), ["solve", str(YEAR)], env=environment, dimensions=(50, 70), encoding="utf-8", timeout=60
    )  # fmt: skip
    screen.append(terminal)
    terminal.expect(pexpect.EOF)
    assert "\x1b[1;31m" in terminal.before
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.before).replace("\r", "")
    printed = plain[plain.index("\nThe director's year") :].splitlines()
    assert max(map(len, printed)) <= 70
    words = " ".join(" ".join(printed).split())
    assert "parental leave from 4 May to 28 August" in words


def test_an_interrupt_prints_the_best_plan_so_far(long: Path, tmp_path: Path) -> None:
    watched = Watched("solve", long, "-o", tmp_path / "plan.json")
    watched.until(FOUND)
    watched.interrupt()
    code, out = watched.end()
    assert code == 1
    assert out.startswith("A long search\nFeasible")
    plan = planner.load_plan(tmp_path / "plan.json")
    assert plan.status == "feasible"
    assert planner.check(planner.load(long), plan).clean


def test_two_interrupts_lose_nothing(long: Path) -> None:
    watched = Watched("solve", long, "--json")
    watched.until(FOUND)
    watched.interrupt()
    time.sleep(0.3)
    watched.interrupt()
    code, out = watched.end()
    assert code == 1
    assert json.loads(out)["status"] == "feasible"


def test_an_interrupt_before_there_is_a_plan() -> None:
    watched = Watched("solve", ROOT / "benchmarks/data/quarter-900.json")
    watched.until("planning")
    watched.interrupt()
    code, out = watched.end()
    assert code == 3
    assert "Stopped" in out or "interrupted before" in watched.shown


def test_an_interrupt_before_there_is_anything(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def struck(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.read.load.load", struck)
    said = run("dates", write(), "--json")
    assert said.code == 3
    assert said.err == "interrupted before there was anything to tell\n"
    assert said.data["faults"] == []


@pytest.mark.long
def test_an_interrupt_of_a_large_search() -> None:
    watched = Watched("solve", ROOT / "benchmarks/data/quarter-900.json", "--seconds", 120)
    watched.until(FOUND)
    watched.interrupt()
    code, out = watched.end()
    assert code == 1
    assert "Feasible" in out


class Screen(io.StringIO):
    """Something that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_the_bar_tells_value_and_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress_bar(Settings()) as watched:
        assert watched.progress is not None
        for report in (Progress("value", None, None, 0), Progress("value", None, 9, 0), Progress("value", 4, 9.5, 1)):
            assert watched.progress(report) is None
            time.sleep(0.15)
    for told in ("planning", "value: no plan yet", "value: no plan yet, at best 9", "value: 4, at best 9.5"):
        assert told in screen.getvalue()


@pytest.mark.parametrize("screen", [None, io.StringIO()], ids=["closed", "file"])
def test_there_is_no_bar(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO | None) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar(Settings()) as watched:
        assert watched == Settings()
