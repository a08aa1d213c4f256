"""Activities spread evenly over weeks or months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.periods import by_period, period_of, period_told
from planner.rules.scope import KindsRule
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit, Term


class Spread(WishRule, KindsRule):
    """Activities begin as evenly over the weeks or months as can be: each client's, or all together.

    A period's even share is pro rata to the company's working days in it. Each activity that a period has above its
    share, rounded up, or lacks below it, rounded down, counts: its price, or one of the preferences.
    """

    rule: Literal["spread"] = "spread"
    reach: ClassVar[Reach] = Reach.ALL
    by: Literal["client", "all"] = "all"
    per: Literal["week", "month"] = "month"

    def _groups(self, tasks: Iterable[Occurrence]) -> Iterator[tuple[str, list[Occurrence]]]:
        """The activities that are spread together."""
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for task in filter(self.concerns, tasks):
            group = task.activity.client if self.by == "client" else ""
            if group is not None:
                found[group].append(task)
        yield from sorted(found.items())

    def _shares(self, timeline: Timeline, count: int) -> Iterator[tuple[str, int, int]]:
        """By period, the even share of so many activities, rounded down and up."""
        worked = by_period(timeline.working_days, self.per)
        together = len(timeline.working_days)
        for period in by_period(timeline.days, self.per):
            part = count * len(worked.get(period, ()))
            yield period, part // max(together, 1), -(-part // max(together, 1))

    def build(self, draft: Draft) -> None:
        """Count what periods have above their share and lack below it."""
        for _, tasks in self._groups(draft.tasks):
            lows: dict[str, list[Term]] = defaultdict(list)
            highs: dict[str, list[Term]] = defaultdict(list)
            for count, held in draft.logic.how_many([draft.when.held(task) for task in tasks]):
                for period, low, high in self._shares(draft.timeline, count):
                    lows[period].append((low, held))
                    highs[period].append((-high, held))
            for period, low_share in lows.items():
                here = [self._begins(draft, task, period) for task in tasks]
                above = [*((1, one) for one in here), *highs[period]]
                below = [*low_share, *((-1, one) for one in here)]
                draft.count(self.goal, [(self.cost, draft.largest([(), above, below]))])

    def _begins(self, draft: Draft, task: Occurrence, period: str) -> Lit:
        """Whether a task begins in a period."""
        days = [day for day in draft.when.days(task) if period_of(day, self.per) == period]
        return draft.when.begins(task, frozenset[int]().union(*(draft.when.starts_on(task, day) for day in days)))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The periods that have more or fewer than their share."""
        starts = {entry.task.id: entry.start for entry in ledger.entries if entry.start is not None}
        held = [task for task in ledger.timeline.occurrences if task.id in starts]
        for group, tasks in self._groups(held):
            counts: dict[str, int] = defaultdict(int)
            for task in tasks:
                counts[period_of(ledger.day(starts[task.id]), self.per)] += 1
            for period, low, high in self._shares(ledger.timeline, len(tasks)):
                away = max(counts[period] - high, low - counts[period], 0)
                if away:
                    yield self.broken(group, period, times=away, count=counts[period], low=low, high=high)

    def say(self, finding: Finding, names: Names) -> str:
        """How many lie in which period, and how many would be even."""
        (group, period), facts, say = finding.subject, finding.facts, names.wording.say
        told = {"when": period_told(period, self.per, names.wording), "count": facts["count"]}
        told["even"] = names.wording.either(dict.fromkeys([f"{facts['low']}", f"{facts['high']}"]))
        if group:
            sentence = say("{group} has {count} {when}; {even} would be even", group=group, **told)
        else:
            sentence = say("{count} {when}; {even} would be even", **told)
        return self.paid(sentence, names.wording)
