"""Lateness costs: each so many minutes begun after the time that an activity prefers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from planner.facts.times import Duration
from planner.rules.base import Finding, Names, Reach
from planner.rules.ledger import Ledger
from planner.rules.scope import KindsRule
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class OnTime(KindsRule):
    """An activity that ends after the time that it prefers costs `price` for each so many minutes begun.

    With `of: latest` the whole plan pays once, for the activity that is late the most. What takes whole days, or the
    same hours of several, is never late.
    """

    rule: Literal["on_time"] = "on_time"
    price: int | None = Field(default=1, ge=1, le=1_000_000)
    minutes: Duration = 1
    of: Literal["each", "latest"] = "each"

    @property
    def reach(self) -> Reach:
        """One activity; all of them, where only the latest counts."""
        return Reach.MOMENT if self.of == "each" else Reach.ALL

    def _due(self, timeline: Timeline, task: Occurrence, day: dt.date) -> int | None:
        """The minute by which an activity that begins on a day should start, if it prefers a time."""
        wish = task.activity.prefer
        if wish is None or wish.time is None or not self.concerns(task):
            return None
        return timeline.clock.span(day, wish.time)[1] - (task.duration or 0)

    def idle(self, timeline: Timeline, names: Names) -> Iterator[str]:
        """That no activity prefers a time."""
        yield from super().idle(timeline, names)
        wishes = (task.activity.prefer for task in timeline.occurrences if self.concerns(task))
        if not any(wish is not None and wish.time is not None for wish in wishes):
            yield names.wording.say("the rule {rule} touches nothing: no activity prefers a time", rule=self.rule)

    def build(self, draft: Draft) -> None:
        """What begins after its due minute is paid for."""
        latest = []
        for task in draft.tasks:
            if not task.all_day and not task.run:
                due = {day: self._due(draft.timeline, task, day) for day in draft.when.days(task)}
                late = draft.when.beyond(task, {day: one for day, one in due.items() if one is not None}, self.minutes)
                if self.of == "latest":
                    latest.append(late)
                else:
                    draft.pay(self, late)
        if latest:
            draft.pay(self, draft.logic.at_least(*latest))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """What is late."""
        late: dict[str, int] = {}
        for entry in ledger.entries:
            if entry.start is not None and not entry.task.all_day and not entry.task.run:
                due = self._due(ledger.timeline, entry.task, ledger.day(entry.start))
                if due is not None and entry.start > due:
                    late[entry.task.id] = entry.start - due
        most = max(late.values(), default=0)
        for name, minutes in late.items():
            if self.of == "each" or minutes == most:
                yield self.broken(name, times=-(-minutes // self.minutes), late=minutes)
                if self.of == "latest":
                    return

    def say(self, finding: Finding, names: Names) -> str:
        """What is late, and how much."""
        told = {"task": names.task(finding.subject[0]), "hours": names.wording.hours(finding.facts["late"])}
        if self.of == "latest":
            return self.paid(names.wording.say("{task} is late the most, by {hours}", **told), names.wording)
        return self.paid(names.wording.say("{task} is late by {hours}", **told), names.wording)

    def asks(self, names: Names) -> str:
        """No lateness."""
        return names.wording.say("nothing late")
