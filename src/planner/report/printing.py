"""The printed plan, for a terminal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group
from rich.jupyter import JupyterMixin
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.checking import judge
from planner.facts.calendar import days_between
from planner.plan.goals import goal_told
from planner.plan.plan import Plan, Status
from planner.plan.verdict import Cost
from planner.problem import Problem
from planner.report.discretion import discreet
from planner.report.lines import Line, Reader
from planner.report.words import TOLD_AS_SHORT, heads, how_sure, staffed, surety, tidy
from planner.wording import Wording, wording_in

if TYPE_CHECKING:
    from rich.console import RenderableType

RED = "bold red"
SURE_STYLE = {
    Status.OPTIMAL: "bold green",
    Status.FEASIBLE: "bold yellow",
    Status.IMPOSSIBLE: RED,
    Status.STOPPED: RED,
}
INDENT = 2
TIME = 11  # columns of a time of day
GAP = 2
WEEK = days_between(dt.date(2020, 6, 22), dt.date(2020, 6, 28))
TITLE = 22  # the widest column of titles; what is longer takes a second line


class Printed(Group, JupyterMixin):
    """What a terminal prints, and a notebook shows."""


def printed(problem: Problem, plan: Plan) -> Printed:
    """The plan as a person reads it: how sure it is, the year by month, what cannot be held and why, what it reaches.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        Any plan of this problem, with bookings or without.

    Returns
    -------
    Printed
        Something that `rich` prints, in colours where there are any and plain where not.

    Examples
    --------
    >>> import planner
    >>> from rich.console import Console
    >>> from planner.report import printed
    >>> problem = planner.Problem.model_validate({
    ...     "name": "A visit",
    ...     "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
    ...     "staff": [{"id": "ana", "name": "Ana Lopes", "roles": ["guide"]}],
    ...     "activities": [{"kind": "appointment", "id": "visit", "client": "Mapom", "on": "2020-06-23",
    ...                     "duration": "2h", "needs": {"guide": 1}}],
    ... })
    >>> Console(width=80).print(printed(problem, planner.solve(problem)))  # doctest: +NORMALIZE_WHITESPACE
    A visit
    Optimal: the best possible plan, proved on every goal.
    The only activity is fully staffed.
    <BLANKLINE>
    June 2020
      ok     Tue 23  09:00–11:00  Mapom  Ana Lopes (guide)
                     appointment
    <BLANKLINE>
    What it reaches, the first goal first
      value staffed, normal  1  proved: no plan does better
      heads open, normal     0  proved: no plan does better
    """
    plan, wording = discreet(problem, plan), wording_in(problem.language)
    parts: list[RenderableType] = [Text(tidy(problem.name), style="bold"), *_how_sure(plan, wording)]
    if plan.held is not None:
        reader = Reader(plan, problem)
        verdict = judge(problem, plan, reader.timeline)
        broken = (tidy(one.text) for one in verdict.violations)
        parts += _section(wording.say("This plan breaks what must hold"), broken, RED)
        months = list(reader.months())
        columns = _columns(reader, [line for _, lines in months for line in lines])
        for month, lines in months:
            parts += [*_heading(month), *_month(lines, columns, wording)]
        parts += _section(wording.say("Journeys"), reader.journeys(), "bold")
        parts += _steps(reader)
        parts += _infeasible(plan, reader)
        parts += _short(reader)
        parts += _declined(reader)
        parts += _goals(plan, wording)
        parts += _costs(verdict.costs, wording)
    parts += _section(wording.say("To ask"), (tidy(one.text) for one in plan.incomplete), "yellow")
    parts += _section(wording.say("To note"), map(tidy, plan.notices), "yellow")
    return Printed(*parts)


def _how_sure(plan: Plan, wording: Wording) -> Iterator[Text]:
    yield Text(tidy(how_sure(plan, wording)), style=SURE_STYLE[plan.status])
    if plan.held is not None:
        yield Text(staffed(plan, wording), style="" if not any(one.short for one in plan.held) else RED)
        return
    for told in plan.conflict:
        yield Text(f"- {tidy(told)}", style="red")
    if plan.status == Status.STOPPED:
        yield Text(wording.say("Give it more time, or plan fewer months at once."))


def _columns(reader: Reader, lines: list[Line]) -> tuple[int, int, int, int]:
    """How wide the state, the day, the time of day and the title are told."""
    state, date = max(map(len, reader.states)), max(len(reader.date(day)) for day in WEEK)
    return state, date, TIME, min(TITLE, max((len(line.title) for line in lines), default=0))


def _month(lines: list[Line], columns: tuple[int, ...], wording: Wording) -> Iterator[RenderableType]:
    """The bookings of a month, in columns that are as wide in every month; what goes with each stands below it."""
    for line in lines:
        table = Table.grid(padding=(0, GAP, 0, 0))
        for fixed in columns:
            table.add_column(width=fixed)
        table.add_column()
        style, told = "" if line.complete else "dim" if line.declined else RED, Text(line.people)
        if line.lacks:
            told.highlight_words([line.lacks], RED)
        title = Text(line.title, style=style or "bold")
        table.add_row(Text(line.state, style or "green"), Text(line.date), Text(line.time), title, told)
        yield _indented(table)
        notes = Text(wording.joined([line.kind, *line.notes]), style="dim")
        yield _indented(notes, INDENT + sum(columns[:2]) + 2 * GAP)


def _steps(reader: Reader) -> Iterator[RenderableType]:
    """Who does which step on which day."""
    rows = list(reader.steps())
    if rows:
        yield from _heading(reader.wording.say("Steps"))
        table = Table.grid(padding=(0, GAP, 0, 0))
        for one, row in rows:
            table.add_row(*(Text(told, RED if one.day is None else "") for told in row))
        yield _indented(table)


def _infeasible(plan: Plan, reader: Reader) -> Iterator[RenderableType]:
    """The windows of days that no plan can serve."""
    if plan.infeasible_days:
        yield from _heading(reader.wording.say("Days that cannot be kept"), RED)
    for one in plan.infeasible_days:
        yield _indented(Text(reader.window(one), style=RED))
        yield _indented(Text(tidy(one.text), style="red"), 2 * INDENT)
        if one.certificate is not None:
            proof, *absent = map(tidy, one.certificate.text.split("\n"))
            yield _indented(Text(proof), 2 * INDENT)
            yield from (_indented(Text(told), 3 * INDENT) for told in absent)


def _short(reader: Reader) -> Iterator[RenderableType]:
    """Every need that stays open, and what keeps each person from it."""
    short = list(reader.short())
    if short:
        yield from _heading(reader.wording.say("What is short, and why"), RED)
    for told, needs in short:
        yield _indented(Text(told, style=RED))
        for need in needs:
            if len(needs) > 1:
                yield _indented(Text(heads(need.missing, tidy(need.role or "")), style="red"), 2 * INDENT)
            for reason in reader.reasons(need):
                yield _indented(Text(reason), (3 if len(needs) > 1 else 2) * INDENT)


def _declined(reader: Reader) -> Iterator[RenderableType]:
    """What is left out, and why."""
    left_out = list(reader.declined())
    if left_out:
        yield from _heading(reader.wording.say("What is left out, and why"))
    for told, proof in left_out:
        yield _indented(Text(told))
        yield from (_indented(Text(line, style="dim"), 2 * INDENT) for line in proof)


def _goals(plan: Plan, wording: Wording) -> Iterator[RenderableType]:
    """What each goal reached, and how sure that is."""
    if not plan.goals:
        return
    yield from _heading(wording.say("What it reaches, the first goal first"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for goal in plan.goals:
        sure = Text(tidy(surety(goal, wording)), style="green" if goal.proved else "yellow")
        table.add_row(Text(goal_told(goal.name, wording)), _amount(goal.value, wording), sure)
    yield _indented(table)


def _costs(costs: Iterable[Cost], wording: Wording) -> Iterator[RenderableType]:
    """What the plan pays for, goal by goal, dearest first; the amounts of a goal add up to its value."""
    by_goal: dict[str, list[Cost]] = defaultdict(list)
    for cost in costs:
        if cost.goal not in TOLD_AS_SHORT:
            by_goal[cost.goal].append(cost)
    if by_goal:
        yield from _heading(wording.say("What it costs"))
    for goal, paid in by_goal.items():
        told = {"goal": goal_told(goal, wording), "amount": wording.number(sum(one.amount for one in paid))}
        yield _indented(Text(tidy(wording.say("{goal}: {amount} in all", **told))))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for one in sorted(paid, key=lambda one: (-one.amount, one.text)):
            table.add_row(_amount(one.amount, wording), Text(tidy(one.text)))
        yield _indented(table, 2 * INDENT)


def _amount(number: float, wording: Wording) -> Text:
    return Text(tidy(wording.number(number)))


def _section(title: str, told: Iterable[str], style: str) -> Iterator[RenderableType]:
    """A heading with a list, or nothing."""
    lines = list(told)
    if lines:
        yield from _heading(title, style)
    for line in lines:
        yield _indented(Text(f"- {line}"))


def _heading(title: str, style: str = "bold") -> Iterator[RenderableType]:
    yield ""
    yield Text(title, style=style)


def _indented(what: RenderableType, left: int = INDENT) -> RenderableType:
    return Padding(what, (0, 0, 0, left), expand=False)
