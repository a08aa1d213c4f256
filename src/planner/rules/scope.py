"""What a stated rule applies to: some kinds, one role, some people; all of them if it does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.errors import Fault, did_you_mean
from planner.facts.activities import Kind
from planner.facts.base import Id, Ids
from planner.facts.references import Known, unknown
from planner.rules.base import Names, PricedRule
from planner.rules.ledger import Entry
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit
    from planner.compile.when import Starts
    from planner.timeline.timeline import Timeline


class PeopleRule(PricedRule):
    """A rule for some people."""

    people: Ids = ()

    def faults(self, known: Known) -> Iterator[Fault]:
        """People who do not exist."""
        yield from unknown(("people",), "person", self.people, known.staff)

    def binds(self, person: str) -> bool:
        """Whether the rule speaks of a person."""
        return not self.people or person in self.people

    @property
    def bound(self) -> frozenset[str] | None:
        """Of whom it speaks; `None` if of everybody."""
        return frozenset(self.people) or None


class KindsRule(PricedRule):
    """A rule for some kinds of activities."""

    kinds: tuple[Kind, ...] = ()

    def concerns(self, task: Occurrence) -> bool:
        """Whether the rule speaks of a task."""
        return not self.kinds or task.activity.kind in self.kinds

    def idle(self, timeline: Timeline, names: Names) -> Iterator[str]:
        """That there is no activity of its kinds."""
        if self.kinds and not any(map(self.concerns, timeline.occurrences)):
            told = {"rule": self.rule, "kinds": names.wording.listed(names.kind(one) for one in self.kinds)}
            yield names.wording.say("the rule {rule} touches nothing: there is no {kinds}", **told)


class ScopedRule(KindsRule, PeopleRule):
    """A rule for some kinds of activities, for who is there in one role, for some people."""

    role: Id | None = None

    def faults(self, known: Known) -> Iterator[Fault]:
        """People and roles that do not exist."""
        yield from super().faults(known)
        if self.role is not None and self.role not in known.roles:
            yield Fault(("role",), f"nobody holds the role {self.role!r}", did_you_mean(self.role, known.roles))

    def counts(self, entry: Entry, person: str) -> bool:
        """Whether a person's place in a booking is one that the rule speaks of."""
        if not self.concerns(entry.task) or person not in entry.people:
            return False
        if self.role is None:
            return True
        return any(need.role == self.role and person in entry.filling(i) for i, need in enumerate(entry.task.needs))

    def places(self, draft: Draft, task: Occurrence, person: str, starts: Starts) -> list[Lit]:
        """Literals for the person's places in a task that begins at one of these minutes."""
        if self.role is None:
            return [draft.who.on_at(task, person, starts)]
        needs = [i for i, need in enumerate(task.needs) if need.role == self.role]
        return [draft.who.fills_at(task, i, person, starts) for i in needs]

    def there(self, draft: Draft, task: Occurrence, person: str, literal: Lit) -> Lit:
        """The literal of somebody being there, and in a place that the rule speaks of."""
        if self.role is None:
            return literal
        fills = [draft.who.fills(task, i, person) for i, need in enumerate(task.needs) if need.role == self.role]
        return draft.logic.all_of(literal, draft.logic.any_of(*fills))
