"""Who fills a need has its skills on that day, their own or granted by a training that they attended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit


def holds(who: PersonTime, skill: str, days: tuple[dt.date, ...]) -> bool:
    """Whether a person has a skill of their own on every one of some days."""
    return all(
        any(
            one.name == skill and (one.from_ is None or one.from_ <= day) and (one.to is None or day <= one.to)
            for one in who.staff.skills
        )
        for day in days
    )


def by_skill(draft: Draft) -> dict[str, list[Occurrence]]:
    """By skill, the trainings that grant it."""
    granting: dict[str, list[Occurrence]] = defaultdict(list)
    for task in draft.tasks:
        for skill in task.activity.grants or ():
            granting[skill].append(task)
    return granting


def skilled(draft: Draft, task: Occurrence, person: str, skill: str, trainings: list[Occurrence]) -> list[Lit]:
    """Literals one of which holds where a person has a skill at a task: by its day, or by a training before it."""
    who, when = draft.timeline.people[person], draft.when
    valid = {
        start for day in when.days(task) if holds(who, skill, task.lasting(day)) for start in when.starts_on(task, day)
    }
    if len(valid) == len(when.starts(task)):
        return [True]
    effects = [when.begins(task, valid)]
    for training in trainings:
        for start in when.starts(training) if person in training.attendees else ():
            over = draft.timeline.ends(training, start)
            late = [one for one in when.starts(task) if one >= over]
            came = draft.who.attends(training, person)
            effects.append(draft.logic.all_of(came, when.begins(training, [start]), when.begins(task, late)))
    return effects


def granted(ledger: Ledger) -> dict[tuple[str, str], int]:
    """By person and skill, the minute from which a training has granted it."""
    found: dict[tuple[str, str], int] = {}
    for entry in ledger.entries:
        for skill in entry.task.activity.grants or () if entry.end is not None else ():
            for person in entry.booking.attendees:
                assert entry.end is not None
                found[person, skill] = min(entry.end, found.get((person, skill), entry.end))
    return found


class Qualification(Requirement):
    """A skill counts on the days it is valid; a granted one from the training's end, for those who came."""

    rule = "qualification"
    reach: ClassVar[Reach] = Reach.PERSON

    def touches(self, task: Occurrence) -> bool:
        """Whether it grants a skill."""
        return bool(task.activity.grants)

    def build(self, draft: Draft) -> None:
        """Whoever lacks a skill at some start can fill the need only at others, or after a training."""
        granting = by_skill(draft)
        for task in draft.tasks:
            for i, need in enumerate(task.needs):
                for person in draft.who.fillers(task, i):
                    for skill in need.skills:
                        self._build(draft, task, i, person, skill, granting[skill])

    @staticmethod
    def _build(draft: Draft, task: Occurrence, need: int, person: str, skill: str, trainings: list[Occurrence]) -> None:
        effects = skilled(draft, task, person, skill, trainings)
        if any(one is True for one in effects):
            return
        if all(one is False for one in effects):
            draft.who.unfit(task, need, person)
        else:
            draft.logic.implies(draft.who.fills(task, need, person), *effects)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Everybody who fills a need without one of its skills on that day."""
        taught = granted(ledger)
        for entry in ledger.entries:
            if entry.start is None:
                continue
            days = entry.task.lasting(ledger.day(entry.start))
            for i, need in enumerate(entry.task.needs):
                for person in entry.filling(i):
                    who = ledger.timeline.people[person]
                    for skill in need.skills:
                        learnt = taught.get((person, skill))
                        if not holds(who, skill, days) and (learnt is None or learnt > entry.start):
                            yield Finding((person, entry.task.id), facts={"skill": skill, "day": days[0]})

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
