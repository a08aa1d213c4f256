"""The command line: the same few calls, in the same words.

Exit codes: 0 all needs covered, or a clean check; 1 a plan with shortages, or a check that found violations; 2 bad
input, or an output that could not be written; 3 stopped with no plan; 4 impossible.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.errors import Fault, InputError, OutputError, PlannerError, did_you_mean

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.plan.plan import Plan
    from planner.problem import Problem
    from planner.solving.settings import Settings

COVERED, OPEN, BAD_INPUT, STOPPED, IMPOSSIBLE = range(5)

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
    app()


@app.command()
def solve(
    file: File,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the plan there, as JSON.")] = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    seconds: Annotated[float, typer.Option(min=0.001, help="Time for the whole call.")] = 60,
    work: Annotated[float | None, typer.Option(min=0.001, help="Repeatable work instead of seconds.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Cores to use; all if not given.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the search.")] = 0,
    step: Annotated[int, typer.Option(min=1, max=1440, help="Minutes of the time grid.")] = 15,
) -> None:
    """Find the best plan and say how sure that is."""
    with _faults_told(as_json):
        from planner.planning import solve as find_plan
        from planner.solving.settings import Settings

        problem = _with_conditions(_load(file), conditions or [])
        settings = Settings(seconds=seconds, work=work, workers=workers, seed=seed, step=step)
        with _progress_bar(settings) as watched:
            plan = find_plan(problem, settings=watched)
        saved = output is None or _saved(plan, output)
        if as_json:
            print(plan.to_json())  # noqa: T201
        else:
            from planner.report import printed

            _show(printed(problem, plan))
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
        from planner.planning import check as judge
        from planner.read.load import load_plan

        problem = _with_conditions(_load(file), conditions or [])
        verdict = judge(problem, load_plan(plan_file))
        if as_json:
            print(verdict.model_dump_json(indent=1))  # noqa: T201
        else:
            from planner.report.judged import judged

            _show(judged(verdict))
    raise typer.Exit(COVERED if verdict.clean else OPEN)


@app.command()
def dates(file: File, as_json: AsJson = False, conditions: Conditions = None) -> None:
    """Print the days that every activity means."""
    with _faults_told(as_json):
        from planner.report.dated import dated, dates_of

        problem = _with_conditions(_load(file), conditions or [])
        if as_json:
            print(json.dumps(dates_of(problem), indent=1, ensure_ascii=False))  # noqa: T201
        else:
            _show(dated(problem))


@app.command()
def schema(what: Annotated[Format, typer.Argument(help="Which format.", show_default=False)]) -> None:
    """Print the JSON Schema of a format."""
    from planner.plan.plan import Plan
    from planner.problem import Problem

    model = Problem if what is Format.PROBLEM else Plan
    described = model.model_json_schema(by_alias=True)
    print(json.dumps(described, indent=1, ensure_ascii=False))  # noqa: T201


def _load(file: Path) -> Problem:
    from planner.read.load import load

    return load(file)


def _with_conditions(problem: Problem, stated: list[str]) -> Problem:
    """The problem with some conditions settled otherwise."""
    changed: dict[str, bool] = {}
    faults: list[Fault] = []
    for one in stated:
        name, _, value = one.partition("=")
        if name not in problem.conditions:
            faults.append(Fault(("--set",), f"{name!r} is no condition", did_you_mean(name, problem.conditions)))
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
        if as_json:
            faults = [asdict(fault) for fault in error.faults] if isinstance(error, InputError) else []
            told = {"error": type(error).__name__, "message": str(error), "faults": faults}
            print(json.dumps(told, indent=1, ensure_ascii=False))  # noqa: T201
        else:
            print(error, file=sys.stderr)  # noqa: T201
        raise typer.Exit(BAD_INPUT) from None


@contextmanager
def _progress_bar(settings: Settings) -> Iterator[Settings]:
    """The settings, with a bar on the terminal if a person is looking."""
    if not sys.stderr.isatty():
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


def _saved(plan: Plan, output: Path) -> bool:
    """Whether the plan could be written where asked; if not, it is kept elsewhere, and that is told."""
    try:
        plan.save(output)
    except OutputError as error:
        print(error, file=sys.stderr)  # noqa: T201
        with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="plan-", delete=False, encoding="utf-8") as kept:
            kept.write(plan.to_json())
        print(f"The plan is kept in {kept.name}.", file=sys.stderr)  # noqa: T201
        return False
    return True


def _show(what: RenderableType) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(what, soft_wrap=False)


def _code(plan: Plan) -> int:
    from planner.plan.plan import Status

    if plan.status is Status.STOPPED:
        return STOPPED
    if plan.status is Status.IMPOSSIBLE:
        return IMPOSSIBLE
    return OPEN if plan.shortages else COVERED
