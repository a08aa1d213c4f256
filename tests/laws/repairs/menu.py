"""Every change that there is of each kind, and what it costs: from raw facts, without a look at any proof.

This is what "the cheapest of its kind" is measured against. Each kind is taken as the sentence says that a reader sees:

- `move`: another day of those to which an activity could move; `ask_client`: another day, at most a fortnight away, for
  an appointment of which nothing is said;
- `no_room`: an activity asks for no room; paid each time, if it recurs;
- `reserve`: nobody need be in reserve on some days; paid by the day;
- `day_off`: an activity may be on days off; paid by the head;
- `recall`: somebody comes back from leave on some days; paid by the day that has hours of theirs, if only small ones
  that belong to the eve; or misses something they attend;
- `shorten`: less preparation, by quarters of an hour; paid by the hour and the head, and each time if it recurs;
- `start_earlier`: up to ten more days for preparation; paid by the day, and each time if it recurs;
- `train`: somebody has a skill that is asked for;
- `hire_day`: one more of a role, with every skill that it is asked for, on some days; paid by the day; nobody is hired
  where only attendees are asked for;
- `decline`: one occurrence is given up;
- `unpin`: one of an activity's own dates instead of the one that is pinned; who changes the date gives up the pin, too;
- `session`: a training that only asks for attendees is held on another day too, at most a fortnight away;
- `swap`: whoever holds the role may take a place that is for some only, or is pinned; each time, if it recurs;
- `overtime`: somebody's last hours of some days last as much longer each, by half-hours up to two hours; or the hours
  of a day are longer by what an activity with a given time sticks out of them, up to two hours; paid by the hour.

The planner looks only at what its proof names, and tries a few of these; here are all of them, for all activities and
all people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any, NamedTuple

from laws.oracle import Dated, Oracle
from laws.wall import at_clock
from planner.facts.activities import Activity
from planner.facts.prices import PRICES, RepairKind
from planner.facts.staff import Staff
from planner.plan.repair import Change
from planner.problem import Problem
from planner.rules.reserve import Reserve

FORTNIGHT, EARLIER, QUARTER = 14, 10, 15
HALF_HOURS = (30, 60, 90, 120)
MIDNIGHT = 24 * 60
WHEN: dict[str, Any] = dict.fromkeys(("on", "at", "between", "from", "to", "could_move"))
NEW = "somebody-new"

Span = tuple[int, int]
"""From a minute after midnight to another one, which may lie in the next day."""
Hours = dict[dt.date, list[Span]]


class Option(NamedTuple):
    """A change of one kind, and its price."""

    kind: RepairKind
    cost: float
    change: Change


def prices(problem: Problem) -> dict[str, float]:
    """What each kind costs once."""
    stated = problem.prices
    costs: dict[str, float] = dict([*PRICES.items(), *stated.items()])
    return costs | {"move": stated.get("move_day", stated.get("move", PRICES["move"]))}


class Menu:
    """All changes of one problem.

    Parameters
    ----------
    problem
        The facts, with prices.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._oracle = Oracle(problem)
        self._prices = prices(problem)

    def options(self) -> list[Option]:
        """Every change, the cheapest first."""
        found = chain(
            *map(self._of_activity, self._problem.activities),
            map(self._declined, self._oracle.occurrences.values()),
            *map(self._of_person, self._problem.staff),
            self._hired(),
            *map(self._reserve_let_go, range(len(self._problem.rules))),
        )
        return sorted(found, key=lambda one: one.cost)

    def _option(self, kind: RepairKind, times: float, change: Change) -> Option:
        return Option(kind, self._prices[kind] * times, change)

    def _activity(self, kind: RepairKind, times: float, name: str, facts: dict[str, Any]) -> Option:
        return self._option(kind, times, Change(what="activities", id=name, facts=facts))

    # -- activities --

    def _of_activity(self, stated: Activity) -> Iterator[Option]:
        activity = self._problem.settled(stated)
        tasks = [one for one in self._oracle.occurrences.values() if one.activity.id == activity.id]
        heads = max(1, sum(need.count for need in activity.needs or ()))
        if activity.every is None and not any(one.run for one in tasks):
            yield from self._dated(activity, tasks)
        if activity.every is None and not activity.on_days_off:
            yield self._activity("day_off", heads, activity.id, {"on_days_off": True})
        if activity.preparation is not None:
            minutes, within = activity.preparation.minutes, activity.preparation.within
            for less in range(QUARTER, minutes + QUARTER, QUARTER):
                rest = {"minutes": minutes - less, "within": within} if less < minutes else None
                hours = len(tasks) * heads * min(less, minutes) / 60
                yield self._activity("shorten", hours, activity.id, {"preparation": rest})
            for days in range(1, EARLIER + 1):
                longer = {"minutes": minutes, "within": within + days}
                yield self._activity("start_earlier", len(tasks) * days, activity.id, {"preparation": longer})
        if activity.room:
            yield self._activity("no_room", len(tasks), activity.id, {"room": False})
        yield from self._swapped(activity, len(tasks))
        if activity.kind == "training" and len(tasks) == 1 and len(tasks[0].days) == 1 and not tasks[0].run:
            yield from self._repeated(activity, tasks[0].days[0])
        if activity.every is None and not activity.needs:
            for task in tasks:
                yield from self._missed(task)

    def _dated(self, activity: Activity, tasks: list[Dated]) -> Iterator[Option]:
        """Another day."""
        pins = activity.pins
        unpinned = {"pins": {"staff": {role: list(some) for role, some in pins.staff.items()}}}
        if pins.on or pins.at:
            yield self._activity("unpin", 1, activity.id, unpinned)
        if activity.could_move is not None:
            kind: RepairKind = "move"
            days = [one for one in self._oracle.days if activity.could_move.from_ <= one <= activity.could_move.to]
        elif activity.kind == "appointment":
            own = {day for task in tasks for day in task.days} if pins.on or pins.at else set()  # to unpin is enough
            kind, dates = "ask_client", [day for task in tasks for day in task.days] or self._oracle.days
            margin = dt.timedelta(FORTNIGHT)
            days = [one for one in self._oracle.days if min(dates) - margin <= one <= max(dates) + margin]
        else:
            return
        for day in days if kind == "move" else set(days) - own:
            yield self._activity(kind, 1, activity.id, {**WHEN, **unpinned, "on": f"{day}"})

    def _repeated(self, activity: Activity, held: dt.date) -> Iterator[Option]:
        """A training that only asks for attendees, on another day too."""
        near = [day for day in self._oracle.days if 0 < abs((day - held).days) <= FORTNIGHT]
        for day in near if activity.every is None and not activity.needs else ():
            dates = [
                {"on": f"{one}"} if activity.at is None else {"at": f"{one} {activity.at:%H:%M}"} for one in (held, day)
            ]
            yield self._activity("session", 1, activity.id, {**WHEN, "sessions": dates})

    def _swapped(self, activity: Activity, times: int) -> Iterator[Option]:
        """A place for everybody who holds the role."""
        needs = [one.model_dump(mode="json", exclude_defaults=True) for one in activity.needs or ()]
        for i, need in enumerate(needs):
            if {"from", "from_", "exclude"} & need.keys():
                bare = {key: one for key, one in need.items() if key not in ("from", "from_", "exclude")}
                yield self._activity("swap", times, activity.id, {"needs": [*needs[:i], bare, *needs[i + 1 :]]})
        pins = activity.pins.model_dump(mode="json", exclude_none=True)
        for role in activity.pins.staff:
            rest = {key: some for key, some in pins["staff"].items() if key != role}
            yield self._activity("swap", times, activity.id, {"pins": {**pins, "staff": rest}})

    def _missed(self, task: Dated) -> Iterator[Option]:
        asked = self._oracle.attendees(task)
        for person in asked if len(asked) > 1 else ():
            rest = [one for one in asked if one != person]
            yield self._activity("recall", 1, task.activity.id, {"attendees": {"staff": rest}})

    def _declined(self, task: Dated) -> Option:
        name = task.activity.id
        if sum(one.activity.id == name for one in self._oracle.occurrences.values()) == 1:
            return self._option("decline", 1, Change(what="activities", id=name, facts=None))
        days = [f"{day}" for day in (*task.activity.except_, *task.days)]
        return self._activity("decline", 1, name, {"except": days})

    # -- people --

    def _of_person(self, person: Staff) -> Iterator[Option]:
        yield from self._recalled(person)
        yield from self._overtime(person)
        asked = {skill for task in self._oracle.occurrences.values() for need in task.needs for skill in need.skills}
        skills = [one.model_dump(mode="json", exclude_unset=True) for one in person.skills]
        for skill in sorted(asked):
            facts = {"skills": [*skills, {"name": skill, "from": f"{self._oracle.first}"}]}
            yield self._option("train", 1, Change(what="staff", id=person.id, facts=facts))

    def _recalled(self, person: Staff) -> Iterator[Option]:
        """The absences laid out day by day, less some days; what recurs has no days that could be taken out."""
        daily: dict[dt.date, list[dict[str, Any]]] = {}
        kept = []
        worked = frozenset().union(*(self._oracle.regular(person.id, day) for day in self._oracle.days))
        for absence in person.absences:
            stated = absence.model_dump(mode="json", exclude_unset=True)
            if absence.every is not None:
                kept.append(stated)
                continue
            first, last = absence.from_ or self._oracle.first, absence.to or self._oracle.last
            for day in self._oracle.days:
                if first <= day <= last:
                    daily.setdefault(day, []).append({**stated, "from": f"{day}", "to": f"{day}"})
        for days in _some(list(daily)):
            left = [one for day, absences in daily.items() if day not in days for one in absences]
            times = max(1, sum(bool(self._oracle.wall.day(day) & worked) for day in days))
            yield self._option("recall", times, Change(what="staff", id=person.id, facts={"absences": kept + left}))

    def _overtime(self, person: Staff) -> Iterator[Option]:
        """The hours of every day stated one by one, some of them longer."""
        hours = {day: list(self._oracle.hours(person.id, day)) for day in self._oracle.days}
        for more in HALF_HOURS:
            later = {day: _later(some, more) for day, some in hours.items() if some}
            for days in _some([day for day, some in later.items() if some != hours[day]]):
                yield self._longer(person, hours, {day: later[day] for day in days})
        for task in self._oracle.occurrences.values():
            for day in task.days if task.activity.duration else ():
                start = self._oracle.given(task, day)
                if start is None or not hours[day]:
                    continue
                begins = start - self._oracle.wall.first(at_clock(day))
                minutes = {*_minutes(hours[day]), *range(begins, begins + (task.activity.duration or 0))}
                if 0 < len(minutes) - len(_minutes(hours[day])) <= HALF_HOURS[-1]:
                    yield self._longer(person, hours, {day: _spans(minutes)})

    def _longer(self, person: Staff, hours: Hours, longer: Hours) -> Option:
        weeks = [
            {"from": f"{day}", "week": {f"{day:%a}".lower(): [_clock(span) for span in some]} if some else {}}
            for day, some in (hours | longer).items()
        ]
        more = sum(len(_minutes(some)) - len(_minutes(hours[day])) for day, some in longer.items())
        return self._option("overtime", more / 60, Change(what="staff", id=person.id, facts={"hours": weeks}))

    def _hired(self) -> Iterator[Option]:
        """Somebody new on some days, and away in the hours of all others, which may last into the next day."""
        needs = [need for task in self._oracle.occurrences.values() for need in task.needs]
        for role in sorted({need.role for need in needs}):
            skills = sorted({skill for need in needs if need.role == role for skill in need.skills})
            for days in _some(self._touched()):
                off = [self._shift(day) for day in self._oracle.days if day not in days]
                facts = {"roles": [role], "skills": skills, "absences": off}
                yield self._option("hire_day", len(days), Change(what="staff", id=NEW, facts=facts))

    def _reserve_let_go(self, place: int) -> Iterator[Option]:
        """A rule about a reserve, but on some days."""
        rule = self._problem.ordered_rules[place]
        if not isinstance(rule, Reserve):
            return
        for days in _some(self._oracle.working_days):
            excepted = {"except": [f"{one}" for one in {*rule.except_, *days}]}
            yield self._option("reserve", len(days), Change(what="rules", id=f"{place}", facts=excepted))

    def _shift(self, day: dt.date) -> dict[str, str]:
        """The hours of a day, as the problem format writes moments."""
        hours = self._oracle.company_hours(day) or self._oracle.longest
        begin, over = (f"{at_clock(day, one):%Y-%m-%d %H:%M}" for one in (hours[0][0], hours[-1][1]))
        return {"from": begin, "to": over}

    def _touched(self) -> list[dt.date]:
        """The days on which an activity, or work around one, could be: on others nobody is needed."""
        found: set[dt.date] = set()
        for task in self._oracle.occurrences.values():
            found |= {*task.days, *task.run}
            for what in ("preparation", "follow_up"):
                work = getattr(task.activity, what)
                for day in task.days if work else ():
                    found |= set(self._oracle.window(task, work, what, day))
        return sorted(found)


def _later(some: list[Span], more: int) -> list[Span]:
    """Hours of which the last end later, at midnight at the latest."""
    *before, (start, end) = some
    return [*before, (start, max(end, min(end + more, MIDNIGHT)))]


def _minutes(some: list[Span]) -> set[int]:
    return {minute for start, end in some for minute in range(start, end)}


def _spans(minutes: set[int]) -> list[Span]:
    """The hours that some minutes make."""
    starts = sorted(one for one in minutes if one - 1 not in minutes)
    ends = sorted(one + 1 for one in minutes if one + 1 not in minutes)
    return list(zip(starts, ends, strict=True))


def _clock(span: Span) -> str:
    return "-".join(f"{one // 60 % 24:02d}:{one % 60:02d}" if one != MIDNIGHT else "24:00" for one in span)


def _some(days: list[dt.date]) -> Iterator[tuple[dt.date, ...]]:
    """Every choice of some days, the fewest first."""
    return chain.from_iterable(combinations(days, n) for n in range(1, len(days) + 1))
