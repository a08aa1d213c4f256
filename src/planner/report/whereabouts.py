"""Who is where, day by day, and which days are in trouble: what a calendar shows, before it is drawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.facts.calendar import days_between
from planner.facts.staff import Staff
from planner.problem import Problem
from planner.report.lines import Reader
from planner.report.words import tidy
from planner.rules.ledger import Entry, Ledger
from planner.timeline.people import PersonTime
from planner.timeline.spans import total
from planner.wording import Wording

MOST = 4  # titles named in one label
OFTEN = 4  # an activity that recurs more often is not labelled each time


class There(StrEnum):
    """Whether a person could be booked on a day."""

    YES = "open"
    MORNING_AWAY = "away in the morning"
    AFTERNOON_AWAY = "away in the afternoon"
    AWAY = "away"
    OFF = "day off"


@dataclass(frozen=True)
class Cell:
    """One person's day."""

    there: There
    entries: tuple[Entry, ...]
    works: bool


class Seen(StrEnum):
    """What a mark on some days says."""

    WINDOW = "not everything can be held: proved"
    SUSPECT = "not everything can be held: not proved"
    SHORT = "half-staffed"
    UNHELD = "not held, no time is possible"
    HELD = "held"

    def told(self, wording: Wording) -> str:
        """What people read about trouble; what is held speaks for itself."""
        return {
            Seen.WINDOW: wording.say("not everything can be held: proved"),
            Seen.SUSPECT: wording.say("not everything can be held: not proved"),
            Seen.SHORT: wording.say("half-staffed"),
            Seen.UNHELD: wording.say("not held, no time is possible"),
        }[self]


@dataclass(frozen=True)
class Mark:
    """Days that a reader's eye should find, with the words beside them."""

    first: dt.date
    last: dt.date
    text: str
    what: Seen

    @property
    def window(self) -> bool:
        """Whether whole days are meant, not one activity."""
        return self.what in (Seen.WINDOW, Seen.SUSPECT)


def whereabouts(ledger: Ledger) -> dict[tuple[str, dt.date], Cell]:
    """Everybody's every day."""
    entries: dict[tuple[str, dt.date], list[Entry]] = defaultdict(list)
    for person, held in ledger.by_person.items():
        for span, entry in held:
            day = entries[person, ledger.day(span[0])]
            if entry not in day:
                day.append(entry)
    works = {(one, ledger.day(sitting.span[0])) for one, sat in ledger.sittings.items() for sitting in sat}
    return {
        (person, day): Cell(_there(who, day), tuple(entries[person, day]), (person, day) in works)
        for person, who in ledger.timeline.people.items()
        for day in ledger.timeline.days
    }


def _there(who: PersonTime, day: dt.date) -> There:
    regular, free = who.regular(day), who.open(day)
    if not regular:
        return There.OFF
    if not free:
        return There.AWAY
    if total(free) == total(regular):
        return There.YES
    late = free[0][0] - regular[0][0]
    early = regular[-1][1] - free[-1][1]
    return There.MORNING_AWAY if late >= early else There.AFTERNOON_AWAY


def marks(problem: Problem, ledger: Ledger) -> list[Mark]:
    """What is in trouble, then what is held, each in the order of time."""
    plan, reader = ledger.plan, Reader(ledger.plan, problem)
    wording = reader.wording
    found: list[Mark] = []
    for one in plan.infeasible_days:
        what = Seen.WINDOW if one.verdict == "proved" else Seen.SUSPECT
        titles = wording.shortened(map(reader.task, one.activities), MOST)
        if len(one.activities) > 1:
            text = wording.say("{activities} cannot all be held", activities=titles)
        else:
            text = wording.say("{activity} cannot be held", activity=titles)
        found.append(Mark(one.from_, one.to, text, what))
    told = {one.activities for one in plan.infeasible_days}
    often = Counter(entry.task.activity.id for entry in ledger.entries)
    for entry in ledger.entries:
        title = tidy(entry.booking.title)
        first, last = _days(entry, ledger)
        if first is None or last is None or entry.booking.declined:
            continue
        if entry.start is None:
            text = "" if (entry.task.id,) in told else wording.say("{activity} is not held", activity=title)
            found.append(Mark(first, last, text, Seen.UNHELD))
        elif not entry.booking.complete:
            text = wording.say("{activity} {lacks}", activity=title, lacks=reader.lacks(entry.booking))
            found.append(Mark(first, last, text, Seen.SHORT))
        else:
            found.append(Mark(first, last, title if often[entry.task.activity.id] <= OFTEN else "", Seen.HELD))
    return sorted(found, key=lambda one: (one.what == Seen.HELD, not one.window, one.first, one.last, one.text))


def _days(entry: Entry, ledger: Ledger) -> tuple[dt.date, dt.date] | tuple[None, None]:
    if entry.start is not None and entry.end is not None:
        return ledger.day(entry.start), ledger.day(entry.end - 1)
    days = entry.task.days
    return (days[0], days[-1]) if days else (None, None)


def rows(problem: Problem) -> list[Staff]:
    """Everybody, in the order in which they are drawn: by role, then by name."""
    return sorted(problem.staff, key=lambda one: (not one.roles, one.roles, one.title, one.id))


def titled(one: Staff) -> str:
    """A person's name, and what they are there as."""
    return tidy(", ".join([one.title, *one.roles[:1]]))


def new_role(people: list[Staff], i: int) -> bool:
    """Whether the person in a row has another role than the one above."""
    return 0 < i < len(people) and people[i].roles[:1] != people[i - 1].roles[:1]


def months(problem: Problem) -> Iterator[tuple[dt.date, ...]]:
    """The days of the horizon, month by month."""
    by_month: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
    for day in days_between(problem.horizon.from_, problem.horizon.to):
        by_month[day.year, day.month].append(day)
    for days in by_month.values():
        yield tuple(days)
