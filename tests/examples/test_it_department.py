"""An IT department's year with its clients: committees, tech days, a ceiling on meetings, indicators.

Working days, shares and indicators are counted a second time here, from the dates and absences as they are stated.
"""

import datetime as dt
import re
import runpy
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path
from typing import NamedTuple

import holidays
import pytest

import planner
from planner.facts.activities import Activity

FOLDER = Path(__file__).parents[2] / "examples" / "it-department"
HOLIDAYS = holidays.country_holidays("FR", years=2026)
CLOSED = [dt.date(2026, 8, 10) + dt.timedelta(days=i) for i in range(5)]
DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=i) for i in range(365)]
WORKED = [day for day in DAYS if day.weekday() < 5 and day not in HOLIDAYS and day not in CLOSED]
IN_CHARGE = {
    "Sales": "iris",
    "Marketing": "iris",
    "Finance": "omar",
    "Purchasing": "omar",
    "Human resources": "lin",
    "Legal": "lin",
    "Production": "hugo",
    "Logistics": "hugo",
}
LEVELS = {"strategic": 2, "tactical": 4, "operational": 12}
CEILINGS = {"salma": 8, "iris": 5, "omar": 5, "lin": 5, "hugo": 5}
CLASHES = {"production-strategic-2"}


class Year(NamedTuple):
    problem: planner.Problem
    plan: planner.Plan

    @property
    def committees(self) -> dict[str, Activity]:
        return {one.id: self.problem.settled(one) for one in self.problem.activities if one.kind == "appointment"}

    @property
    def requests(self) -> dict[str, Activity]:
        return {one.id: one for one in self.problem.activities if one.requested}

    def day(self, name: str) -> dt.date:
        start = self.plan.booking(name).start
        assert start is not None
        return start.date()

    def there(self, person: str, day: dt.date) -> bool:
        (staff,) = (one for one in self.problem.staff if one.id == person)
        leaves = [(one.from_, one.to) for one in staff.absences]
        away = any(first is not None and last is not None and first <= day <= last for first, last in leaves)
        return day in WORKED and not away and not (person == "lin" and day.weekday() == 2)

    def meetings(self) -> list[tuple[planner.Booking, dt.date, float]]:
        """Every meeting and committee that has a time, its day, and its hours."""
        return [
            (one, one.start.date(), (one.end - one.start).total_seconds() / 3600)
            for one in self.plan.bookings
            if one.start is not None and one.end is not None and one.kind != "fair"
        ]


@pytest.fixture(scope="module")
def year() -> Year:
    problem = planner.load(FOLDER / "problem.yaml")
    return Year(problem, planner.solve(problem, settings=planner.Settings(work=20, step=30)))


@pytest.fixture(scope="module")
def printed(year: Year) -> str:
    """What the program prints, which is given the plan that was made already."""
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr(planner, "solve", lambda problem, settings: year.plan)
        patch.setattr("builtins.print", lambda *words, **_: said.append(" ".join(map(str, words))))
        runpy.run_path(str(FOLDER / "run.py"))
    return "\n".join(said)


def test_the_year_is_the_best_possible_and_right(year: Year) -> None:
    assert year.plan.status is planner.Status.OPTIMAL
    assert planner.check(year.problem, year.plan).clean


# 1. A year of committees, each with the relations manager and the right product manager, none on a holiday, even.


def test_every_department_has_all_of_its_committees(year: Year) -> None:
    asked = Counter((one.client, one.title.split()[-1]) for one in year.committees.values())
    assert asked == {(client, level): count for client in IN_CHARGE for level, count in LEVELS.items()}
    open_ = {name for name in year.committees if not year.plan.booking(name).complete}
    assert open_ == CLASHES
    assert {one.activity for one in year.plan.shortages} == CLASHES


def test_each_is_held_in_its_period_with_the_right_two_who_are_there(year: Year) -> None:
    for name, committee in year.committees.items():
        if name in CLASHES:
            continue
        booking, day = year.plan.booking(name), year.day(name)
        assert set(booking.people) == {"salma", IN_CHARGE[committee.client or ""]}
        assert all(year.there(person, day) for person in booking.people), booking
        if committee.between is not None:
            assert committee.between.from_ <= day <= committee.between.to
        else:
            assert committee.on == (day,)
        if committee.client_away:
            assert not (committee.client == "Finance" and day.day <= 5)
            assert not (committee.client == "Human resources" and 24 <= day.day <= 26)


def test_operational_committees_come_once_a_month_and_tactical_once_a_quarter(year: Year) -> None:
    for client in IN_CHARGE:
        mine = {name: year.day(name) for name, one in year.committees.items() if one.client == client and one.between}
        assert [day.month for name, day in sorted(mine.items()) if "operational" in name] == list(range(1, 13))
        assert [(day.month - 1) // 3 for name, day in sorted(mine.items()) if "tactical" in name] == [0, 1, 2, 3]


def test_no_other_choice_of_dates_is_more_even_over_the_months(year: Year) -> None:
    """What months have above or lack below their share of the year, at the least over all ways of placing the rest."""
    held = [name for name in year.committees if year.plan.booking(name).start is not None]
    months = Counter(year.day(name).month for name in held)
    worked = Counter(day.month for day in WORKED)
    shares = {month: divmod(len(held) * worked[month], len(WORKED)) for month in worked}

    def away(month: int, count: int) -> int:
        low, rest = shares[month]
        return max(low - count, count - low - (rest > 0), 0)

    given = Counter(year.day(name).month for name in held if "tactical" not in name)
    least = 0
    for quarter in (range(1, 4), range(4, 7), range(7, 10), range(10, 13)):
        ways = [some for some in product(range(9), repeat=3) if sum(some) == 8]
        least += min(sum(away(m, given[m] + n) for m, n in zip(quarter, some, strict=True)) for some in ways)
    (goal,) = [one for one in year.plan.goals if one.name == "preferences missed"]
    assert goal.value == sum(away(month, months[month]) for month in months) == least


# 2. Tech days on the dates that clash with the fewest committees.


def test_tech_days_clash_with_the_fewest_committees(year: Year, printed: str) -> None:
    given = Counter(one.on[0] for one in year.committees.values() if one.on)
    lost = 0
    for fair in (one for one in year.problem.activities if one.kind == "fair"):
        booking, day = year.plan.booking(fair.id), year.day(fair.id)
        assert booking.complete
        assert set(booking.people) == set(CEILINGS)
        assert given[day] == min(given[one] for one in fair.on or ())
        assert given[day] < max(given[one] for one in fair.on or ())
        assert f"{day:%a %d %b}  clashes with {given[day]}  <- chosen" in printed
        lost += given[day]
    assert lost == len(CLASHES)


def test_what_has_to_give_way_is_proved(year: Year) -> None:
    (days,) = year.plan.infeasible_days
    assert days.verdict == "proved"
    assert {*days.activities} >= {"autumn", *CLASHES}
    assert year.day("autumn") == dt.date(2026, 11, 19)


# 3. A ceiling on each manager's hours of meetings a week.


def test_nobody_has_more_hours_of_meetings_than_the_ceiling(year: Year, printed: str) -> None:
    hours: dict[str, Counter[str]] = defaultdict(Counter)
    for booking, day, length in year.meetings():
        for person in booking.people:
            hours[person][f"{day:%G-W%V}"] += length  # type: ignore[assignment]
    for person, ceiling in CEILINGS.items():
        fullest = max(hours[person].values())
        assert fullest <= ceiling
        (name,) = (one.title for one in year.problem.staff if one.id == person)
        (line,) = (one for one in printed.splitlines() if one.strip().startswith(name))
        assert re.findall(r"[\d.]+ h", line) == [
            f"{fullest:.1f} h",
            f"{sum(hours[person].values()) / len(hours[person]):.1f} h",
            f"{ceiling} h",
        ]


# 4. The indicators month by month: clients met, hours by role, time to answer against its target.


def test_the_indicators_are_those_of_the_plan(year: Year, printed: str) -> None:
    clients: dict[str, set[str]] = defaultdict(set)
    hours: dict[str, Counter[str]] = defaultdict(Counter)
    of = {one.id: one.client for one in year.problem.activities}
    for booking, day, length in year.meetings():
        if client := of[booking.activity]:
            clients[f"{day:%Y-%m}"].add(client)
        for person in booking.people:
            hours[f"{day:%Y-%m}"]["manager" if person == "salma" else "product"] += length  # type: ignore[assignment]
    asked = Counter(f"{one.requested:%Y-%m}" for one in year.requests.values())
    rows = [line.split() for line in printed.splitlines() if re.match(r"2026-\d\d ", line)]
    assert [row[0] for row in rows] == [f"2026-{month:02}" for month in range(1, 13)]
    for month, *figures in rows:
        product_hours, manager_hours = hours[month]["product"], hours[month]["manager"]
        expected = [len(clients[month]), product_hours, manager_hours, asked[month], asked[month]]
        assert [float(one) for one in figures] == expected
        assert len(clients[month]) == len(IN_CHARGE)  # every department has its operational committee


def test_every_request_is_answered_within_its_target(year: Year, printed: str) -> None:
    target = {"complaint": 48, "question": 72, "new need": 120}
    taken = defaultdict(list)
    answers = [one for one in year.plan.steps if one.activity in year.requests]
    assert len(answers) == len(year.requests) == 14
    for one in answers:
        request = year.requests[one.activity]
        assert request.requested
        assert one.day
        assert one.owner
        kind = str(request.details["type"])
        until = request.requested + dt.timedelta(hours=target[kind])
        assert request.requested.date() <= one.day <= one.due == (until - dt.timedelta(minutes=1)).date()
        assert year.there(one.owner, one.day)
        latest = [day for day in WORKED if dt.datetime.combine(day, dt.time(9, 20)) <= until]  # it takes 20 minutes
        assert one.day == latest[-1]  # brought forward only where it must be
        taken[kind].append((one.day - request.requested.date()).days)
    for kind, days in taken.items():
        assert re.search(rf"{kind} +{sum(days) / len(days):.1f} days, at most {target[kind]} h asked", printed)
