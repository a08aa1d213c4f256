"""Decisions taken are kept: required activities are held as asked, pinned days, starts and people stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.facts.when import Pins
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline


def pinned_minute(timeline: Timeline, task: Occurrence) -> int | None:
    """The minute at which a task is pinned to start."""
    at = task.activity.pins.at
    return None if at is None else timeline.clock.minute(at)


def pinned_people(task: Occurrence) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Each pinned person with the role, and the places of the needs that ask for it."""
    for role, people in sorted(task.activity.pins.staff.items()):
        places = tuple(i for i, need in enumerate(task.needs) if need.role == role)
        for person in people:
            yield person, role, places


class Required(Requirement):
    """A required activity is fully staffed."""

    rule = "required"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether it is required."""
        return bool(task.activity.required)

    def build(self, draft: Draft) -> None:
        """Required tasks are whole."""
        for task in draft.timeline.occurrences:
            if task.activity.required:
                draft.require(self, (task.id,), [draft.who.whole(task)])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Required activities that are not fully staffed."""
        for entry in ledger.entries:
            if entry.task.activity.required and not entry.whole:
                yield Finding((entry.task.id,))

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity."""
        return names.wording.say("{task} is required and not fully staffed", task=names.task(finding.subject[0]))

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """Which activity is required."""
        return names.wording.say("{task} is required", task=names.task(subject[0]))


class Pinned(Requirement):
    """What is pinned stays: the day, the start, people by role."""

    rule = "pins"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether anything about it is pinned."""
        return task.activity.pins != Pins()

    def build(self, draft: Draft) -> None:
        """Pinned tasks begin when and with whom they are pinned."""
        for task in draft.timeline.occurrences:
            pins = task.activity.pins
            if pins.on is not None:
                draft.require(self, (task.id, f"{pins.on}"), [self._on(draft, task, pins.on)])
            minute = pinned_minute(draft.timeline, task)
            if minute is not None:
                begins = draft.when.possible(task) and draft.when.begins(task, [minute])
                draft.require(self, (task.id, f"{pins.at:%Y-%m-%d %H:%M}"), [begins])
            for person, role, places in pinned_people(task):
                fills: list[Lit] = (
                    [draft.who.fills(task, i, person) for i in places] if draft.when.possible(task) else []
                )
                draft.require(self, (task.id, role, person), fills)

    @staticmethod
    def _on(draft: Draft, task: Occurrence, day: dt.date) -> Lit:
        return draft.when.possible(task) and draft.when.on_day(task, day)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Pins that a plan does not keep."""
        for entry in ledger.entries:
            task, pins = entry.task, entry.task.activity.pins
            if pins.on is not None and (entry.start is None or ledger.day(entry.start) != pins.on):
                yield Finding((task.id, f"{pins.on}"))
            minute = pinned_minute(ledger.timeline, task)
            if minute is not None and entry.start != minute:
                yield Finding((task.id, f"{pins.at:%Y-%m-%d %H:%M}"))
            for person, role, places in pinned_people(task):
                if not any(person in entry.filling(i) for i in places):
                    yield Finding((task.id, role, person))

    def say(self, finding: Finding, names: Names) -> str:
        """Which pin is not kept."""
        return names.wording.say("not kept: {pin}", pin=self.demand(finding.subject, names))

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """What is pinned."""
        say, task = names.wording.say, names.task(subject[0])
        if len(subject) == 3:
            _, role, person = subject
            return say("{task} is pinned to {person} as {role}", task=task, person=names.person(person), role=role)
        moment = dt.datetime.fromisoformat(subject[1])
        told = {"task": task, "day": names.day(moment)}
        if len(subject[1]) > len("2020-06-23"):
            return say("{task} is pinned to {day} at {time}", **told, time=names.clock(moment))
        return say("{task} is pinned to {day}", **told)
