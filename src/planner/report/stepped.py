"""Steps as a reader is told them: when they fall due, who does them when, and why not by their owner on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.checking import names_of
from planner.facts.activities import ASSIGNED
from planner.problem import Problem
from planner.report.words import tidy
from planner.timeline.steps import Due, backup, choices, dues, groups
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
    problem
        The facts, with the reasons that the reader may know.
    """

    def __init__(self, problem: Problem) -> None:
        self._timeline = problem.timeline
        self._names = names_of(problem)

    def stated(self) -> Iterator[tuple[dt.date, Stepped]]:
        """Each step with the day on which its activity begins, were there nothing else to do; whoever is assigned."""
        for task in self._timeline.occurrences:
            for day in task.days:
                for due in dues(self._timeline, task, day):
                    best = next(iter(choices(self._timeline, due)), None)
                    if best is None:
                        yield day, self.told(due, None, None, ())
                    else:
                        told = self.told(due, best.person, best.day, ())
                        yield day, told._replace(owner=ASSIGNED) if best.assigned else told

    def told(self, due: Due, person: str | None, day: dt.date | None, assigned: tuple[str, ...]) -> Stepped:
        """A step, who does it on which day, and who is assigned to the activity."""
        timeline = self._timeline
        other = None if person is None or day is None else backup(timeline, due, person, day, assigned)
        return Stepped(
            occurrence=due.task.id,
            title=self._names.task(due.task.id),
            step=due.step.name,
            due=due.due,
            day=day,
            owner=person,
            backup=other,
            valid_until=None if day is None else due.valid_until(day),
            why=self.why(due, person, day),
        )

    def why(self, due: Due, person: str | None, day: dt.date | None) -> str:
        """What keeps those who come first from doing a step on the day on which it falls due."""
        timeline, wording = self._timeline, self._timeline.wording
        if day == due.due and (person is None or any(person == who for who, _ in next(groups(timeline, due), ()))):
            return ""
        closed = timeline.company.closed(due.due)
        told: list[str] = []
        if closed is not None and (closed.fact != "day off" or person is None):
            told.append(wording.about(wording.day(due.due), closed.name))
        for who, _ in next(groups(timeline, due), ()) if not told else ():
            causes = dict.fromkeys(one.text for one in why_unable(timeline, due, who, due.due))
            if causes and who != (person if day == due.due else None):
                told.append(wording.about(self._names.person(who), wording.joined(causes)))
        if not told and day is not None:
            return wording.say("too much else on {day}", day=wording.day(due.due))
        return wording.joined(dict.fromkeys(told))

    def table(self, steps: Iterable[Stepped]) -> Table:
        """Steps in the order in which they are done, as a table for the terminal."""
        from rich.table import Table
        from rich.text import Text

        say, wording = self._timeline.wording.say, self._timeline.wording
        heads = say("Day"), say("Due"), say("Step"), say("For"), say("Who"), say("Remarks")
        table = Table(*heads, box=None, pad_edge=False, header_style="bold")
        for one in sorted(steps, key=lambda one: (one.day or one.due, one.title, one.due, one.step)):
            day = say("never") if one.day is None else wording.day(one.day)
            due = "" if one.due == one.day else wording.day(one.due)
            row = day, due, one.step, one.title, self._who(one), self._remarks(one)
            table.add_row(*(Text(tidy(told), "red" if one.day is None else "") for told in row))
        return table

    def _who(self, step: Stepped) -> str:
        """Who does it, and who else could."""
        if step.owner is None:
            return ""
        owner = self._timeline.wording.say("assigned") if step.owner == ASSIGNED else self._names.person(step.owner)
        if step.backup is None:
            return owner
        other = self._names.person(step.backup)
        return self._timeline.wording.say("{person} (or {other})", person=owner, other=other)

    def _remarks(self, step: Stepped) -> str:
        """Until when it is valid, and why it is not done by its owner on its day."""
        wording = self._timeline.wording
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


def asked(timeline: Timeline) -> Iterator[str]:
    """What is to be asked for each request that is not complete."""
    wording = timeline.wording
    for activity in timeline.requests:
        if activity.unknown:
            told = {"activity": activity.title, "details": ", ".join(activity.unknown)}
            yield wording.say("{activity} is incomplete: ask for {details}", **told)
