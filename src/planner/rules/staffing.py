"""Needs are filled by as many different people as asked for, of the right role; what stays open is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Staffing(Requirement):
    """Each need takes its number of different people who hold its role, from those named and none of those excluded.

    The first goals count what is fully staffed, the next the heads that stay open.
    """

    rule = "staffing"
    reach: ClassVar[Reach] = Reach.MOMENT

    def build(self, draft: Draft) -> None:
        """Who may fill what; then value and open heads as goals."""
        for task in draft.timeline.occurrences:
            value, heads = Goal("value", task.priority), Goal("heads", task.priority)
            if not draft.when.possible(task):
                draft.count(value, [(task.worth, False)])
                draft.count(heads, [(task.heads or len(task.attendees), True)])
                continue
            missing = [(1, draft.who.missing(task, i)) for i in range(len(task.needs))]
            draft.count(heads, missing)
            if task.partial:
                draft.count(value, [(task.worth * task.heads, True), *((-task.worth, one) for _, one in missing)])
            else:
                draft.count(value, [(task.worth, draft.who.whole(task))])
            if not task.needs:
                draft.count(heads, [(1, True), (-1, draft.who.whole(task))])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Wrong people and too many of them; the worth of what is held; open heads."""
        for entry in ledger.entries:
            yield from self._wrong(entry, ledger)
            task = entry.task
            if task.partial:
                held = 0 if entry.start is None else task.heads - entry.missing
                worth = task.worth * held
            else:
                worth = task.worth * entry.whole
            if worth:
                yield Finding((task.id,), Goal("value", task.priority), worth)
            open_heads = entry.missing if task.needs else int(not entry.whole)
            if entry.start is None:
                open_heads = task.heads or len(task.attendees)
            if open_heads:
                yield Finding((task.id,), Goal("heads", task.priority), open_heads, {"heads": open_heads})

    def _wrong(self, entry: Entry, ledger: Ledger) -> Iterator[Finding]:
        task = entry.task
        for i, need in enumerate(task.needs):
            people = entry.filling(i)
            if len(people) > need.count:
                yield self._finding(entry, need.role, f"has {len(people)} of {need.count} {need.role} asked for")
            for person in people:
                if need.role not in ledger.timeline.people[person].staff.roles:
                    yield self._finding(entry, person, f"takes {{person}} as {need.role}, a role not held")
                if need.from_ and person not in need.from_:
                    yield self._finding(entry, person, f"takes {{person}} as {need.role}, who is not among those named")
                if person in need.exclude:
                    yield self._finding(entry, person, f"takes {{person}} as {need.role}, who is excluded")
        placed = Counter(who for i in range(len(task.needs)) for who in entry.filling(i))
        placed.update(entry.booking.attendees)
        for person, times in placed.items():
            if times > 1:
                yield self._finding(entry, person, f"counts {{person}} {times} times")
        if entry.start is None and placed:
            yield self._finding(entry, "", "has people but no time")
        if entry.booking.complete != entry.whole:
            told = "is called complete, and is not" if entry.booking.complete else "is complete, and not called so"
            yield self._finding(entry, "", told)

    @staticmethod
    def _finding(entry: Entry, about: str, told: str) -> Finding:
        return Finding((entry.task.id, about), facts={"told": told})

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and whom it lacks or wrongly takes."""
        task = names.task(finding.subject[0])
        if finding.goal is not None and finding.goal.level == "value":
            return f"{task} is staffed"
        if finding.goal is not None:
            heads = finding.facts["heads"]
            return f"{task} lacks {heads} {'person' if heads == 1 else 'people'}"
        told: str = finding.facts["told"]
        return f"{task} {told.format(person=names.person(finding.subject[1]))}"
