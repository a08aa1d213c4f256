"""An activity keeps its own time: the days and hours it states, less those when the client is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import covers

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class OwnTime(Requirement):
    """Every activity is held at a time that it states, if there is any at which somebody can be there."""

    rule = "own_time"
    reach: ClassVar[Reach] = Reach.MOMENT

    def build(self, draft: Draft) -> None:
        """Each task starts at one of the moments that its own facts and at least one person allow."""
        for task in draft.timeline.occurrences:
            draft.when.choose_from(task, draft.timeline.choices(task, draft.step))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """A time where there is one, on a stated day, inside the stated hours, as long as stated."""
        for entry in ledger.entries:
            wrong = self._wrong(entry, ledger)
            if wrong:
                yield Finding((entry.task.id,), facts={"wrong": wrong})

    def _wrong(self, entry: Entry, ledger: Ledger) -> str:
        task, start, end = entry.task, entry.start, entry.end
        if start is None or end is None:
            return "has no time, though there is one" if ledger.timeline.possible(task) else ""
        day = ledger.day(start)
        if day not in task.days:
            return f"is held on {Names.day(day)}, which is none of its days"
        due = ledger.timeline.ends(task, start)
        if end != due:
            return f"ends at {ledger.time(end):%H:%M} instead of {ledger.time(due):%H:%M}"
        if task.all_day:
            opening = ledger.timeline.day_hours(day)[0]
            return "" if start == opening else f"starts at {ledger.time(start):%H:%M}, the day opens otherwise"
        given = task.given.get(day)
        if given is not None and start != given:
            return f"starts at {ledger.time(start):%H:%M}, its time is {ledger.time(given):%H:%M}"
        spans = [(task.given[one], task.given[one] + (task.duration or 0)) for one in task.run] or [(start, end)]
        for one, span in zip(task.lasting(day), spans, strict=True):
            if not covers(task.windows[one], span):
                return f"from {ledger.time(span[0]):%H:%M} to {ledger.time(span[1]):%H:%M} lies outside its own hours"
        return ""

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and what is wrong with its time."""
        return f"{names.task(finding.subject[0])} {finding.facts['wrong']}"
