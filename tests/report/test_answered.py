"""Notebooks show diagnoses and answers by themselves: with their proofs, in one style, and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from planning.confidential import AUDIENCES, READABLE, SETTINGS, confidential, reasons_in

import planner
from planner.plan.answers import Answer
from planner.plan.diagnosis import Diagnosis
from planner.report import notebook
from planner.report.answered import answer_page, days_page, diagnosis_page
from report.conftest import Case
from report.test_notebook import Reading

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def diagnosis(director: Case) -> Diagnosis:
    """Give what is wrong with the director's year."""
    return planner.diagnose(*director)


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give the variables of a notebook that is running."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(notebook, "_shell", lambda: SimpleNamespace(user_ns=held))
    return held


def test_the_diagnosis_of_the_year(director: Case, diagnosis: Diagnosis) -> None:
    read = Reading(diagnosis_page(diagnosis, director[0]))
    june, graless = diagnosis.infeasible_days
    assert june.text in read.red
    assert graless.text in read.red
    assert "Yurt, Guardia and Nutriflux ask for 51 h (marketer), and 45 h are left: Ana Lopes" in read.told
    assert "Cléo Martin: leave from 8 to 26 June" in read.told
    for repair in (*june.repairs, *graless.repairs):
        assert repair.text in read.told
    assert read.tags.count("tr") == len(june.repairs) + len(graless.repairs) + 2
    assert "What would help Costs Still missing here Who is concerned" in read.told
    assert not set(read.told.split()) & {one.id for one in director[0].staff}


def test_one_of_its_troubles(director: Case, diagnosis: Diagnosis) -> None:
    whole = diagnosis_page(diagnosis, director[0])
    for days in diagnosis.infeasible_days:
        part = days_page(days, director[0])
        assert part.removeprefix("<div>").removesuffix("</div>") in whole
        assert days.repairs[0].text in Reading(days_page(days)).told


def test_bars_are_as_long_as_what_they_show(diagnosis: Diagnosis) -> None:
    june, graless = (days_page(one) for one in diagnosis.infeasible_days)
    assert june.index("width:320px") < june.index(f"width:{round(320 * 45 / 51)}px")
    assert "51 h asked for" in june
    assert "45 h can be had" in june
    assert "width" not in graless


def test_in_french(director: Case) -> None:
    problem = director[0].with_(language="fr")
    read = Reading(diagnosis_page(planner.diagnose(problem, director[1]), problem))
    assert "Ce qui aiderait Coût Manque encore ici Qui est concerné" in read.told
    without = Reading(diagnosis_page(planner.diagnose(problem, director[1])))
    assert "Ce qui aiderait" in without.told


def test_all_is_well(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    assert "Everything can be held as asked." in Reading(diagnosis_page(planner.diagnose(problem, plan), problem)).told


def test_what_is_not_proved_is_told() -> None:
    told = Reading(diagnosis_page(Diagnosis(problem="x", not_proved=("v",)))).told
    assert "Left short by this plan, and not proved to be short in every plan: v" in told


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_the_notebook_holds_is_what_its_readers_may_know(
    audience: planner.facts.staff.Audience, holding: dict[str, Any]
) -> None:
    problem = confidential()
    plan = planner.solve(problem, settings=SETTINGS)
    diagnosis = planner.diagnose(problem, plan, settings=SETTINGS)
    whole = reasons_in(notebook.diagnosis_shown(diagnosis))
    assert whole
    holding |= {"year": problem, "copy": problem.for_(audience), "more": [problem]}
    assert reasons_in(notebook.diagnosis_shown(diagnosis)) == whole & READABLE[audience]
    for days in diagnosis.infeasible_days:
        assert reasons_in(notebook.days_shown(days)) <= READABLE[audience]


def test_answers_are_shown_by_themselves(director: Case, diagnosis: Diagnosis, shell: Any) -> None:
    problem, plan = director
    notebook.register()
    leave = {"staff": "ana", "from": "2020-06-17", "to": "2020-06-19"}
    client = {"kind": "appointment", "id": "bank", "between": {"from": "2020-09-07", "to": "2020-09-08"}}
    answers = {
        "Not possible: Cléo Martin: leave from 8 to 26 June": planner.why_not(problem, plan, "guardia", staff="cleo"),
        "Yurt: nobody can come as marketer": planner.approve(problem, plan, leave),
        "Tue 8 September at 09:00": planner.offer(problem, plan, client),
        "No help is enough for Graless": planner.capacity(problem),
        "begin the preparation of Yurt 1 day earlier": diagnosis,
        "Graless cannot be held as asked": diagnosis.infeasible_days[1],
    }
    for told, answer in answers.items():
        shown, _ = shell.display_formatter.format(answer)
        assert told in Reading(shown["text/html"]).told


def test_what_an_answer_contains_is_text() -> None:
    read = Reading(answer_page(Answer(possible=False, text=f"{EVIL}\n{EVIL}")))
    assert "script" not in read.tags
    assert read.told.count("<script>") == 2
