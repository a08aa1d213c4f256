"""Notebooks show a plan by themselves: this registers how, where a notebook is running."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.problem import Problem


def register() -> None:
    """Tell a running IPython how a plan looks; without one, do nothing. To call it again changes nothing."""
    shell = _shell()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type_by_name("planner.plan.plan", "Plan", shown)


def shown(plan: Plan) -> str:
    """The plan as HTML, with people's names if its problem is among the notebook's variables."""
    from planner.report.page import page

    return page(plan, _problem_of(plan))


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _problem_of(plan: Plan) -> Problem | None:
    """The very problem that a plan was made for, told by its fingerprint, if the notebook holds it.

    What a notebook shows, it stores: a copy for fewer readers goes before, even if its facts have changed since.
    """
    from planner.facts.staff import AUDIENCES
    from planner.problem import Problem

    shell = _shell()
    if shell is None or plan.audit is None:
        return None
    same, input_ = [one for one in shell.user_ns.values() if isinstance(one, Problem)], plan.audit.input
    known = [one for one in same if one.name == plan.problem and (one.keeps_back or one.fingerprint == input_)]
    order = {one: place for place, one in enumerate(AUDIENCES)}
    return min(
        known, key=lambda one: (not one.keeps_back, order[one.audience], one.fingerprint != input_), default=None
    )
