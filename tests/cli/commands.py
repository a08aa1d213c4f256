"""The command line at hand: called in this process, or as a real one."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

import planner
from planner.cli import app

ROOT = Path(planner.__file__).parents[2]
YEAR = ROOT / "examples/director-2020/problem.yaml"
PLANNER = Path(sys.executable).with_name("planner")

NOBODY = 65534

Write = Callable[..., Path]


class Said(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it said as JSON."""
        return json.loads(self.out)


def run(*arguments: object) -> Said:
    """Run a command in this process; what is not told in people's words is raised."""
    result = CliRunner().invoke(app, [*map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return Said(result.exit_code, result.stdout, result.stderr)


@contextmanager
def nobody() -> Iterator[None]:
    """Act as somebody whom permissions bind, even where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@contextmanager
def public() -> Iterator[Path]:
    """Give a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def real(*arguments: object, stdout: Any = subprocess.PIPE, **options: Any) -> Said:
    """Run a command as a process of its own."""
    ran = subprocess.run(
        [PLANNER, *map(str, arguments)],
        stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=100, **options,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    return Said(ran.returncode, ran.stdout, ran.stderr)
