"""Nothing is tuned to the director's year: trouble moved is trouble told, by the same code, with the right cause."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.plan.plan import Plan
from planner.problem import Problem

YEAR = Path(__file__).parents[2] / "examples" / "director-2020" / "problem.yaml"
JUNE = ("yurt", "guardia", "nutriflux")
Facts = dict[str, Any]


@cache
def year() -> Problem:
    return planner.load(YEAR)


@cache
def planned() -> Plan:
    return planner.solve(year())


def changed() -> Facts:
    """The year's facts, to be changed; activities and people by id."""
    facts: Facts = json.loads(year().model_dump_json(exclude_defaults=True))
    for key in ("activities", "staff"):
        facts[key] = {one["id"]: one for one in facts[key]}
    return facts


def solved(facts: Facts) -> Plan:
    return planner.solve(
        Problem.model_validate({**facts, **{k: list(facts[k].values()) for k in ("activities", "staff")}})
    )


def later(day: str, days: int) -> str:
    return str(dt.date.fromisoformat(day) + dt.timedelta(days))


@pytest.mark.parametrize("shift", [7, 14])
def test_june_shifted_is_the_same_trouble_shifted(shift: int) -> None:
    facts = changed()
    for one in JUNE:
        facts["activities"][one]["on"] = [later(day, shift) for day in facts["activities"][one]["on"]]
    for person in ("ana", "cleo", "lena", "di"):
        for absence in facts["staff"][person]["absences"]:
            absence |= {"from": later(absence["from"], shift), "to": later(absence["to"], shift)}
    before, after = planned(), solved(facts)
    assert before.infeasible_days[0].activities == after.infeasible_days[0].activities == JUNE
    assert after.status == "optimal"

    assert after.infeasible_days[0].from_ == before.infeasible_days[0].from_ + dt.timedelta(shift)
    assert after.infeasible_days[0].to == before.infeasible_days[0].to + dt.timedelta(shift)

    short, shifted = (
        {(one.occurrence, one.role, reason.staff, reason.fact) for one in plan.shortages for reason in one.reasons}
        for plan in (before, after)
    )
    assert short == shifted


CLOSED: Facts = {"from": "2020-12-16", "to": "2020-12-18", "reason": "winter closure"}
TRIP: Facts = {"from": "2020-12-16", "to": "2020-12-18", "reason": "team trip"}
GRALESS: dict[str, tuple[str, str, str]] = {
    "a holiday": ("2020-12-25", "holiday", "Christmas Day on Fri 25 December"),
    "a closure": ("2020-12-16", "closure", "winter closure from 16 to 18 December"),
    "everybody's leave": ("2020-12-16", "absence", "team trip from 16 to 18 December"),
    "a Saturday": ("2020-12-19", "day off", "does not work on Saturdays (Sat 19 December)"),
    "a Sunday": ("2020-12-13", "day off", "does not work on Sundays (Sun 13 December)"),
}


@pytest.mark.parametrize("where", GRALESS)
def test_graless_moved_anywhere_tells_the_right_cause(where: str) -> None:
    day, fact, text = GRALESS[where]
    facts = changed()
    facts["activities"]["graless"]["on"] = day
    if fact == "closure":
        facts["calendar"]["closed"] = [CLOSED]
    if fact == "absence":
        for person in facts["staff"].values():
            person["absences"] = [*person.get("absences", []), TRIP]
    plan = solved(facts)
    (graless,) = (one for one in plan.shortages if one.activity == "graless")
    assert (graless.role, graless.missing) == (None, 2)
    assert {reason.staff for reason in graless.reasons} == set(facts["staff"])
    assert {reason.fact for reason in graless.reasons} == {fact}
    assert {reason.text.partition(": ")[2] for reason in graless.reasons} == {text}
    (days,) = (one for one in plan.infeasible_days if "graless" in one.activities)
    assert days.activities == ("graless",)
    assert days.from_ == days.to == dt.date.fromisoformat(day)
    assert days.text.endswith(f"whatever the plan. Everybody: {text}")


def test_graless_on_an_ordinary_day_is_no_trouble() -> None:
    facts = changed()
    facts["activities"]["graless"]["on"] = "2020-12-15"
    assert {one.activity for one in solved(facts).shortages} == {"guardia"}


def test_with_one_more_marketer_june_is_no_trouble() -> None:
    facts = changed()
    facts["staff"]["new"] = {"id": "new", "roles": ["marketer"]}
    assert {one.activity for one in solved(facts).shortages} == {"graless"}
