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
    from planner.timeline.timeline import Timeline


def free(task: Occurrence) -> bool:
    """Whether the planner chooses the time, and so whom it loses by the choice."""
    return len(task.days) > 1 or not (task.all_day or task.given)


def _another(one: Occurrence, task: Occurrence) -> bool:
    """Whether something is another session of a training."""
    return bool(task.activity.sessions) and one.activity.id == task.activity.id and one.id != task.id


def _losable(timeline: Timeline, group: tuple[Occurrence, ...]) -> Iterator[str]:
    """Who could be at a session of a training whose time the planner chooses."""
    if any(map(free, group)):
        for person in group[0].attendees:
            if any(timeline.starts(one, person, day) for one in group for day in one.days):
                yield person


class Attendance(Requirement):
    """Those who should attend an activity do, unless they are away or attend another at that time.

    No appointment recalls them. Where the planner chooses the time, each attendee whom the choice loses is paid for.
    """

    rule = "attendance"
    reach: ClassVar[Reach] = Reach.MOMENT
    price = 1

    def touches(self, task: Occurrence) -> bool:
        """Whether somebody should attend it, or may join."""
        return bool(task.attendees or task.joiners)

    def build(self, draft: Draft) -> None:
        """If the task starts when somebody can be there, that person is at it, or attends another task then."""
        for task in draft.tasks:
            pays = free(task) and not task.activity.sessions
            for person in task.attendees:
                there = draft.when.begins(task, draft.who.allowed(task, person))
                if there is False:  # off the grid there may be a time: the choice of the grid loses this person
                    if pays and any(draft.timeline.starts(task, person, day) for day in task.days):
                        draft.count(Goal("prices"), [(self.price, draft.when.held(task))])
                    continue
                on = draft.who.on(task, person)
                others = draft.holding.tasks(person) if task.activity.sessions else ()
                instead = [draft.who.on(one, person) for one in others if _another(one, task)]
                draft.logic.implies(there, on, *instead, *self._excuses(draft, task, person))
                if pays:
                    draft.count(Goal("prices"), [(self.price, draft.when.held(task)), (-self.price, on)])
            if task.activity.sessions:
                self._build_sessions(draft, task)

    def _build_sessions(self, draft: Draft, task: Occurrence) -> None:
        """Of a training with sessions, whoever could be at one of them and is at none is paid for once."""
        group = (task, *draft.timeline.links.sessions(task))
        possible = [one for one in group if draft.when.possible(one)]
        if task.id != min(one.id for one in possible):
            return
        for person in _losable(draft.timeline, group):
            on = [draft.who.on(one, person) for one in possible]
            held = draft.logic.any_of(*(draft.when.held(one) for one in possible))
            nowhere = draft.logic.negated(draft.logic.any_of(*on))
            draft.count(Goal("prices"), [(self.price, draft.logic.all_of(held, nowhere))])

    @staticmethod
    def _excuses(draft: Draft, task: Occurrence, person: str) -> Iterator[Lit]:
        """A literal for each other task that the person may be attending at the same time, or too near."""
        mine = [piece for piece in draft.holding.pieces(person) if piece.task is task]
        for other in draft.holding.pieces(person):
            if other.task is task or person not in other.task.attendees:
                continue
            for piece in mine:
                attends = draft.who.attends(other.task, person)
                for near in draft.journeys.near(person, piece, other):
                    yield draft.logic.all_of(piece.chosen, attends, other.present, near)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Who could be there and is not; who is there and should not; whom a choice of time loses."""
        for entry in ledger.entries:
            for person in entry.booking.attendees:
                if person not in (*entry.task.attendees, *entry.task.joiners):
                    yield Finding((person, entry.task.id), facts={"wrong": "not asked"})
            if entry.start is None:
                continue
            for person in entry.task.attendees:
                if person not in entry.people:
                    yield from self._away(entry, entry.start, person, ledger)

    def _away(self, entry: Entry, start: int, person: str, ledger: Ledger) -> Iterator[Finding]:
        task, timeline = entry.task, ledger.timeline
        if task.activity.sessions:
            others = [other for other in ledger.entries if _another(other.task, task) and other.start is not None]
            if any(person in other.people for other in others):
                return
            first = all(task.id < other.task.id for other in others)
            lost = first and person in _losable(timeline, (task, *timeline.links.sessions(task)))
        else:
            lost = free(task) and any(timeline.starts(task, person, day) for day in task.days)
        there = any(first <= start <= last for first, last in timeline.starts(task, person, ledger.day(start)))
        if there and not self._elsewhere(entry, start, person, ledger):
            yield Finding((person, task.id), facts={"wrong": "not there"})
        elif lost:
            yield Finding((person, task.id), Goal("prices"), self.price, {"wrong": "lost"})

    @staticmethod
    def _elsewhere(entry: Entry, start: int, person: str, ledger: Ledger) -> bool:
        """Whether the person attends something else during the activity, or too near for the way between."""
        mine = ledger.timeline.held(entry.task, person, start)
        return any(
            other is not entry and ledger.timeline.too_near(person, (entry.task, own), (other.task, span))
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
