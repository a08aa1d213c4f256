"""Notebooks show plans and answers by themselves: this registers how, where a notebook is running."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.plan.answers import Answer, Approval, Capacity, Offers
    from planner.plan.diagnosis import Diagnosis
    from planner.plan.infeasible import InfeasibleDays
    from planner.plan.plan import Plan
    from planner.problem import Problem


def register() -> None:
    """Tell a running IPython how plans and answers look; without one, do nothing. Again, it changes nothing."""
    shell = _shell()
    if shell is None:
        return
    html = shell.display_formatter.formatters["text/html"]
    html.for_type_by_name("planner.plan.plan", "Plan", shown)
    html.for_type_by_name("planner.plan.diagnosis", "Diagnosis", diagnosis_shown)
    html.for_type_by_name("planner.plan.infeasible", "InfeasibleDays", days_shown)
    for name in ("Answer", "Approval", "Capacity", "Offers"):
        html.for_type_by_name("planner.plan.answers", name, answer_shown)


def shown(plan: Plan) -> str:
    """The plan as HTML, with people's names if its problem is among the notebook's variables."""
    from planner.report.page import page

    return page(plan, _problem_of(plan))


def diagnosis_shown(diagnosis: Diagnosis) -> str:
    """The diagnosis as HTML, with names if a problem of that name is among the notebook's variables."""
    from planner.report.answered import diagnosis_page

    return diagnosis_page(diagnosis, _fewest_readers([one for one in _held() if one.name == diagnosis.problem]))


def days_shown(days: InfeasibleDays) -> str:
    """Days that cannot be kept as HTML, with names if the notebook holds a problem with these activities."""
    from planner.report.answered import days_page

    asked = {name.partition("@")[0] for name in days.activities}
    return days_page(days, _fewest_readers([one for one in _held() if asked <= {task.id for task in one.activities}]))


def answer_shown(answer: Answer | Approval | Offers | Capacity) -> str:
    """An answer as HTML."""
    from planner.report.answered import answer_page

    return answer_page(answer)


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _held() -> list[Problem]:
    """All problems among the notebook's variables."""
    from planner.problem import Problem

    shell = _shell()
    return [] if shell is None else [one for one in shell.user_ns.values() if isinstance(one, Problem)]


def _problem_of(plan: Plan) -> Problem | None:
    """The very problem that a plan was made for, told by its fingerprint, if the notebook holds it.

    What a notebook shows, it stores: a copy for fewer readers goes before, even if its facts have changed since.
    """
    if plan.audit is None:
        return None
    same = [one for one in _held() if one.name == plan.problem]
    return _fewest_readers([one for one in same if one.keeps_back or one.fingerprint == plan.audit.input])


def _fewest_readers(problems: list[Problem]) -> Problem | None:
    from planner.facts.staff import AUDIENCES

    return min(problems, key=lambda one: (not one.keeps_back, AUDIENCES.index(one.audience)), default=None)
