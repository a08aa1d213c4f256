"""A plan as HTML, for a notebook. Whatever a plan contains is escaped."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.goals import goal_told
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.report.discretion import discreet
from planner.report.line import Line
from planner.report.lines import Reader
from planner.report.markup import GREY, LOOSE, OPEN, RED, SURE, alarm, coloured, escaped, heading, listed, row, table
from planner.report.words import heads, how_sure, staffed, surety
from planner.wording import Wording

COLOURS = {Status.OPTIMAL: SURE, Status.FEASIBLE: LOOSE, Status.IMPOSSIBLE: OPEN, Status.STOPPED: OPEN}


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
    parts = [f"<b>{escaped(plan.problem)}</b><br>{coloured(how_sure(plan, wording), colour)}"]
    if plan.held is None:
        parts.append(listed(plan.conflict))
    else:
        parts.append(f"<br>{escaped(staffed(plan, wording))}")
        parts += [*_trouble(plan, reader), *_months(reader), *_declined(reader)]
        if plan.journeys:
            parts += [heading(wording.say("Journeys")), listed(reader.journeys())]
        parts += [*_steps(reader), *_goals(plan, wording)]
    if reader.asks:
        parts += [heading(wording.say("To ask")), listed(reader.asks)]
    if plan.notices:
        parts += [heading(wording.say("To note")), listed(plan.notices)]
    return f"<div>{''.join(parts)}</div>"


def _trouble(plan: Plan, reader: Reader) -> Iterator[str]:
    """The days that no plan can serve, and what is short with its reasons."""
    if plan.infeasible_days:
        yield heading(reader.wording.say("Days that cannot be kept"))
    for one in plan.infeasible_days:
        told = escaped(reader.window(one))
        yield alarm(f"<b>{told}</b><br>{escaped(one.text)}")
    short = list(reader.short())
    if short:
        yield heading(reader.wording.say("What is short, and why"))
    for told, needs in short:
        reasons = [
            reader.wording.about(heads(need.missing, need.role), reason) if need.role and len(needs) > 1 else reason
            for need in needs
            for reason in reader.reasons(need)
        ]
        yield alarm(f"<b>{escaped(told)}</b>") + listed(reasons)


def _declined(reader: Reader) -> Iterator[str]:
    """What is left out, and why."""
    told = [told for told, _ in reader.declined()]
    if told:
        yield heading(reader.wording.say("What is left out, and why"))
        yield listed(told)


def _months(reader: Reader) -> Iterator[str]:
    for month, lines in reader.months():
        yield heading(month)
        yield table(_row(line, reader.wording) for line in lines)


def _row(line: Line, wording: Wording) -> str:
    notes = f"<br><small>{escaped(wording.joined(line.notes))}</small>" if line.notes else ""
    told = map(escaped, (line.state, line.date, line.time))
    cells = [*told, f"<b>{escaped(line.title)}</b>", escaped(line.kind), escaped(line.people) + notes]
    return row(cells, style="" if line.complete else GREY if line.declined else RED)


def _steps(reader: Reader) -> Iterator[str]:
    """Who does which step on which day."""
    rows = list(reader.steps())
    if rows:
        yield heading(reader.wording.say("Steps"))
        yield table(row(map(escaped, told), style=RED if one.day is None else "") for one, told in rows)


def _goals(plan: Plan, wording: Wording) -> Iterator[str]:
    if not plan.goals:
        return
    yield heading(wording.say("What it reaches, the first goal first"))
    told = [(goal_told(one.name, wording), wording.number(one.value), surety(one, wording)) for one in plan.goals]
    yield table(row(map(escaped, one)) for one in told)
