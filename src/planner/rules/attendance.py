"""Whoever should attend does, if they are there; who is away is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit


def free(task: Occurrence) -> bool:
    """Whether the planner chooses the time, and so whom it loses by the choice."""
    return len(task.days) > 1 or not (task.all_day or task.given)


class Attendance(Requirement):
    """Those who should attend an activity do, unless they are away or attend another at that time.

    No appointment recalls them. Where the planner chooses the time, each attendee whom the choice loses is paid for.
    """

    rule = "attendance"
    reach: ClassVar[Reach] = Reach.MOMENT
    price = 1

    def build(self, draft: Draft) -> None:
        """If the task starts when somebody can be there, that person is at it, or attends another task then."""
        for task in draft.tasks:
            for person in task.attendees:
                there = draft.when.begins(task, draft.who.allowed(task, person))
                if there is False:  # off the grid there may be a time: the choice of the grid loses this person
                    if free(task) and any(draft.timeline.starts(task, person, day) for day in task.days):
                        draft.count(Goal("prices"), [(self.price, draft.when.held(task))])
                    continue
                on = draft.who.on(task, person)
                draft.logic.implies(there, on, *self._excuses(draft, task, person))
                if free(task):
                    draft.count(Goal("prices"), [(self.price, draft.when.held(task)), (-self.price, on)])

    @staticmethod
    def _excuses(draft: Draft, task: Occurrence, person: str) -> Iterator[Lit]:
        """A literal for each other task that the person may be attending at the same time."""
        mine = [piece for piece in draft.holding.pieces(person) if piece.task is task]
        for other in draft.holding.pieces(person):
            if other.task is task or person not in other.task.attendees:
                continue
            for piece in mine:
                together = draft.holding.together(piece, other)
                attends = draft.who.attends(other.task, person)
                yield draft.logic.all_of(piece.chosen, attends, other.present, together)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Who could be there and is not; who is there and should not; whom a choice of time loses."""
        for entry in ledger.entries:
            for person in entry.booking.attendees:
                if person not in entry.task.attendees:
                    yield Finding((person, entry.task.id), facts={"wrong": "not asked"})
            if entry.start is None:
                continue
            for person in entry.task.attendees:
                if person not in entry.booking.people:
                    yield from self._away(entry, entry.start, person, ledger)

    def _away(self, entry: Entry, start: int, person: str, ledger: Ledger) -> Iterator[Finding]:
        task, timeline = entry.task, ledger.timeline
        there = any(first <= start <= last for first, last in timeline.starts(task, person, ledger.day(start)))
        if there and not self._elsewhere(entry, start, person, ledger):
            yield Finding((person, task.id), facts={"wrong": "not there"})
        elif free(task) and any(timeline.starts(task, person, day) for day in task.days):
            yield Finding((person, task.id), Goal("prices"), self.price, {"wrong": "lost"})

    @staticmethod
    def _elsewhere(entry: Entry, start: int, person: str, ledger: Ledger) -> bool:
        """Whether the person attends something else during the activity."""
        mine = ledger.timeline.held(entry.task, person, start)
        return any(
            span[0] < own[1] and own[0] < span[1]
            for span, other in ledger.by_person[person]
            if person in other.booking.attendees
            for own in mine
        )

    def say(self, finding: Finding, names: Names) -> str:
        """Who, and which activity they miss."""
        person, task = finding.subject
        told, say = {"person": names.person(person), "task": names.task(task)}, names.wording.say
        if finding.facts["wrong"] == "not asked":
            return say("{person} attends {task} without being asked to", **told)
        if finding.facts["wrong"] == "not there":
            return say("{person} could attend {task} and does not", **told)
        return say("{person} cannot attend {task} at that time", **told)
