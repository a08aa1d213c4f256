"""`planner solve`: the plan, how it ended, where it went."""

import json
from pathlib import Path

import pytest
from solving.searches import clash, long_search, on_leave

import planner
from cli.commands import YEAR, Write, real, run


def test_all_needs_covered(write: Write) -> None:
    said = run("solve", write())
    assert said.code == 0
    assert said.err == ""
    assert "Guardia" in said.out
    assert "Ana Lopes" in said.out


def test_shortages(write: Write) -> None:
    said = run("solve", write(**on_leave()))
    assert said.code == 1
    assert "Bo Diaz: leave" in said.out


def test_stopped_with_no_plan(tmp_path: Path) -> None:
    long_search().save(tmp_path / "long.json")
    said = run("solve", tmp_path / "long.json", "--work", "0.0001")
    assert said.code == 3
    assert "no plan" in said.out
    said = run("solve", tmp_path / "long.json", "--seconds", "0.001", "--json")
    assert said.code == 3
    assert (said.data["status"], said.data["bookings"]) == ("stopped", None)


def test_impossible_names_the_conflict(write: Write) -> None:
    said = run("solve", write(**clash()))
    assert said.code == 4
    assert "Guardia" in said.out
    assert "Nutriflux" in said.out
    said = run("solve", write(**clash()), "--json")
    assert said.code == 4
    assert said.data["status"] == "impossible"
    assert said.data["bookings"] is None
    assert len(said.data["conflict"]) >= 2


def test_json_is_the_plan(write: Write) -> None:
    file = write(**on_leave())
    said = run("solve", file, "--json", "--work", "1")
    assert said.code == 1
    assert planner.Plan.model_validate(said.data) == planner.solve(
        planner.load(file), settings=planner.Settings(work=1)
    )


def test_a_file_that_is_written_is_the_plan(write: Write, tmp_path: Path) -> None:
    said = run("solve", write(), "-o", tmp_path / "plan.json", "--json")
    assert said.code == 0
    assert planner.load_plan(tmp_path / "plan.json") == planner.Plan.model_validate(said.data)


def test_conditions(write: Write) -> None:
    seminar = {"kind": "seminar", "id": "seminar", "on": "2020-06-24", "only_if": "won"}
    file = write(activities=[seminar], conditions={"won": True})
    assert [one["activity"] for one in run("solve", file, "--json").data["bookings"]] == ["seminar"]
    assert run("solve", file, "--json", "--set", "won=false").data["bookings"] == []
    assert run("solve", file, "--json", "--set", "won=false", "--set", "won=true").data["bookings"] != []


def test_settings_reach_the_search(write: Write) -> None:
    said = run("solve", write(), "--json", "--work", "2", "--workers", "1", "--seed", "7", "--step", "30")
    assert said.data["audit"]["settings"] == {"work": 2, "seed": 7, "step": 30}
    said = run("solve", write(), "--json", "--seconds", "20", "--workers", "1")
    assert said.data["audit"]["settings"] == {"seconds": 20, "workers": 1, "seed": 0, "step": 15}


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--seconds", "0", "seconds: 0.0 is too small"),
        ("--seconds", "nan", "seconds: nan"),
        ("--seconds", "inf", "seconds: inf"),
        ("--seconds", "soon", "'soon' is not a valid float"),
        ("--work", "-1", "work: -1.0 is too small"),
        ("--workers", "0", "workers: 0 is too small"),
        ("--workers", "20000", "workers: 20000 is too large"),
        ("--seed", "99999999999", "seed: 99999999999 is too large"),
        ("--step", "0", "step: 0 is too small"),
        ("--step", "1441", "step: 1441 is too large"),
    ],
)
def test_settings_out_of_range(write: Write, option: str, value: str, told: str) -> None:
    said = run("solve", write(), option, value)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""


def test_the_directors_year_as_a_process() -> None:
    said = real("solve", YEAR)
    assert said.code == 1
    assert said.err == ""
    assert "\x1b" not in said.out
    for told in ("Yurt, Guardia and Nutriflux cannot all be held", "Cléo Martin: leave", "Graless", "Saturday"):
        assert told in said.out


def test_json_as_a_process() -> None:
    said = real("solve", YEAR, "--json", "--set", "contract_won=false", env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 1
    assert said.err == ""
    titles = [one["title"] for one in json.loads(said.out)["bookings"]]
    assert "Céhis" in titles
    assert "Annual seminar" not in titles


def test_a_profile_tells_where_the_time_went(write: Write) -> None:
    said = run("solve", write(), "--profile", "--json")
    told = {line.split()[0]: float(line.split()[1]) for line in said.err.splitlines()}
    assert told.keys() == {"facts", "timeline", "build", "search", "check", "explain", "report"}
    audit = said.data["audit"]
    assert {name: told[name] for name in audit["profile"]} == audit["profile"]
    assert sum(audit["profile"].values()) <= audit["seconds"] + 0.01
    assert "profile" not in run("solve", write()).err
