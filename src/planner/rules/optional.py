"""What is optional is held whole or left out; nothing else is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence


class Optional(Requirement):
    """An optional activity is held with all that it asks for, or declined: then nobody is at it and no head is open.

    Declined, it loses its value and costs nothing else. In shifts, all of its days are held or none. Nothing but an
    optional activity is declined.
    """

    rule = "optional"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether it may be left out."""
        return task.optional

    def build(self, draft: Draft) -> None:
        """Optional tasks are whole, or nobody is there."""
        shifts: dict[str, list[Occurrence]] = defaultdict(list)
        for task in draft.timeline.occurrences:
            if task.shift:
                shifts[task.whole_id].append(task)
            if task.optional and draft.when.possible(task):
                draft.who.whole_or_nobody(task)
        for tasks in shifts.values():
            if any(task.optional for task in tasks):
                for one, other in pairwise([*tasks, tasks[0]]):
                    draft.logic.implies(draft.when.held(one), draft.when.held(other))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """What is half held, or declined and not optional, or declined and held all the same."""
        declined = {entry.task.whole_id for entry in ledger.entries if entry.declined}
        for entry in ledger.entries:
            wrong = self._wrong(entry)
            if not wrong and not entry.declined and entry.task.shift and entry.task.whole_id in declined:
                wrong = "in part"
            if wrong:
                yield Finding((entry.task.id,), facts={"wrong": wrong})

    @staticmethod
    def _wrong(entry: Entry) -> str:
        if entry.booking.declined:
            if not entry.task.optional:
                return "not optional"
            return "held" if entry.start is not None or entry.people else ""
        return "half held" if entry.task.optional and not entry.whole else ""

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and what is wrong with it."""
        say, task = names.wording.say, names.task(finding.subject[0])
        match finding.facts["wrong"]:
            case "not optional":
                return say("{task} is declined, and is not optional", task=task)
            case "held":
                return say("{task} is declined, and held all the same", task=task)
            case "in part":
                return say("{task} is held, and other days of it are declined", task=task)
            case _:
                return say("{task} is optional, and neither held as asked nor declined", task=task)
