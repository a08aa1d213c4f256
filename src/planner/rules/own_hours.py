"""People are booked in their own working hours: not on leave, holidays, closures or days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.people import days_around
from planner.timeline.spans import Span, covers, union

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence


class OwnHours(Requirement):
    """Nobody is booked outside their hours; `on_days_off` lifts holidays, closures and days off, never an absence."""

    rule = "own_hours"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether it takes whole days, of which some attend a part."""
        return task.all_day

    def build(self, draft: Draft) -> None:
        """A person can be at a task only if it starts when their hours can hold it."""
        for task in draft.tasks:
            for person in task.everybody:
                starts = draft.when.starts(task)
                fitting: set[int] = set()
                for day in draft.when.days(task):
                    spans = draft.timeline.starts(task, person, day)
                    on_day = draft.when.starts_on(task, day)
                    for first, last in spans:
                        fitting.update(one for one in on_day if first <= one <= last)
                if len(fitting) < len(starts):
                    draft.who.only_at(task, person, fitting)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Every minute that a booking takes of a person lies in hours that may be asked for."""
        for entry in ledger.entries:
            if entry.start is None:
                continue
            for person in entry.people:
                if entry.task.all_day:
                    yield from self._whole_days(entry, person, ledger)
                else:
                    yield from self._spans(entry, person, ledger)

    def _whole_days(self, entry: Entry, person: str, ledger: Ledger) -> Iterator[Finding]:
        """Who attends is there for some of each day; who fills a need for all of it."""
        assert entry.start is not None
        who, task = ledger.timeline.people[person], entry.task
        for day in task.lasting(ledger.day(entry.start)):
            reach = who.reach(day, on_days_off=task.on_days_off)
            whole = reach == who.duty(day, on_days_off=task.on_days_off)
            if not reach or not (whole or person in task.attendees):
                yield Finding((person, task.id), facts={"day": day})

    def _spans(self, entry: Entry, person: str, ledger: Ledger) -> Iterator[Finding]:
        assert entry.start is not None
        who, task = ledger.timeline.people[person], entry.task
        for span in ledger.timeline.held(task, person, entry.start):
            day = ledger.day(span[0])
            if covers(who.reach(day, on_days_off=task.on_days_off), span):
                continue
            days = days_around(day, span[1] - span[0])
            if not covers(union(*(who.reach(day, on_days_off=task.on_days_off) for day in days)), span):
                yield Finding((person, task.id), facts=self._when(span, ledger))

    @staticmethod
    def _when(span: Span, ledger: Ledger) -> dict[str, dt.date | dt.datetime]:
        return {"day": ledger.day(span[0]), "start": ledger.time(span[0]), "end": ledger.time(span[1])}

    def say(self, finding: Finding, names: Names) -> str:
        """Who, where, when."""
        person, task = finding.subject
        facts, say = finding.facts, names.wording.say
        told = {"person": names.person(person), "task": names.task(task, facts["day"]), "day": names.day(facts["day"])}
        if "start" not in facts:
            return say("{person} cannot be at {task} on {day} for the whole day", **told)
        told |= {"start": names.clock(facts["start"]), "end": names.clock(facts["end"])}
        return say("{person} cannot be at {task} on {day} from {start} to {end}", **told)
