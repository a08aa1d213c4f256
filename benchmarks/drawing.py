"""Growth as a picture: time and memory against appointments, staff, days, freedom to move, and all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.goals import CLOSE, Row
from benchmarks.trace import reached

AXES = {
    "appointments": "appointments (120 staff, 50 days)",
    "staff": "staff (2 000 appointments, 50 days)",
    "days": "days (2 000 appointments, 120 staff)",
    "freedom": "working days half of them may move by",
    "all": "appointments (staff and days grow, too)",
}
MEMORY = "#4b8b3b"


def _close(row: Row) -> float | None:
    bound, total = row.get("bound"), row.get("total")
    if bound is None or total is None:
        return None
    return reached(row, lambda value, _: value is not None and value - bound <= CLOSE * total)


def _outside(row: Row) -> float | None:
    profile = row.get("profile")
    return row["seconds"] + row["build_seconds"] - profile.get("search", 0) if profile else None


def _first(row: Row) -> float | None:
    """Seconds until there was a plan."""
    return row.get("first_seconds")


LINES = (
    ("until within 1 % of all weight", "#1b6ca8", "o", _close),
    ("until the first plan", "#d1772b", "s", _first),
    ("outside the search", "#7a7a7a", "^", _outside),
)


def write(known: dict[str, Any], results: Path) -> None:
    """Draw the growth that was seen, if any was."""
    rows = list(known.get("growth", {}).get("rows", {}).values())
    drawn = {axis: [row for row in rows if row["axis"] == axis and "seconds" in row] for axis in AXES}
    if any(drawn.values()):
        _drawn({axis: told for axis, told in drawn.items() if told}, results / "growth.svg")


def _drawn(rows: dict[str, list[Row]], file: Path) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, LogLocator

    mpl.rcParams["svg.hashsalt"] = "growth"  # the same figures give the same file
    figure = Figure(figsize=(3.1 * len(rows) + 0.6, 5.6), layout="constrained")
    panels = figure.subplots(2, len(rows), squeeze=False, sharex="col", sharey="row")
    for column, (axis, told) in enumerate(rows.items()):
        above, below = panels[0][column], panels[1][column]
        for label, colour, mark, figure_of in LINES:
            pairs = [(row["at"], figure_of(row)) for row in told]
            kept = [(at, seconds) for at, seconds in pairs if seconds is not None]
            above.plot(*zip(*kept, strict=True) if kept else ([], []), color=colour, marker=mark, ms=4, label=label)
        below.plot([row["at"] for row in told], [row["peak_mb"] for row in told], color=MEMORY, marker="o", ms=4)
        if axis != "freedom":
            above.set_xscale("log")
        above.set_yscale("log")
        below.set_yscale("log")
        places = [row["at"] for row in told]
        below.set_xticks(places, [f"{one:,}".replace(",", " ") for one in places], rotation=45, ha="right")
        below.minorticks_off()
        below.set_xlabel(AXES[axis], fontsize=8)
        for panel in (above, below):
            panel.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
            panel.spines[["top", "right"]].set_visible(False)
            panel.tick_params(labelsize=8)
    panels[1][0].yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    for panel in panels[:, 0]:
        panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}".replace(",", " ")))
    figure.align_xlabels()
    panels[0][0].set_ylabel("seconds")
    panels[1][0].set_ylabel("peak memory, MB")
    figure.legend(
        *panels[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=len(LINES), frameon=False
    )
    figure.savefig(file, metadata={"Date": None})
