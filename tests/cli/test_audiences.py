"""`--for`: every command tells the reasons that the reader may know, and no others."""

import json
from functools import cache
from pathlib import Path

import pytest
from planning.confidential import AUDIENCES, READABLE, REASONS, confidential_facts, reasons_in

import planner
from cli.commands import run
from planner.facts.staff import Audience

COMMANDS = {
    "solve": ["solve", "FILE"],
    "solve, as JSON": ["solve", "FILE", "--json"],
    "dates": ["dates", "FILE"],
    "dates, as JSON": ["dates", "FILE", "--json"],
    "check": ["check", "FILE", "PLAN"],
    "check, as JSON": ["check", "FILE", "PLAN", "--json"],
    "diagnose": ["diagnose", "FILE", "--plan", "PLAN"],
    "diagnose, as JSON": ["diagnose", "FILE", "--plan", "PLAN", "--json"],
    "why-not": ["why-not", "FILE", "needed", "--staff", "bo", "--plan", "PLAN"],
    "capacity": ["capacity", "FILE"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the problem in both languages, and the plan of all facts."""
    folder = tmp_path_factory.mktemp("confidential")
    for language in ("en", "fr"):
        file = folder / f"{language}.json"
        file.write_text(json.dumps(confidential_facts(1, language=language)))
        run("solve", file, "-o", folder / f"{language}-plan.json")
    return folder


@cache
def told(folder: Path, command: str, language: str, audience: str | None) -> str:
    """Give all that a command says."""
    places = {"FILE": folder / f"{language}.json", "PLAN": folder / f"{language}-plan.json"}
    said = run(*(places.get(one, one) for one in COMMANDS[command]), *(["--for", audience] if audience else []))
    assert said.out
    return said.out + said.err


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", COMMANDS)
def test_each_reader_is_told_what_they_may_know(folder: Path, command: str, language: str) -> None:
    whole = reasons_in(told(folder, command, language, None))
    assert whole == set(REASONS) or command not in ("solve", "solve, as JSON", "dates", "dates, as JSON")
    for audience in AUDIENCES:
        assert reasons_in(told(folder, command, language, audience)) == whole & READABLE[audience]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_plan_that_is_written_tells_what_they_may_know(folder: Path, tmp_path: Path, audience: Audience) -> None:
    run("solve", folder / "en.json", "--for", audience, "-o", tmp_path / "plan.json")
    assert reasons_in((tmp_path / "plan.json").read_text()) == READABLE[audience]
    whole = run("check", folder / "en.json", tmp_path / "plan.json")
    assert "Nothing is broken." in whole.out
    assert "the facts have changed" not in whole.out
    held, plan = (planner.load_plan(one) for one in (tmp_path / "plan.json", folder / "en-plan.json"))
    assert [(one.start, one.people) for one in held.bookings] == [(one.start, one.people) for one in plan.bookings]


def test_a_reader_that_there_is_not(folder: Path) -> None:
    said = run("dates", folder / "en.json", "--for", "everybody")
    assert said.code == 2
    assert "--for" in said.err
