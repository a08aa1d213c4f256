"""What every activity means in days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.facts.activities import Activity
from planner.report.words import tidy
from planner.timeline.causes import day_text
from planner.timeline.occurrence import Occurrence
from planner.timeline.oddities import oddities
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.problem import Problem

FEW = 6  # days that are told one by one
FIRST = 3  # of more days, these are


class Row(NamedTuple):
    """One activity: the first day that it may touch, what its days are, its title, its kind."""

    first: dt.date
    days: str
    title: str
    kind: str


def dates_of(problem: Problem) -> dict[str, Any]:
    """By activity, the days of each of its occurrences; and what is odd about them.

    An occurrence with several days is held on one of them, unless `all` says that it takes them all. `starts` has
    its times where they are given to the minute.
    """
    timeline = Timeline(problem)
    activities: dict[str, list[dict[str, Any]]] = {one.id: [] for one in problem.activities}
    for task in timeline.occurrences:
        days = [day.isoformat() for day in task.run or task.days]
        told = {"occurrence": task.id, "days": days, "all": bool(task.run)}
        if task.given:
            told["starts"] = [timeline.clock.local(task.given[day]).isoformat() for day in task.days]
        activities[task.activity.id].append(told)
    for one in timeline.background:
        first, last = _period(one, problem)
        activities[one.id].append({"occurrence": one.id, "from": str(first), "to": str(last), "all": True})
    return {"activities": activities, "notices": sorted(set(oddities(timeline)))}


def dated(problem: Problem) -> RenderableType:
    """The days of every activity in the order of time, as a table for the terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    timeline = Timeline(problem)
    table = Table("Days", "Activity", "Kind", box=None, pad_edge=False, header_style="bold")
    for row in _rows(problem, timeline):
        table.add_row(*(Text(tidy(told)) for told in row[1:]))
    notices = [Text(f"Notice: {tidy(one)}", style="yellow") for one in sorted(set(oddities(timeline)))]
    return Group(Text(f"{tidy(problem.name)}: the days that activities mean", style="bold"), table, *notices)


def _rows(problem: Problem, timeline: Timeline) -> list[Row]:
    """One row an activity, in the order of time; those without a day come last."""
    told = _Days(timeline)
    rows = []
    for _, several in groupby(timeline.occurrences, key=lambda task: task.activity.id):
        tasks = list(several)
        one = tasks[0].activity
        first = min((day for task in tasks for day in task.days), default=dt.date.max)
        rows.append(Row(first, told.of(tasks), one.title, one.kind))
    for one in timeline.background:
        first, last = _period(one, problem)
        rows.append(Row(first, f"every working day {told.span(first, last)}", one.title, one.kind))
    shown = {task.activity.id for task in timeline.occurrences} | {one.id for one in timeline.background}
    for one in problem.activities:
        if one.id not in shown:
            rows.append(Row(dt.date.max, f"not held: {one.only_if} is false", one.title, one.kind))
    return sorted(rows, key=lambda row: (row.first, row.title, row.kind))


def _period(background: Activity, problem: Problem) -> tuple[dt.date, dt.date]:
    """The days of the horizon over which some background work is spread."""
    horizon = problem.horizon
    first, last = background.from_ or horizon.from_, background.to or horizon.to
    return max(first, horizon.from_), min(last, horizon.to)


class _Days:
    """Tells days, with their year if the horizon has several."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        horizon = timeline.facts.horizon
        self._years = horizon.from_.year != horizon.to.year

    def of(self, tasks: Sequence[Occurrence]) -> str:
        """The days that an activity means: its occurrences, or the days of its only one."""
        task = tasks[0]
        if task.run:
            return f"{self.span(task.run[0], task.run[-1])}, {len(task.run)} days{self._time(task)}"
        days = [day for one in tasks for day in one.days]
        if not days:
            return "no working day"
        told = self._listed(days)
        if task.activity.sessions:
            told = f"sessions on {told}"
        elif len(task.days) > 1:
            told = f"one of {told}"
        return told + self._time(task)

    def span(self, first: dt.date, last: dt.date) -> str:
        """From one day to another."""
        return f"from {self._day(first)} to {self._day(last)}"

    def _day(self, day: dt.date) -> str:
        return f"{day_text(day)} {day.year}" if self._years else day_text(day)

    def _listed(self, days: list[dt.date]) -> str:
        if len(days) <= FEW:
            return ", ".join(map(self._day, days))
        return f"{', '.join(map(self._day, days[:FIRST]))}, … {self._day(days[-1])} ({len(days)} days)"

    def _time(self, task: Occurrence) -> str:
        """The time of day, if it is given or narrowed."""
        activity, local = task.activity, self._timeline.clock.local
        if task.given:
            return f", at {local(task.given[task.days[0]]):%H:%M}"
        if isinstance(activity.time, tuple):
            first, last = (f"{minute // 60:02}:{minute % 60:02}" for minute in activity.time)
            return f", between {first} and {last}"
        return ""
