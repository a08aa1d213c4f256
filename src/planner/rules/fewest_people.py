"""As few people as can be are booked at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline


class FewestPeople(WishRule, ScopedRule):
    """As few people as can be have bookings; each who has one counts.

    With a price each of them costs it; without one they count among the preferences.
    """

    rule: Literal["fewest_people"] = "fewest_people"
    reach: ClassVar[Reach] = Reach.ALL
    few_people: ClassVar[bool] = True

    def build(self, draft: Draft) -> None:
        """Count everybody who is in one of the places; they are as many as heads filled at any one minute."""
        used: list[Term] = []
        for person in filter(self.binds, draft.timeline.people):
            crowds = [
                [self.there(draft, piece.task, person, piece.present) for piece in crowd if self.concerns(piece.task)]
                for crowd in draft.holding.crowds(person)
            ]
            used.append((1, draft.logic.if_any(crowds)))
        draft.count(self.goal, [(self.cost, one) for _, one in used])
        if not self.people:
            for tasks in draft.holding.at_once(filter(self.concerns, draft.tasks)):
                filled = [term for task in tasks for term in self._filled(draft, task)]
                draft.always_at_most([*filled, *((-1, one) for _, one in used)], 0)

    def _filled(self, draft: Draft, task: Occurrence) -> Iterator[Term]:
        """How many heads of a task are filled."""
        for i, need in enumerate(task.needs):
            if self.role in (None, need.role):
                yield need.count, True
                yield -1, draft.who.missing(task, i)

    def costs_at_least(self, timeline: Timeline) -> int:
        """As many people as there are heads at any one minute, where times are given; anybody, not only some people."""
        if self.people:
            return 0
        changes = sorted(change for task in timeline.occurrences for change in self._changes(timeline, task))
        return self.cost * max(accumulate(heads for _, heads in changes), default=0)

    def _changes(self, timeline: Timeline, task: Occurrence) -> Iterator[tuple[int, int]]:
        """When how many more heads, or fewer, are asked for from then on; where two meet, those who leave go first."""
        heads = sum(need.count for need in task.needs if self.role in (None, need.role))
        timed = not task.all_day and not task.run and len(task.days) == 1
        if timed and heads and not task.optional and self.concerns(task):
            start = task.given.get(task.days[0])
            if start is not None:
                yield start, heads
                yield timeline.ends(task, start), -heads

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Everybody who has bookings."""
        people = filter(self.binds, ledger.booked)
        used = [one for one in people if any(self.counts(entry, one) for entry in ledger.booked[one])]
        if used:
            yield self.broken(times=len(used), people=used)

    def say(self, finding: Finding, names: Names) -> str:
        """How many people have bookings, and who."""
        people = finding.facts["people"]
        sentence = names.wording.many(
            "{n} person has bookings: {people}",
            "{n} people have bookings: {people}",
            len(people),
            people=names.people(people),
        )
        return self.paid(sentence, names.wording)
