"""Nobody is at two sites without the way between."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from planner.plan.journey import Journey
from planner.plan.shortage import Reason
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import Span

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline

Stop = tuple[Span, Entry]
"""A stretch of time that a booking at a site holds of somebody."""


class Leg(NamedTuple):
    """One way of a person: from where to where, and the end before and the start after it, if there is one that day."""

    from_: str
    to: str
    leaves: int | None
    arrives: int | None


class Journeys(Requirement):
    """Between two activities of a person at different sites lies at least the journey from one to the other.

    Over night, who has a site of their own goes home and comes back. Who lives elsewhere comes to a site after its
    first arrival, and is gone by its last return. An activity at no site needs no journey.
    """

    rule = "journeys"
    reach: ClassVar[Reach] = Reach.DAY

    def touches(self, task: Occurrence) -> bool:
        """Whether it is somewhere."""
        return task.site is not None

    def build(self, draft: Draft) -> None:
        """Of two tasks at different sites, one begins late enough after the other."""
        negated, after = draft.logic.negated, draft.holding.after
        for person in draft.timeline.people:
            draft.journeys.spaced(person)
            for one, other in draft.journeys.pairs(person):
                draft.journeys.apart(one, other)
                for night in draft.journeys.nights(person, one, other):
                    there = night.earlier.days[night.day], night.later.days[night.later_day]
                    draft.logic.clause([*map(negated, there), after(night.later, night.earlier, night.minutes)])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Bookings at different sites that are too near; those who come too early or leave too late."""
        for person in ledger.by_person if ledger.timeline.sites else ():
            stops = stops_of(ledger, person)
            for (span, entry), (other_span, other) in combinations(stops, 2):
                gap = other_span[0] - span[1]
                if entry is not other and gap >= 0:
                    needed = ledger.timeline.needed_between(person, (entry.task, span), (other.task, other_span))
                    if gap < needed:
                        subject = person, entry.task.id, other.task.id
                        yield Finding(subject, facts={"gap": gap, "needed": needed})
            for span, entry in stops:
                if not entry.task.all_day:
                    day, home = ledger.day(span[0]), ledger.timeline.people[person].staff.site
                    stay = ledger.timeline.sites.stay(home, entry.task.site, day)
                    if stay is not None and not (stay[0] <= span[0] and span[1] <= stay[1]):
                        yield Finding((person, entry.task.id), facts={"day": day})

    def asks(self, names: Names) -> str:
        """The way between."""
        return names.wording.say("the way from one site to another")

    def between(self, timeline: Timeline, tasks: Collection[Occurrence], names: Names) -> Iterator[Reason]:
        """That there are sites."""
        if timeline.sites:
            yield Reason(staff=None, fact="rule", text=self.asks(names), subject="sites")

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how little time from where to where, or is there too early or too late."""
        say, person = names.wording.say, names.person(finding.subject[0])
        if len(finding.subject) == 2:
            told = {"task": names.task(finding.subject[1]), "day": names.day(finding.facts["day"])}
            return say(
                "{person} lives elsewhere, and cannot be at {task} so early or late on {day}", person=person, **told
            )
        _, one, other = finding.subject
        told = {key: names.wording.hours(finding.facts[key]) for key in ("gap", "needed")}
        tasks = {"one": names.task(one), "other": names.task(other)}
        return say(
            "{person} has {gap} for the way from {one} to {other}, which takes {needed}", person=person, **tasks, **told
        )


def stops_of(ledger: Ledger, person: str) -> list[Stop]:
    """What is held of a person at sites, in the order of time."""
    return [(span, entry) for span, entry in ledger.by_person[person] if entry.task.site is not None]


def legs_of(
    ledger: Ledger, person: str, counts: Callable[[Entry], bool] = lambda _: True
) -> Iterator[tuple[dt.date, list[Leg]]]:
    """By day, a person's ways: from home to the first site, from site to site, and home again.

    Who has no site of their own only goes from site to site. `counts` leaves activities out.
    """
    home = ledger.timeline.people[person].staff.site
    days: dict[dt.date, list[Stop]] = defaultdict(list)
    for span, entry in stops_of(ledger, person):
        if counts(entry):
            days[ledger.day(span[0])].append((span, entry))
    for day, stops in sorted(days.items()):
        places = [(entry.task.site or "", span[0], span[1]) for span, entry in stops]
        chain: list[tuple[str, int | None, int | None]] = [*places]
        if home is not None:
            chain = [(home, None, None), *places, (home, None, None)]
        legs = [Leg(one, other, end, start) for (one, _, end), (other, start, _) in pairwise(chain) if one != other]
        yield day, legs


def journeys_of(ledger: Ledger) -> tuple[Journey, ...]:
    """Everybody's journeys, in the order of time: as late as can be before what follows, home right after the last."""
    found = []
    for person in ledger.by_person if ledger.timeline.sites else ():
        for _, legs in legs_of(ledger, person):
            for leg in legs:
                minutes = ledger.timeline.sites.way(leg.from_, leg.to)
                start = leg.arrives - minutes if leg.arrives is not None else (leg.leaves or 0)
                times = {"start": ledger.time(start), "end": ledger.time(start + minutes)}
                found.append(Journey(staff=person, from_=leg.from_, to=leg.to, **times))
    return tuple(sorted(found, key=lambda one: (one.start.timestamp(), one.staff, one.end.timestamp())))
