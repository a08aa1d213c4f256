"""The command line: the same few calls, in the same words.

Exit codes: 0 all needs covered, or a clean check; 1 a plan with shortages, or a check that found violations; 2 bad
input, or an output that could not be written; 3 stopped with no plan; 4 impossible; 70 a mistake of planner's own.

Standard output carries what was asked for, standard error all else.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from planner.errors import BugError, Fault, InputError, OutputError, PlannerError, did_you_mean
from planner.writing import try_writing, write_out

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.plan.plan import Plan
    from planner.problem import Problem
    from planner.solving.settings import Settings

COVERED, OPEN, BAD_INPUT, STOPPED, IMPOSSIBLE = range(5)
MISTAKE = 70

WIDE = 10_000  # columns where nobody is looking: a line is then as long as its sentence

app = typer.Typer(
    help="Decide who meets whom, when; prove it; and say why where a day cannot be kept.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

File = Annotated[Path, typer.Argument(help="The problem, as YAML or JSON.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Conditions = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=true|false", help="Settle a condition otherwise.")
]


class Format(StrEnum):
    """The formats that have a published schema."""

    PROBLEM = "problem"
    PLAN = "plan"


def main() -> None:
    """Run the command line."""
    gc.disable()  # one call, one process: looking for garbage takes a quarter of a short call, and finds next to none
    try:
        app()
    except Exception:  # noqa: BLE001 - whatever it is, it is neither a plan nor the user's mistake
        traceback.print_exc()
        sys.exit(MISTAKE)
    finally:
        gc.freeze()  # nor is it looked for at the end


@app.command()
def solve(
    file: File,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the plan there, as JSON.")] = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    seconds: Annotated[float, typer.Option(help="Time for the whole call.")] = 60,
    work: Annotated[float | None, typer.Option(help="Repeatable work instead of seconds.")] = None,
    workers: Annotated[int | None, typer.Option(help="Cores to use; all if not given.")] = None,
    seed: Annotated[int, typer.Option(help="Of the search.")] = 0,
    step: Annotated[int, typer.Option(help="Minutes of the time grid.")] = 15,
) -> None:
    """Find the best plan and say how sure that is."""
    with _faults_told(as_json):
        from planner.solving.settings import Settings

        settings = Settings(seconds=seconds, work=work, workers=workers, seed=seed, step=step)
        problem = _problem(file, conditions)
        if output is not None:
            _foresee(output, file)
        from planner.planning import solve as find_plan  # loads the solver: what is wrong is told before

        with _progress_bar(settings) as watched:
            plan = find_plan(problem, settings=watched)
        saved = output is None or _saved(plan, output)
        try:
            if as_json:
                _print_json(plan.to_json())
            else:
                from planner.report import printed

                _show(printed(problem, plan))
        except OutputError:
            if output is None:
                _keep(plan)
            raise
    raise typer.Exit(_code(plan) if saved else BAD_INPUT)


@app.command()
def check(
    file: File,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan, ours or edited by hand.")],
    as_json: AsJson = False,
    conditions: Conditions = None,
) -> None:
    """Judge a plan: what it breaks, what it costs, what it reaches."""
    with _faults_told(as_json):
        from planner.read.load import load_plan

        problem = _problem(file, conditions)
        plan = load_plan(plan_file)
        from planner.planning import check as judge

        verdict = judge(problem, plan)
        if as_json:
            _print_json(verdict.model_dump_json(indent=1))
        else:
            from planner.report.judged import judged

            _show(judged(problem, plan, verdict))
    raise typer.Exit(COVERED if verdict.clean else OPEN)


@app.command()
def dates(file: File, as_json: AsJson = False, conditions: Conditions = None) -> None:
    """Print the days that every activity means."""
    with _faults_told(as_json):
        from planner.report.dated import dated, dates_of

        problem = _problem(file, conditions)
        if as_json:
            _print_json(_dumped(dates_of(problem)))
        else:
            _show(dated(problem))


@app.command()
def schema(
    what: Annotated[Format, typer.Argument(help="Which format.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Changes nothing: a schema is JSON.")] = False,
) -> None:
    """Print the JSON Schema of a format."""
    with _faults_told(as_json):
        from planner.plan.plan import Plan
        from planner.problem import Problem

        model = Problem if what is Format.PROBLEM else Plan
        _print_json(_dumped(model.model_json_schema(by_alias=True)))


def _problem(file: Path, stated: list[str] | None) -> Problem:
    """The problem, with some conditions settled otherwise."""
    from planner.read.load import load

    problem = load(file)
    changed: dict[str, bool] = {}
    faults: list[Fault] = []
    for one in stated or ():
        name, _, value = one.partition("=")
        if name not in problem.conditions:
            hint = did_you_mean(name, problem.conditions) or "The problem states no condition."
            faults.append(Fault(("--set",), f"{name!r} is no condition of the problem", hint))
        elif value not in ("true", "false"):
            faults.append(Fault(("--set",), f"{one!r} settles nothing", f"Write {name}=true or {name}=false."))
        changed[name] = value == "true"
    if faults:
        raise InputError(faults)
    return problem.with_(conditions={**problem.conditions, **changed}) if changed else problem


@contextmanager
def _faults_told(as_json: bool) -> Iterator[None]:
    """What is wrong is told in people's words, or as data; never as a traceback."""
    try:
        yield
    except PlannerError as error:
        _fail(error, as_json, MISTAKE if isinstance(error, BugError) else BAD_INPUT)
    except KeyboardInterrupt:
        _fail(PlannerError("interrupted before there was anything to tell"), as_json, STOPPED)


def _fail(error: PlannerError, as_json: bool, code: int) -> NoReturn:
    _tell(str(error))
    if as_json:
        faults = [asdict(fault) for fault in error.faults] if isinstance(error, InputError) else []
        told = {"error": type(error).__name__, "message": str(error), "faults": faults}
        with suppress(OutputError):
            _print_json(_dumped(told))
    raise typer.Exit(code) from None


@contextmanager
def _progress_bar(settings: Settings) -> Iterator[Settings]:
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


def _foresee(output: Path, file: Path) -> None:
    """Notice before the search what would keep the plan from being written, or the problem from being kept."""
    try_writing(output)
    with suppress(OSError):
        if output.samefile(file):
            told = f"{str(output)!r} could not be written: it is the problem itself. Choose another place."
            raise OutputError(told)


def _saved(plan: Plan, output: Path) -> bool:
    """Whether the plan is written where asked; if it could not be, it is kept elsewhere, and that is told."""
    if plan.status == "stopped" and output.is_file():
        _tell(f"There is no plan: {str(output)!r} is left as it was.")
        return True
    try:
        plan.save(output)
    except OutputError as error:
        _tell(str(error))
        _keep(plan)
        return False
    return True


def _keep(plan: Plan) -> None:
    """Save a plan where it does not get lost."""
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="plan-", delete=False, encoding="utf-8") as kept:
            kept.write(plan.to_json())
    except OSError as error:
        _tell(f"It could not be kept in the folder for temporary files either: {error.strerror}.")
    else:
        _tell(f"The plan is kept in {kept.name}.")


def _show(what: RenderableType) -> None:
    """Print for a person: in the width of the terminal; where nobody is looking, each sentence on a line of its own."""
    from rich.console import Console

    looked_at = sys.stdout is not None and sys.stdout.isatty()
    width = None if looked_at or "COLUMNS" in os.environ else WIDE
    text = io.StringIO()
    console = Console(file=text, force_terminal=looked_at or None, width=width, highlight=False)
    console.print(what)
    lines = text.getvalue().split("\n")
    write_out("\n".join(line.rstrip() for line in lines))


def _print_json(text: str) -> None:
    write_out(f"{text}\n", encoding="utf-8")


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False)


def _tell(text: str) -> None:
    """Say something that is no result."""
    with suppress(OSError):
        typer.echo(text, err=True)


def _code(plan: Plan) -> int:
    from planner.plan.plan import Status

    if plan.status is Status.STOPPED:
        return STOPPED
    if plan.status is Status.IMPOSSIBLE:
        return IMPOSSIBLE
    return OPEN if plan.shortages else COVERED
