"""Steps as a reader is told them: when they fall due, who does them when, and why not by their owner on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.facts.activities import ASSIGNED
from planner.plan.plan import Plan
from planner.plan.step import PlanStep
from planner.report.words import tidy
from planner.rules.base import Names
from planner.rules.steps import planned
from planner.timeline.clock import of_minute
from planner.timeline.steps import Due, choices, dues, groups
from planner.timeline.timeline import Timeline
from planner.timeline.unable import why_unable

if TYPE_CHECKING:
    from rich.table import Table


class Stepped(NamedTuple):
    """One step: what it is for, by when, on which day and by whom it is done, who else could, until when it is valid.

    Nobody and no day stand where it cannot be done. `why` tells what keeps the owner from the day on which it falls
    due.
    """

    occurrence: str
    title: str
    step: str
    due: dt.date
    day: dt.date | None
    owner: str | None
    backup: str | None
    valid_until: dt.date | None
    why: str


class Steps:
    """Tells steps.

    Parameters
    ----------
    names
        What people call things.
    timeline
        The facts on the time line, with the reasons that the reader may know; without them no reasons are told.
    """

    def __init__(self, names: Names, timeline: Timeline | None) -> None:
        self._names = names
        self._wording = names.wording
        self._timeline = timeline

    def stated(self, timeline: Timeline) -> Iterator[tuple[dt.date, Stepped]]:
        """Each step with the day on which its activity begins, were there nothing else to do; whoever is assigned."""
        for task in timeline.occurrences:
            for day in task.days:
                for due in dues(timeline, task, day):
                    best = next(iter(choices(timeline, due)), None)
                    done = None if best is None else (best.person, best.day)
                    told = self._told(planned(timeline, due, done, ()), due)
                    yield day, told._replace(owner=ASSIGNED) if best is not None and best.assigned else told

    def of(self, plan: Plan) -> list[Stepped]:
        """The steps of a plan, in the order of time."""
        known = dict(self._dues(plan))
        return [self._told(one, known.get((one.occurrence, one.name))) for one in plan.steps]

    def _dues(self, plan: Plan) -> Iterator[tuple[tuple[str, str], Due]]:
        if self._timeline is None:
            return
        starts = {one.occurrence: one.start for one in plan.held or ()}
        for task in self._timeline.occurrences:
            start = starts.get(task.id)
            day = None if start is None else self._timeline.clock.date(of_minute(start))
            for due in dues(self._timeline, task, day):
                yield (task.id, due.step.name), due

    def _told(self, step: PlanStep, due: Due | None) -> Stepped:
        return Stepped(
            occurrence=step.occurrence,
            title=self._names.task(step.occurrence),
            step=step.name,
            due=step.due,
            day=step.day,
            owner=step.owner,
            backup=step.backup,
            valid_until=step.valid_until,
            why="" if due is None or self._timeline is None else self._why(self._timeline, due, step),
        )

    def _why(self, timeline: Timeline, due: Due, step: PlanStep) -> str:
        """What keeps those who come first from doing a step on the day on which it falls due."""
        first = [who for who, _ in next(groups(timeline, due), ())]
        if step.day == due.due and (step.owner in first or not first):
            return ""
        closed = timeline.company.closed(due.due)
        if closed is not None:
            return self._wording.about(self._wording.day(due.due), closed.name)
        told: list[str] = []
        for who in first:
            causes = dict.fromkeys(one.text for one in why_unable(timeline, due, who, due.due))
            if causes:
                told.append(self._wording.about(self._names.person(who), self._wording.joined(causes)))
        if not told and step.day is not None:
            return self._wording.say("too much else on {day}", day=self._wording.day(due.due))
        return self._wording.joined(told)

    def table(self, steps: Iterable[Stepped]) -> Table:
        """Steps in the order in which they are done, as a table for the terminal."""
        from rich.table import Table
        from rich.text import Text

        table = Table(*self.heads(), box=None, pad_edge=False, header_style="bold")
        for one, row in self.rows(steps):
            table.add_row(*(Text(told, "red" if one.day is None else "") for told in row))
        return table

    def heads(self) -> tuple[str, ...]:
        """What stands above the columns."""
        say = self._wording.say
        return say("Day"), say("Due"), say("Step"), say("For"), say("Who"), say("Remarks")

    def rows(self, steps: Iterable[Stepped]) -> Iterator[tuple[Stepped, tuple[str, ...]]]:
        """Steps in the order in which they are done, column by column."""
        day = self._wording.day
        for one in sorted(steps, key=lambda one: (one.day or one.due, one.title, one.due, one.step)):
            done = self._wording.say("never") if one.day is None else day(one.day)
            due = "" if one.due == one.day else day(one.due)
            yield one, tuple(map(tidy, (done, due, one.step, one.title, self._who(one), self._remarks(one))))

    def _who(self, step: Stepped) -> str:
        """Who does it, and who else could."""
        if step.owner is None:
            return ""
        owner = self._wording.say("assigned") if step.owner == ASSIGNED else self._names.person(step.owner)
        if step.backup is None:
            return owner
        other = self._names.person(step.backup)
        return self._wording.say("{person} (or {other})", person=owner, other=other)

    def _remarks(self, step: Stepped) -> str:
        """Until when it is valid, and why it is not done by its owner on its day."""
        wording = self._wording
        told = [] if step.why == "" else [step.why]
        if step.valid_until is not None:
            told.append(wording.say("valid until {day}", day=wording.day(step.valid_until)))
        return wording.joined(told)

    def data(self, step: Stepped) -> dict[str, Any]:
        """The same as data."""
        days = {key: None if day is None else str(day) for key, day in self._days(step)}
        told = {"name": step.step, **days, "owner": step.owner, "backup": step.backup, "why": step.why}
        return {key: value for key, value in told.items() if value}

    @staticmethod
    def _days(step: Stepped) -> Iterator[tuple[str, dt.date | None]]:
        yield "due", step.due
        yield "day", step.day
        yield "valid_until", step.valid_until
