"""What commands are asked: the options that they share, and the one value that these make."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from planner.cli.shared import print_json, show
from planner.errors import Fault, InputError, did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel

    from planner.facts.staff import Audience
    from planner.plan.plan import Plan
    from planner.problem import Problem
    from planner.solving.settings import Settings

Function = Callable[..., int]
"""What a command does; it returns the exit code."""

FILE = click.Path(path_type=Path)

problem_file = click.argument("file", type=FILE, help="The problem, as YAML or JSON.")
plan_option = click.option(
    "--plan", "plan_file", type=FILE, metavar="PLAN", help="The plan it is about; the best one is made if not given."
)


def limits(command: Function) -> Function:
    """Let a command be given limits, which reach it as its settings."""
    seconds = click.option("--seconds", type=float, default=60, help="Time for the whole call.")
    step = click.option("--step", default=15, help="Minutes of the time grid.")
    return seconds(step(command))


class Asked(NamedTuple):
    """What a command is asked about, within which limits, in which form it answers, and how long reading took."""

    file: Path
    problem: Problem
    given: Plan | None
    settings: Settings
    as_json: bool
    seconds: float

    def plan(self) -> Plan:
        """The plan that was given, or else the best one."""
        from planner.planning import solve

        return self.given or solve(self.problem, settings=self.settings)

    def answer(self, answer: BaseModel, text: str) -> None:
        """Print an answer, for people or as JSON."""
        if self.as_json:
            print_json(answer.model_dump_json(indent=1))
            return
        from rich.text import Text

        from planner.report.words import tidy

        show(Text("\n".join(map(tidy, text.split("\n")))))


def about_a_problem(command: Function) -> Function:
    """Read what a command is about first, and hand it over as one value; what else is said it takes by name."""

    @click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
    @click.option("--set", "conditions", multiple=True, metavar="NAME=true|false", help="Settle a condition otherwise.")
    @click.option(
        "--for",
        "audience",
        type=click.Choice(["all", "lead", "hr"]),
        help="Who will read it: why people are away is told as far as they may know.",
    )
    @wraps(command)
    def asked(
        file: Path,
        as_json: bool,
        conditions: tuple[str, ...],
        audience: Audience | None,
        plan_file: Path | None = None,
        **others: Any,
    ) -> int:
        from planner.read.load import load_plan
        from planner.solving.settings import Settings

        settings = Settings(**{name: others.pop(name) for name in Settings.model_fields.keys() & others.keys()})
        began = time.monotonic()
        problem = _read(file, conditions, audience)
        seconds = time.monotonic() - began
        given = None if plan_file is None else load_plan(plan_file)
        return command(Asked(file, problem, given, settings, as_json, seconds), **others)

    return asked


def _read(file: Path, stated: tuple[str, ...], audience: Audience | None) -> Problem:
    """The problem, with some conditions settled otherwise, as an audience may read it."""
    from planner.read.load import load

    problem = load(file)
    changed: dict[str, bool] = {}
    faults: list[Fault] = []
    for one in stated:
        name, _, value = one.partition("=")
        if name not in problem.conditions:
            hint = did_you_mean(name, problem.conditions) or "The problem states no condition."
            faults.append(Fault(("--set",), f"{name!r} is no condition of the problem", hint))
        elif value not in ("true", "false"):
            faults.append(Fault(("--set",), f"{one!r} settles nothing", f"Write {name}=true or {name}=false."))
        changed[name] = value == "true"
    if faults:
        raise InputError(faults)
    if changed:
        problem = problem.with_(conditions={**problem.conditions, **changed})
    return problem if audience is None else problem.for_(audience)
