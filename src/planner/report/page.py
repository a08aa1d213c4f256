"""A plan as HTML, for a notebook. Whatever a plan contains is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.report.lines import Line, Reader
from planner.report.words import amount, days_told, heads, how_sure, staffed, surety, tidy

RED = "color:#8f0d12;background:#fbd5cf"
CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"
COLOURS = {
    Status.OPTIMAL: "#0b6b3a",
    Status.FEASIBLE: "#8a5a00",
    Status.IMPOSSIBLE: "#b3141a",
    Status.STOPPED: "#b3141a",
}


def page(plan: Plan, problem: Problem | None = None) -> str:
    """The plan as HTML: how sure it is, the days in trouble, the bookings by month, what each goal reached.

    Parameters
    ----------
    plan
        Any plan.
    problem
        Its problem, for people's names; without it people are told by their ids.
    """
    colour = COLOURS[plan.status]
    parts = [
        f'<b>{_text(plan.problem)}</b><br><span style="color:{colour};font-weight:bold">{_text(how_sure(plan))}</span>'
    ]
    if plan.held is None:
        parts.append(_list(plan.conflict))
    else:
        reader = Reader(plan, problem)
        parts += [f"<br>{_text(staffed(plan))}", *_trouble(plan, reader), *_months(reader), *_goals(plan)]
    if plan.notices:
        parts += [_heading("To note"), _list(plan.notices)]
    return f"<div>{''.join(parts)}</div>"


def _trouble(plan: Plan, reader: Reader) -> Iterator[str]:
    """The days that no plan can serve, and what is short with its reasons."""
    if plan.infeasible_days:
        yield _heading("Days that cannot be kept")
    for one in plan.infeasible_days:
        told = f"{days_told(one.from_, one.to)} ({one.verdict}): {reader.activities(one.activities)}"
        yield f'<div style="{RED};padding:2px 6px;margin:2px 0"><b>{_text(told)}</b><br>{_text(one.text)}</div>'
    short = list(reader.short())
    if short:
        yield _heading("What is short, and why")
    for told, needs in short:
        reasons = [
            ": ".join(filter(None, [_role(need.missing, need.role, many=len(needs)), who, "; ".join(causes)]))
            for need in needs
            for who, causes in reader.reasons(need)
        ]
        yield f'<div style="{RED};padding:2px 6px;margin:2px 0"><b>{_text(told)}</b></div>{_list(reasons)}'


def _role(missing: int, role: str | None, *, many: int) -> str:
    """Which of several needs is meant."""
    return heads(missing, role) if many > 1 and role else ""


def _months(reader: Reader) -> Iterator[str]:
    for month, lines in reader.months():
        yield _heading(month)
        yield _table(map(_row, lines))


def _row(line: Line) -> str:
    style = "" if line.complete else f' style="{RED}"'
    told = ", has ".join(filter(None, [line.lacks, line.people]))
    notes = f"<br><small>{_text('; '.join(line.notes))}</small>" if line.notes else ""
    cells = [_text(line.state), _text(line.date), _text(line.time), f"<b>{_text(line.title)}</b>", _text(line.kind)]
    return f"<tr{style}>{''.join(map(_cell, [*cells, _text(told) + notes]))}</tr>"


def _goals(plan: Plan) -> Iterator[str]:
    if not plan.goals:
        return
    yield _heading("What it reaches, the first goal first")
    rows = [(goal.name, amount(goal.value), surety(goal)) for goal in plan.goals]
    yield _table(f"<tr>{''.join(map(_cell, map(_text, row)))}</tr>" for row in rows)


def _table(rows: Iterable[str]) -> str:
    return f'<table style="border-collapse:collapse"><tbody>{"".join(rows)}</tbody></table>'


def _cell(content: str) -> str:
    return f'<td style="{CELL}">{content}</td>'


def _heading(title: str) -> str:
    return f'<h4 style="margin:12px 0 4px">{_text(title)}</h4>'


def _list(told: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(one)}</li>" for one in told)
    return f'<ul style="margin:2px 0">{items}</ul>' if items else ""


def _text(text: str) -> str:
    return escape(tidy(text))
