"""Some people are never at the same activity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from planner.errors import Fault
from planner.facts.base import Ids
from planner.facts.references import Known
from planner.rules.base import Finding, Names, Reach
from planner.rules.ledger import Ledger
from planner.rules.scope import KindsRule, PeopleRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Apart(KindsRule, PeopleRule):
    """At most one of these people is at each activity, whether needed there or attending.

    With a price, each of them beyond the first is paid for.
    """

    rule: Literal["apart"] = "apart"
    reach: ClassVar[Reach] = Reach.MOMENT
    people: Ids = Field(min_length=2)

    def faults(self, known: Known) -> Iterator[Fault]:
        """People who do not exist, or are named twice."""
        yield from super().faults(known)
        for person in sorted({one for one in self.people if self.people.count(one) > 1}):
            yield Fault(("people",), f"{person!r} is named twice", "Name each person once.")

    def build(self, draft: Draft) -> None:
        """No activity has two of them."""
        for task in filter(self.concerns, draft.tasks):
            there = [(1, draft.who.on(task, one)) for one in task.candidates if one in self.people]
            draft.require_at_most(self, (task.id,), there, 1)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The activities that have two of them or more."""
        for entry in ledger.entries:
            if entry.start is not None and self.concerns(entry.task):
                there = sorted({*entry.people} & {*self.people})
                if len(there) > 1:
                    yield self.broken(entry.task.id, times=len(there) - 1, people=there)

    def say(self, finding: Finding, names: Names) -> str:
        """Who is at which activity together."""
        people, task = names.people(finding.facts["people"]), names.task(finding.subject[0])
        sentence = names.wording.say("{people} are at {task} together", people=people, task=task)
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """Who is kept apart."""
        return names.wording.say("{people} never at one activity", people=names.people(self.people))

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """Who is kept apart, where."""
        people, task = names.people(self.people), names.task(subject[0])
        return names.wording.say("no two of {people} at {task}", people=people, task=task)
