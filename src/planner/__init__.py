"""Who meets whom, when: plans for organisations whose people must be in the right place in pairs and teams."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner import rules as rules
    from planner.errors import BugError as BugError
    from planner.errors import Fault as Fault
    from planner.errors import InputError as InputError
    from planner.errors import NoPlanError as NoPlanError
    from planner.errors import NotPlannedYet as NotPlannedYet
    from planner.errors import OutputError as OutputError
    from planner.errors import PlannerError as PlannerError
    from planner.plan.booking import Booking as Booking
    from planner.plan.infeasible import InfeasibleDays as InfeasibleDays
    from planner.plan.plan import Plan as Plan
    from planner.plan.plan import Status as Status
    from planner.plan.shortage import Reason as Reason
    from planner.plan.shortage import Shortage as Shortage
    from planner.plan.verdict import Verdict as Verdict
    from planner.planning import check as check
    from planner.planning import solve as solve
    from planner.problem import Problem as Problem
    from planner.read.load import load as load
    from planner.read.load import load_plan as load_plan
    from planner.solving.settings import Progress as Progress
    from planner.solving.settings import Settings as Settings

_HOMES = {
    "BugError": "planner.errors",
    "Fault": "planner.errors",
    "InputError": "planner.errors",
    "NoPlanError": "planner.errors",
    "NotPlannedYet": "planner.errors",
    "OutputError": "planner.errors",
    "PlannerError": "planner.errors",
    "Booking": "planner.plan.booking",
    "Plan": "planner.plan.plan",
    "Status": "planner.plan.plan",
    "InfeasibleDays": "planner.plan.infeasible",
    "Reason": "planner.plan.shortage",
    "Shortage": "planner.plan.shortage",
    "Verdict": "planner.plan.verdict",
    "check": "planner.planning",
    "solve": "planner.planning",
    "Problem": "planner.problem",
    "load": "planner.read.load",
    "load_plan": "planner.read.load",
    "Progress": "planner.solving.settings",
    "Settings": "planner.solving.settings",
}

__all__ = [*_HOMES, "rules"]  # noqa: PLE0604 - the names above, and the rules


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name == "rules":
        return import_module("planner.rules")
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    if "IPython" in sys.modules:  # a notebook shows plans by itself
        import_module("planner.report.notebook").register()
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
