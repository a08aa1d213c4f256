"""What every activity means in days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.timeline.causes import day_text
from planner.timeline.oddities import oddities
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from rich.console import RenderableType

    from planner.problem import Problem
    from planner.timeline.occurrence import Occurrence


def dates_of(problem: Problem) -> dict[str, Any]:
    """By activity, the days of each of its occurrences; and what is odd about them.

    An occurrence with several days is held on one of them, unless `all` says that it takes them all.
    """
    timeline = Timeline(problem)
    activities: dict[str, Any] = {one.id: [] for one in problem.activities}
    for task in timeline.occurrences:
        days = [day.isoformat() for day in task.run or task.days]
        activities[task.activity.id].append({"occurrence": task.id, "days": days, "all": bool(task.run)})
    for one in timeline.background:
        last = min(one.to or problem.horizon.to, problem.horizon.to)
        activities[one.id].append({"occurrence": one.id, "from": str(one.from_), "to": str(last), "all": True})
    return {"activities": activities, "notices": sorted(set(oddities(timeline)))}


def dated(problem: Problem) -> RenderableType:
    """The days of every activity as a table for the terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    timeline = Timeline(problem)
    table = Table("Activity", "Kind", "Days", box=None, pad_edge=False, header_style="bold")
    rows = [(one.activity.title, one.activity.kind, _days(one, timeline)) for one in timeline.occurrences]
    for one in timeline.background:
        last = min(one.to or problem.horizon.to, problem.horizon.to)
        told = f"every working day from {day_text(one.from_ or problem.horizon.from_)} to {day_text(last)}"
        rows.append((one.title, one.kind, told))
    shown = {one.activity.id for one in timeline.occurrences} | {one.id for one in timeline.background}
    for one in problem.activities:
        if one.id not in shown:
            rows.append((one.title, one.kind, f"not held: {one.only_if} is false"))
    before = ""
    for title, kind, told in rows:
        table.add_row("" if title == before else title, "" if title == before else kind, told)
        before = title
    notices = [Text(f"Notice: {one}", style="yellow") for one in sorted(set(oddities(timeline)))]
    return Group(Text(f"{problem.name}: the days that activities mean", style="bold"), table, *notices)


def _days(task: Occurrence, timeline: Timeline) -> str:
    if task.run:
        return f"{day_text(task.run[0])} to {day_text(task.run[-1])}, {len(task.run)} days"
    if not task.days:
        return "no working day"
    told = ", ".join(day_text(day) for day in task.days[:6])
    more = f" and {len(task.days) - 6} more" if len(task.days) > 6 else ""
    if len(task.days) > 1:
        return f"one of {told}{more}"
    at = task.given.get(task.days[0])
    return told if at is None else f"{told}, {timeline.clock.local(at):%H:%M}"
