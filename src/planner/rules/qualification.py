"""Who fills a need has its skills on that day, their own or granted by a training that they attended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime

if TYPE_CHECKING:
    from planner.compile.draft import Draft


def holds(who: PersonTime, skill: str, days: tuple[dt.date, ...]) -> bool:
    """Whether a person has a skill of their own on every one of some days."""
    return all(
        any(
            one.name == skill and (one.from_ is None or one.from_ <= day) and (one.to is None or day <= one.to)
            for one in who.staff.skills
        )
        for day in days
    )


class Qualification(Requirement):
    """A skill counts on the days it is valid; a granted one from the training's end, for those who came."""

    rule = "qualification"
    reach: ClassVar[Reach] = Reach.PERSON

    def build(self, draft: Draft) -> None:
        """Whoever lacks a skill at some start can fill the need only at others, or after a training."""
        granting: dict[str, list[Occurrence]] = defaultdict(list)
        for task in draft.tasks:
            for skill in task.activity.grants or ():
                granting[skill].append(task)
        for task in draft.tasks:
            for i, need in enumerate(task.needs):
                for person in draft.who.fillers(task, i):
                    for skill in need.skills:
                        trainings = [one for one in granting[skill] if person in one.attendees]
                        self._build(draft, task, i, person, skill, trainings)

    @staticmethod
    def _build(draft: Draft, task: Occurrence, need: int, person: str, skill: str, trainings: list[Occurrence]) -> None:
        who, when = draft.timeline.people[person], draft.when
        valid = {
            start
            for day in when.days(task)
            if holds(who, skill, task.lasting(day))
            for start in when.starts_on(task, day)
        }
        if len(valid) == len(when.starts(task)):
            return
        effects = [when.begins(task, valid)]
        for training in trainings:
            for start in when.starts(training):
                over = draft.timeline.ends(training, start)
                late = [one for one in when.starts(task) if one >= over]
                came = draft.who.attends(training, person)
                effects.append(draft.logic.all_of(came, when.begins(training, [start]), when.begins(task, late)))
        if all(one is False for one in effects):
            draft.who.unfit(task, need, person)
        else:
            draft.logic.implies(draft.who.fills(task, need, person), *effects)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Everybody who fills a need without one of its skills on that day."""
        granted = self._granted(ledger)
        for entry in ledger.entries:
            if entry.start is None:
                continue
            days = entry.task.lasting(ledger.day(entry.start))
            for i, need in enumerate(entry.task.needs):
                for person in entry.filling(i):
                    who = ledger.timeline.people[person]
                    for skill in need.skills:
                        learnt = granted.get((person, skill))
                        if not holds(who, skill, days) and (learnt is None or learnt > entry.start):
                            yield Finding((person, entry.task.id), facts={"skill": skill, "day": days[0]})

    @staticmethod
    def _granted(ledger: Ledger) -> dict[tuple[str, str], int]:
        """By person and skill, the minute from which a training has granted it."""
        found: dict[tuple[str, str], int] = {}

        def note(entry: Entry, end: int) -> None:
            for skill in entry.task.activity.grants or ():
                for person in entry.booking.attendees:
                    key = person, skill
                    found[key] = min(end, found.get(key, end))

        for entry in ledger.entries:
            if entry.end is not None:
                note(entry, entry.end)
        return found

    def say(self, finding: Finding, names: Names) -> str:
        """Who, at which activity, lacks which skill when."""
        person, task = finding.subject
        return names.wording.say(
            "{person} lacks the skill {skill} on {day}, which {task} asks for",
            person=names.person(person),
            skill=finding.facts["skill"],
            day=names.day(finding.facts["day"]),
            task=names.task(task, finding.facts["day"]),
        )
