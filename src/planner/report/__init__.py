"""What people look at: tables, pictures and the printed plan. Nothing is loaded before it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.explain.retelling import retold as retold
    from planner.report.calendar_picture import year_calendar as year_calendar
    from planner.report.loads_picture import load_picture as load_picture
    from planner.report.printing import printed as printed
    from planner.report.tables import Frames as Frames
    from planner.report.tables import frames as frames

_HOMES = {
    "Frames": "planner.report.tables",
    "frames": "planner.report.tables",
    "load_picture": "planner.report.loads_picture",
    "printed": "planner.report.printing",
    "retold": "planner.explain.retelling",
    "year_calendar": "planner.report.calendar_picture",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planner.report' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
