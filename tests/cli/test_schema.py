"""`planner schema`: what it says holds for the files that we write and read."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from solving.searches import clash, long_search, on_leave

import planner
from cli.commands import YEAR, Write, run
from planner.read.load import read_document

SHORT = """
format: planner-problem/1
horizon: {from: 2020-06-01, to: 2020-07-31}
calendar: {hours: {mon-fri: 09:00-17:00}, open: 2020-06-06}
staff:
  - {id: 7, roles: guide, skills: [laser, {name: 3, from: 2020-06-02}], hours: {mon-thu: [09:00-12:00, 13:00-18:00]}}
  - {id: bo, roles: [guide, 4], hours: [{week: {mon: 09:00-12:00}}, {from: 2020-07-01, week: {tue: 09:00-12:00}}]}
activities:
  - {kind: meeting, id: a, on: 2020-06-03, duration: 90, attendees: all}
  - {kind: meeting, id: b, on: [2020-06-03, 2020-06-04], duration: 1h30, attendees: bo, prefer: {days: wed}}
  - {kind: meeting, id: c, at: 2020-06-03 10:00, duration: 1h, attendees: [bo, 7]}
  - {kind: meeting, id: d, every: {weekday: tue, nth: last, month: july}, duration: 1h, attendees: {roles: guide}}
  - {kind: meeting, id: e, every: {weekday: tuesday, nth: 2}, except: 2020-06-09, duration: 1h, attendees: bo}
  - {kind: appointment, id: f, on: 2020-06-03, duration: 1h, needs: {guide: 1}}
  - {kind: appointment, id: g, on: 2020-06-03, duration: 1h, needs: {role: guide, skills: laser, from: 7}}
  - {kind: training, id: h, on: 2020-06-03, attendees: {staff: [bo]}, grants: laser}
rules:
  - {rule: at_most, people: bo, count: 2, per: day}
  - {rule: prefer, people: [7], days: [tue, thu]}
  - {rule: prefer, people: 7, days: fri, price: 2}
"""


@pytest.fixture(scope="module")
def problems() -> Draft202012Validator:
    """Validate problems."""
    return validator("problem")


@pytest.fixture(scope="module")
def plans() -> Draft202012Validator:
    """Validate plans."""
    return validator("plan")


def validator(what: str) -> Draft202012Validator:
    """Make a validator of what the command prints."""
    said = run("schema", what)
    assert (said.code, said.err) == (0, "")
    Draft202012Validator.check_schema(said.data)
    return Draft202012Validator(said.data)


def test_json_changes_nothing() -> None:
    assert run("schema", "plan", "--json") == run("schema", "plan")


def typed(file: Path) -> Any:
    """Read a YAML file as YAML 1.2 types it, days as text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(file), default=str))


def test_the_directors_file_as_written(problems: Draft202012Validator) -> None:
    problems.validate(typed(YEAR))


def test_every_short_form(problems: Draft202012Validator, tmp_path: Path) -> None:
    (tmp_path / "short.yaml").write_text(SHORT)
    problems.validate(typed(tmp_path / "short.yaml"))
    planner.load(tmp_path / "short.yaml").save(tmp_path / "long.json")
    problems.validate(read_document(tmp_path / "long.json").data)


def test_the_directors_file_as_saved(problems: Draft202012Validator, tmp_path: Path) -> None:
    planner.load(YEAR).save(tmp_path / "year.json")
    problems.validate(read_document(tmp_path / "year.json").data)


def test_faults_are_found(problems: Draft202012Validator, write: Write) -> None:
    assert not problems.is_valid(read_document(write(colour="red")).data)
    assert not problems.is_valid(read_document(write(staff=[{"name": "nobody"}])).data)


def test_the_directors_plan(plans: Draft202012Validator, year_plan: Path) -> None:
    plans.validate(read_document(year_plan).data)


@pytest.mark.parametrize(("changes", "code"), [({}, 0), (on_leave(), 1), (clash(), 4), ({"activities": []}, 0)])
def test_every_plan(plans: Draft202012Validator, write: Write, changes: dict[str, Any], code: int) -> None:
    said = run("solve", write(**changes), "--json")
    assert said.code == code
    plans.validate(said.data)


def test_a_stopped_plan(plans: Draft202012Validator, tmp_path: Path) -> None:
    long_search().save(tmp_path / "long.json")
    plans.validate(run("solve", tmp_path / "long.json", "--json", "--work", "0.0001").data)


def test_no_such_format() -> None:
    said = run("schema", "verdict")
    assert said.code == 2
    assert "'verdict' is not one of 'problem', 'plan'" in said.err
