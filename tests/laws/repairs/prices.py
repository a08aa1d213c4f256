"""What a way out costs, counted from the facts before and after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from laws.oracle import Oracle
from laws.repairs.menu import prices
from planner.facts.activities import Activity
from planner.facts.prices import RepairKind
from planner.facts.staff import Absence
from planner.plan.repair import Change, Repair
from planner.problem import Problem
from planner.rules.reserve import Reserve


def priced(problem: Problem, repair: Repair) -> float:
    """The price of all changes of a way out, one kind each."""
    once = prices(problem)
    parts = zip(repair.kinds, repair.changes, strict=True)
    return sum(once[kind] * _times(problem, repair.apply(problem), kind, change) for kind, change in parts)


def _times(before: Problem, after: Problem, kind: RepairKind, change: Change) -> float:  # noqa: C901 - a case a kind
    """How many times a kind is paid for a change."""
    match kind:
        case "move" | "ask_client" | "decline":
            return 1
        case "day_off":
            return _heads(_activity(before, change.id))
        case "recall" if change.what == "staff":
            return _days_back(before, after, change.id)
        case "recall":
            gone = set(_attending(before, change.id)) - set(_attending(after, change.id))
            return len(gone)
        case "shorten" | "start_earlier":
            was, now = (_activity(one, change.id).preparation for one in (before, after))
            assert was is not None
            times = _dates(before, change.id)
            if kind == "start_earlier":
                assert now is not None
                assert now.minutes == was.minutes
                return times * (now.within - was.within)
            assert now is None or now.within == was.within
            return times * _heads(_activity(before, change.id)) * (was.minutes - (now.minutes if now else 0)) / 60
        case "train":
            return len(_person(after, change.id).skills) - len(_person(before, change.id).skills)
        case "swap" | "no_room":
            return _dates(before, change.id)
        case "session":
            return _dates(after, change.id) - _dates(before, change.id)
        case "unpin":
            return 1
        case "overtime":
            regular = [
                {day: one.regular(change.id, day) for day in one.days} for one in (Oracle(before), Oracle(after))
            ]
            was_there, is_there = (sum(map(len, one.values())) for one in regular)
            return (is_there - was_there) / 60
        case "reserve":
            was_excepted, excepted = (
                {day for rule in one.rules if isinstance(rule, Reserve) for day in rule.except_}
                for one in (before, after)
            )
            return len(excepted - was_excepted)
        case "hire_day":
            return len(_engaged(after, change.id))
        case _:
            raise AssertionError(kind)


def _dates(problem: Problem, activity: str) -> int:
    """How many dates an activity has."""
    return sum(one.activity.id == activity for one in Oracle(problem).occurrences.values())


def _engaged(problem: Problem, person: str) -> list[dt.date]:
    """The days for which somebody is hired: those from the first to the last on which no absence begins or lasts."""
    who = _person(problem, person)
    first, last = who.employed.from_, who.employed.to
    assert first is not None
    assert last is not None
    off = [(_day(one.from_), _day(one.to)) for one in who.absences]
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in days if not any(begin <= day <= end for begin, end in off)]


def _day(stated: Any) -> dt.date:
    assert stated is not None
    return stated.date() if isinstance(stated, dt.datetime) else stated


def _days_back(before: Problem, after: Problem, person: str) -> int:
    """The days of absences that are there no more, if they have hours of somebody; one at least is paid."""
    was, now = Oracle(before), Oracle(after)
    assert was.away(person) > now.away(person)
    worked = frozenset[int]().union(*(was.regular(person, day) for day in was.days))
    left = _daily(after, person)
    gone = [one for one in _daily(before, person) if one not in left]
    return max(1, len({one.from_ for one in gone if was.minutes_away(one) & worked}))


def _daily(problem: Problem, person: str) -> list[Absence]:
    """The absences of somebody, day by day; what recurs has no days of its own."""
    found = []
    for absence in _person(problem, person).absences:
        first, last = absence.from_ or problem.horizon.from_, absence.to or problem.horizon.to
        for n in range((last - first).days + 1 if absence.every is None else 0):
            day = first + dt.timedelta(n)
            found.append(absence.model_copy(update={"from_": day, "to": day}))
    return found


def _heads(activity: Activity) -> int:
    return max(1, sum(need.count for need in activity.needs or ()))


def _activity(problem: Problem, name: str) -> Activity:
    return problem.settled(next(one for one in problem.activities if one.id == name))


def _attending(problem: Problem, name: str) -> list[str]:
    oracle = Oracle(problem)
    return oracle.attendees(next(one for one in oracle.occurrences.values() if one.activity.id == name))


def _person(problem: Problem, name: str) -> Any:
    return next(one for one in problem.staff if one.id == name)
