"""The commands that ask about a problem and its plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.main import app
from planner.cli.shared import (
    COVERED,
    OPEN,
    AsJson,
    Audience,
    Conditions,
    File,
    faults_told,
    print_json,
    read_problem,
    show,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from planner.plan.plan import Plan
    from planner.problem import Problem
    from planner.solving.settings import Settings

Seconds = Annotated[float, typer.Option(help="Time for the whole call.")]
Step = Annotated[int, typer.Option(help="Minutes of the time grid.")]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", metavar="PLAN", help="The plan it is about; the best one is made if not given.")
]
Person = Annotated[str, typer.Argument(help="The id of a person.", show_default=False)]
Day = Annotated[dt.datetime, typer.Argument(formats=["%Y-%m-%d"], show_default=False)]
MOMENTS = ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


@app.command()
def diagnose(
    file: File,
    plan_file: PlanFile = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Say which days cannot be kept, prove it, and try what would help."""
    with faults_told(as_json):
        settings, problem = _settings(seconds, step), read_problem(file, conditions, audience)
        from planner.asking import diagnose as find_out
        from planner.report.diagnosed import diagnosed

        plan = None if plan_file is None else _plan(problem, plan_file, settings)
        diagnosis = find_out(problem, plan, settings=settings)
        if as_json:
            print_json(diagnosis.model_dump_json(indent=1))
        else:
            show(diagnosed(problem, diagnosis))
    raise typer.Exit(COVERED if diagnosis.healthy else OPEN)


@app.command("why-not")
def why_not(
    file: File,
    activity: Annotated[str, typer.Argument(help="The id of an activity or occurrence.", show_default=False)],
    staff: Annotated[list[str] | None, typer.Option(help="Who should be there; may be said again.")] = None,
    at: Annotated[dt.datetime | None, typer.Option(formats=MOMENTS, help="The day or time it should be.")] = None,
    plan_file: PlanFile = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Say why somebody is not at an activity, or not then: the facts, or what it would cost."""
    with faults_told(as_json):
        settings, problem = _settings(seconds, step), read_problem(file, conditions, audience)
        from planner.asking import why_not as ask

        day_only = at is not None and at.time() == dt.time()
        when = at.date() if at is not None and day_only else at
        plan = _plan(problem, plan_file, settings)
        answer = ask(problem, plan, activity, staff=staff or (), at=when, settings=settings)
        _answer(answer, answer.text, as_json)
    raise typer.Exit(COVERED if answer.possible else OPEN)


@app.command()
def offer(
    file: File,
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The new activity, as YAML or JSON.", show_default=False)],
    count: Annotated[int, typer.Option(min=1, help="How many slots.")] = 3,
    plan_file: PlanFile = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Find slots for a new activity: first those that disturb nobody, then those that move others."""
    with faults_told(as_json):
        settings, problem = _settings(seconds, step), read_problem(file, conditions, audience)
        from planner.asking import offer as find
        from planner.read.load import read_document

        stated = read_document(new)
        offers = find(problem, _plan(problem, plan_file, settings), stated.data, count=count, settings=settings)
        _answer(offers, "\n".join(one.text for one in offers.slots) or offers.text, as_json)
    raise typer.Exit(COVERED if offers.slots else OPEN)


@app.command()
def approve(
    file: File,
    person: Person,
    first: Day,
    last: Day,
    reason: Annotated[str, typer.Option(help="What the absence is for.")] = "leave",
    plan_file: PlanFile = None,
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Find out what granting an absence would do, before it is granted."""
    with faults_told(as_json):
        settings, problem = _settings(seconds, step), read_problem(file, conditions, audience)
        from planner.asking import approve as find_out

        absence = {"staff": person, "from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}", "reason": reason}
        approval = find_out(problem, _plan(problem, plan_file, settings), absence, settings=settings)
        proofs = [one.certificate.text for one in approval.infeasible_days if one.certificate is not None]
        _answer(approval, "\n".join([approval.text, *proofs]), as_json)
    raise typer.Exit(COVERED if approval.granted else OPEN)


@app.command()
def capacity(
    file: File,
    as_json: AsJson = False,
    conditions: Conditions = None,
    audience: Audience = None,
    seconds: Seconds = 60,
    step: Step = 15,
) -> None:
    """Find the least help, by role, skill and days, that makes everything possible."""
    with faults_told(as_json):
        settings, problem = _settings(seconds, step), read_problem(file, conditions, audience)
        from planner.asking import capacity as find_out

        found = find_out(problem, settings=settings)
        _answer(found, found.text, as_json)
    raise typer.Exit(OPEN if found.help or found.beyond_help else COVERED)


def _settings(seconds: float, step: int) -> Settings:
    from planner.solving.settings import Settings

    return Settings(seconds=seconds, step=step)


def _plan(problem: Problem, file: Path | None, settings: Settings) -> Plan:
    """The plan in a file, or else the best one."""
    if file is not None:
        from planner.read.load import load_plan

        return load_plan(file)
    from planner.planning import solve

    return solve(problem, settings=settings)


def _answer(answer: BaseModel, text: str, as_json: bool) -> None:
    """An answer, for people or as JSON."""
    if as_json:
        print_json(answer.model_dump_json(indent=1))
        return
    from rich.text import Text

    from planner.report.words import tidy

    show(Text("\n".join(map(tidy, text.split("\n")))))
