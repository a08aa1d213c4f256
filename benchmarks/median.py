"""One row of several runs: medians, and the runs beside them."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

TIMES, SHORT = 3, 60.0  # so many runs, where one takes less than so many seconds
FIGURES = (
    "value", "bound", "gap", "balance", "balance_bound", "seconds", "first_seconds", "best_seconds",
    "build_seconds", "search_seconds", "peak_mb",
)  # fmt: skip
ALL = "proved", "balance_proved"


def repeated(once: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run something, twice more if it is short, and tell the medians of its figures; proved is what always was."""
    runs = [once()]
    if runs[0].get("seconds", SHORT) < SHORT:
        runs += [once() for _ in range(TIMES - 1)]
    if len(runs) == 1:
        return runs[0]
    told = dict(runs[0])
    for name in FIGURES:
        seen = [one[name] for one in runs if one.get(name) is not None]
        if len(seen) == len(runs):
            told[name] = round(median(seen), 5)
    told |= {name: all(one.get(name) for one in runs) for name in ALL if name in told}
    stages = told.get("profile", {})
    told["profile"] = {
        stage: round(median(one.get("profile", {}).get(stage, 0.0) for one in runs), 3) for stage in stages
    }
    told["traces"] = [one.get("trace", []) for one in runs]
    told.pop("trace", None)
    return told
