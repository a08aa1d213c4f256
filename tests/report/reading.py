"""Printing a plan to a file, and finding words in it."""

import io
from typing import Any

from rich.console import Console

from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report import printed


def read(problem: Problem, plan: Plan, width: int = 120, **console: Any) -> str:
    """Print to a file of so many columns."""
    file = io.StringIO()
    Console(file=file, width=width, highlight=False, **console).print(printed(problem, plan))
    return file.getvalue()


def flat(text: str) -> str:
    """Join the lines."""
    return " ".join(text.split())


def section(text: str, heading: str) -> str:
    """Give what stands below a heading."""
    return flat(text.split(f"{heading}\n", 1)[1].split("\n\n", 1)[0])
