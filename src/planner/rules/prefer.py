"""Wishes for many activities at once: people, weekdays, times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BeforeValidator, model_validator

from planner.facts.base import OR_ONE, listed
from planner.facts.times import ClockSpan, Weekday
from planner.facts.when import Preference
from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule
from planner.rules.wishes import misses

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Prefer(WishRule, ScopedRule):
    """Bookings take one of these people, weekdays, or this time, where nothing better is lost by it.

    Each head taken by somebody else counts once, and so does each booking on another day or outside the time. With
    a price it counts among the broken rules instead of the preferences.
    """

    rule: Literal["prefer"] = "prefer"
    reach: ClassVar[Reach] = Reach.MOMENT
    days: Annotated[tuple[Weekday, ...], BeforeValidator(listed), OR_ONE] = ()
    time: ClockSpan | None = None

    @model_validator(mode="after")
    def _some_wish(self) -> Prefer:
        if not (self.people or self.days or self.time):
            raise ValueError("prefer names nothing: give people, days or time")
        return self

    @property
    def _wish(self) -> Preference:
        return Preference(days=self.days, time=self.time)

    def build(self, draft: Draft) -> None:
        """Count heads taken by others, and starts that miss the wish."""
        for task in filter(self.concerns, draft.tasks):
            for i, need in enumerate(task.needs):
                if self.people and self.role in (None, need.role):
                    others = [one for one in draft.who.fillers(task, i) if one not in self.people]
                    draft.count(self.goal, [(self.cost, draft.who.fills(task, i, one)) for one in others])
            for start in draft.when.starts(task):
                missed = misses(draft.timeline, task, self._wish, start)
                if missed:
                    draft.count(self.goal, [(self.cost * missed, draft.when.begins(task, [start]))])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Every head and booking that misses the wish."""
        for entry in ledger.entries:
            task = entry.task
            if not self.concerns(task):
                continue
            for i, need in enumerate(task.needs):
                if self.people and self.role in (None, need.role):
                    for person in entry.filling(i):
                        if person not in self.people:
                            yield Finding((task.id, person), self.goal, self.cost)
            if entry.start is not None:
                missed = misses(ledger.timeline, task, self._wish, entry.start)
                if missed:
                    yield Finding((task.id,), self.goal, self.cost * missed)

    def say(self, finding: Finding, names: Names) -> str:
        """Which booking misses the wish."""
        say, task = names.wording.say, names.task(finding.subject[0])
        if len(finding.subject) == 1:
            sentence = say("{task} is not held on the days or at the time preferred", task=task)
        else:
            told = {"person": names.person(finding.subject[1]), "people": names.people(self.people)}
            sentence = say("{task} takes {person} instead of {people}", task=task, **told)
        return self.paid(sentence, names.wording)
