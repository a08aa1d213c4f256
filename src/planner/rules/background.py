"""Background work takes its share of each holder's open minutes a week, and yields to coverage."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger
from planner.timeline.grid import share_of
from planner.timeline.people import PersonTime
from planner.timeline.spans import subtract, total, union
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft

HOUR = 60


class WeekAsked(NamedTuple):
    """What background work asks of a person in a week: minutes, on which days, for what."""

    week: tuple[int, int]
    days: tuple[dt.date, ...]
    minutes: int
    activities: tuple[str, ...]


def weeks_asked(timeline: Timeline, who: PersonTime) -> Iterator[WeekAsked]:
    """The weeks in which background work asks for a person's time, and how much."""
    days: dict[tuple[int, int], set[dt.date]] = defaultdict(set)
    asked: dict[tuple[int, int], int] = defaultdict(int)
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    for activity in timeline.background:
        share = sum(one for role, one in (activity.share or {}).items() if role in who.staff.roles)
        if not share or activity.from_ is None:
            continue
        weeks: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
        for day in timeline.days:
            if activity.from_ <= day and (activity.to is None or day <= activity.to):
                weeks[day.isocalendar()[:2]].append(day)
        for week, covered in weeks.items():
            days[week].update(covered)
            asked[week] += share_of(sum(total(who.open(day)) for day in covered), share)
            names[week].append(activity.id)
    for week in sorted(days):
        if asked[week]:
            yield WeekAsked(week, tuple(sorted(days[week])), asked[week], tuple(names[week]))


class Background(Requirement):
    """Each week leaves every holder the background's share of their open minutes.

    Each hour begun that lacks is paid for: background work yields to coverage.
    """

    rule = "background"
    reach: ClassVar[Reach] = Reach.WEEK
    price = 1
    goal = Goal("prices")

    def build(self, draft: Draft) -> None:
        """Bookings and work leave the share of a week free, or hours are lacking."""
        for person, who in draft.timeline.people.items():
            weeks = list(weeks_asked(draft.timeline, who))
            if not weeks:
                continue
            booked, done = draft.holding.booked(person), draft.workload.done(person)
            for week in weeks:
                room = sum(total(who.open(day)) for day in week.days)
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
