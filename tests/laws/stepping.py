"""Steps around activities, read a second time from raw facts, and laid out as well as can be by trying all ways."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from laws.oracle import Dated, Oracle
from laws.wall import DAY, Minutes
from planner.facts.activities import Step
from planner.plan.step import PlanStep


class Way(NamedTuple):
    """Who does a step on which day; how many would be better; whether only who is assigned may. Nobody misses it."""

    place: int
    person: str | None
    day: dt.date | None
    assigned: bool = False


class Ask(NamedTuple):
    """A step that falls due, and all ways to do it, the best first."""

    task: Dated
    step: Step
    due: dt.date
    ways: tuple[Way, ...]


def asks(oracle: Oracle, task: Dated, start: int | None) -> list[Ask]:
    """The steps of a task that starts then, which fall due on a day of the horizon."""
    begins = None if start is None else oracle.wall.date(start)
    known: dict[object, list[Ask]] = oracle.__dict__.setdefault("_asks", {})
    key = task.id, begins
    if key not in known:
        known[key] = [one for one in _asks(oracle, task, begins) if one.due in oracle.days]
    return known[key]


def _asks(oracle: Oracle, task: Dated, begins: dt.date | None) -> Iterator[Ask]:
    asked = task.activity.requested
    for step in task.activity.steps or ():
        if step.hours is None and begins is None:
            continue
        minutes = None
        if step.hours is not None:
            assert asked is not None
            start = oracle.wall.first(asked)
            minutes = frozenset(range(start, start + 60 * step.hours))
            due = oracle.wall.date(start + 60 * step.hours - 1)
            days = [day for day in oracle.days if day <= due]
        else:
            assert step.days is not None
            assert begins is not None
            own = task.lasting(begins)
            due = shifted(oracle, own[-1] if step.days > 0 else own[0], step.days, step.count or "working")
            days = [day for day in oracle.days if day <= due and (step.days <= 0 or day > own[-1])]
        if asked is not None and minutes is None:
            begun = oracle.wall.first(asked)
            minutes = frozenset(range(begun, begun + 60 * 24 * 400))
        days = [day for day in days if asked is None or day >= asked.date()]
        worked = [due - n * DAY for n in range(1, 400) if oracle.company_hours(due - n * DAY)]
        earliest = (worked[: step.within] or [due])[-1]
        days = [day for day in days if day >= earliest]
        yield Ask(task, step, due, tuple(_ways(oracle, task, step, sorted(days, reverse=True), minutes)))


def shifted(oracle: Oracle, day: dt.date, days: int, count: str) -> dt.date:
    """The day that lies so many days from another."""
    by = DAY if days > 0 else -DAY
    if count == "calendar":
        return day + days * DAY
    if count == "clear":
        by = DAY if days >= 0 else -DAY
        day += days * DAY + by
        while not oracle.company_hours(day):
            day += by
        return day
    left = abs(days)
    while left:
        day += by
        left -= bool(oracle.company_hours(day))
    return day


def _ways(oracle: Oracle, task: Dated, step: Step, days: list[dt.date], minutes: Minutes | None) -> Iterator[Way]:
    if step.owner is None:
        worked = [day for day in days if oracle.company_hours(day)]
        if worked:
            yield Way(0, None, worked[0])
        return
    place, before = 0, set[str]()
    for doer in (step.owner, *step.deputies):
        people = [one for one in sorted(oracle.staff) if _stands_for(oracle, task, doer, one) and one not in before]
        if doer != "assigned":
            before.update(people)
        for day in days:
            able = []
            for one in people:
                left = oracle.open(one, day) if minutes is None else oracle.open(one, day) & minutes
                if left and len(left) >= (step.minutes or 1):
                    able.append(one)
            for one in able:
                yield Way(place, one, day, doer == "assigned")
            place += bool(able)


def _stands_for(oracle: Oracle, task: Dated, doer: str, person: str) -> bool:
    roles = oracle.staff[person].roles
    if doer == "assigned":
        return any(
            need.role in roles and person not in need.exclude and (not need.from_ or person in need.from_)
            for need in task.needs
        )
    return person == doer if doer in oracle.staff else doer in roles


class Laid(NamedTuple):
    """A way for every step, and what that costs."""

    missed: int
    moved: int
    ways: tuple[Way, ...]

    def spent(self, asked: list[Ask]) -> Counter[tuple[str, dt.date]]:
        """The minutes that steps take, by person and day."""
        found: Counter[tuple[str, dt.date]] = Counter()
        for ask, way in zip(asked, self.ways, strict=True):
            if way.person is not None and way.day is not None:
                found[way.person, way.day] += ask.step.minutes or 0
        return found


def all_ways(asked: list[Ask], filling: list[set[str]]) -> list[Laid]:
    """Every way to do all steps, the best first."""
    nobody = Way(0, None, None)
    options = [
        [*(way for way in ask.ways if not way.assigned or way.person in some), nobody]
        for ask, some in zip(asked, filling, strict=True)
    ]
    laid = (
        Laid(sum(one.day is None for one in ways), sum(one.place for one in ways), ways) for ways in product(*options)
    )
    return sorted(laid, key=lambda one: one[:2])


def told(oracle: Oracle, ask: Ask, way: Way, filling: set[str]) -> PlanStep:
    """The step as a plan tells it."""
    until = None
    if way.day is not None and ask.step.valid_days is not None:
        until = way.day + ask.step.valid_days * DAY
    elif way.day is not None and ask.step.valid_months is not None:
        months = way.day.year * 12 + way.day.month - 1 + ask.step.valid_months
        first = dt.date(months // 12, months % 12 + 1, 1)
        last = (first + 31 * DAY).replace(day=1) - DAY
        until = min(first + (way.day.day - 1) * DAY, last)
    others = [
        one.person for one in ask.ways
        if one.day == way.day and one.person != way.person and (not one.assigned or one.person in filling)
    ] if way.person else []  # fmt: skip
    return PlanStep(
        activity=ask.task.activity.id,
        occurrence=ask.task.id,
        name=ask.step.name,
        due=ask.due,
        day=way.day,
        owner=way.person,
        backup=next(iter(others), None),
        valid_until=until,
    )
