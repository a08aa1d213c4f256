"""The commands about a problem and its plan."""

from __future__ import annotations

import gc
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.shared import (
    BAD_INPUT,
    COVERED,
    MISTAKE,
    OPEN,
    AsJson,
    Audience,
    Conditions,
    File,
    code_of,
    dumped,
    faults_told,
    foresee,
    keep,
    print_json,
    progress_bar,
    read_problem,
    saved,
    show,
)
from planner.errors import OutputError

app = typer.Typer(
    help="Decide who meets whom, when; prove it; and say why where a day cannot be kept.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


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
    audience: Audience = None,
    seconds: Annotated[float, typer.Option(help="Time for the whole call.")] = 60,
    work: Annotated[float | None, typer.Option(help="Repeatable work instead of seconds.")] = None,
    workers: Annotated[int | None, typer.Option(help="Cores to use; all if not given.")] = None,
    seed: Annotated[int, typer.Option(help="Of the search.")] = 0,
    step: Annotated[int, typer.Option(help="Minutes of the time grid.")] = 15,
) -> None:
    """Find the best plan and say how sure that is."""
    with faults_told(as_json):
        from planner.solving.settings import Settings

        settings = Settings(seconds=seconds, work=work, workers=workers, seed=seed, step=step)
        problem = read_problem(file, conditions, audience)
        if output is not None:
            foresee(output, file)
        from planner.planning import solve as find_plan  # loads the solver: what is wrong is told before

        with progress_bar(settings) as watched:
            plan = find_plan(problem, settings=watched)
        written = output is None or saved(plan, output)
        try:
            if as_json:
                print_json(plan.to_json())
            else:
                from planner.report import printed

                show(printed(problem, plan))
        except OutputError:
            if output is None:
                keep(plan)
            raise
    raise typer.Exit(code_of(plan) if written else BAD_INPUT)


@app.command()
def check(
    file: File,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan, ours or edited by hand.")],
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
) -> None:
    """Judge a plan: what it breaks, what it costs, what it reaches."""
    with faults_told(as_json):
        from planner.read.load import load_plan

        problem = read_problem(file, conditions, audience)
        plan = load_plan(plan_file)
        from planner.planning import check as judge

        verdict = judge(problem, plan)
        if as_json:
            print_json(verdict.model_dump_json(indent=1))
        else:
            from planner.report.judged import judged

            show(judged(problem, plan, verdict))
    raise typer.Exit(COVERED if verdict.clean else OPEN)


@app.command()
def dates(file: File, as_json: AsJson = False, conditions: Conditions = None, audience: Audience = None) -> None:
    """Print the days that every activity means."""
    with faults_told(as_json):
        from planner.report.dated import dated, dates_of

        problem = read_problem(file, conditions, audience)
        if as_json:
            print_json(dumped(dates_of(problem)))
        else:
            show(dated(problem))


@app.command()
def schema(
    what: Annotated[Format, typer.Argument(help="Which format.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Changes nothing: a schema is JSON.")] = False,
) -> None:
    """Print the JSON Schema of a format."""
    with faults_told(as_json):
        from planner.plan.plan import Plan
        from planner.problem import Problem

        model = Problem if what is Format.PROBLEM else Plan
        print_json(dumped(model.model_json_schema(by_alias=True)))
