"""A file becomes a problem or a plan, or tells every fault with its file, line and column."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import planner
from planner.errors import InputError
from planner.facts.organisation import Facts
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.read.load import load, load_plan, read_document, read_model

YEAR = """\
format: planner-problem/1
name: The year
horizon: {from: 2020-01-01, to: 2020-12-31}
conditions: {contract_won: true}
staff:
  - {id: ana, roles: [marketer], skills: [banking], contract_hours: 28}
  - {id: bo, roles: [engineer]}
activities:
  - kind: appointment
    id: visit
    on: 2020-06-23
    duration: 2h
    needs: {marketer: 1, engineer: 1}
  - {kind: meeting, id: monday, every: "FREQ=WEEKLY;BYDAY=MO", time: 9:00, duration: 1h, attendees: all, partial: yes}
"""
PLAN = {"format": "planner-plan/1", "problem": "The year", "status": "optimal", "bookings": []}


def file_of(folder: Path, text: str, name: str = "year.yaml") -> Path:
    (folder / name).write_text(text)
    return folder / name


def told(path: Path, model: type[BaseModel] = Problem) -> list[str]:
    with pytest.raises(InputError) as error:
        read_model(path, model)
    assert {fault.file for fault in error.value.faults} == {str(path)}
    return [str(fault).removeprefix(f"{path}:") for fault in error.value.faults]


def test_yaml_json_and_python_say_the_same(tmp_path: Path) -> None:
    problem = load(file_of(tmp_path, YEAR))
    assert problem.staff[0].contract_hours == 28
    assert problem.conditions == {"contract_won": True}
    assert problem.activities[1].partial is True
    problem.save(tmp_path / "year.json")
    assert load(tmp_path / "year.json") == problem
    assert Problem.model_validate(read_document(tmp_path / "year.yaml").data) == problem
    assert planner.load is load


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("year.json", json.dumps({"a": ["1"]})),
        ("year.JSON", ' {"a": ["1"]}'),
        ("year", '\n{"a": ["1"]}'),
        ("year.txt", "a: [1]"),
        ("year.yml", '{"a": ["1"]}'),
        ("year.YAML", "{a: [1]}"),
    ],
)
def test_the_suffix_or_the_beginning_tells_the_language(tmp_path: Path, name: str, text: str) -> None:
    document = read_document(file_of(tmp_path, text, name))
    assert document.data == {"a": ["1"]}
    assert document.file.endswith(name)


def test_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    text = """\
format: planner-problem/1
horizon: {from: 2020-01-01, to: 2020-12-31}
calender: {country: FR}
conditions:
  won: true
  lost: !!bool false
staff:
  - id: ana
    roles: [marketer]
    contract_hours: many
    skills: [banking]
  - id: bo
    roles: engineer
    name: Bo
    name: Bob
    absences:
      - {from: 2020-06-24, to: 2020-06-22}
  - id: ana
activities:
  - kind: appointment
    id: visit
    on: 2020-02-31
    duration: 2h
    needs: {marketer: 1, engineer: 1}
  - {kind: meeting, id: m, on: 2021-01-05, duration: 1h, attendees: [bob], only_if: wonn}
  - kind: meeting
    id: late
    on: 2020-03-03
    duration: 1h
    needs:
      - role: engineer
        skills: [bankin]
    colour: red
rules:
  - {rule: at_mst, count: 2}
"""
    expected = [
        "3:1: calender: 'calender' is no known key. Did you mean 'calendar'?",
        "6:9: conditions.lost: the tag '!!bool' is not read. Remove it.",
        "10:5: staff[0].contract_hours: 'many' stands where a number is expected",
        "15:5: staff[1].name: 'name' stands here for the second time, first in line 14. Keep one of them.",
        "17:28: staff[1].absences[0].to: ends on 2020-06-22, before it starts on 2020-06-24.",
        "18:5: staff[2].id: 'ana' is the id of another of the staff. Ids are unique: rename one of them.",
        "22:5: activities[0].on: '2020-02-31' is no day: February 2020 has 29 days",
        "25:28: activities[1].on: 'm' is on 2021-01-05, the horizon goes from 2020-01-01 to 2020-12-31.",
        "25:58: activities[1].attendees: 'bob' is no person. Did you mean 'bo'?",
        "25:76: activities[1].only_if: 'wonn' is no condition. Did you mean 'won'?",
        "32:9: activities[2].needs[0].skills: nobody has the skill 'bankin', and no training grants it. Did",
        "33:5: activities[2].colour: 'colour' is no known key. Known: 'after', 'at',",
        "35:6: rules[0].rule: 'at_mst' is no known rule. Did you mean 'at_most'?",
    ]
    for found, start in zip(told(file_of(tmp_path, text)), expected, strict=True):
        assert found.startswith(start)


def test_json_faults_have_places_too(tmp_path: Path) -> None:
    text = """\
{
 "format": "planner-problem/1",
 "horizon": {"from": "2020-01-01",
             "to": "2020-02-30"},
 "staff": [{"id": "ana"},
           {"id": "bo", "id": "cy", "nme": NaN}]
}
"""
    assert told(file_of(tmp_path, text, "year.json")) == [
        "4:14: horizon.to: '2020-02-30' is no day: February 2020 has 29 days",
        "6:25: staff[1].id: 'id' stands here for the second time, first in line 6. Keep one of them.",
        "6:44: staff[1].nme: NaN is no number. Write a number, or null.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", " the file is empty"),
        ("# nothing\n", " the file says nothing. There are comments in it only, or null."),
        ("horizon: [", "1:11: the text ends where a value is expected"),
        ("format: planner-problem/2\nx: y\n", "1:1: format: 'planner-problem/2' cannot be read."),
        ("- a\n", "1:1: a list stands where a mapping is expected. Begin with format: planner-problem/1."),
        ("text\n", "1:1: 'text' stands where a mapping is expected. Begin with format: planner-problem/1."),
        (YEAR.partition("\n")[2], "1:1: the file does not name its format. Begin with format: planner-problem/1."),
        (YEAR.replace("format", "fromat"), "1:1: fromat: 'fromat' is no known key. Did you mean 'format'?"),
        (YEAR.replace("/1", "/one"), "1:1: format: 'planner-problem/one' is not possible here."),
        (YEAR + "---\n", "15:1: a second document begins here. Keep one document a file."),
        (YEAR + "- x\n", "15:1: this does not line up with what begins in line 1. Check the indentation."),
        (YEAR.replace("horizon", "horizn"), "3:1: horizn: 'horizn' is no known key. Did you mean 'horizon'?"),
        (YEAR.replace("to: 2020-12-31", ""), "3:1: horizon: 'to' is missing. Add to."),
        (YEAR.replace("[engineer]", ""), "7:14: staff[1].roles: nothing stands where a list is expected."),
        (YEAR.replace("[banking]", "*skills"), "6:42: staff[0].skills: '*skills' stands for nothing."),
    ],
)
def test_one_fault(tmp_path: Path, text: str, fault: str) -> None:
    (found,) = told(file_of(tmp_path, text))
    assert found.startswith(fault)


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    path = file_of(tmp_path, YEAR)
    size = path.stat().st_size
    assert load(path, limit=size) == load(path)
    for read in (load, load_plan):
        with pytest.raises(InputError, match=f"it is larger than {size - 1} bytes"):
            read(path, limit=size - 1)


def test_folders_and_missing_files(tmp_path: Path) -> None:
    file_of(tmp_path, YEAR)
    with pytest.raises(InputError, match=r"it is a folder\. Name a file in it."):
        load(tmp_path)
    with pytest.raises(InputError, match=r"there is no such file\. Did you mean 'year\.yaml'"):
        load(tmp_path / "yaer.yaml")


def test_a_document_with_faults_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"year.yaml:2:4: b: the tag '!x' is not read"):
        read_document(file_of(tmp_path, "a: 1\nb: !x 2\n"))


def test_a_plan_is_read_and_judged_alike(tmp_path: Path) -> None:
    path = file_of(tmp_path, json.dumps(PLAN), "plan.json")
    assert load_plan(path).status is Status.OPTIMAL
    assert read_model(path, Plan) == load_plan(path)


BOOKING: dict[str, Any] = {
    "activity": "visit",
    "occurrence": "visit",
    "kind": "appointment",
    "title": "Visit",
    "start": "2020-06-31T10:00:00+02:00",
    "end": "2020-06-19T12:00:00",
    "staff": {"engineer": "bo"},
    "complete": "perhaps",
    "need": [],
}


def test_faults_of_a_plan(tmp_path: Path) -> None:
    data = {**PLAN, "status": "optimum", "bookings": [BOOKING, 5]}
    assert told(file_of(tmp_path, json.dumps(data, indent=1), "plan.json"), Plan) == [
        "4:2: status: 'optimum' is not possible here. Did you mean 'optimal'?",
        "11:4: bookings[0].start: '2020-06-31' is no day: June 2020 has 30 days",
        "12:4: bookings[0].end: '2020-06-19T12:00:00' lacks its offset: write it as 2020-06-19T10:00:00+02:00",
        "14:5: bookings[0].staff.engineer: 'bo' stands where a list is expected",
        "16:4: bookings[0].complete: 'perhaps' stands where true or false is expected",
        "17:4: bookings[0].need: 'need' is no known key. Did you mean 'needs'?",
        "19:3: bookings[1]: 5 stands where a mapping is expected",
    ]


def test_a_problem_is_no_plan(tmp_path: Path) -> None:
    assert told(file_of(tmp_path, YEAR), Plan) == [
        "1:1: format: 'planner-problem/1' cannot be read. This version reads 'planner-plan/1'."
    ]


def test_any_model_will_do(tmp_path: Path) -> None:
    class Small(BaseModel):
        n: int

    assert read_model(file_of(tmp_path, "n: 3"), Small).n == 3
    assert told(file_of(tmp_path, "n: x"), Small) == ["1:1: n: 'x' stands where a whole number is expected"]
    assert told(file_of(tmp_path, "[n]", "n.yaml"), Small) == ["1:1: a list stands where a mapping is expected"]


def test_facts_alone(tmp_path: Path) -> None:
    assert read_model(file_of(tmp_path, YEAR), Facts).name == "The year"
