"""Background work takes its share of each holder's open minutes a week, and yields to coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from planner.facts.activities import Activity
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger
from planner.timeline.grid import share_of
from planner.timeline.people import PersonTime
from planner.timeline.spans import subtract, total, union
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.rules.ceilings import Ceiling, Load

HOUR = 60


class WeekAsked(NamedTuple):
    """What background work asks of a person in a week: minutes, on which days, for what."""

    week: tuple[int, int]
    days: tuple[dt.date, ...]
    minutes: int
    activities: tuple[str, ...]


def weeks_asked(timeline: Timeline, who: PersonTime) -> Iterator[WeekAsked]:
    """The weeks in which background work asks for a person's time, and how much."""
    shares = [(one, _share(one, who)) for one in timeline.background]
    for week, days in timeline.weeks.items():
        asked = [(one, share, covered) for one, share in shares if share and (covered := _covered(one, days))]
        minutes = sum(share_of(sum(map(who.minutes, covered)), share) for _, share, covered in asked)
        if minutes:
            either = sorted({day for _, _, covered in asked for day in covered})
            yield WeekAsked(week, tuple(either), minutes, tuple(one.id for one, _, _ in asked))


def _share(activity: Activity, who: PersonTime) -> float:
    """The share of a person's time that background work takes."""
    return sum(share for role, share in (activity.share or {}).items() if role in who.staff.roles)


def _covered(activity: Activity, days: Iterable[dt.date]) -> list[dt.date]:
    """The days that background work lasts."""
    first, last = activity.from_, activity.to or dt.date.max
    return [] if first is None else [day for day in days if first <= day <= last]


class Background(Requirement):
    """Each week leaves every holder the background's share of their open minutes.

    Each hour begun that lacks is paid for: background work yields to coverage.
    """

    rule = "background"
    reach: ClassVar[Reach] = Reach.WEEK
    price = 1
    goal = Goal("prices")

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling]:
        """None: it forbids nothing, and is paid for."""
        return ()

    def loads(self, timeline: Timeline) -> Iterable[Load] | None:
        """More than what a person is at: `None`, where there is any."""
        return None if timeline.background else ()

    def build(self, draft: Draft) -> None:
        """Bookings and work leave the share of a week free, or hours are lacking."""
        for person, who in draft.timeline.people.items():
            weeks = list(weeks_asked(draft.timeline, who))
            if not weeks:
                continue
            booked, done = draft.holding.booked(person), draft.workload.done(person)
            for week in weeks:
                room = sum(map(who.minutes, week.days))
                terms = [term for day in week.days for taken in (booked, done) for term in taken.get(day, ())]
                subject = person, f"{week.week[0]}-W{week.week[1]:02d}"
                draft.require_at_most(self, subject, terms, room - week.minutes, per=HOUR)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The weeks in which a person lacks time for background work."""
        for person, who in ledger.timeline.people.items():
            held = union(span for span, _ in ledger.by_person[person])
            worked = union(sitting.span for sitting in ledger.sittings[person])
            busy = union(held, worked)
            for week in weeks_asked(ledger.timeline, who):
                stepped = ledger.stepped[person]
                free = sum(total(subtract(who.open(day), busy)) - stepped.get(day, 0) for day in week.days)
                if free < week.minutes:
                    hours = -(-(week.minutes - free) // HOUR)
                    facts = {"hours": hours, "week": week.week, "activities": week.activities}
                    yield Finding((person,), self.goal, hours * self.price, facts)

    def say(self, finding: Finding, names: Names) -> str:
        """Who lacks how many hours for what, in which week."""
        facts = finding.facts
        year, week = facts["week"]
        return names.wording.say(
            "{person} lacks up to {hours} for {tasks} in week {week} of {year}",
            person=names.person(finding.subject[0]),
            hours=names.wording.hours(facts["hours"] * HOUR),
            tasks=names.tasks(facts["activities"]),
            week=week,
            year=year,
        )
