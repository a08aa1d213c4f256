"""A diagnosis, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from planner.checking import names_of
from planner.explain.gathered import gathered, kept
from planner.plan.diagnosis import Diagnosis
from planner.plan.infeasible import InfeasibleDays
from planner.plan.repair import Repair
from planner.problem import Problem
from planner.report.discretion import discreet_diagnosis
from planner.report.printing import Printed
from planner.report.words import tidy
from planner.wording import Wording

if TYPE_CHECKING:
    from rich.console import RenderableType

RED = "bold red"


def diagnosed(problem: Problem, diagnosis: Diagnosis) -> Printed:
    """A diagnosis as a person reads it: each trouble with its proof, then the ways out, the cheapest first.

    Parameters
    ----------
    problem
        The facts and rules.
    diagnosis
        What was found out about them.
    """
    diagnosis, names = discreet_diagnosis(problem, diagnosis), names_of(problem)
    words = names.wording
    parts: list[RenderableType] = [Text(tidy(problem.name), style="bold")]
    if diagnosis.healthy:
        parts.append(Text(words.say("Everything can be held as asked."), style="bold green"))
    for days in diagnosis.infeasible_days:
        lines = (told(one, words) for one in days.repairs)
        parts += ["", Text(tidy(days.text), style=RED), *_proof(days), *_ways_out(lines, words)]
    for step in diagnosis.missed_steps:
        lines = (told_of_step(one, words) for one in step.repairs)
        why = gathered(kept(step.reasons, names), words, all_told=True)
        parts += ["", Text(tidy(step.text), style=RED), *(Text(f"    {tidy(one)}") for one in why)]
        parts += _ways_out(lines, words)
    if diagnosis.not_proved:
        left = words.listed(names.task(one) for one in diagnosis.not_proved)
        short = words.say(
            "Left short by this plan, and not proved to be short in every plan: {activities}", activities=left
        )
        parts += ["", Text(tidy(short), style="yellow")]
    return Printed(*parts)


def _proof(days: InfeasibleDays) -> Iterator[RenderableType]:
    if days.certificate is not None:
        first, *others = map(tidy, days.certificate.text.split("\n"))
        yield Text(f"  {first}")
        yield from (Text(f"    {one}") for one in others)


def _ways_out(lines: Iterable[str], words: Wording) -> Iterator[RenderableType]:
    """The ways out that were tried."""
    ways = list(lines)
    if not ways:
        yield Text("  " + words.say("No way out was found."), style="yellow")
        return
    yield Text("  " + words.say("Ways out, each tried with the rest of the plan held still:"), style="bold")
    yield from (Text(f"  {n}. {tidy(one)}") for n, one in enumerate(ways, start=1))


def told(repair: Repair, words: Wording) -> str:
    """A way out in a line: what to do, what it costs, what is left open then."""
    left = words.say("then nobody is missing here")
    if repair.left:
        left = words.many("then {n} person is missing here", "then {n} people are missing here", repair.left)
    return words.say("{repair} (costs {cost}; {left})", repair=repair.text, cost=words.number(repair.cost), left=left)


def told_of_step(repair: Repair, words: Wording) -> str:
    """A way out of a missed step in a line: what to do, what it costs, how many steps are missed then."""
    left = words.say("then no step is missed")
    if repair.left_in_all:
        left = words.many("then {n} step is missed in all", "then {n} steps are missed in all", repair.left_in_all)
    return words.say("{repair} (costs {cost}; {left})", repair=repair.text, cost=words.number(repair.cost), left=left)
