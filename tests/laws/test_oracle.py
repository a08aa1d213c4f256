"""The time line agrees with a second reading of raw facts: open minutes, days, starts, rounding, daylight saving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from laws.oracle import Oracle
from laws.profiles import PROFILES, case
from laws.random_problems import SCENES, Case
from laws.wall import Minutes
from planner.problem import Problem
from planner.rules.background import weeks_asked
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def minutes_of(spans: Iterable[tuple[int, int]]) -> Minutes:
    """The minutes of half-open spans."""
    return frozenset(minute for start, end in spans for minute in range(start, end))


def starts_of(timeline: Timeline, task: Occurrence, person: str, day: dt.date) -> Minutes:
    """The starts that a time line offers; its spans have both ends included."""
    return minutes_of((first, last + 1) for first, last in timeline.starts(task, person, day))


def differences(one: Case) -> list[str]:
    """Where the two readings of one case differ."""
    oracle, timeline = one.oracle, Timeline(one.problem)
    found = []

    def compare(what: object, ours: object, theirs: object) -> None:
        if ours != theirs:
            found.append(f"{one.profile} {one.seed}: {what}: time line {ours!r}, raw facts {theirs!r}")

    compare("working days", list(timeline.working_days), oracle.working_days)
    for person, who in timeline.people.items():
        for day in oracle.days:
            compare(("open", person, day), sorted(minutes_of(who.open(day))), sorted(oracle.open(person, day)))
        compare(("presence", person), who.presence, oracle.presence(person))
        asked = {week.days: week.minutes for week in weeks_asked(timeline, who)}
        compare(("background", person), asked, oracle.background(person))
    compare("occurrences", [task.id for task in timeline.occurrences], list(oracle.occurrences))
    for task in timeline.occurrences:
        dated = oracle.occurrences[task.id]
        compare(("days", task.id), (task.days, task.run), (dated.days, dated.run))
        compare(("worth", task.id), task.worth, oracle.worth(dated))
        compare(("attendees", task.id), list(task.attendees), oracle.attendees(dated))
        compare(("candidates", task.id), list(task.candidates), oracle.candidates(dated))
        choices = sorted({start for some in timeline.choices(task, one.step).values() for start in some})
        compare(("choices", task.id), choices, oracle.choices(dated, one.step))
        for day in task.days:
            for what in ("preparation", "follow_up"):
                work = getattr(task.activity, what)
                if work is not None:
                    expected = oracle.window(dated, work, what, day)
                    compare((what, task.id), list(timeline.work_days(task, work, what, day)), expected)
            for person in task.candidates:
                starts = starts_of(timeline, task, person, day)
                compare(("starts", task.id, person, day), sorted(starts), sorted(oracle.starts(dated, person, day)))
                for start in sorted(starts)[:1]:
                    held = sorted(minutes_of(timeline.held(task, person, start)))
                    compare(("held", task.id, person), held, sorted(oracle.held(dated, person, start)))
                    compare(("end", task.id), timeline.ends(task, start), oracle.end(dated, start))
    return found


@pytest.mark.parametrize("cases", [25, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize("profile", PROFILES)
def test_timeline_agrees_with_raw_facts(profile: str, cases: int) -> None:
    assert not [line for seed in range(cases) for line in differences(case(profile, seed))]


def test_every_scene_is_played() -> None:
    drawn = [case(name, seed).problem for name in PROFILES for seed in range(25)]
    played = {(problem.horizon.from_.isoformat(), problem.timezone) for problem in drawn}
    assert played == {(scene.first, scene.zone) for scene in SCENES.values()}


@pytest.mark.parametrize("step", [7, 15, 25, 60, 90])
@pytest.mark.parametrize("seed", range(10))
def test_the_grid_lets_nothing_in_and_loses_nothing(seed: int, step: int) -> None:
    one = case("own_time", seed)
    timeline = Timeline(one.problem)
    for task in timeline.occurrences:
        dated = one.oracle.occurrences[task.id]
        choices = sorted(start for some in timeline.choices(task, step).values() for start in some)
        assert choices == one.oracle.choices(dated, step)


def oracle_of(
    hours: dict[str, str], zone: str, first: str, last: str, person: dict[str, object]
) -> tuple[Oracle, Timeline]:
    """Two readings of one person's hours."""
    facts = {"horizon": {"from": first, "to": last}, "timezone": zone, "calendar": {"hours": hours}}
    problem = Problem.model_validate({**facts, "staff": [{"id": "p", **person}]})
    return Oracle(problem), Timeline(problem)


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Europe/Paris", "2020-03-28", "2020-03-30"),
        ("Europe/Paris", "2020-10-24", "2020-10-26"),
        ("America/New_York", "2020-11-01", "2020-11-02"),
        ("America/Havana", "2020-10-31", "2020-11-02"),
        ("America/Sao_Paulo", "2018-11-03", "2018-11-05"),
        ("America/Sao_Paulo", "2018-02-16", "2018-02-19"),
        ("Australia/Lord_Howe", "2020-04-04", "2020-04-06"),
        ("Asia/Beirut", "2020-03-28", "2020-03-30"),
    ],
)
@pytest.mark.parametrize(
    "hours", ["00:00-02:00", "01:30-02:30", "02:15-06:00", "22:00-03:00", "00:00-24:00", "23:30-01:00"]
)
def test_days_with_a_clock_change_lose_and_double_no_minute(zone: str, first: str, last: str, hours: str) -> None:
    oracle, timeline = oracle_of({"mon-sun": hours}, zone, first, last, {})
    for day in oracle.days:
        assert minutes_of(timeline.people["p"].open(day)) == oracle.open("p", day)


@pytest.mark.parametrize(
    "absence",
    [
        {"from": "2020-10-24", "to": "2020-10-26"},
        {"from": "2020-10-24 23:00", "to": "2020-10-25 02:00"},
        {"from": "2020-10-25 02:30", "to": "2020-10-25 02:45"},
        {"every": "FREQ=DAILY", "time": "22:30-00:30"},
        {"every": "FREQ=DAILY", "time": "02:00-02:30"},
        {"every": {"weekday": "sun", "nth": "last"}},
        {"from": "2020-10-26", "to": "2020-10-30"},
        {"from": "2020-10-01", "to": "2020-10-25", "half": "morning"},
    ],
)
def test_night_shifts_and_absences_across_midnight(absence: dict[str, object]) -> None:
    person: dict[str, object] = {"absences": [absence]}
    oracle, timeline = oracle_of({"mon-sun": "22:00-06:00"}, "Europe/Paris", "2020-10-24", "2020-10-25", person)
    for day in oracle.days:
        assert minutes_of(timeline.people["p"].open(day)) == oracle.open("p", day)


@pytest.mark.parametrize(
    "every",
    [
        {"weekday": "mon", "nth": "first"},
        {"weekday": "tue", "nth": "last"},
        {"weekday": "wed", "nth": "second", "month": "july"},
        {"weekday": "fri", "nth": "fifth"},
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
        "FREQ=MONTHLY;BYMONTHDAY=1,31",
        "FREQ=DAILY;INTERVAL=3;UNTIL=20200701",
        "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=5",
        "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=13,14",
    ],
)
@pytest.mark.parametrize("holidays", ["skip", "before", "after"])
@pytest.mark.parametrize("first", ["2020-05-29", "2020-06-01", "2020-06-02"])
def test_recurrences(every: object, holidays: str, first: str) -> None:
    meeting = {"kind": "meeting", "id": "m", "every": every, "holidays": holidays, "except": ["2020-06-08"]}
    problem = Problem.model_validate(
        {
            "horizon": {"from": first, "to": "2020-07-31"},
            "calendar": {"country": "FR", "closed": [{"from": "2020-07-28", "to": "2020-07-28"}]},
            "staff": [{"id": "p"}],
            "activities": [meeting | {"duration": "1h", "attendees": "all"}],
        }
    )
    assert [task.id for task in Timeline(problem).occurrences] == list(Oracle(problem).occurrences)
