"""Files that the command line reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from solving.searches import week_facts

from cli.commands import YEAR, Write, run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the facts of a week, with changes, to a file."""

    def written(name: str = "week.json", **changes: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(week_facts(**changes)))
        return path

    return written


@pytest.fixture(scope="session")
def year_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan the director's year, once."""
    path = tmp_path_factory.mktemp("year") / "plan.json"
    assert run("solve", YEAR, "-o", path).code == 1
    return path
