"""Rest between days: so many hours from the end of one day's last booking to the next day's first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from planner.rules.base import Finding, Names, Reach
from planner.rules.ceilings import Ceiling, given
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.holding import Piece
    from planner.timeline.spans import Span
    from planner.timeline.timeline import Timeline

HOUR = 60


class Rest(ScopedRule):
    """Between bookings that begin on different days lie at least `hours`.

    With a price, each day that begins too soon is paid for once a person. Work around activities does not count: it
    is done in people's own hours.
    """

    rule: Literal["rest"] = "rest"
    reach: ClassVar[Reach] = Reach.WEEK
    hours: float = Field(gt=0, le=168)

    @property
    def minutes(self) -> int:
        """The rest in minutes, rounded up."""
        return -int(-self.hours * HOUR // 1)

    def build(self, draft: Draft) -> None:
        """What begins on a later day begins late enough."""
        for person in filter(self.binds, draft.timeline.people):
            by_day: dict[dt.date, list[Piece]] = defaultdict(list)
            for piece in draft.holding.pieces(person):
                if self.concerns(piece.task):
                    for day in piece.days:
                        by_day[day].append(piece)
            days = sorted(by_day)
            for i, day in enumerate(days):
                for later in days[i + 1 :]:
                    if (later - day).days > self.minutes // (24 * HOUR) + 2:
                        break
                    self._between(draft, person, day, by_day[day], later, by_day[later])

    def _between(
        self, draft: Draft, person: str, day: dt.date, pieces: list[Piece], later: dt.date, others: list[Piece]
    ) -> None:
        for piece in pieces:
            for other in others:
                if piece.task is other.task and not piece.task.run:
                    continue
                if draft.holding.first_on(other, later) - draft.holding.last_on(piece, day) >= self.minutes:
                    continue
                rested = draft.holding.after(other, piece, self.minutes)
                there = [(piece.task, piece.days[day]), (other.task, other.days[later])]
                both = [draft.logic.negated(self.there(draft, task, person, literal)) for task, literal in there]
                draft.require(self, (person, later.isoformat()), [*both, rested])

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling] | None:
        """Of two tasks that begin on different days and lie nearer to each other, a person is at one."""
        if self.role is not None:
            return None
        held = [(span, timeline.clock.date(span[0]), task) for task, span in given(timeline, self.concerns)]
        return self._too_near(sorted(held))

    def _too_near(self, held: list[tuple[Span, dt.date, str]]) -> Iterator[Ceiling]:
        longest = max((end - start for (start, end), _, _ in held), default=0)
        first = 0
        for place, (span, day, task) in enumerate(held):
            while held[first][0][0] + longest + self.minutes <= span[0]:
                first += 1
            for before, eve, other in held[first:place]:
                if eve < day and span[0] - before[1] < self.minutes:
                    both = tuple(sorted({task, other}))
                    yield Ceiling(both, len(both) - 1, self.bound)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The days that begin too soon after an earlier one."""
        for person in filter(self.binds, ledger.booked):
            held = [(span, entry) for span, entry in ledger.by_person[person] if self.counts(entry, person)]
            ends: dict[dt.date, int] = defaultdict(int)
            starts: dict[dt.date, int] = {}
            for span, _ in held:
                day = ledger.day(span[0])
                ends[day] = max(ends[day], span[1])
                starts[day] = min(starts.get(day, span[0]), span[0])
            before: int | None = None  # when all that began on earlier days is over
            for day, start in sorted(starts.items()):
                if before is not None and start - before < self.minutes:
                    yield self.broken(person, day.isoformat(), gap=max(0, start - before))
                before = ends[day] if before is None else max(before, ends[day])

    def say(self, finding: Finding, names: Names) -> str:
        """Who rests how long before which day."""
        hours, minutes = divmod(finding.facts["gap"], HOUR)
        rest = names.wording.say("{hours} h {minutes:02d}", hours=hours, minutes=minutes)
        told = self._told(finding.subject, names)
        sentence = names.wording.say("{person} rests {rest} before {day}, at least {hours} h", rest=rest, **told)
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """The rest."""
        return names.wording.say("{hours} h of rest", hours=names.wording.number(self.hours))

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """The rest, for whom, before which day."""
        return names.wording.say("{hours} h of rest for {person} before {day}", **self._told(subject, names))

    def _told(self, subject: tuple[str, ...], names: Names) -> dict[str, str]:
        """Who, before which day, and how long, each in the reader's form."""
        person, day = subject
        date = names.wording.date(dt.date.fromisoformat(day))
        return {"person": names.person(person), "day": date, "hours": names.wording.number(self.hours)}
