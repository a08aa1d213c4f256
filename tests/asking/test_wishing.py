"""Why not: the facts by name, or what it would cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from asking.builders import COURSE, LAW, TUESDAY, WEDNESDAY, Facts, away, planned, work_week
from planner import InputError, Plan, Problem
from planner.ask.moves import changes_told, moves_between
from planner.checking import names_of
from planner.plan.answers import Answer
from planner.plan.repair import Change, changed_by


@pytest.fixture(scope="module")
def working() -> tuple[Problem, Plan]:
    return planned(work_week())


def asked(problem: Problem, activity: str = "visit", staff: str | Sequence[str] = (), at: Any = None) -> Answer:
    plan = planner.solve(problem, settings=QUICK)
    return planner.why_not(problem, plan, activity, staff=staff, at=at, settings=QUICK)


def time(clock: str, day: str = TUESDAY) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day} {clock}")


SKILLED = [{**ANA, "skills": ["law"]}, BO]
HALF = away(ANA, half="morning")
NAMED = [{"role": "guide", "from": ["bo"]}]
TALK: Facts = {"kind": "meeting", "id": "visit", "on": TUESDAY, "duration": "1h", "attendees": ["bo"]}


@pytest.mark.parametrize(
    ("staff", "activity", "fact", "text"),
    [
        ([away(ANA), BO], visit(), "absence", "Ana: leave on Tue 23 June"),
        ([HALF, BO], visit(time="10:00"), "absence", "Ana: leave in the morning of Tue 23 June"),
        ([{**ANA, "employed": {"from": WEDNESDAY}}, BO], visit(), "employment", "Ana: not employed on Tue 23 June"),
        ([BO, {**DI, "id": "ana", "name": "Ana"}], visit(), "role", "Ana: is no guide"),
        ([ANA, {**BO, "skills": ["law"]}], visit(**LAW), "skill", "Ana: lacks the skill law on Tue 23 June"),
        ([ANA, BO], visit(needs=NAMED), "named", "Ana: only Bo may come"),
        ([ANA, BO], visit(needs=[{"role": "guide", "exclude": ["ana"]}]), "excluded", "Ana: is excluded by name"),
        ([ANA, BO], TALK, "attendees", "Ana: is not asked to attend visit"),
        (
            [ANA, BO],
            visit(at=f"{TUESDAY} 08:00"),
            "hours",
            "Ana: does not work from 08:00 to 10:00 on Tue 23 June",
        ),
    ],
)
def test_each_fact_by_name(staff: list[Facts], activity: Facts, fact: str, text: str) -> None:
    found = asked(week(staff, [activity]), staff="ana")
    assert [(one.fact, one.text) for one in found.reasons] == [(fact, text)]
    assert (found.possible, found.text) == (False, f"Not possible: {text}")
    assert Answer.model_validate_json(found.model_dump_json()) == found


def test_somebody_who_must_be_elsewhere() -> None:
    """What they attend stands against it; another visit is only the plan's choice."""
    held = asked(week([ANA, BO], [visit(time="10:00"), {**COURSE, "attendees": ["ana"]}]), staff="ana")
    assert not held.possible
    chosen = asked(week([ANA, BO], [visit(time="10:00"), visit("other", time="10:00")]), staff=["ana"])
    assert chosen.possible


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (dt.date(2020, 6, 24), "Not possible: the date of visit is given: Tue 23 June"),
        (time("10:00", WEDNESDAY), "Not possible: the date of visit is given: Tue 23 June"),
        (time("11:00"), "Not possible: visit cannot begin at 11:00"),
        (time("15:00"), "Possible, and it costs nothing"),
        (dt.date(2020, 6, 23), "It is so already: visit on Tue 23 June at 09:00 with Ana"),
        (None, "It is so already: visit on Tue 23 June at 09:00 with Ana"),
    ],
)
def test_another_day_or_time(working: tuple[Problem, Plan], at: dt.date, text: str) -> None:
    found = planner.why_not(*working, "visit", at=at, settings=QUICK)
    assert found.text == text
    assert found.possible != text.startswith("Not")


def test_nobody_is_there_at_all() -> None:
    found = asked(week([away(ANA)], [visit()]), staff="ana", at=time("10:00"))
    assert [one.fact for one in found.reasons] == ["absence"]


def test_possible_for_nothing(working: tuple[Problem, Plan]) -> None:
    found = planner.why_not(*working, "visit", staff="bo", settings=QUICK)
    assert (found.possible, found.costs, found.moves) == (True, {}, ())
    assert found.text == "Possible, and it costs nothing"


def test_somebody_who_attends_anyway(working: tuple[Problem, Plan]) -> None:
    found = planner.why_not(*working, "talk", staff="di", settings=QUICK)
    assert (found.possible, found.text) == (True, "It is so already: talk on Thu 25 June at 09:00 with Ana, Bo and Di")


def test_more_people_than_are_asked_for(working: tuple[Problem, Plan]) -> None:
    found = planner.why_not(*working, "visit", staff=["ana", "bo"], settings=QUICK)
    assert (found.possible, found.text) == (False, "Not possible: visit asks for 1 person, not for 2")


def test_what_has_no_day_at_all() -> None:
    weekend = visit(between={"from": "2020-06-27", "to": "2020-06-28"})
    problem = week([ANA], [weekend], horizon={"from": "2020-06-22", "to": "2020-06-28"})
    found = asked(problem, staff="ana")
    assert found.text == "Not possible:\nSat 27 June is not a working day\nSun 28 June is not a working day"
    assert asked(problem).text.startswith(
        "visit cannot be held so, whatever the plan:\nvisit: nobody can come as guide"
    )
    day = asked(problem, at=dt.date(2020, 6, 27))
    assert day.text == "Not possible: visit has no day on which it could be"


def test_each_day_is_told() -> None:
    staff = [away(ANA, TUESDAY, TUESDAY), BO]
    staff[0]["absences"].append({"from": WEDNESDAY, "to": WEDNESDAY, "reason": "dentist"})
    found = asked(week(staff, [visit(on=[TUESDAY, WEDNESDAY])]), staff="ana")
    assert found.text == "Not possible: Ana: leave on Tue 23 June; dentist on Wed 24 June"


def test_of_what_is_short_anyway_somebody_else_may_be_there() -> None:
    """The driver is away; so one guide or the other makes no difference."""
    problem, plan = planned(week([ANA, BO, away(DI)], [visit(needs={"guide": 1, "driver": 1})]))
    (there,) = plan.booking("visit").people
    (other,) = {"ana", "bo"} - {there}
    found = planner.why_not(problem, plan, "visit", staff=other, settings=QUICK)
    assert (found.possible, found.text) == (True, "Possible: visit still lacks 1 × driver")
    assert not planner.why_not(problem, plan, "visit", settings=QUICK).possible


def test_what_recurs_is_asked_for_by_its_date() -> None:
    problem, plan = planned(week([ANA], [visit(every="FREQ=DAILY;BYDAY=TU,WE")]))
    with pytest.raises(InputError, match="It recurs: name one of its dates, as 'visit@2020-06-23'"):
        planner.why_not(problem, plan, "visit", settings=QUICK)


def test_at_the_cost_of_another() -> None:
    problem, plan = planned(week([ANA], [visit("low", time="09:00", priority="low"), visit("high", time="09:00")]))
    found = planner.why_not(problem, plan, "low", staff="ana", settings=QUICK)
    assert found.possible
    assert [one.occurrence for one in found.moves] == ["high"]
    assert found.costs["value staffed, normal"] == 1
    assert found.costs["value staffed, low"] == -1
    assert found.text == (
        "Possible: 1 of value lost (normal priority); 1 of value won (low priority); "
        "1 more place open (normal priority); 1 place fewer open (low priority); with a change to high (without Ana)"
    )


def test_only_moves() -> None:
    problem, plan = planned(week([ANA], [visit("a", time="09:00"), visit("b", time="09:00")]))
    (left,) = [one.occurrence for one in plan.bookings if not one.complete]
    (held,) = [one.occurrence for one in plan.bookings if one.complete]
    found = planner.why_not(problem, plan, left, staff="ana", settings=QUICK)
    assert (found.possible, found.costs) == (True, {})
    assert found.text == f"Possible: with a change to {held} (without Ana)"


def test_two_people() -> None:
    problem = week([ANA, BO, DI], [visit(needs={"guide": 1, "driver": 1})])
    assert asked(problem, staff=["bo", "di"]).possible
    nobody = asked(week([away(ANA), BO, away(DI)], [visit(needs={"guide": 1, "driver": 1})]), staff=["ana", "di"])
    assert [one.text for one in nobody.reasons] == ["Ana: leave on Tue 23 June", "Di: leave on Tue 23 June"]


def test_two_people_who_cannot_be_there_together() -> None:
    halves = [away(ANA, half="morning"), away(BO, half="afternoon")]
    problem = week(halves, [visit(needs={"guide": 2})])
    found = asked(problem, staff=["ana", "bo"])
    assert (found.possible, [one.fact for one in found.reasons]) == (False, ["conflict"])
    assert found.text.startswith("visit cannot be held so, whatever the plan:\n")
    assert "Ana: leave in the morning of Tue 23 June" in found.text


def test_what_recurs_is_asked_by_its_date() -> None:
    problem = week([ANA, BO], [visit(every="FREQ=WEEKLY;BYDAY=TU")])
    assert asked(problem, f"visit@{TUESDAY}", staff="bo").possible


def test_what_is_pinned_stands_against_it() -> None:
    pinned = visit("pinned", at=f"{TUESDAY} 09:00", pins={"staff": {"guide": ["ana"]}}, required=True)
    found = asked(week([ANA, BO], [pinned, visit(time="09:00")]), staff="ana")
    assert not found.possible
    assert found.text == (
        "visit cannot be held so beside what else is held: Ana: at pinned on Tue 23 June from 09:00 to 11:00"
    )


@pytest.mark.parametrize(
    ("activity", "staff", "told"),
    [
        ("visits", "ana", "activity: 'visits' is no occurrence. Did you mean 'visit'?"),
        ("visit", "zoe", "staff: 'zoe' is nobody. Known: 'ana', 'bo', 'di'"),
    ],
)
def test_unknown_ids(working: tuple[Problem, Plan], activity: str, staff: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        planner.why_not(*working, activity, staff=staff, settings=QUICK)
    assert str(error.value) == told


def test_somebody_more_is_told(working: tuple[Problem, Plan]) -> None:
    problem, plan = planned(week([ANA], [visit("a", time="09:00"), visit("b", time="09:00")]))
    (held,) = [one.occurrence for one in plan.bookings if one.complete]
    (left,) = {"a", "b"} - {held}
    moved = planner.solve(changed_by(problem, (Change(what="activities", id=held, facts=None),)), settings=QUICK)
    told = changes_told(moves_between(plan.bookings, moved.bookings), names_of(problem))
    assert told == f"with a change to {left} (with Ana)"
    assert not changes_told((), names_of(problem))
