"""Nobody is in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ceilings import Ceiling, at_once, given
from planner.rules.ledger import Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.timeline import Timeline


class OnePlace(Requirement):
    """A person is at one activity at a time."""

    rule = "one_place"
    reach: ClassVar[Reach] = Reach.DAY

    def build(self, draft: Draft) -> None:
        """What tasks hold of a person's time does not overlap."""
        for person in draft.timeline.people:
            draft.holding.no_overlap(person)

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling]:
        """Of tasks that overlap, a person is at one."""
        return (Ceiling(tasks, 1) for tasks in at_once(given(timeline)) if len(tasks) > 1)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Every two bookings of a person that overlap."""
        for person, held in ledger.by_person.items():
            for i, (span, entry) in enumerate(held):
                for other_span, other in held[i + 1 :]:
                    if other_span[0] >= span[1]:
                        break
                    if other is not entry:
                        yield Finding(
                            (person, entry.task.id, other.task.id),
                            facts={"at": ledger.time(other_span[0])},
                        )

    def say(self, finding: Finding, names: Names) -> str:
        """Who, at which two activities, when."""
        person, one, other = finding.subject
        at = finding.facts["at"]
        return names.wording.say(
            "{person} is at {one} and at {other} at the same time, on {day} at {time}",
            person=names.person(person),
            one=names.task(one, at),
            other=names.task(other, at),
            day=names.day(at),
            time=names.clock(at),
        )
