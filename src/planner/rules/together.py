"""Some people are needed only beside others: mentoring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from planner.errors import Fault
from planner.facts.base import Ids
from planner.facts.references import Known, unknown
from planner.facts.times import Day
from planner.rules.base import Finding, Names, Reach
from planner.rules.ledger import Ledger
from planner.rules.scope import KindsRule
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.when import Starts


class Together(KindsRule):
    """Each of `who` fills a need of an activity only if one of `with` is there, up to and including the day `until`.

    One of `with` may be needed there or attend. Whoever only attends needs nobody beside them. With a price, each
    place taken alone is paid for.
    """

    rule: Literal["together"] = "together"
    reach: ClassVar[Reach] = Reach.MOMENT
    who: Ids = Field(min_length=1)
    with_: Ids = Field(min_length=1, alias="with")
    until: Day | None = None

    def faults(self, known: Known) -> Iterator[Fault]:
        """People who do not exist."""
        yield from unknown(("who",), "person", self.who, known.staff)
        yield from unknown(("with",), "person", self.with_, known.staff)
        for person in self.who:
            if {*self.with_} == {person}:
                yield Fault(("with",), f"{person!r} cannot be beside themselves", "Name somebody else.")

    def _holds(self, day: dt.date) -> bool:
        return self.until is None or day <= self.until

    def _bound(self, draft: Draft, task: Occurrence) -> Starts:
        """The starts of a task at which the rule holds."""
        days = [draft.when.starts_on(task, day) for day in draft.when.days(task) if self._holds(day)]
        return frozenset().union(*days)

    def build(self, draft: Draft) -> None:
        """Whoever fills a need has one of the others there."""
        for task in filter(self.concerns, draft.tasks):
            starts = self._bound(draft, task)
            for person in self.who if starts else ():
                beside = [draft.who.on(task, one) for one in self.with_ if one != person]
                for need in range(len(task.needs)):
                    fills = draft.who.fills_at(task, need, person, starts)
                    if fills is not False:
                        draft.require(self, (person, task.id), [draft.logic.negated(fills), *beside])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Whoever fills a need with none of the others there."""
        for entry in ledger.entries:
            if entry.start is None or not self.concerns(entry.task) or not self._holds(ledger.day(entry.start)):
                continue
            filling = {person for need in range(len(entry.task.needs)) for person in entry.filling(need)}
            for person in sorted(filling & {*self.who}):
                if not {*entry.people} & {*self.with_} - {person}:
                    yield self.broken(person, entry.task.id)

    def say(self, finding: Finding, names: Names) -> str:
        """Who is where without whom."""
        person, task = finding.subject
        told = {"person": names.person(person), "task": names.task(task), "people": names.people(self.with_)}
        return self.paid(names.wording.say("{person} is at {task} without any of {people}", **told), names.wording)

    def asks(self, names: Names) -> str:
        """Who goes only with whom, and until when."""
        say, who, people = names.wording.say, names.people(self.who), names.people(self.with_)
        if self.until is None:
            return say("{who} only together with {people}", who=who, people=people)
        day = names.wording.date(self.until)
        return say("{who} only together with {people} until {day}", who=who, people=people, day=day)

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """Who goes only with whom, where."""
        person, task = subject
        told = {"person": names.person(person), "task": names.task(task), "people": names.people(self.with_)}
        return names.wording.say("{person} at {task} only together with {people}", **told)
