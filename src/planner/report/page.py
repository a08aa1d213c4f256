"""A plan as HTML, for a notebook. Whatever a plan contains is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from planner.plan.goals import goal_told
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.report.discretion import discreet
from planner.report.lines import Line, Reader
from planner.report.words import heads, how_sure, staffed, surety, tidy
from planner.wording import Wording

RED = "color:#8f0d12;background:#fbd5cf"
GREY = "color:#666666"
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
    plan = plan if problem is None else discreet(problem, plan)
    colour, reader = COLOURS[plan.status], Reader(plan, problem)
    wording = reader.wording
    sure = f'<span style="color:{colour};font-weight:bold">{_text(how_sure(plan, wording))}</span>'
    parts = [f"<b>{_text(plan.problem)}</b><br>{sure}"]
    if plan.held is None:
        parts.append(_list(plan.conflict))
    else:
        parts.append(f"<br>{_text(staffed(plan, wording))}")
        parts += [*_trouble(plan, reader), *_months(reader), *_declined(reader)]
        if plan.journeys:
            parts += [_heading(wording.say("Journeys")), _list(reader.journeys())]
        parts += [*_steps(reader), *_goals(plan, wording)]
    if reader.asks:
        parts += [_heading(wording.say("To ask")), _list(reader.asks)]
    if plan.notices:
        parts += [_heading(wording.say("To note")), _list(plan.notices)]
    return f"<div>{''.join(parts)}</div>"


def _trouble(plan: Plan, reader: Reader) -> Iterator[str]:
    """The days that no plan can serve, and what is short with its reasons."""
    if plan.infeasible_days:
        yield _heading(reader.wording.say("Days that cannot be kept"))
    for one in plan.infeasible_days:
        told = _text(reader.window(one))
        yield f'<div style="{RED};padding:2px 6px;margin:2px 0"><b>{told}</b><br>{_text(one.text)}</div>'
    short = list(reader.short())
    if short:
        yield _heading(reader.wording.say("What is short, and why"))
    for told, needs in short:
        reasons = [
            reader.wording.about(heads(need.missing, need.role), reason) if need.role and len(needs) > 1 else reason
            for need in needs
            for reason in reader.reasons(need)
        ]
        yield f'<div style="{RED};padding:2px 6px;margin:2px 0"><b>{_text(told)}</b></div>{_list(reasons)}'


def _declined(reader: Reader) -> Iterator[str]:
    """What is left out, and why."""
    told = [told for told, _ in reader.declined()]
    if told:
        yield _heading(reader.wording.say("What is left out, and why"))
        yield _list(told)


def _months(reader: Reader) -> Iterator[str]:
    for month, lines in reader.months():
        yield _heading(month)
        yield _table(_row(line, reader.wording) for line in lines)


def _row(line: Line, wording: Wording) -> str:
    style = "" if line.complete else f' style="{GREY if line.declined else RED}"'
    notes = f"<br><small>{_text(wording.joined(line.notes))}</small>" if line.notes else ""
    cells = [_text(line.state), _text(line.date), _text(line.time), f"<b>{_text(line.title)}</b>", _text(line.kind)]
    return f"<tr{style}>{''.join(map(_cell, [*cells, _text(line.people) + notes]))}</tr>"


def _steps(reader: Reader) -> Iterator[str]:
    """Who does which step on which day."""
    rows = list(reader.steps())
    if rows:
        yield _heading(reader.wording.say("Steps"))
        yield _table(_step(one.day is None, row) for one, row in rows)


def _step(missed: bool, row: Iterable[str]) -> str:
    style = f' style="{RED}"' if missed else ""
    return f"<tr{style}>{''.join(map(_cell, map(_text, row)))}</tr>"


def _goals(plan: Plan, wording: Wording) -> Iterator[str]:
    if not plan.goals:
        return
    yield _heading(wording.say("What it reaches, the first goal first"))
    rows = [(goal_told(one.name, wording), wording.number(one.value), surety(one, wording)) for one in plan.goals]
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
