"""The commands that make, judge and show."""

from __future__ import annotations

import time
from pathlib import Path

import click

from planner.cli.asked import FILE, Asked, about_a_problem, limits, problem_file
from planner.cli.command import Command
from planner.cli.shared import (
    BAD_INPUT,
    COVERED,
    OPEN,
    code_of,
    dumped,
    foresee,
    keep,
    print_json,
    progress_bar,
    saved,
    show,
    tell_profile,
)
from planner.errors import OutputError


@click.command(cls=Command)
@problem_file
@click.option("-o", "--output", type=FILE, help="Write the plan there, as JSON.")
@about_a_problem
@limits
@click.option("--work", type=float, help="Repeatable work instead of seconds.")
@click.option("--workers", type=int, help="Cores to use; all if not given.")
@click.option("--seed", default=0, help="Of the search.")
@click.option("--profile", is_flag=True, help="Say where the time went.")
def solve(asked: Asked, output: Path | None, *, profile: bool) -> int:
    """Find the best plan and say how sure that is."""
    if output is not None:
        foresee(output, asked.file)
    from planner.planning import solve as find_plan  # loads the solver: what is wrong is told before

    with progress_bar(asked.settings) as watched:
        plan = find_plan(asked.problem, settings=watched)
    written = output is None or saved(plan, output)
    began = time.monotonic()
    try:
        if asked.as_json:
            print_json(plan.to_json())
        else:
            from planner.report import printed

            show(printed(asked.problem, plan))
        if profile and plan.audit:
            tell_profile({"facts": asked.seconds, **plan.audit.profile, "report": time.monotonic() - began})
    except OutputError:
        if output is None:
            keep(plan)
        raise
    return code_of(plan) if written else BAD_INPUT


@click.command(cls=Command)
@problem_file
@click.argument("plan_file", type=FILE, metavar="PLAN", help="A plan, ours or edited by hand.")
@about_a_problem
def check(asked: Asked) -> int:
    """Judge a plan: what it breaks, what it costs, what it reaches."""
    from planner.planning import check as judge

    plan = asked.plan()
    verdict = judge(asked.problem, plan)
    if asked.as_json:
        print_json(verdict.model_dump_json(indent=1))
    else:
        from planner.report.judged import judged

        show(judged(asked.problem, plan, verdict))
    return COVERED if verdict.clean else OPEN


@click.command(cls=Command)
@problem_file
@about_a_problem
def dates(asked: Asked) -> int:
    """Print the days that every activity means."""
    from planner.report.dated import dated, dates_of

    if asked.as_json:
        print_json(dumped(dates_of(asked.problem)))
    else:
        show(dated(asked.problem))
    return COVERED


@click.command(cls=Command)
@click.argument("what", type=click.Choice(["problem", "plan"]), help="Which format.")
@click.option("--json", "as_json", is_flag=True, help="Changes nothing: a schema is JSON.")
def schema(what: str, as_json: bool) -> int:
    """Print the JSON Schema of a format."""
    from planner.plan.plan import Plan
    from planner.problem import Problem

    model = Problem if what == "problem" else Plan
    print_json(dumped(model.model_json_schema(by_alias=True)))
    return COVERED
