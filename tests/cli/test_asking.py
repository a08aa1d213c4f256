"""`planner diagnose`, `why-not`, `offer`, `approve`, `capacity`: what they print, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from solving.searches import clash, on_leave, week_facts

from cli.commands import Said, Write, run

Facts = dict[str, Any]
TUESDAY = "2020-06-23"
NEW: Facts = {"kind": "appointment", "id": "new", "on": "2020-06-24"}
BROKEN: Facts = {"horizon": {"from": "2020-06-26", "to": "2020-06-22"}}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new.yaml"
    path.write_text(json.dumps(NEW))
    return path


def two_experts() -> Facts:
    staff = week_facts()["staff"]
    return {"staff": [*staff, {"id": "cy", "name": "Cy Roux", "roles": ["expert"]}]}


def ask(command: str, file: Path, new: Path, *options: object) -> Said:
    """Each command with what it must be given."""
    given: dict[str, list[object]] = {
        "diagnose": [],
        "why-not": ["guardia"],
        "offer": [new],
        "approve": ["bo", TUESDAY, TUESDAY],
        "capacity": [],
    }
    return run(command, file, *given[command], *options)


COMMANDS = ["diagnose", "why-not", "offer", "approve", "capacity"]


# --------------------------------------------------------------------------------------------------- of every command


@pytest.mark.parametrize("command", COMMANDS)
def test_json_says_the_same(command: str, write: Write, new: Path) -> None:
    for facts in (two_experts(), on_leave()):
        told, data = (ask(command, write(**facts), new, *options) for options in ([], ["--json"]))
        assert told.code == data.code
        assert told.code in (0, 1)
        assert data.data
        assert told.out.strip()
        assert not told.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_bad_input_is_told_in_words(command: str, options: list[str], write: Write, new: Path) -> None:
    said = ask(command, write(**BROKEN), new, *options)
    assert said.code == 2
    assert "horizon" in said.err
    assert bool(options) == bool(said.out)
    if options:
        assert said.data["error"] == "InputError"


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_impossible_has_no_answer(command: str, write: Write, new: Path) -> None:
    said = ask(command, write(**clash()), new)
    assert (said.code, said.out) == (2, "")
    assert "what is required cannot hold" in said.err or "impossible" in said.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("options", [["--seconds", "-1"], ["--step", "0"], ["--set", "rain=true"], ["--nothing"]])
def test_bad_options(command: str, options: list[str], write: Write, new: Path) -> None:
    assert ask(command, write(), new, *options).code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_no_such_file(command: str, tmp_path: Path, new: Path) -> None:
    said = ask(command, tmp_path / "none.yaml", new)
    assert (said.code, said.out) == (2, "")
    assert "none.yaml" in said.err


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "capacity"])
def test_about_a_plan_in_a_file(command: str, write: Write, new: Path, tmp_path: Path) -> None:
    problem, plan = write(**two_experts()), tmp_path / "plan.json"
    assert run("solve", problem, "-o", plan).code == 0
    assert ask(command, problem, new, "--plan", plan) == ask(command, problem, new)
    assert ask(command, problem, new, "--plan", tmp_path / "none.json").code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_conditions_are_settled(command: str, write: Write, new: Path) -> None:
    facts = two_experts()
    activity = {
        "kind": "meeting",
        "id": "party",
        "on": TUESDAY,
        "duration": "1h",
        "attendees": "all",
        "only_if": "sunny",
    }
    file = write(**facts, conditions={"sunny": False}, activities=[*week_facts()["activities"], activity])
    assert ask(command, file, new, "--set", "sunny=false").code == 0
    assert ask(command, file, new, "--set", "sunny=perhaps").code == 2


# ------------------------------------------------------------------------------------------------------ one by one


def test_diagnose(write: Write) -> None:
    healthy = run("diagnose", write())
    assert (healthy.code, healthy.out) == (0, "A week in June\nEverything can be held as asked.\n")
    said = run("diagnose", write(**on_leave()))
    assert said.code == 1
    assert said.out.splitlines() == [
        "A week in June",
        "",
        "Guardia cannot be held as asked on Tue 23 June, whatever the plan",
        "  Guardia: nobody can come as expert",
        "    Bo Diaz: leave from 23 to 24 June",
        "  Ways out, each tried with the rest of the plan held still:",
        "  1. ask the client to move Guardia to Mon 22 June (costs 5; then nobody is missing here)",
        "  2. recall Bo Diaz (leave on Tue 23 June) (costs 8; then nobody is missing here)",
        "  3. hire or borrow one more expert on Tue 23 June (1 day) (costs 10; then nobody is missing here)",
        "  4. decline Guardia (costs 50; then nobody is missing here)",
    ]
    data = run("diagnose", write(**on_leave()), "--json").data
    assert [one["kinds"] for one in data["infeasible_days"][0]["repairs"]] == [
        ["ask_client"],
        ["recall"],
        ["hire_day"],
        ["decline"],
    ]


def test_diagnose_in_french(write: Write) -> None:
    said = run("diagnose", write(**on_leave(), language="fr"))
    assert said.code == 1
    assert "demander au client de déplacer Guardia au lun. 22 juin (coût 5 ; " in said.out
    assert "Tue" not in said.out
    assert run("diagnose", write(language="fr")).out.endswith("Tout peut avoir lieu comme demandé.\n")


@pytest.mark.parametrize(
    ("options", "code", "out"),
    [
        (["--staff", "cy"], 0, "Possible, and it costs nothing\n"),
        (["--staff", "ana", "--staff", "cy"], 0, "Possible, and it costs nothing\n"),
        (["--at", "2020-06-24"], 1, "Not possible: the date of Guardia is given: Tue 23 June\n"),
        (["--at", f"{TUESDAY} 14:00"], 0, "Possible, and it costs nothing\n"),
        (["--at", f"{TUESDAY}T12:00"], 1, "Not possible: Guardia cannot begin at 12:00\n"),
    ],
)
def test_why_not(options: list[str], code: int, out: str, write: Write) -> None:
    said = run("why-not", write(**two_experts()), "guardia", *options)
    assert (said.code, said.out) == (code, out)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["guardiaa"], "Did you mean 'guardia'?"),
        (["guardia", "--staff", "boo"], "'boo' is nobody"),
        (["guardia", "--at", "soon"], "soon"),
        ([], "argument 'ACTIVITY'"),
    ],
)
def test_why_not_of_nothing_known(given: list[str], told: str, write: Write) -> None:
    said = run("why-not", write(), *given)
    assert said.code == 2
    assert told in said.err


def test_why_not_in_french(write: Write) -> None:
    said = run("why-not", write(**on_leave(), language="fr"), "guardia", "--staff", "bo")
    assert said.code == 1
    assert said.out.startswith("Impossible : Bo Diaz : ")


def test_offer(write: Write, new: Path) -> None:
    said = run("offer", write(), new)
    assert (said.code, said.out) == (0, "Wed 24 June at 09:00 with Ana Lopes and Bo Diaz\n")
    window = new.with_name("window.json")
    window.write_text(
        json.dumps({"kind": "appointment", "id": "new", "between": {"from": "2020-06-24", "to": "2020-06-26"}})
    )
    assert len(run("offer", write(), window, "--count", "2").out.splitlines()) == 2
    assert run("offer", write(), window, "--count", "0").code == 2


def test_no_slot(write: Write, new: Path) -> None:
    said = run("offer", write(**on_leave()), new)
    assert (said.code, said.out) == (1, "no slot was found\n")


@pytest.mark.parametrize("text", ["[1, 2]", "", "{kind: appointment", "{kind: x}", "kind: appointment", '"new"'])
def test_what_is_offered_must_be_an_activity(text: str, write: Write, new: Path) -> None:
    new.write_text(text)
    said = run("offer", write(), new)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip()


def test_approve(write: Write) -> None:
    file = write(**two_experts())
    said = run("approve", file, "bo", TUESDAY, TUESDAY)
    assert (said.code, said.out) == (
        0,
        "Bo Diaz can be away then, with a change to Guardia (Cy Roux instead of Bo Diaz)\n",
    )
    refused = run("approve", file, "ana", TUESDAY, TUESDAY, "--reason", "a wedding")
    assert refused.code == 1
    assert refused.out.splitlines() == [
        "If Ana Lopes is away then, Guardia cannot be held as asked",
        "Guardia: nobody can come as adviser",
        "Ana Lopes: a wedding on Tue 23 June",
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["boo", TUESDAY, TUESDAY], "'boo' is nobody"),
        (["bo", TUESDAY, "2020-06-22"], "absence.to: ends on 2020-06-22, before it starts on 2020-06-23"),
        (["bo", "tomorrow", TUESDAY], "tomorrow"),
        (["bo", TUESDAY], "argument 'LAST'"),
    ],
)
def test_approve_of_nothing_known(given: list[str], told: str, write: Write) -> None:
    said = run("approve", write(), *given)
    assert said.code == 2
    assert told in said.err


def test_capacity(write: Write) -> None:
    enough = run("capacity", write())
    assert (enough.code, enough.out) == (0, "No help is needed: everything can be held as asked.\n")
    said = run("capacity", write(**on_leave()))
    assert (said.code, said.out) == (1, "one expert for Guardia, on Tue 23 June\n")
    assert run("capacity", write(**on_leave()), "--json").data["wins"] == {"expert": 1}
    assert run("capacity", write(), "--optional") == enough
