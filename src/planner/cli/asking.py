"""The commands that ask about a problem and its plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from planner.cli.asked import FILE, Asked, about_a_problem, limits, plan_option, problem_file
from planner.cli.command import Command
from planner.cli.shared import COVERED, OPEN, print_json, show

DAY = click.DateTime(["%Y-%m-%d"])
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


@click.command(cls=Command)
@problem_file
@plan_option
@about_a_problem
@limits
def diagnose(asked: Asked) -> int:
    """Say which days cannot be kept, prove it, and try what would help."""
    from planner.asking import diagnose as find_out

    diagnosis = find_out(asked.problem, asked.given, settings=asked.settings)
    if asked.as_json:
        print_json(diagnosis.model_dump_json(indent=1))
    else:
        from planner.report.diagnosed import diagnosed

        show(diagnosed(asked.problem, diagnosis))
    return COVERED if diagnosis.healthy else OPEN


@click.command(cls=Command)
@problem_file
@click.argument("activity", help="The id of an activity or occurrence.")
@click.option("--staff", multiple=True, metavar="PERSON", help="Who should be there; may be said again.")
@click.option("--at", type=MOMENT, metavar="TIME", help="The day or time it should be: 2020-06-26, 2020-06-26T14:00.")
@plan_option
@about_a_problem
@limits
def why_not(asked: Asked, activity: str, staff: tuple[str, ...], at: dt.datetime | None) -> int:
    """Say why somebody is not at an activity, or not then: the facts, or what it would cost."""
    from planner.asking import why_not as ask

    when = at.date() if at is not None and at.time() == dt.time() else at
    answer = ask(asked.problem, asked.plan(), activity, staff=staff, at=when, settings=asked.settings)
    asked.answer(answer, answer.text)
    return COVERED if answer.possible else OPEN


@click.command(cls=Command)
@problem_file
@click.argument("new", type=FILE, help="The new activity, as YAML or JSON.")
@click.option("--count", type=click.IntRange(min=1), default=3, help="How many slots.")
@plan_option
@about_a_problem
@limits
def offer(asked: Asked, new: Path, count: int) -> int:
    """Find slots for a new activity: first those that disturb nobody, then those that move others."""
    from planner.asking import offer as find
    from planner.read.load import read_document

    activity = read_document(new).data
    offers = find(asked.problem, asked.plan(), activity, count=count, settings=asked.settings)
    asked.answer(offers, "\n".join(one.text for one in offers.slots) or offers.text)
    return COVERED if offers.slots else OPEN


@click.command(cls=Command)
@problem_file
@click.argument("person", help="The id of a person.")
@click.argument("first", type=DAY, metavar="FIRST", help="The first day away, as 2020-06-23.")
@click.argument("last", type=DAY, metavar="LAST", help="The last day away.")
@click.option("--reason", default="leave", help="What the absence is for.")
@plan_option
@about_a_problem
@limits
def approve(asked: Asked, person: str, first: dt.datetime, last: dt.datetime, reason: str) -> int:
    """Find out what granting an absence would do, before it is granted."""
    from planner.asking import approve as find_out

    absence = {"staff": person, "from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}", "reason": reason}
    approval = find_out(asked.problem, asked.plan(), absence, settings=asked.settings)
    proofs = [one.certificate.text for one in approval.infeasible_days if one.certificate is not None]
    asked.answer(approval, "\n".join([approval.text, *proofs]))
    return COVERED if approval.granted else OPEN


@click.command(cls=Command)
@problem_file
@about_a_problem
@limits
@click.option("--optional", is_flag=True, help="Count what may be left out, too: who is needed to decline nothing.")
def capacity(asked: Asked, *, optional: bool) -> int:
    """Find the least help, by role, skill and days, that makes everything possible that is asked for."""
    from planner.asking import capacity as find_out

    found = find_out(asked.problem, optional=optional, settings=asked.settings)
    asked.answer(found, found.text)
    return OPEN if found.help or found.beyond_help else COVERED
