"""Ordered deputies: each may come only if all before them are away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft


def line_of(timeline: Timeline, task: Occurrence, need: int) -> tuple[str, ...]:
    """Those who may fill a need in turn, the first first; empty if it is not filled in turn."""
    asked = task.needs[need]
    if not asked.in_turn:
        return ()
    able = (person for person in asked.from_ if person in task.candidates and person not in asked.exclude)
    return tuple(person for person in able if asked.role in timeline.people[person].staff.roles)


def before(timeline: Timeline, task: Occurrence, need: int, person: str, start: int) -> tuple[str, ...]:
    """Those who come before a person and are there if a task starts then; whom else it needs does not matter."""
    line = line_of(timeline, task, need)
    if person not in line:
        return ()
    return tuple(one for one in line[: line.index(person)] if _there(timeline, task, one, start))


def crowded_out(timeline: Timeline, task: Occurrence, need: int, person: str, start: int) -> bool:
    """Whether those who come before a person, and could fill no other need, take all heads if a task starts then."""
    others = {one.role for place, one in enumerate(task.needs) if place != need}
    first = before(timeline, task, need, person, start)
    bound = [one for one in first if not others & set(timeline.people[one].staff.roles)]
    return len(bound) >= task.needs[need].count


def _there(timeline: Timeline, task: Occurrence, person: str, start: int) -> bool:
    """Whether a person's own time holds a task that starts then: their hours, absences and employment."""
    spans = timeline.starts(task, person, timeline.clock.date(start))
    return any(first <= start <= last for first, last in spans)


class InTurn(Requirement):
    """Of those whom a need names in turn, each comes only if all before them come too, or are away at that time.

    To fill another need of the activity is to come. Away is who is absent, not employed or off duty then; who is
    booked elsewhere is not. Those who do not hold the role, or are excluded, are passed over.
    """

    rule = "in_turn"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether a need of it goes round."""
        return any(need.in_turn for need in task.needs)

    def build(self, draft: Draft) -> None:
        """Whoever comes does so with each person before them, or at a time at which that person is away."""
        for task in draft.tasks:
            for i in range(len(task.needs)):
                line = line_of(draft.timeline, task, i)
                for n, earlier in enumerate(line[:-1]):
                    starts = draft.when.starts(task)
                    away = [one for one in starts if not _there(draft.timeline, task, earlier, one)]
                    if len(away) < len(starts):
                        begins = draft.when.begins(task, away)
                        for later in line[n + 1 :]:
                            comes = [draft.who.fills(task, place, earlier) for place in range(len(task.needs))]
                            draft.logic.implies(draft.who.fills(task, i, later), *comes, begins)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Who comes before their turn."""
        for entry in ledger.entries:
            filling = {who for i in range(len(entry.task.needs)) for who in entry.filling(i)}
            for i in range(len(entry.task.needs)):
                for person in entry.filling(i) if entry.start is not None else ():
                    for earlier in before(ledger.timeline, entry.task, i, person, entry.start or 0):
                        if earlier not in filling:
                            yield Finding((person, entry.task.id, earlier))

    def say(self, finding: Finding, names: Names) -> str:
        """Who comes to what, and whose turn it is."""
        person, task, earlier = finding.subject
        return names.wording.say(
            "{person} comes to {task} before {earlier}, who is not away and comes first",
            person=names.person(person),
            task=names.task(task),
            earlier=names.person(earlier),
        )
