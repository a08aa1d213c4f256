"""Who meets whom, when: plans for organisations whose people must be in the right place in pairs and teams."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner import rules as rules
    from planner.asking import approve as approve
    from planner.asking import capacity as capacity
    from planner.asking import diagnose as diagnose
    from planner.asking import offer as offer
    from planner.asking import why_not as why_not
    from planner.errors import BugError as BugError
    from planner.errors import Fault as Fault
    from planner.errors import InputError as InputError
    from planner.errors import NoPlanError as NoPlanError
    from planner.errors import OutputError as OutputError
    from planner.errors import PlannerError as PlannerError
    from planner.facts.staff import AbsenceRequest as AbsenceRequest
    from planner.plan.answers import Answer as Answer
    from planner.plan.answers import Approval as Approval
    from planner.plan.answers import Capacity as Capacity
    from planner.plan.answers import Offers as Offers
    from planner.plan.booking import Booking as Booking
    from planner.plan.certificate import Certificate as Certificate
    from planner.plan.diagnosis import Diagnosis as Diagnosis
    from planner.plan.infeasible import InfeasibleDays as InfeasibleDays
    from planner.plan.journey import Journey as Journey
    from planner.plan.plan import Plan as Plan
    from planner.plan.plan import Status as Status
    from planner.plan.repair import Repair as Repair
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
    "OutputError": "planner.errors",
    "PlannerError": "planner.errors",
    "Booking": "planner.plan.booking",
    "Certificate": "planner.plan.certificate",
    "Diagnosis": "planner.plan.diagnosis",
    "Journey": "planner.plan.journey",
    "Plan": "planner.plan.plan",
    "Repair": "planner.plan.repair",
    "Status": "planner.plan.plan",
    "InfeasibleDays": "planner.plan.infeasible",
    "Reason": "planner.plan.shortage",
    "Shortage": "planner.plan.shortage",
    "Verdict": "planner.plan.verdict",
    "AbsenceRequest": "planner.facts.staff",
    "Answer": "planner.plan.answers",
    "Approval": "planner.plan.answers",
    "Offers": "planner.plan.answers",
    "Capacity": "planner.plan.answers",
    "approve": "planner.asking",
    "capacity": "planner.asking",
    "diagnose": "planner.asking",
    "offer": "planner.asking",
    "why_not": "planner.asking",
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
