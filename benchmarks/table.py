"""What was seen, in one table: JSON for programs, Markdown for people, the goals first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.goals import Row, Seen, goals
from benchmarks.lot import PARTS, kept_in

Column = tuple[str, str, str]
FIGURES: tuple[Column, ...] = (
    ("value", "value", "g"),
    ("bound", "bound", "g"),
    ("gap", "gap", "%"),
    ("proved", "proved", ""),
    ("balance", "balance", "g"),
    ("seconds", "seconds", "s"),
    ("first_seconds", "first plan", "s"),
    ("best_seconds", "best plan", "s"),
    ("build_seconds", "build", "s"),
    ("peak_mb", "peak MB", "mb"),
)
TITLES = {
    "planner": "Staffing: the planner",
    "baselines": "Staffing: other programs",
    "appointments": "Appointments",
    "growth": "Growth",
    "smptsp": "smptsp",
    "mspsp": "mspsp",
    "hhcrsp": "hhcrsp",
    "csplib046": "csplib046",
    "roster_expertise": "roster_expertise",
    "questions": "Starting, explaining, asking",
}
NOTE = (
    "Medians of three runs where one takes under a minute. Seconds are those of the whole call; building is reading "
    "the file and, of the other programs, making the model. Gaps are parts of the total weight, or of the bound. "
    "Memory is the most that a process and its children had together."
)


def seen(results: Path) -> dict[str, Any]:
    """All that is kept in a folder: machine and rows, by part."""
    files = {one: results / f"{one}.json" for one in kept_in(list(PARTS))}
    return {one: json.loads(file.read_text()) for one, file in files.items() if file.exists()}


def write(known: dict[str, Any], results: Path) -> None:
    """Write both tables."""
    by_part: Seen = {part: told["rows"] for part, told in known.items()}
    flat = [
        {"part": part, "row": name, "machine": told.get("machine"), **_plain(row)}
        for part, told in known.items()
        for name, row in told["rows"].items()
    ]
    held = [one._asdict() for one in goals(by_part)]
    lines = ",\n".join(json.dumps(one) for one in [*held, *flat])
    (results / "benchmarks.json").write_text(f"[\n{lines}\n]\n")
    (results / "benchmarks.md").write_text("\n".join(_page(known, by_part)) + "\n")


def _plain(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in ("trace", "traces")}


def _page(known: dict[str, Any], by_part: Seen) -> list[str]:
    machines = {json.dumps(told.get("machine")): told.get("machine") or {} for told in known.values()}
    page = ["# What was seen", "", NOTE, ""]
    page += [f"- {', '.join(f'{key} {value}' for key, value in one.items())}" for one in machines.values() if one]
    page += ["", "## Goals", "", "| problem | goal | seen | met |", "| --- | --- | --- | --- |"]
    for one in goals(by_part):
        met = {True: "yes", False: "**no**", None: "not seen yet"}[one.met]
        page.append(f"| {one.problem} | {one.goal} | {one.seen} | {met} |")
    for part, title in TITLES.items():
        if by_part.get(part):
            page += ["", f"## {title}", ""]
            page += _listed(by_part[part]) if part == "questions" else _table(by_part[part])
        if part == "growth" and by_part.get(part):
            page += ["", "![time and memory against size](growth.svg)"]
    return page


def _listed(rows: dict[str, Row]) -> list[str]:
    return [
        f"- **{name}**: " + ", ".join(f"{key} {value}" for key, value in row.items() if key != "benchmark")
        for name, row in rows.items()
    ]


def _table(rows: dict[str, Row]) -> list[str]:
    """The rows as Markdown, without the columns in which nobody has anything; where the time went comes last."""
    columns = [one for one in FIGURES if any(row.get(one[0]) is not None for row in rows.values())]
    published = any(row.get("published") is not None for row in rows.values())
    profile = any(row.get("profile") for row in rows.values())
    heads = ["run", "status", *(["published"] if published else []), *(title for _, title, _ in columns)]
    heads += ["where the time went"] if profile else []
    lines = [f"| {' | '.join(heads)} |", f"| --- | --- |{' ---: |' * (len(heads) - 2 - profile)}{' --- |' * profile}"]
    for name, row in rows.items():
        cells = [name, str(row.get("status")), *([_cell(row.get("published"), "g")] if published else [])]
        cells += [_cell(row.get(key), form) for key, _, form in columns]
        cells += [_stages(row)] if profile else []
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _cell(value: Any, form: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    forms = {"%": f"{value:.2%}", "s": f"{value:.2f}", "mb": f"{value:.0f}"}
    return forms.get(form, f"{value:,.10g}".replace(",", " "))


def _stages(row: Row) -> str:
    told = sorted((row.get("profile") or {}).items(), key=lambda one: -one[1])
    return ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in told if seconds >= 0.05)
