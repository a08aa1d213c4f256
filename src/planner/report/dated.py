"""What every activity means in days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.checking import names_of
from planner.explain.notices import notices_of
from planner.facts.activities import Activity
from planner.facts.times import clock_text
from planner.report.stepped import Stepped, Steps
from planner.report.words import tidy
from planner.rules.base import Names
from planner.rules.order import Order
from planner.rules.steps import incomplete
from planner.timeline.occurrence import Occurrence
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

    An occurrence with several days is held on one of them, unless `all` says that it takes them all; one that is
    `optional` may be left out. `starts` has its times where they are given to the minute; `steps` when each falls due,
    by the day on which it begins, and who does it when, were there nothing else to do. What requests lack is
    `incomplete`.
    """
    timeline = problem.timeline
    activities: dict[str, list[dict[str, Any]]] = {one.id: [] for one in problem.activities}
    steps = Steps(names_of(problem), timeline)
    stated: dict[str, list[tuple[dt.date, Stepped]]] = defaultdict(list)
    for day, step in steps.stated(timeline):
        stated[step.occurrence].append((day, step))
    for task in timeline.occurrences:
        days = [day.isoformat() for day in task.run or task.days]
        told: dict[str, Any] = {"occurrence": task.id, "days": days, "all": bool(task.run)}
        if task.activity.after:
            told["after"] = [one.model_dump(mode="json", exclude_none=True) for one in task.activity.after]
        if task.optional:
            told["optional"] = True
        if task.activity.steps:
            told["steps"] = [{"begins": str(day), **steps.data(step)} for day, step in stated[task.id]]
        if task.given:
            told["starts"] = [timeline.clock.local(task.given[day]).isoformat() for day in task.days]
        activities[task.activity.id].append(told)
    for one in timeline.background:
        first, last = _period(one, problem)
        activities[one.id].append({"occurrence": one.id, "from": str(first), "to": str(last), "all": True})
    lacking = {one.activity: list(one.missing) for one in incomplete(timeline)}
    return {"activities": activities, "incomplete": lacking, "notices": [*notices_of(problem)]}


def dated(problem: Problem) -> RenderableType:
    """The days of every activity in the order of time, as a table for the terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    timeline = problem.timeline
    say = timeline.wording.say
    table = Table(say("Days"), say("Activity"), say("Kind"), box=None, pad_edge=False, header_style="bold")
    for row in _rows(problem, timeline):
        table.add_row(*(Text(tidy(told)) for told in row[1:]))
    told = (say("Notice: {notice}", notice=tidy(one)) for one in notices_of(problem))
    title = say("{problem}: the days that activities mean", problem=tidy(problem.name))
    below = [*_steps(problem), *(Text(tidy(one.text), style="yellow") for one in incomplete(timeline))]
    return Group(Text(title, style="bold"), table, *below, *(Text(one, style="yellow") for one in told))


def _steps(problem: Problem) -> Iterator[RenderableType]:
    """The steps around activities whose day is known."""
    from rich.text import Text

    timeline = problem.timeline
    steps = Steps(names_of(problem), timeline)
    found = [step for _, step in steps.stated(timeline) if len(timeline.occurrence(step.occurrence).days) == 1]
    if found:
        yield Text(timeline.wording.say("Steps"), style="bold")
        yield steps.table(found)


def _rows(problem: Problem, timeline: Timeline) -> list[Row]:
    """One row an activity, in the order of time; those without a day come last."""
    told, say, names = _Days(timeline), timeline.wording.say, names_of(problem)
    kind = names.kind
    rows = []
    for _, several in groupby(timeline.occurrences, key=lambda task: task.activity.id):
        tasks = list(several)
        one = tasks[0].activity
        first = min((day for task in tasks for day in task.days), default=dt.date.max)
        days = _ordered(told.of(tasks), one, names)
        days = say("{days} (may be left out)", days=days) if one.optional else days
        rows.append(Row(first, days, one.title, kind(one.kind)))
    for one in timeline.background:
        first, last = _period(one, problem)
        days = say("every working day {days}", days=told.span(first, last))
        rows.append(Row(first, days, one.title, kind(one.kind)))
    shown = {task.activity.id for task in timeline.occurrences} | {one.id for one in timeline.background}
    for one in problem.activities:
        if one.id not in shown:
            why = say("not held: {condition} is false", condition=one.only_if)
            rows.append(Row(dt.date.max, why, one.title, kind(one.kind)))
    return sorted(rows, key=lambda row: (row.first, row.title, row.kind))


def _ordered(days: str, activity: Activity, names: Names) -> str:
    """The days, with what the activity comes after."""
    if not activity.after:
        return days
    order = names.wording.joined(
        Order().demand((activity.id, one.activity, *one.stated), names) for one in activity.after
    )
    return names.wording.say("{days} ({remarks})", days=days, remarks=order)


def _period(background: Activity, problem: Problem) -> tuple[dt.date, dt.date]:
    """The days of the horizon over which some background work is spread."""
    horizon = problem.horizon
    first, last = background.from_ or horizon.from_, background.to or horizon.to
    return max(first, horizon.from_), min(last, horizon.to)


class _Days:
    """Tells days, with their year if the horizon has several."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._wording = timeline.wording
        horizon = timeline.facts.horizon
        self._years = horizon.from_.year != horizon.to.year

    def of(self, tasks: Sequence[Occurrence]) -> str:
        """The days that an activity means: its occurrences, or the days of its only one."""
        task, say = tasks[0], self._wording.say
        days = [day for one in tasks for day in one.days]
        if task.run:
            span = self.span(task.run[0], task.run[-1])
            return self._at(task, say("{days}, {n} days", days=span, n=len(task.run)))
        if not days:
            return say("no working day")
        if task.activity.sessions:
            dated = (self._at(one, self._listed(list(one.days))) for one in tasks)
            return say("sessions on {days}", days="; ".join(dated))
        if task.shift:
            return self._at(task, say("{days}, a shift a day", days=self._listed(days)))
        if len(task.days) > 1:
            return self._at(task, say("one of {days}", days=self._listed(days)))
        return self._at(task, self._listed(days))

    def span(self, first: dt.date, last: dt.date) -> str:
        """From one day to another."""
        return self._wording.say("from {first} to {last}", first=self._day(first), last=self._day(last))

    def _day(self, day: dt.date) -> str:
        told = self._wording.day(day)
        return self._wording.say("{day} {year}", day=told, year=day.year) if self._years else told

    def _listed(self, days: list[dt.date]) -> str:
        if len(days) <= FEW:
            return ", ".join(map(self._day, days))
        first, last = ", ".join(map(self._day, days[:FIRST])), self._day(days[-1])
        return self._wording.say("{first}, … {last} ({n} days)", first=first, last=last, n=len(days))

    def _at(self, task: Occurrence, days: str) -> str:
        """The days, with the time of day if it is given or narrowed."""
        activity, wording = task.activity, self._wording
        if task.given:
            time = wording.clock(self._timeline.clock.local(task.given[task.days[0]]))
            return wording.say("{days}, at {time}", days=days, time=time)
        if isinstance(activity.time, tuple):
            first, last = map(clock_text, activity.time)
            return wording.say("{days}, between {first} and {last}", days=days, first=first, last=last)
        return days
