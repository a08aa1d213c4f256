"""Steps and incomplete requests where a reader looks for them: printed, in a notebook, in tables, for who may know."""

from html import unescape
from typing import Any

import pytest
from planning.test_steps import MENU, solved, week

import planner
from planner import Plan, Problem
from planner.report import frames
from planner.report.page import page
from report.reading import flat, read

LEAVE = {"ana": [{"from": "2020-06-24", "to": "2020-06-24", "reason": "surgery", "seen_by": "hr"}]}


def desk(**facts: Any) -> Problem:
    """A menu that is brought forward, a welcome that nobody can do, a request that lacks its budget."""
    welcome = {"name": "welcome", "days": -1, "within": 0, "owner": "ana", "minutes": 30}
    said = {"name": "Lyon group", "requires": ["budget"]}
    return week({**MENU, "valid_days": 9, "minutes": 60}, welcome, away=LEAVE, visit=said, **facts)


@pytest.fixture(scope="module")
def planned() -> tuple[Problem, Plan]:
    problem = desk()
    return problem, solved(problem)


MENU_TOLD = "Tue 23 June Wed 24 June menu Lyon group Ana (or Bo) Ana: surgery on Wed 24 June; valid until Thu 2 July"
MISSED = "Lyon group: the step 'welcome' is not done by Wed 24 June"


def test_the_printed_plan_tells_who_does_what_when(planned: tuple[Problem, Plan]) -> None:
    told = flat(read(*planned, width=200))
    assert MENU_TOLD in told
    assert "never Wed 24 June welcome Lyon group Ana: surgery on Wed 24 June" in told
    assert f"What is short, and why {MISSED} Ana: surgery on Wed 24 June" in told
    assert "To ask - Lyon group is incomplete: ask for budget" in told
    assert "What it costs" not in told


@pytest.mark.parametrize("facts", [True, False])
def test_a_notebook_tells_it_too(planned: tuple[Problem, Plan], facts: bool) -> None:
    problem, plan = planned
    html = page(plan, problem if facts else None)
    assert MISSED in unescape(html)
    assert "Lyon group is incomplete: ask for budget" in html
    assert ("Ana (or Bo)" if facts else "ana (or bo)") in html
    assert "valid until Thu 2 July" in html


def test_tables_of_steps_and_of_what_requests_lack(planned: tuple[Problem, Plan]) -> None:
    tables = frames(*planned)
    menu, welcome = tables.steps.astype(object).where(tables.steps.notna(), None).to_dict("records")
    assert (menu["step"], menu["staff"], menu["name"], menu["backup"]) == ("menu", "ana", "Ana", "bo")
    days = [f"{menu[one]:%d/%m}" for one in ("due", "day", "valid_until")]
    assert days == ["24/06", "23/06", "02/07"]
    assert menu["why"] == "Ana: surgery on Wed 24 June"
    assert (welcome["day"], welcome["staff"]) == (None, None)
    assert tables.shortages.step.tolist() == ["welcome"]
    assert tables.incomplete.to_dict("records") == [{"activity": "visit", "title": "Lyon group", "missing": "budget"}]
    (week_of_ana,) = tables.loads.query("staff == 'ana'").work.tolist()[:1]
    assert week_of_ana == 60
    for row in tables.loads.to_dict("records"):
        assert row["open"] == row["booked"] + row["work"] + row["background"] - row["lacking"] + row["free"]


def test_why_somebody_is_away_is_kept_from_who_may_not_know(planned: tuple[Problem, Plan]) -> None:
    problem, plan = planned
    everybody = problem.for_("all")
    shown = [
        flat(read(everybody, plan, width=200)),
        page(plan, everybody),
        str(frames(everybody, plan).steps.why.tolist()),
    ]
    assert not [told for told in shown if "surgery" in told]
    assert all("away on Wed 24 June" in told for told in shown)
    assert "surgery" not in planner.report.retold(everybody, plan).to_json()
    assert "surgery" not in plan.model_copy(update={"shortages": ()}).to_json()


def test_all_of_it_in_french() -> None:
    problem = desk(language="fr")
    told = flat(read(problem, solved(problem), width=200))
    assert "Étapes mar. 23 juin mer. 24 juin menu Lyon group Ana (ou Bo) Ana : surgery le mer. 24 juin" in told
    assert "Lyon group : l'étape « welcome » n'est pas faite avant la fin du mer. 24 juin" in told
    assert "À demander - Lyon group est incomplet : demander budget" in told
