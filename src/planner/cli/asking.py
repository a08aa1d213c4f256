"""The commands that ask about a problem and its plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.main import app
from planner.cli.shared import COVERED, OPEN, AsJson, Conditions, File, faults_told, print_json, read_problem, show

Seconds = Annotated[float, typer.Option(help="Time for the whole call.")]
Step = Annotated[int, typer.Option(help="Minutes of the time grid.")]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", metavar="PLAN", help="A plan to look into; the best one is made if not given.")
]


@app.command()
def diagnose(
    file: File,
    plan_file: PlanFile = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Say which days cannot be kept, prove it, and try what would help."""
    with faults_told(as_json):
        from planner.solving.settings import Settings

        settings = Settings(seconds=seconds, step=step)
        problem = read_problem(file, conditions)
        from planner.asking import diagnose as find_out
        from planner.read.load import load_plan

        diagnosis = find_out(problem, None if plan_file is None else load_plan(plan_file), settings=settings)
        if as_json:
            print_json(diagnosis.model_dump_json(indent=1))
        else:
            from planner.report.diagnosed import diagnosed

            show(diagnosed(problem, diagnosis))
    raise typer.Exit(COVERED if diagnosis.healthy else OPEN)
