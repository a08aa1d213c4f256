"""A plan as pandas tables."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pandas as pd

from planner.checking import names_of
from planner.plan.plan import Plan
from planner.plan.shortage import Shortage
from planner.problem import Problem
from planner.report.loads import Load, loads
from planner.report.sheet import laid
from planner.report.stepped import Steps
from planner.rules.balance import Balance
from planner.rules.base import Names
from planner.rules.journeys import journeys_of
from planner.rules.ledger import Entry, Ledger

Kind = Literal["text", "count", "number", "place", "yes", "time", "day"]
Columns = dict[str, Kind]

BOOKINGS: Columns = {
    "occurrence": "text", "activity": "text", "kind": "text", "title": "text", "client": "text", "priority": "text",
    "start": "time", "end": "time", "complete": "yes", "declined": "yes", "missing": "count", "attendees": "text",
    "away": "text", "standby": "text", "moved_from": "day", "site": "text", "room": "text", "room_missing": "yes",
}  # fmt: skip
PLACES: Columns = {
    "occurrence": "text", "title": "text", "start": "time", "end": "time", "staff": "text", "name": "text",
    "need": "place", "role": "text",
}  # fmt: skip
WORK: Columns = {
    "occurrence": "text", "title": "text", "staff": "text", "name": "text", "what": "text", "start": "time",
    "end": "time", "minutes": "count",
}  # fmt: skip
JOURNEYS: Columns = {
    "staff": "text", "name": "text", "from": "text", "to": "text", "start": "time", "end": "time", "minutes": "count",
}  # fmt: skip
SHORTAGES: Columns = {
    "occurrence": "text", "activity": "text", "title": "text", "start": "time", "need": "place", "role": "text",
    "missing": "count", "staff": "text", "name": "text", "fact": "text", "text": "text", "subject": "text",
    "step": "text",
}  # fmt: skip
DECLINED: Columns = {
    "occurrence": "text", "activity": "text", "title": "text", "displaces": "text", "instead": "text", "text": "text",
}  # fmt: skip
STEPS: Columns = {
    "occurrence": "text", "title": "text", "step": "text", "due": "day", "day": "day", "staff": "text", "name": "text",
    "backup": "text", "valid_until": "day", "why": "text",
}  # fmt: skip
INCOMPLETE: Columns = {"activity": "text", "title": "text", "missing": "text"}
INFEASIBLE: Columns = {"from": "day", "to": "day", "verdict": "text", "activities": "text", "text": "text"}
MINUTES: Columns = {
    "away": "count", "open": "count", "booked": "count", "outside": "count", "work": "count", "background": "count",
    "lacking": "count", "free": "count",
}  # fmt: skip
LOADS: Columns = {"staff": "text", "name": "text", "week": "text", "monday": "day", **MINUTES}
PEOPLE: Columns = {
    "staff": "text", "name": "text", "roles": "text", "bookings": "count", "attended": "count", **MINUTES,
}  # fmt: skip
BALANCES: Columns = {
    "role": "text", "kinds": "text", "staff": "text", "name": "text", "load": "count", "presence": "count",
    "fair": "number", "carried": "number", "due": "number", "balance": "number",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Frames:
    """A plan as pandas tables.

    Ids stand under the words of the problem format (`activity`, `occurrence`, `staff`), what people call them under
    `title` and `name`. Times carry the problem's zone; minutes and heads are whole numbers; what is not there is
    missing (`pd.NA`, `pd.NaT`). Columns and their types are the same whatever the plan, also without a row.

    Parameters
    ----------
    bookings
        One row a booking, in the order of time, with the names of who fills each role in a column of that role.
    places
        One row a booking and person there: the need (counted from 0) and role that the person fills; without them
        the person attends.
    work
        One row a sitting of preparation or follow-up.
    journeys
        One row a journey of a person between two sites.
    shortages
        One row a shortage and reason; a need without reasons has one row.
    declined
        One row an optional activity that is left out, with the reason: what it would displace, or what was chosen
        instead.
    infeasible_days
        One row a window of days that cannot be served.
    steps
        One row a step: by when, on which day, by whom it is done, who else could, and why not by its owner on its day.
    incomplete
        One row a request and detail that it lacks.
    loads
        One row a person and week, the idle too, in minutes:
        ``open == booked + work + background - lacking + free``. What absences take is `away`, what bookings take
        on days off `outside`.
    people
        One row a person: needs filled, activities attended, and the weeks' minutes summed up.
    balances
        One row a `balance` rule and holder of its role: how many bookings count as `load`; `presence` in hundredths
        of the most present; the `fair` share of this period, what is `carried` from the last one, what was `due` with
        it; and the `balance`, load less due, to carry into the next.
    """

    bookings: pd.DataFrame
    places: pd.DataFrame
    work: pd.DataFrame
    journeys: pd.DataFrame
    shortages: pd.DataFrame
    declined: pd.DataFrame
    infeasible_days: pd.DataFrame
    steps: pd.DataFrame
    incomplete: pd.DataFrame
    loads: pd.DataFrame
    people: pd.DataFrame
    balances: pd.DataFrame

    def __repr__(self) -> str:
        rows = ", ".join(f"{one.name}: {len(getattr(self, one.name))} rows" for one in fields(self))
        return f"<Frames {rows}>"


def frames(problem: Problem, plan: Plan) -> Frames:
    """A plan as pandas tables: bookings, who is where, work, shortages, everybody's loads.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan of this problem.

    Raises
    ------
    NoPlanError
        If the plan has no bookings.
    InputError
        If the plan is not one of this problem.

    Examples
    --------
    >>> import planner
    >>> from planner.report import frames
    >>> problem = planner.load("examples/director-2020/problem.yaml")
    >>> tables = frames(problem, planner.solve(problem))
    >>> tables.bookings.query("not complete")[["title", "missing"]].to_dict("records")
    [{'title': 'Guardia', 'missing': 1}, {'title': 'Graless', 'missing': 2}]
    """
    ledger, names, zone = laid(problem, plan), names_of(problem), ZoneInfo(problem.timezone)
    weeks = list(loads(ledger))
    roles = sorted({need.role for entry in ledger.entries for need in entry.task.needs})
    by_role: Columns = {f"{role} (role)" if role in BOOKINGS else role: "text" for role in roles}
    return Frames(
        bookings=_table(BOOKINGS | by_role, _bookings(ledger, names, roles), zone),
        places=_table(PLACES, _places(ledger, names), zone),
        work=_table(WORK, _work(ledger, names), zone),
        journeys=_table(JOURNEYS, _journeys(ledger, names), zone),
        shortages=_table(SHORTAGES, _shortages(ledger, names), zone),
        declined=_table(DECLINED, _declined(ledger.plan, names), zone),
        infeasible_days=_table(INFEASIBLE, _infeasible(ledger.plan, names), zone),
        steps=_table(STEPS, _steps(ledger, names), zone),
        incomplete=_table(INCOMPLETE, _incomplete(ledger.plan, names), zone),
        loads=_table(LOADS, (_load(one, names) for one in weeks), zone),
        people=_table(PEOPLE, _people(problem, ledger, weeks), zone),
        balances=_table(BALANCES, _balances(problem, ledger, names), zone),
    )


def _bookings(ledger: Ledger, names: Names, roles: Sequence[str]) -> Iterator[Sequence[Any]]:
    for entry in ledger.entries:
        booking, activity = entry.booking, entry.task.activity
        away = names.wording.joined(names.wording.about(names.person(one.staff), one.text) for one in booking.away)
        yield (
            booking.occurrence, booking.activity, booking.kind, booking.title, activity.client, entry.task.priority,
            booking.start, booking.end, booking.complete, booking.declined, _missing(entry),
            names.people(booking.attendees) or None, away or None,
            names.people(booking.standing_by) or None, activity.moved_from,
            entry.task.site, booking.room, booking.room_missing,
            *(names.people(booking.staff.get(role, ())) or None for role in roles),
        )  # fmt: skip


def _missing(entry: Entry) -> int:
    """Heads that are open; an activity without a time lacks all of its people."""
    if entry.start is None and not entry.task.needs and not entry.declined:
        return len(entry.task.attendees)
    return entry.missing


def _places(ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    for entry in ledger.entries:
        one = entry.booking
        there = [(who, i, need.role) for i, need in enumerate(one.needs) for who in need.staff]
        for who, i, role in [*there, *((who, None, None) for who in one.attendees)]:
            yield one.occurrence, one.title, one.start, one.end, who, names.person(who), i, role


def _work(ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    for entry in ledger.entries:
        for one in entry.booking.work:
            minutes = round((one.end - one.start) / dt.timedelta(minutes=1))
            name = names.person(one.staff)
            yield entry.task.id, entry.booking.title, one.staff, name, one.what, one.start, one.end, minutes


def _journeys(ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    for one in journeys_of(ledger):
        minutes = round((one.end - one.start) / dt.timedelta(minutes=1))
        yield one.staff, names.person(one.staff), one.from_, one.to, one.start, one.end, minutes


def _shortages(ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    bookings = {entry.task.id: entry.booking for entry in ledger.entries}
    for one in ledger.plan.shortages:
        booking = bookings.get(one.occurrence)
        title, start = (booking.title, booking.start) if booking else (names.task(one.occurrence), None)
        for reason in _reasons(one, names):
            yield one.occurrence, one.activity, title, start, one.need, one.role, one.missing, *reason, one.step


def _reasons(shortage: Shortage, names: Names) -> Iterator[Sequence[Any]]:
    if not shortage.reasons:
        yield None, None, None, None, None
    for one in shortage.reasons:
        yield one.staff, names.person(one.staff) if one.staff else None, one.fact, one.text, one.subject or None


def _declined(plan: Plan, names: Names) -> Iterator[Sequence[Any]]:
    for one in plan.declined:
        displaces, instead = (names.tasks(some) or None for some in (one.displaces, one.instead))
        yield one.occurrence, one.activity, names.task(one.occurrence), displaces, instead, one.text


def _infeasible(plan: Plan, names: Names) -> Iterator[Sequence[Any]]:
    for one in plan.infeasible_days:
        yield one.from_, one.to, one.verdict, ", ".join(map(names.task, one.activities)), one.text


def _steps(ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    for one in Steps(names, ledger.timeline).of(ledger.plan):
        name = names.person(one.owner) if one.owner else None
        told = one.owner, name, one.backup, one.valid_until, one.why or None
        yield one.occurrence, one.title, one.step, one.due, one.day, *told


def _incomplete(plan: Plan, names: Names) -> Iterator[Sequence[Any]]:
    for one in plan.incomplete:
        yield from ((one.activity, names.task(one.activity), missing) for missing in one.missing)


def _load(load: Load, names: Names) -> Sequence[Any]:
    year, week, _ = load.monday.isocalendar()
    minutes = (getattr(load, name) for name in MINUTES)
    return load.staff, names.person(load.staff), f"{year}-W{week:02d}", load.monday, *minutes


def _people(problem: Problem, ledger: Ledger, weeks: Iterable[Load]) -> Iterator[Sequence[Any]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for week in weeks:
        sums[week.staff].update({name: getattr(week, name) for name in MINUTES})
    filled = Counter(who for entry in ledger.entries for need in entry.booking.needs for who in need.staff)
    attended = Counter(who for entry in ledger.entries for who in entry.booking.attendees)
    for one in sorted(problem.staff, key=lambda one: one.id):
        minutes = (sums[one.id][name] for name in MINUTES)
        yield one.id, one.title, ", ".join(one.roles), filled[one.id], attended[one.id], *minutes


def _balances(problem: Problem, ledger: Ledger, names: Names) -> Iterator[Sequence[Any]]:
    for rule in (one for one in problem.ordered_rules if isinstance(one, Balance)):
        for one in rule.accounts(ledger):
            figures = (round(float(each), 2) for each in (one.fair, one.carried, one.due, one.balance))
            kinds, name = ", ".join(rule.kinds) or None, names.person(one.person)
            yield rule.role, kinds, one.person, name, one.load, one.presence, *figures


def _table(columns: Columns, rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> pd.DataFrame:
    data = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {name: _column(kind, values, zone) for (name, kind), values in zip(columns.items(), data, strict=True)}
    )


def _column(kind: Kind, values: Sequence[Any], zone: ZoneInfo) -> pd.Series[Any]:
    """A column whose type no value decides: the same in every release of pandas, with and without rows."""
    match kind:
        case "time":
            utc = [None if one is None else one.astimezone(dt.UTC) for one in values]
            return (
                pd.Series(pd.to_datetime(pd.Series(utc, dtype="object"), utc=True)).dt.as_unit("us").dt.tz_convert(zone)
            )
        case "day":
            return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).dt.as_unit("us")
        case "count":
            return pd.Series(values, dtype="int64")
        case "number":
            return pd.Series(values, dtype="float64")
        case "place":
            return pd.Series(values, dtype="Int64")
        case "yes":
            return pd.Series(values, dtype="bool")
        case _:
            return pd.Series(values, dtype="string")
