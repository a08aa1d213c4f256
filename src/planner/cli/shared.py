"""What every command shares: how faults are told, results shown, and plans kept."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.errors import InputError, OutputError, PlannerError
from planner.writing import try_writing, write_out

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.plan.plan import Plan
    from planner.solving.settings import Settings

COVERED, OPEN, BAD_INPUT, STOPPED, IMPOSSIBLE = range(5)
MISTAKE = 70

WIDE = 10_000  # columns where nobody is looking: a line is then as long as its sentence


def tell_fault(error: PlannerError, as_json: bool) -> None:
    """Tell what is wrong in people's words, never as a traceback; and as data, where those were asked for."""
    _tell(str(error))
    if as_json:
        faults = [asdict(fault) for fault in error.faults] if isinstance(error, InputError) else []
        told = {"error": type(error).__name__, "message": str(error), "faults": faults}
        with suppress(OutputError):
            print_json(dumped(told))


@contextmanager
def progress_bar(settings: Settings) -> Iterator[Settings]:
    """The settings, with a bar on the terminal if a person is looking."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield settings
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from planner.solving.settings import Progress as Report

    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("planning", total=None)

        def tell(report: Report) -> None:
            found = "no plan yet" if report.value is None else f"{report.value:g}"
            best = "" if report.bound is None else f", at best {report.bound:g}"
            bar.update(line, description=f"{report.goal}: {found}{best}")

        yield settings.model_copy(update={"progress": tell})


def foresee(output: Path, file: Path) -> None:
    """Notice before the search what would keep the plan from being written, or the problem from being kept."""
    try_writing(output)
    with suppress(OSError):
        if output.samefile(file):
            told = f"{str(output)!r} could not be written: it is the problem itself. Choose another place."
            raise OutputError(told)


def saved(plan: Plan, output: Path) -> bool:
    """Whether the plan is written where asked; if it could not be, it is kept elsewhere, and that is told."""
    if plan.status == "stopped" and output.is_file():
        _tell(f"There is no plan: {str(output)!r} is left as it was.")
        return True
    try:
        plan.save(output)
    except OutputError as error:
        _tell(str(error))
        keep(plan)
        return False
    return True


def keep(plan: Plan) -> None:
    """Save a plan where it does not get lost."""
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="plan-", delete=False, encoding="utf-8") as kept:
            kept.write(plan.to_json())
    except OSError as error:
        _tell(f"It could not be kept in the folder for temporary files either: {error.strerror}.")
    else:
        _tell(f"The plan is kept in {kept.name}.")


def show(what: RenderableType) -> None:
    """Print for a person: in the width of the terminal; where nobody is looking, each sentence on a line of its own."""
    from rich.console import Console

    looked_at = sys.stdout is not None and sys.stdout.isatty()
    width = None if looked_at or "COLUMNS" in os.environ else WIDE
    text = io.StringIO()
    console = Console(file=text, force_terminal=looked_at or None, width=width, highlight=False, emoji=False)
    console.print(what)
    lines = text.getvalue().split("\n")
    write_out("\n".join(line.rstrip() for line in lines))


def print_json(text: str) -> None:
    """Print some JSON."""
    write_out(f"{text}\n", encoding="utf-8")


def dumped(data: dict[str, Any]) -> str:
    """Data as JSON, as people read it."""
    return json.dumps(data, indent=1, ensure_ascii=False)


def tell_profile(stages: Mapping[str, float]) -> None:
    """Say in which stages the seconds went, the longest first."""
    whole = sum(stages.values()) or 1.0
    for name, seconds in sorted(stages.items(), key=itemgetter(1), reverse=True):
        _tell(f"{name:10}{seconds:9.3f} s {seconds / whole:6.1%}")


def _tell(text: str) -> None:
    """Say something that is no result."""
    with suppress(OSError):
        click.echo(text, err=True)


def code_of(plan: Plan) -> int:
    """The exit code for a plan."""
    from planner.plan.plan import Status

    if plan.status is Status.STOPPED:
        return STOPPED
    if plan.status is Status.IMPOSSIBLE:
        return IMPOSSIBLE
    return OPEN if plan.shortages else COVERED
