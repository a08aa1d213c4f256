"""How each person's weeks are filled: open minutes, and what takes them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.rules.background import weeks_asked
from planner.rules.ledger import Ledger
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span, Spans, intersect, subtract, total, union

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Load:
    """One person's week in minutes.

    ``open == booked + work + (background - lacking) + free``, whatever the plan.

    Parameters
    ----------
    staff
        The person's id.
    monday
        The first day of the week; weeks at the ends of the horizon may be cut.
    away
        What absences take of the regular hours.
    open
        The regular hours less absences.
    booked
        What bookings take of them.
    outside
        What bookings and work take besides, on days off.
    work
        What preparation, follow-up and steps take of the open minutes.
    background
        What background work asks for.
    lacking
        What background work asks for and does not get.
    """

    staff: str
    monday: dt.date
    away: int
    open: int
    booked: int
    outside: int
    work: int
    background: int
    lacking: int

    @property
    def busy(self) -> int:
        """The open minutes that something takes."""
        return self.open - self.free

    @property
    def free(self) -> int:
        """The open minutes that nothing takes."""
        return self.open - self.booked - self.work - (self.background - self.lacking)


def loads(ledger: Ledger) -> Iterator[Load]:
    """Everybody's weeks, the idle's too, person by person in the order of ids."""
    weeks: dict[dt.date, list[dt.date]] = defaultdict(list)
    for day in ledger.timeline.days:
        weeks[day - dt.timedelta(days=day.weekday())].append(day)
    for person, who in ledger.timeline.people.items():
        held = union(span for span, _ in ledger.by_person[person])
        worked = union(sitting.span for sitting in ledger.sittings[person])
        hours = union(*(who.open(day) for day in ledger.timeline.days))
        outside = _by_week(subtract(union(held, worked), hours), ledger)
        asked = {one.week: one for one in weeks_asked(ledger.timeline, who)}
        for monday, days in weeks.items():
            near = _near(union(held, worked), ledger, days)
            here = _open(who, days)
            free = total(subtract(here, near)) - _spent(ledger, person, days)
            wanted = asked.get(monday.isocalendar()[:2])
            background = wanted.minutes if wanted else 0
            left = (
                total(subtract(_open(who, list(wanted.days)), near)) - _spent(ledger, person, wanted.days)
                if wanted
                else 0
            )
            booked = total(intersect(here, _near(held, ledger, days)))
            yield Load(
                staff=person,
                monday=monday,
                away=sum(total(who.regular(day)) for day in days) - total(here),
                open=total(here),
                booked=booked,
                outside=outside[monday],
                work=total(here) - free - booked,
                background=background,
                lacking=max(0, background - left),
            )


def _spent(ledger: Ledger, person: str, days: Iterable[dt.date]) -> int:
    """What steps take of some days."""
    return sum(ledger.stepped[person].get(day, 0) for day in days)


def _open(who: PersonTime, days: list[dt.date]) -> Spans:
    return union(*(who.open(day) for day in days))


def _near(spans: Spans, ledger: Ledger, days: list[dt.date]) -> Spans:
    """The spans that may touch some days, or the night after them."""
    first, last = ledger.timeline.clock.day(days[0])[0], ledger.timeline.clock.day(days[-1])[1] + 24 * 60
    return tuple(span for span in spans if span[0] < last and first < span[1])


def _by_week(spans: Spans, ledger: Ledger) -> dict[dt.date, int]:
    """Minutes by the Monday of the week in which each span begins."""
    found: dict[dt.date, int] = defaultdict(int)
    for span in spans:
        found[_monday(span, ledger)] += total([span])
    return found


def _monday(span: Span, ledger: Ledger) -> dt.date:
    day = ledger.day(span[0])
    return day - dt.timedelta(days=day.weekday())
