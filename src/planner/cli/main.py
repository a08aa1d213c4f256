"""The command line as a whole."""

from __future__ import annotations

import gc
import sys
import traceback

import click

from planner.cli.asking import approve, capacity, diagnose, offer, why_not
from planner.cli.planning import check, dates, schema, solve
from planner.cli.shared import MISTAKE


class InOrder(click.Group):
    """A group that lists its commands in the order in which they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


app = InOrder(
    "planner",
    commands=[solve, check, dates, schema, diagnose, why_not, offer, approve, capacity],
    context_settings={"show_default": True},
    help="Decide who meets whom, when; prove it; and say why where a day cannot be kept.",
)


def main() -> None:
    """Run the command line."""
    gc.disable()  # one call, one process: looking for garbage takes a quarter of a short call, and finds next to none
    try:
        app()
    except Exception:  # noqa: BLE001 - whatever it is, it is neither a plan nor the user's mistake
        traceback.print_exc()
        sys.exit(MISTAKE)
    finally:
        gc.freeze()  # nor is it looked for at the end
