"""Finish first: the last activity, or each of them, is over as early as can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.scope import KindsRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Earliest(WishRule, KindsRule):
    """The last of the activities that have a time is over as early as can be, or each of them is.

    What counts is the number of the day on which it is over (1 for the horizon's first), or the minutes from the
    horizon's first on. With a price it counts among the broken rules instead of the preferences.
    """

    rule: Literal["earliest"] = "earliest"
    reach: ClassVar[Reach] = Reach.ALL
    of: Literal["last", "each"] = "last"
    per: Literal["day", "minute"] = "day"

    def build(self, draft: Draft) -> None:
        """Count the largest of the ends, or all of them."""
        tasks = list(filter(self.concerns, draft.tasks))
        ends = [draft.order.over(task, in_days=self.per == "day") for task in tasks]
        last = draft.largest(ends) if ends and self.of == "last" else None
        draft.hasten(self.goal, tasks, last if self.per == "minute" else None)
        if last is None:
            draft.count(self.goal, [(self.cost * factor, one) for terms in ends for factor, one in terms])
        else:
            draft.count(self.goal, [(self.cost, last)])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """When the last activity is over, or each of them."""
        clock, first = ledger.timeline.clock, ledger.timeline.facts.horizon.from_
        found = []
        for entry in ledger.entries:
            if entry.end is not None and self.concerns(entry.task):
                day, minutes = ledger.day(entry.end - 1), entry.end - clock.day(first)[0]
                amount = (day - first).days + 1 if self.per == "day" else minutes
                facts = {"end": ledger.time(entry.end), "amount": amount}
                found.append(Finding((entry.task.id,), self.goal, self.cost * amount, facts))
        if self.of == "last":
            found = sorted(found, key=lambda one: (one.amount, one.subject))[-1:]
        yield from found

    def say(self, finding: Finding, names: Names) -> str:
        """What is over when."""
        wording, end, amount = names.wording, finding.facts["end"], finding.facts["amount"]
        told = {"task": names.task(finding.subject[0]), "day": names.day(end), "time": names.clock(end)}
        if self.per == "minute":
            lag = wording.hours(amount)
            return wording.say("{task} is over on {day} at {time}, after {lag}", **told, lag=lag)
        return wording.many(
            "{task} is over on {day} at {time}, within {n} day",
            "{task} is over on {day} at {time}, within {n} days",
            amount,
            **told,
        )
