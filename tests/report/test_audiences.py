"""Whatever is shown beside a problem made for an audience tells what they may read, whomever the plan was made for."""

import io
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from types import SimpleNamespace

import pytest
from planning.confidential import AUDIENCES, READABLE, REASONS, SETTINGS, confidential, reasons_in
from rich.console import Console

import planner
from planner import Plan, Problem
from planner.facts.staff import Audience
from planner.report import frames, load_picture, notebook, printed, retold, year_calendar
from planner.report.dated import dated, dates_of
from planner.report.diagnosed import diagnosed
from planner.report.judged import judged
from planner.report.page import page
from report.images import texts

Show = Callable[[Problem, Plan], str]


def _read(what: object) -> str:
    file = io.StringIO()
    Console(file=file, width=200).print(what)
    return file.getvalue()


def _tables(problem: Problem, plan: Plan) -> str:
    tables = frames(problem, plan)
    return "\n".join(getattr(tables, one.name).to_csv() for one in fields(tables))


def _drawn(problem: Problem, plan: Plan) -> str:
    pictures = year_calendar(problem, plan), load_picture(problem, plan)
    return "\n".join(one.get_text() for picture in pictures for one in texts(picture))


def _noted(problem: Problem, plan: Plan) -> str:
    """Show the plan in a notebook that holds both the problem and the copy."""
    with pytest.MonkeyPatch.context() as patch:
        held = {"whole": confidential(language=problem.language), "copy": problem, "more": [problem], "n": 1}
        patch.setattr(notebook, "_shell", lambda: SimpleNamespace(user_ns=held))
        return notebook.shown(plan)


@cache
def _made(turn: int, language: str) -> tuple[Problem, Plan, planner.Diagnosis]:
    problem = confidential(turn, language=language)
    plan = planner.solve(problem, settings=SETTINGS)
    return problem, plan, planner.diagnose(problem, plan, settings=SETTINGS)


SHOWN: dict[str, Show] = {
    "printed": lambda problem, plan: _read(printed(problem, plan)),
    "page": lambda problem, plan: page(plan, problem),
    "notebook": _noted,
    "frames": _tables,
    "dates": lambda problem, _: _read(dated(problem)) + str(dates_of(problem)),
    "file": lambda problem, plan: retold(problem, plan).to_json(),
}
SILENT: dict[str, Show] = {
    "pictures": _drawn,
    "check": lambda problem, plan: _read(judged(problem, plan, planner.check(problem, plan))),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("show", SHOWN)
def test_a_plan_of_all_facts_tells_what_they_may_read(show: str, audience: Audience, language: str) -> None:
    problem, plan, _ = _made(0, language)
    told = SHOWN[show](problem.for_(audience), plan)
    assert reasons_in(told) == READABLE[audience]
    if audience == "hr":
        assert told == SHOWN[show](problem, plan)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("show", SILENT)
def test_pictures_and_verdicts_tell_no_reasons(show: str, audience: Audience) -> None:
    problem, plan, _ = _made(0, "en")
    told = SILENT[show](problem.for_(audience), plan)
    assert not reasons_in(told)
    assert told == SILENT[show](problem, plan)  # nor that the facts have changed since


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("turn", range(3))
def test_a_diagnosis_of_all_facts_tells_what_they_may_read(turn: int, language: str) -> None:
    problem, plan, diagnosis = _made(turn, language)
    whole = reasons_in(_read(diagnosed(problem, diagnosis)))
    assert len(whole) == 2
    for audience in AUDIENCES:
        copy = problem.for_(audience)
        told = _read(diagnosed(copy, diagnosis))
        assert reasons_in(told) == whole & READABLE[audience]
        assert told == _read(diagnosed(copy, planner.diagnose(copy, plan, settings=SETTINGS)))


@pytest.mark.parametrize("turn", range(3))
def test_wherever_a_reason_stands(turn: int) -> None:
    problem, plan, _ = _made(turn, "en")
    for audience in AUDIENCES:
        copy = problem.for_(audience)
        assert reasons_in(retold(copy, plan).to_json()) == READABLE[audience]
        assert reasons_in(_read(printed(copy, plan))) == READABLE[audience]


MEANWHILE = {
    "deleted": [],
    "a reason that all may read": [{"from": "2020-06-25", "to": "2020-06-25", "reason": "fishing"}],
    "another that they may not": [{"from": "2020-06-12", "to": "2020-07-03", "reason": "gout", "seen_by": "hr"}],
}
"""Absences of everybody, as the facts say by now."""


@pytest.mark.parametrize("show", [*SHOWN, *SILENT, "diagnosis"])
@pytest.mark.parametrize("changed", MEANWHILE)
@pytest.mark.parametrize("turn", range(3))
def test_what_has_changed_meanwhile_is_not_told_from_the_plan(turn: int, changed: str, show: str) -> None:
    """The plan was made from all facts; since, the absences have gone, or others have come."""
    problem, plan, diagnosis = _made(turn, "en")
    facts = [one.model_dump(mode="json") | {"absences": MEANWHILE[changed]} for one in problem.staff]
    since = problem.with_(staff=facts)
    for audience in ("all", "lead"):
        copy = since.for_(audience)
        if show == "diagnosis":
            told = _read(diagnosed(copy, diagnosis))
        else:
            told = {**SHOWN, **SILENT}[show](copy, plan)
        assert not reasons_in(told)
        assert "gout" not in told


def test_days_and_times_remain() -> None:
    problem, plan, _ = _made(0, "en")
    whole = _read(printed(problem, plan))
    for reason in REASONS.keys() - READABLE["all"]:
        whole = whole.replace(reason, "away")
    assert _read(printed(problem.for_("all"), plan)) == whole
