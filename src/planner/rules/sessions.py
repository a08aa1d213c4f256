"""Nobody attends two sessions of one training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term
    from planner.timeline.occurrence import Occurrence


class Sessions(Requirement):
    """Each attendee of a training with several sessions goes to one of them only.

    That they go to one at all if they can be at any is what attendance asks for.
    """

    rule = "sessions"
    reach: ClassVar[Reach] = Reach.MOMENT  # but for the other sessions, which the facts name

    def touches(self, task: Occurrence) -> bool:
        """Whether it is one of several sessions."""
        return bool(task.activity.sessions)

    def build(self, draft: Draft) -> None:
        """Of a training's sessions, at most one is attended by each person."""
        attended: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for task in draft.tasks:
            for person in task.attendees if task.activity.sessions else ():
                attended[person, task.activity.id].append((1, draft.who.attends(task, person)))
        for subject, terms in attended.items():
            draft.require_at_most(self, subject, terms, 1)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Who attends a training more than once."""
        attended: dict[tuple[str, str], int] = defaultdict(int)
        for entry in ledger.entries:
            for person in entry.booking.attendees if entry.task.activity.sessions else ():
                attended[person, entry.task.activity.id] += 1
        for subject, times in attended.items():
            if times > 1:
                yield Finding(subject, facts={"times": times})

    def say(self, finding: Finding, names: Names) -> str:
        """Who, which training, how often."""
        person, training = finding.subject
        told = {"person": names.person(person), "training": names.task(training), "times": finding.facts["times"]}
        return names.wording.say("{person} attends {times} sessions of {training}, one is enough", **told)

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """That one session is enough."""
        told = {"person": names.person(subject[0]), "training": names.task(subject[1])}
        return names.wording.say("{person} attends one session of {training}", **told)
