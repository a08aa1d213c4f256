"""README.md and the docstrings of src are tests: every example in them runs."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parent

os.environ.pop("COLUMNS", None)  # where tests run side by side, each is told a width that no terminal has


def at_a_desk(names: dict[str, Any]) -> None:
    """Work in a folder that has the examples and nothing to lose."""
    names["_home"], names["_desk"] = Path.cwd(), tempfile.mkdtemp()
    shutil.copytree(ROOT / "examples", Path(names["_desk"], "examples"))
    os.chdir(names["_desk"])


def clear_up(names: dict[str, Any]) -> None:
    """Go back and leave nothing behind."""
    os.chdir(names["_home"])
    shutil.rmtree(names["_desk"])


readme = Sybil([PythonCodeBlockParser()], patterns=["README.md"], setup=at_a_desk, teardown=clear_up)
docstrings = Sybil(
    [DocTestParser()],
    path="src",
    patterns=["**/*.py"],
    document_types={".py": PythonDocStringDocument},
    setup=at_a_desk,
    teardown=clear_up,
)
pytest_collect_file = (readme + docstrings).pytest()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Examples run alone: those of a page share names, and change the folder."""
    for item in items:
        if not isinstance(item, pytest.Function):
            item.add_marker(pytest.mark.alone)
