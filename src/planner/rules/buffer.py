"""A pause between bookings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from planner.facts.times import Duration
from planner.rules.base import Finding, Names, Reach
from planner.rules.ceilings import Ceiling, at_once, given
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.timeline import Timeline


DAY = 24 * 60


class Buffer(ScopedRule):
    """Between any two bookings of a person lie at least so many minutes.

    With a price, each pair of bookings that comes closer is paid for.
    """

    rule: Literal["buffer"] = "buffer"
    minutes: Duration

    @property
    def reach(self) -> Reach:
        """As far as the pause is long."""
        return Reach.DAY if self.minutes <= DAY else Reach.WEEK if self.minutes <= 7 * DAY else Reach.PERSON

    def build(self, draft: Draft) -> None:
        """Of two bookings, one begins so many minutes after the other."""
        negated = draft.logic.negated
        for person in filter(self.binds, draft.timeline.people):
            for group in draft.holding.overlapping(person, slack=self.minutes):
                bound = [piece for piece in group if self.concerns(piece.task)]
                for one, other in combinations(bound, 2):
                    if one.task is other.task:
                        continue
                    apart = [
                        draft.holding.after(other, one, self.minutes),
                        draft.holding.after(one, other, self.minutes),
                    ]
                    if not any(literal is True for literal in apart):
                        both = [negated(self.there(draft, piece.task, person, piece.present)) for piece in (one, other)]
                        subject = person, *sorted((one.task.id, other.task.id))
                        draft.require(self, subject, [*both, *apart])

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling] | None:
        """Of tasks that lie nearer to each other, a person is at one."""
        if self.role is not None:
            return None
        return (Ceiling(tasks, 1, self.bound) for tasks in at_once(given(timeline, self.concerns), self.minutes))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Every pair of bookings that comes too close."""
        for person in filter(self.binds, ledger.booked):
            held = [(span, entry) for span, entry in ledger.by_person[person] if self.counts(entry, person)]
            close: dict[tuple[str, str], int] = {}
            for i, (span, entry) in enumerate(held):
                for other_span, other in held[i + 1 :]:
                    gap = other_span[0] - span[1]
                    if gap >= self.minutes:
                        break  # and so is all that begins later
                    if entry is not other:
                        first, second = sorted((entry.task.id, other.task.id))
                        close[first, second] = min(gap, close.get((first, second), gap))
            for (one, two), gap in sorted(close.items()):
                yield self.broken(person, one, two, gap=max(0, gap))

    def say(self, finding: Finding, names: Names) -> str:
        """Who goes from where to where in how many minutes."""
        told = self._told(finding.subject, names)
        gap = finding.facts["gap"]
        sentence = names.wording.say(
            "{person} has {gap} minutes between {one} and {other}, at least {minutes}", gap=gap, **told
        )
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """The pause."""
        return names.wording.say("{minutes} minutes between bookings", minutes=self.minutes)

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """The pause, for whom, between what."""
        return names.wording.say(
            "{minutes} minutes for {person} between {one} and {other}", **self._told(subject, names)
        )

    def _told(self, subject: tuple[str, ...], names: Names) -> dict[str, Any]:
        """Who, between what, and how long."""
        person, one, other = subject
        tasks = {"one": names.task(one), "other": names.task(other)}
        return {"person": names.person(person), **tasks, "minutes": self.minutes}
