"""A verdict as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.goals import goal_told
from planner.report.words import tidy
from planner.wording import Wording, wording_in

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.plan.plan import Plan
    from planner.plan.verdict import Verdict
    from planner.problem import Problem


def judged(problem: Problem, plan: Plan, verdict: Verdict) -> RenderableType:
    """What a plan breaks, what it costs and what it reaches, for the terminal.

    Parameters
    ----------
    problem, plan
        The facts, and the plan that was held against them.
    verdict
        What came out.
    """
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    wording = wording_in(problem.language)
    say, number = wording.say, wording.number
    title = say("{problem}: the plan held against the facts", problem=tidy(problem.name))
    lines: list[RenderableType] = [Text(title, style="bold")]

    def reached(goal: str, value: float) -> str:
        return tidy(wording.about(goal_told(goal, wording), number(value)))

    def section(title: str, told: list[str], style: str = "") -> None:
        lines.append(Text(title, style=f"bold {style}"))
        lines.extend(Padding(Text(one, style=style), (0, 0, 0, 2)) for one in told)

    if verdict.clean:
        lines.append(Text(say("Nothing is broken."), style="bold green"))
    else:
        many = wording.many("{n} thing is broken:", "{n} things are broken:", len(verdict.violations))
        section(many, [f"{tidy(one.text)}  [{one.rule}]" for one in verdict.violations], "red")
    lines += [Text(tidy(one), style="yellow") for one in _other_facts(problem, plan, wording)]
    if verdict.costs:
        paid = [f"{tidy(one.text)}  [{reached(one.goal, one.amount)}]" for one in verdict.costs]
        section(say("What it costs:"), paid)
    if verdict.goals:
        section(say("What it reaches:"), [reached(name, value) for name, value in verdict.goals.items()])
    return Group(*lines)


def _other_facts(problem: Problem, plan: Plan, wording: Wording) -> list[str]:
    """Whether the plan was made from other facts than those it is held against."""
    if plan.problem != problem.name:
        told = {"other": plan.problem, "problem": problem.name}
        return [wording.say("Note: the plan is made for the problem {other!r}, not for {problem!r}.", **told)]
    if plan.audit is not None and plan.audit.input != problem.fingerprint:
        return [wording.say("Note: the facts have changed since the plan was made.")]
    return []
