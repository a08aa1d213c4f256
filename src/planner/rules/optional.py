"""What is optional is held whole or left out; nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Optional(Requirement):
    """An optional activity is held with all that it asks for, or declined: then nobody is at it and no head is open.

    Declined, it loses its value and costs nothing else. Nothing but an optional activity is declined.
    """

    rule = "optional"
    reach: ClassVar[Reach] = Reach.MOMENT

    def build(self, draft: Draft) -> None:
        """Optional tasks are whole, or nobody is there."""
        for task in draft.tasks:
            if task.optional:
                draft.who.whole_or_nobody(task)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """What is half held, or declined and not optional, or declined and held all the same."""
        for entry in ledger.entries:
            wrong = self._wrong(entry)
            if wrong:
                yield Finding((entry.task.id,), facts={"wrong": wrong})

    @staticmethod
    def _wrong(entry: Entry) -> str:
        if entry.booking.declined:
            if not entry.task.optional:
                return "not optional"
            return "held" if entry.start is not None or entry.booking.people else ""
        return "half held" if entry.task.optional and not entry.whole else ""

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and what is wrong with it."""
        say, task = names.wording.say, names.task(finding.subject[0])
        match finding.facts["wrong"]:
            case "not optional":
                return say("{task} is declined, and is not optional", task=task)
            case "held":
                return say("{task} is declined, and held all the same", task=task)
            case _:
                return say("{task} is optional, and neither held as asked nor declined", task=task)
