"""The director's year: who meets whom, which days cannot be staffed, and that neither trouble is a special case."""

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

import planner
from planner.facts.activities import Activity
from planner.facts.calendar import Closure
from planner.facts.staff import Absence, Staff

FOLDER = Path(__file__).parents[2] / "examples" / "director-2020"
JUNE = ("yurt", "guardia", "nutriflux")
APPOINTMENTS = ("klodax", "mapom", "ack", "cehis", "bncxc", *JUNE, "safreti", "graless")
WEEK = dt.timedelta(days=7)


class Year(NamedTuple):
    problem: planner.Problem
    plan: planner.Plan


@pytest.fixture(scope="module")
def year() -> Year:
    problem = planner.load(FOLDER / "problem.yaml")
    return Year(problem, planner.solve(problem))


def spans(plan: planner.Plan) -> dict[tuple[str, ...], tuple[str, str, str]]:
    """The infeasible days by what falls on them."""
    return {one.activities: (str(one.from_), str(one.to), one.verdict) for one in plan.infeasible_days}


def altered(problem: planner.Problem, name: str, change: Callable[[Activity], Activity]) -> planner.Problem:
    return problem.with_(activities=tuple(change(one) if one.id == name else one for one in problem.activities))


def touches(absence: Absence, day: dt.date) -> bool:
    assert absence.from_
    return bool(absence.from_ <= day and (absence.to is None or day <= absence.to))


def on(day: str, activity: Activity) -> Activity:
    return activity.model_copy(update={"on": (dt.date.fromisoformat(day),)})


def test_optimal_and_everything_is_proved(year: Year) -> None:
    assert year.plan.status is planner.Status.OPTIMAL
    assert [(one.name, one.value) for one in year.plan.goals[:2]] == [
        ("value staffed, high", 8),
        ("value staffed, normal", 3),
    ]
    assert all(one.proved and one.value == one.bound for one in year.plan.goals)


def test_the_two_troubles_and_no_other(year: Year) -> None:
    assert spans(year.plan) == {
        JUNE: ("2020-06-12", "2020-06-25", "proved"),
        ("graless",): ("2020-12-19", "2020-12-19", "proved"),
    }
    june, graless = sorted(year.plan.shortages, key=lambda one: one.activity == "graless")
    assert june.activity in JUNE
    assert (graless.activity, graless.role, graless.missing) == ("graless", None, 2)
    assert {one.text for one in graless.reasons} == {
        f"{person.name}: does not work on Saturdays (Sat 19 December)" for person in year.problem.staff
    }


def test_june_names_a_fact_for_every_marketer(year: Year) -> None:
    (june,) = [one for one in year.plan.shortages if one.activity in JUNE]
    assert (june.role, june.missing) == ("marketer", 1)
    assert {(one.staff, one.fact) for one in june.reasons} == {
        ("ana", "minutes"),
        ("cleo", "absence"),
        ("lena", "absence"),
    }


@pytest.mark.parametrize("name", APPOINTMENTS)
def test_a_pair_for_every_other_appointment(year: Year, name: str) -> None:
    booking = year.plan.booking(name)
    if name in {one.activity for one in year.plan.shortages}:
        assert not booking.complete
        assert not booking.work
        return
    staff = {one.id: one for one in year.problem.staff}
    assert booking.complete
    assert {role: len(people) for role, people in booking.staff.items()} == {"marketer": 1, "engineer": 1}
    assert all(role in staff[who].roles for role, people in booking.staff.items() for who in people)
    for start, end in [(booking.start, booking.end), *((one.start, one.end) for one in booking.work)]:
        assert start
        assert end
        assert start.date() == end.date()
        assert start.weekday() < 5
        clock = f"{start:%H:%M}", f"{end:%H:%M}"
        assert "09:00" <= clock[0] < clock[1] <= "12:30" or "14:00" <= clock[0] < clock[1] <= "18:00"
    assert booking.start
    assert booking.end
    assert booking.end - booking.start == dt.timedelta(hours=2)
    for who in booking.people:
        done = [one for one in booking.work if one.staff == who]
        before = sum((one.end - one.start).seconds // 60 for one in done if one.end <= booking.start)
        after = sum((one.end - one.start).seconds // 60 for one in done if one.start >= booking.end)
        assert (before, after) == (900, 120)
        day = booking.start.date()
        assert not [one for one in staff[who].absences if not one.every and touches(one, day)]


def test_everybody_trains(year: Year) -> None:
    training = year.plan.booking("contacts")
    assert set(training.attendees) == {one.id for one in year.problem.staff if "engineer" in one.roles}
    assert not training.away


def test_the_seminar_hangs_on_its_condition(year: Year) -> None:
    seminar = year.plan.booking("seminar@2020-07-28")
    assert [one.staff for one in seminar.away] == ["lena"]
    assert len(seminar.attendees) == len(year.problem.staff) - 1
    without = planner.solve(year.problem.with_(conditions={"contract_won": False}))
    assert not [one for one in without.bookings if one.activity == "seminar"]
    assert len(without.bookings) == len(year.plan.bookings) - 1
    assert spans(without) == spans(year.plan)


def shifted_text(text: str, by: dt.timedelta) -> str:
    """The sentence with its days moved, the year's own names of days kept."""
    months = "June|July"

    def moved(match: re.Match[str]) -> str:
        first, last, month = int(match[1]), int(match[2]), match[3]
        start, end = (dt.datetime.strptime(f"{day} {month} 2020", "%d %B %Y") + by for day in (first, last))
        between = "" if start.month == end.month else f" {start:%B}"
        return f"from {start.day}{between} to {end.day} {end:%B}"

    return re.sub(rf"from (\d+) to (\d+) ({months})", moved, text)


@pytest.mark.parametrize("by", [WEEK, -WEEK])
def test_june_is_no_tuned_window(year: Year, by: dt.timedelta) -> None:
    def moved_leave(absence: Absence) -> Absence:
        if absence.from_ is None or absence.from_.month != 6:
            return absence
        assert absence.to
        return absence.model_copy(update={"from_": absence.from_ + by, "to": absence.to + by})

    def moved_staff(one: Staff) -> Staff:
        return one.model_copy(update={"absences": tuple(map(moved_leave, one.absences))})

    activities = tuple(
        one.model_copy(update={"on": tuple(day + by for day in one.on or ())}) if one.id in JUNE else one
        for one in year.problem.activities
    )
    problem = year.problem.with_(staff=tuple(map(moved_staff, year.problem.staff)), activities=activities)
    plan = planner.solve(problem)
    first, last = dt.date(2020, 6, 12) + by, dt.date(2020, 6, 25) + by
    assert spans(plan) == {**spans(year.plan), JUNE: (str(first), str(last), "proved")}
    (before,) = [one for one in year.plan.shortages if one.activity in JUNE]
    (after,) = [one for one in plan.shortages if one.activity in JUNE]
    assert (after.activity, after.role, after.missing) == (before.activity, before.role, before.missing)
    assert [(one.staff, one.fact, one.subject) for one in after.reasons] == [
        (one.staff, one.fact, one.subject) for one in before.reasons
    ]
    assert [one.text for one in after.reasons] == [shifted_text(one.text, by) for one in before.reasons]


def closed(problem: planner.Problem) -> planner.Problem:
    closure = Closure.model_validate({"from": "2020-11-17", "to": "2020-11-18", "reason": "stocktaking"})
    return problem.with_(calendar=problem.calendar.model_copy(update={"closed": (closure,)}))


def all_on_leave(problem: planner.Problem) -> planner.Problem:
    leave = Absence.model_validate({"from": "2020-11-18", "to": "2020-11-18", "reason": "outing"})
    return problem.with_(
        staff=tuple(one.model_copy(update={"absences": (*one.absences, leave)}) for one in problem.staff)
    )


def as_it_is(problem: planner.Problem) -> planner.Problem:
    return problem


ELSEWHERE = [
    ("2020-11-11", as_it_is, "holiday", "on Wed 11 November"),
    ("2020-11-18", closed, "closure", "stocktaking from 17 to 18 November"),
    ("2020-11-18", all_on_leave, "absence", "outing on Wed 18 November"),
    ("2020-12-20", as_it_is, "day off", "does not work on Sundays (Sun 20 December)"),
]


@pytest.mark.parametrize(("day", "change", "fact", "words"), ELSEWHERE)
def test_graless_is_no_special_case_of_saturdays(
    year: Year, day: str, change: Callable[[planner.Problem], planner.Problem], fact: str, words: str
) -> None:
    problem = change(altered(year.problem, "graless", partial(on, day)))
    plan = planner.solve(problem)
    assert spans(plan) == {**spans(year.plan), ("graless",): (day, day, "proved")}
    (graless,) = [one for one in plan.shortages if one.activity == "graless"]
    assert {one.staff for one in graless.reasons} == {one.id for one in year.problem.staff}
    assert {one.fact for one in graless.reasons} == {fact}
    assert all(one.text.endswith(words) for one in graless.reasons)


def test_graless_is_held_on_a_working_day(year: Year) -> None:
    plan = planner.solve(altered(year.problem, "graless", partial(on, "2020-12-18")))
    assert plan.booking("graless").complete
    assert list(spans(plan)) == [JUNE]


def test_the_saved_plan_is_accepted_and_a_wrong_swap_is_not(year: Year, tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    year.plan.save(saved)
    assert planner.load_plan(saved) == year.plan
    assert planner.check(year.problem, planner.load_plan(saved)).clean
    data = json.loads(saved.read_text())
    data["bookings"] = [
        json.loads(json.dumps(one).replace('"ana"', '"cleo"')) if one["occurrence"] == "yurt" else one
        for one in data["bookings"]
    ]
    saved.write_text(json.dumps(data))
    refused = planner.check(year.problem, planner.load_plan(saved))
    told = [one.text for one in refused.violations if one.rule == "own_hours"]
    assert told == ["Cléo Martin cannot be at Yurt on Fri 19 June from 09:00 to 11:00"]
    about_work = [one for one in refused.violations if one.rule == "work_time"]
    assert {one.subject for one in about_work} == {"cleo/yurt"}


def test_run_py_prints_the_year() -> None:
    ran = subprocess.run(
        [sys.executable, str(FOLDER / "run.py")], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert not ran.stderr
    assert "The director's year 2020: optimal" in ran.stdout
    assert "proved: Graless cannot be held as asked on Sat 19 December" in ran.stdout
    assert "seminar held: 13 bookings; cancelled: 12" in ran.stdout
