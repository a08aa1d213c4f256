"""A verdict as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.plan.verdict import Verdict


def judged(verdict: Verdict) -> RenderableType:
    """What a plan breaks, what it costs and what it reaches, for the terminal."""
    from rich.console import Group
    from rich.text import Text

    lines: list[RenderableType] = []
    if verdict.clean:
        lines.append(Text("Nothing is broken.", style="bold green"))
    else:
        count = len(verdict.violations)
        lines.append(Text(f"{count} {'thing is' if count == 1 else 'things are'} broken:", style="bold red"))
        lines += [Text(f"  {one.text}  [{one.rule}]", style="red") for one in verdict.violations]
    if verdict.costs:
        lines.append(Text("What it costs:", style="bold"))
        lines += [Text(f"  {one.text}  [{one.goal}: {one.amount:g}]") for one in verdict.costs]
    if verdict.goals:
        lines.append(Text("What it reaches:", style="bold"))
        lines += [Text(f"  {name}: {value:g}") for name, value in verdict.goals.items()]
    return Group(*lines)
