"""A verdict as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.words import tidy

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

    lines: list[RenderableType] = [Text(f"{tidy(problem.name)}: the plan held against the facts", style="bold")]

    def section(title: str, told: list[str], style: str = "") -> None:
        lines.append(Text(title, style=f"bold {style}"))
        lines.extend(Padding(Text(one, style=style), (0, 0, 0, 2)) for one in told)

    if verdict.clean:
        lines.append(Text("Nothing is broken.", style="bold green"))
    else:
        count = len(verdict.violations)
        many = f"{count} {'thing is' if count == 1 else 'things are'} broken:"
        section(many, [f"{tidy(one.text)}  [{one.rule}]" for one in verdict.violations], "red")
    lines += [Text(tidy(one), style="yellow") for one in _other_facts(problem, plan)]
    if verdict.costs:
        section("What it costs:", [f"{tidy(one.text)}  [{one.goal}: {one.amount:g}]" for one in verdict.costs])
    if verdict.goals:
        section("What it reaches:", [f"{name}: {value:g}" for name, value in verdict.goals.items()])
    return Group(*lines)


def _other_facts(problem: Problem, plan: Plan) -> list[str]:
    """Whether the plan was made from other facts than those it is held against."""
    if plan.problem != problem.name:
        return [f"Note: the plan is made for the problem {plan.problem!r}, not for {problem.name!r}."]
    if plan.audit is not None and plan.audit.input != problem.fingerprint:
        return ["Note: the facts have changed since the plan was made."]
    return []
