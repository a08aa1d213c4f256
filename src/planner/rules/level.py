"""Everybody has about as many bookings as the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ceilings import Load
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.timeline import Timeline


class Level(WishRule, ScopedRule):
    """Bookings are as level as can be: the squares of how many each person has add up to as little as can be.

    So the tenth booking of one person counts more than the first of another. Unlike `balance` it looks at no hours and
    no presence. With a price each unit of the sum costs it; without one it counts among the preferences. (Resource
    levelling: Burgess and Killebrew, *Variation in Activity Level on a Cyclical Arrow Diagram*, 1962.)
    """

    rule: Literal["level"] = "level"
    reach: ClassVar[Reach] = Reach.ALL

    def build(self, draft: Draft) -> None:
        """Count each person's bookings, squared."""
        tasks = [(task, draft.when.starts(task)) for task in draft.tasks if self.concerns(task)]
        for person in filter(self.binds, draft.timeline.people):
            places = [one for task, starts in tasks for one in self.places(draft, task, person, starts)]
            draft.count(self.goal, [(self.cost * factor, one) for factor, one in draft.logic.squared(places)])

    def loads(self, timeline: Timeline) -> Iterable[Load] | None:
        """Squares."""
        if self.role is not None:
            return None
        tasks = frozenset(task.id for task in timeline.occurrences if self.concerns(task))
        people = frozenset(filter(self.binds, timeline.people))
        price = self.cost
        return [Load(tasks, people, lambda load: price * load * load, self.goal)]

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Everybody who has bookings."""
        for person in filter(self.binds, ledger.booked):
            load = sum(self.counts(entry, person) for entry in ledger.booked[person])
            if load:
                yield self.broken(person, times=load * load, load=load)

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how many."""
        person = names.person(finding.subject[0])
        sentence = names.wording.many(
            "{person} has {n} booking", "{person} has {n} bookings", finding.facts["load"], person=person
        )
        return self.paid(sentence, names.wording)
