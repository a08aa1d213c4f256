"""What the command line says about itself, and how it starts."""

import subprocess
import sys

import click
import pytest

from cli.commands import run
from planner.cli import app

COMMANDS = sorted(app.commands)
LIBRARIES = ["ortools", "pandas", "numpy", "matplotlib", "pydantic", "rich", "ruamel", "holidays", "babel"]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("narrow")
def test_help_names_every_command_and_all_that_it_does() -> None:
    said = run("--help")
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    for name, command in app.commands.items():
        assert f"{name} {command.help}" in words
    assert words.index("solve ") < words.index("approve ")


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_of_everything_that_a_command_takes(command: str) -> None:
    said = run(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    words = " ".join(said.out.split())
    for one in app.commands[command].params:
        assert isinstance(one, click.Argument | click.Option)
        assert one.help
        assert one.help in words
        if isinstance(one.default, int | float) and one.default is not False:
            assert f"[default: {one.default}" in words


def test_arguments_come_before_options_and_a_commands_own_before_what_all_take() -> None:
    helped = run("why-not", "--help").out
    told = ["FILE ", "ACTIVITY ", "--staff", "--at", "--plan", "--json", "--set", "--for", "--seconds", "--step"]
    places = [helped.index(f"  {one}") for one in told]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Commands:"),
        (["solv"], "No such command 'solv'."),
        (["solve"], "Missing argument 'FILE'."),
        (["check", "x"], "Missing argument 'PLAN'."),
        (["solve", "x", "y"], "unexpected extra argument"),
        (["solve", "x", "--jsn"], "No such option"),
        (["solve", "x", "--seconds"], "'--seconds' requires an argument"),
        (["check", "x", "y", "--seconds", "1"], "No such option"),
        (["--version"], "No such option"),
    ],
)
def test_what_is_no_command(arguments: list[str], told: str) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize("arguments", [[], ["--help"], ["solve", "--help"], ["solve", "x", "--step", "soon"]])
def test_no_library_is_loaded_before_there_is_something_to_do(arguments: list[str]) -> None:
    program = f"""
import sys
from planner.cli import app
try:
    app({arguments})
except SystemExit:
    pass
print([one for one in {LIBRARIES} if one in sys.modules], file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"
