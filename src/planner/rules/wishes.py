"""Softly asked: the people a need prefers, the days and times an activity prefers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.facts.activities import Need
from planner.facts.when import Preference
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.rules.ceilings import Ceiling


def rank(need: Need, person: str) -> int:
    """How far down a need's list of preferred people somebody stands: 0 for the first, its length for the rest."""
    return need.prefer.index(person) if person in need.prefer else len(need.prefer)


def misses(timeline: Timeline, task: Occurrence, wish: Preference, start: int) -> int:
    """How many wishes a start misses: one for the day, one for the time."""
    day = timeline.clock.date(start)
    missed = int(bool(wish.days) and day.weekday() not in wish.days)
    if wish.time is not None:
        first, end = timeline.clock.span(day, wish.time)
        missed += not (first <= start and timeline.ends(task, start) <= end)
    return missed


class Wishes(Requirement):
    """What needs and activities prefer is kept where nothing better is lost by it."""

    rule = "wishes"
    reach: ClassVar[Reach] = Reach.MOMENT
    goal = Goal("preferences")

    def touches(self, task: Occurrence) -> bool:
        """Whether some people or days are wished for."""
        return bool(task.activity.prefer) or any(need.prefer for need in task.needs)

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling]:
        """None: a wish forbids nothing."""
        return ()

    def build(self, draft: Draft) -> None:
        """Count ranks of people and missed days and times."""
        for task in draft.tasks:
            for i, need in enumerate(task.needs):
                if need.prefer:
                    ranked = [(rank(need, one), draft.who.fills(task, i, one)) for one in draft.who.fillers(task, i)]
                    draft.count(self.goal, [term for term in ranked if term[0]])
            wish = task.activity.prefer
            if wish is not None:
                by_misses: dict[int, set[int]] = {}
                for start in draft.when.starts(task):
                    by_misses.setdefault(misses(draft.timeline, task, wish, start), set()).add(start)
                for missed, starts in sorted(by_misses.items()):
                    if missed:
                        draft.count(self.goal, [(missed, draft.when.begins(task, starts))])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Every wish that is missed."""
        for entry in ledger.entries:
            task = entry.task
            for i, need in enumerate(task.needs):
                for person in entry.filling(i):
                    if need.prefer and rank(need, person):
                        yield Finding((task.id, person), self.goal, rank(need, person))
            if task.activity.prefer is not None and entry.start is not None:
                missed = misses(ledger.timeline, task, task.activity.prefer, entry.start)
                if missed:
                    yield Finding((task.id,), self.goal, missed)

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity got another person, day or time than it prefers."""
        say, task = names.wording.say, names.task(finding.subject[0])
        if len(finding.subject) == 1:
            return say("{task} is not held on the days or at the time it prefers", task=task)
        person, choice = names.person(finding.subject[1]), finding.amount + 1
        return say("{task} takes {person}, its choice number {choice}", task=task, person=person, choice=choice)
