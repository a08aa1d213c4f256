"""Bad input ends with code 2 and messages that name file, place, value and next step; never with a traceback."""

import os
from pathlib import Path

import pytest

from cli.commands import Write, nobody, public, run

COMMANDS = ["solve", "dates", "check"]


def refusal(command: str, file: Path) -> str:
    """Hear why a file is refused, as text and as data."""
    arguments = [command, file] if command != "check" else [command, file, file]
    said = run(*arguments)
    assert said.code == 2
    assert said.out == ""
    as_data = run(*arguments, "--json")
    assert as_data.code == 2
    assert as_data.data["message"] + "\n" == said.err
    return said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_missing(command: str, write: Write, tmp_path: Path) -> None:
    write("weak.json")
    told = refusal(command, tmp_path / "week.json")
    assert told == f"{tmp_path / 'week.json'}: there is no such file. Did you mean 'weak.json'?\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder(command: str, tmp_path: Path) -> None:
    assert refusal(command, tmp_path) == f"{tmp_path}: it is a folder. Name a file in it.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ": the file is empty"),
        (b"\x7fELF\x02\x01\x00\x00", "it is no text"),
        (b"format: planner-problem/1\nname: caf\xe9\n", "it is no text in UTF-8"),
        (b"a: [1\nb: }\n", ":2:"),
        (b"a: 1\n\tb: 2\n", ":2:"),
        (b'{"a": 1', ":1:"),
        (b"- just\n- a list\n", "x.yaml:1:1: "),
        (b"just words\n", "x.yaml:1:1: "),
        (b"format: planner-problem/1\nname: !!python/object:os.system {}\n", "x.yaml:2:"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "x.yaml:2:"),
        (b"format: planner-problem/9\n", "This version reads 'planner-problem/1'."),
        (b"[" * 200, "nested more than 100 deep"),
    ],
)
def test_files_that_say_nothing(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    assert told in refusal("solve", tmp_path / "x.yaml")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users")
def test_unreadable(write: Write) -> None:
    run("dates", write())  # what is to be loaded is loaded by us
    with public() as folder:
        file = folder / "week.json"
        file.write_text("{}")
        file.chmod(0)
        with nobody():
            told = refusal("dates", file)
    assert told == f"{file}: it may not be read. Change its permissions, or copy it.\n"


def test_all_faults_at_once(tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_text("""
format: planner-problem/1
horizon: {from: 2020-06-30, to: 2020-06-01}
colour: red
staff:
  - {id: ana, roles: [adviser], absences: [{from: 2020-02-31, to: 2020-03-01, reason: leave}]}
  - {id: ana, roles: adviser}
  - {id: bo, role: [expert]}
activities:
  - {kind: appointment, id: a, on: 2020-06-23, needs: {advisor: one}}
  - {kind: meting, id: b, on: 2020-06-23}
  - {kind: meeting, id: c, on: 2021-06-23, attendees: {staff: [zoe]}}
  - {kind: meeting, id: d, every: "FREQ=YEARLY;BYMONTH=1", attendees: all}
""")
    told = refusal("dates", tmp_path / "year.yaml")
    for place in (":3:", ":4:", ":6:", ":7:", ":8:", ":10:", ":11:", ":12:"):
        assert f"year.yaml{place}" in told, place
    assert "Did you mean 'roles'?" in told
    assert "Did you mean 'meeting'?" in told
    assert told.count("\n") >= 8


@pytest.mark.parametrize("command", ["solve", "dates"])
@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("contract_wonn=false", "--set: 'contract_wonn' is no condition of the problem. Did you mean 'contract_won'?"),
        ("x=false", "'x' is no condition of the problem. Known: 'contract_won'"),
        ("contract_won=no", "--set: 'contract_won=no' settles nothing. Write contract_won=true or contract_won=false."),
        ("contract_won", "'contract_won' settles nothing. Write contract_won=true or contract_won=false."),
        ("", "'' is no condition of the problem"),
    ],
)
def test_conditions(write: Write, command: str, stated: str, told: str) -> None:
    file = write(conditions={"contract_won": True})
    said = run(command, file, "--set", stated)
    assert said.code == 2
    assert told in said.err


def test_conditions_where_there_are_none(write: Write) -> None:
    said = run("dates", write(), "--set", "won=true")
    assert said.err == "--set: 'won' is no condition of the problem. The problem states no condition.\n"


def test_every_condition_is_told(write: Write) -> None:
    said = run("dates", write(conditions={"won": True}), "--set", "one=true", "--set", "won=2", "--json")
    assert [fault["path"] for fault in said.data["faults"]] == [["--set"], ["--set"]]


def test_a_bad_plan_beside_a_good_problem(write: Write, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"format": "planner-plan/1", "status": "optimal", "bookings": [7]}')
    said = run("check", write(), tmp_path / "plan.json")
    assert said.code == 2
    assert "plan.json:1:" in said.err
    assert "bookings[0]" in said.err
    assert "problem" in said.err
