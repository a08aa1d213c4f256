"""Children are spawned as from the program that runs the tests, whatever shells other tests have opened."""

import sys

import pytest

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def the_program_is_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell puts a module of its own in the place of the program."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)
