"""When a row's runs had reached what, from what was told on the way."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

Row = dict[str, Any]
Event = tuple[float, float | None, float | None]


def reached(row: Row, holds: Callable[[float | None, float | None], bool]) -> float | None:
    """The median of the seconds after which a value and bound held something; `None` if half of the runs never did."""
    firsts = sorted(
        next((when for when, value, bound in trace if holds(value, bound)), float("inf")) for trace in traces(row)
    )
    middle = median(firsts) if firsts else float("inf")
    return None if middle == float("inf") else round(middle, 3)


def value_within(row: Row, seconds: float) -> float | None:
    """The median of the least values after so many seconds; `None` if half of the runs had none."""
    return _least([[value for when, value, _ in trace if when <= seconds] for trace in traces(row)], min)


def bound_within(row: Row, seconds: float) -> float | None:
    """The median of the bounds after so many seconds."""
    return _least([[bound for when, _, bound in trace if when <= seconds] for trace in traces(row)], max)


def _least(seen: list[list[float | None]], best: Callable[[list[float]], float]) -> float | None:
    told = [[one for one in run if one is not None] for run in seen]
    found = [best(run) for run in told if run]
    return median(found) if found and len(found) * 2 > len(told) else None


def traces(row: Row) -> list[list[Event]]:
    """What was told on the way in each of the row's runs."""
    if "traces" in row:
        return list(row["traces"])
    return [row["trace"]] if row.get("trace") else []
