"""Of some optional activities so many are held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator

from planner.errors import Fault, did_you_mean
from planner.facts.base import Ids
from planner.facts.references import Known
from planner.rules.base import Finding, Names, PricedRule, Reach
from planner.rules.ledger import Entry, Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term


FEW = 4
"""Activities that are told by name; of more, the first of them."""


class Choose(PricedRule):
    """Of the activities in `of`, which are optional, `count` are held, or at least and at most so many.

    Of what recurs each occurrence counts; of what is held in shifts all of them count once. With a price, each
    activity too few or too many is paid for.
    """

    rule: Literal["choose"] = "choose"
    reach: ClassVar[Reach] = Reach.ALL
    of: Ids = Field(min_length=1)
    count: int | None = Field(default=None, ge=0)
    least: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _how_many(self) -> Choose:
        bounds = (self.least, self.most)
        if (self.count is None) == (bounds == (None, None)):
            raise ValueError("choose takes either count, or least or most or both: say how many are held")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"choose asks for at least {self.least} and at most {self.most}: swap them")
        return self

    @property
    def fewest(self) -> int:
        """How many are held at least."""
        return (self.least or 0) if self.count is None else self.count

    @property
    def highest(self) -> int | None:
        """How many are held at most, if that is said."""
        return self.most if self.count is None else self.count

    def faults(self, known: Known) -> Iterator[Fault]:
        """Activities that do not exist, that are not optional, or too few of them."""
        for i, one in enumerate(self.of):
            if one not in known.activities:
                yield Fault(("of", i), f"{one!r} is no activity", did_you_mean(one, known.activities))
            elif one not in known.optional:
                yield Fault(("of", i), f"{one!r} is chosen from, and not optional", "Add optional: true to it.")
            elif one in self.of[:i]:
                yield Fault(("of", i), f"{one!r} is named twice", "Name it once.")

    def build(self, draft: Draft) -> None:
        """Neither fewer nor more are held."""
        tasks = {task.whole_id: task for task in draft.timeline.occurrences if task.activity.id in self.of}
        held: list[Term] = [(1, draft.when.held(task)) for task in tasks.values()]
        if self.fewest:
            lost: list[Term] = [(-factor, one) for factor, one in held]
            draft.require_at_most(self, ("least",), [(self.fewest, True), *lost], 0)
        if self.highest is not None:
            draft.require_at_most(self, ("most",), held, self.highest)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """How many are held too few or too many."""
        held = self._held(ledger)
        if held < self.fewest:
            yield self.broken("least", times=self.fewest - held, held=held)
        if self.highest is not None and held > self.highest:
            yield self.broken("most", times=held - self.highest, held=held)

    def chosen(self, ledger: Ledger) -> tuple[Entry, ...]:
        """What is held of them."""
        return tuple(one for one in ledger.entries if one.task.activity.id in self.of and one.start is not None)

    def full(self, ledger: Ledger) -> bool:
        """Whether no more of them may be held."""
        return self.highest is not None and self._held(ledger) >= self.highest

    def bare(self, ledger: Ledger) -> bool:
        """Whether no fewer of them may be held."""
        return 0 < self._held(ledger) <= self.fewest

    def _held(self, ledger: Ledger) -> int:
        """How many are held."""
        return len({entry.task.whole_id for entry in self.chosen(ledger)})

    def say(self, finding: Finding, names: Names) -> str:
        """How many are held, and how many are asked for."""
        held = finding.facts["held"]
        sentence = names.wording.say("{held} are held, {asked}", held=held, asked=self.demand(finding.subject, names))
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """How many of which."""
        say, of = names.wording.say, names.wording.shortened(map(names.task, self.of), FEW)
        if self.highest is None:
            return say("at least {count} of {activities}", count=self.fewest, activities=of)
        if not self.fewest:
            return say("at most {count} of {activities}", count=self.highest, activities=of)
        if self.fewest == self.highest:
            return say("{count} of {activities}", count=self.fewest, activities=of)
        return say("{least} to {most} of {activities}", least=self.fewest, most=self.highest, activities=of)

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """At least or at most how many of which."""
        say, of = names.wording.say, names.wording.shortened(map(names.task, self.of), FEW)
        if subject == ("least",):
            return say("at least {count} of {activities}", count=self.fewest, activities=of)
        return say("at most {count} of {activities}", count=self.highest, activities=of)
