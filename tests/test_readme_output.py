"""What the README shows, happens."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from planner.cli import app

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_first_program_prints_what_follows_it() -> None:
    program = next(i for i, (language, _) in enumerate(BLOCKS) if language == "python")
    language, promised = BLOCKS[program + 1]
    assert language == "text"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(BLOCKS[program][1], "README.md", "exec"), {})
    assert printed.getvalue() == promised


def commands() -> list[list[str]]:
    """List the commands that the README shows."""
    lines = [line for language, block in BLOCKS if language == "console" for line in block.splitlines()]
    return [words[2:] for line in lines if (words := shlex.split(line, comments=True))[1] == "planner"]


def test_commands_are_shown() -> None:
    assert {words[0] for words in commands()} >= {"solve", "check", "dates", "schema"}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_that_is_shown_runs(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    year = Path(__file__).parents[1] / "examples/director-2020/problem.yaml"
    (tmp_path / "problem.yaml").write_bytes(year.read_bytes())
    client = "{kind: appointment, id: bank, between: {from: 2020-09-07, to: 2020-09-11}}"
    (tmp_path / "client.yaml").write_text(client)
    monkeypatch.chdir(tmp_path)
    if "plan.json" in words and "-o" not in words:
        CliRunner().invoke(app, ["solve", "problem.yaml", "-o", "plan.json"])
    assert CliRunner().invoke(app, words).exit_code in (0, 1)
