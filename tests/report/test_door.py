"""The door of the reports: few names, loaded when they are used, hidden by no module."""

import pkgutil
import subprocess
import sys

import pytest

from planner import report


def test_every_name_is_there() -> None:
    names = {"Frames", "frames", "load_picture", "printed", "retold", "year_calendar"}
    assert set(dir(report)) == set(report.__all__) == names
    for name in report.__all__:
        assert callable(getattr(report, name))
        assert getattr(report, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'gantt'"):
        report.gantt  # noqa: B018


def test_no_module_hides_a_name() -> None:
    assert not {one.name for one in pkgutil.iter_modules(report.__path__)} & set(report.__all__)


def test_to_import_the_reports_loads_nothing_heavy() -> None:
    heavy = ["pandas", "matplotlib", "rich", "pydantic"]
    program = f"import sys, planner.report; print([one for one in {heavy} if one in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
