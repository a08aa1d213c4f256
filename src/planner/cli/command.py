"""What every command does alike: how it tells what is wrong, and how it ends."""

from __future__ import annotations

from typing import NoReturn

import click

from planner.cli.shared import BAD_INPUT, MISTAKE, STOPPED, tell_fault
from planner.errors import BugError, PlannerError


class Command(click.Command):
    """A command that ends with the code it returns, and tells what is wrong in people's words, or as data."""

    def invoke(self, ctx: click.Context) -> NoReturn:
        as_json = ctx.params["as_json"]
        try:
            code = super().invoke(ctx)
        except PlannerError as error:
            tell_fault(error, as_json)
            code = MISTAKE if isinstance(error, BugError) else BAD_INPUT
        except KeyboardInterrupt:
            tell_fault(PlannerError("interrupted before there was anything to tell"), as_json)
            code = STOPPED
        ctx.exit(code)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What it does, whole: one sentence each, however narrow the list."""
        return self.help or ""
