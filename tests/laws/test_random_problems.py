"""The random problems hold what they promise: everything that a problem may state and that bends time or choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from laws.profiles import PROFILES, case
from laws.random_problems import case_of

CASES = [case(name, seed) for name in PROFILES for seed in range(25)]

FEATURES: dict[str, Callable[[Any, Any], object]] = {
    "several days to choose from": lambda facts, one: len(one.get("on", ())) > 1,
    "a window": lambda facts, one: "between" in one,
    "a given start": lambda facts, one: "at" in one,
    "a recurrence": lambda facts, one: isinstance(one.get("every"), str),
    "the nth weekday": lambda facts, one: isinstance(one.get("every"), dict),
    "a recurrence moved off holidays": lambda facts, one: one.get("holidays") in ("before", "after"),
    "several days in a row": lambda facts, one: one["kind"] == "fair" and one.get("from") != one.get("to"),
    "the same hours of several days": lambda facts, one: (
        "from" in one and "time" in one and one["from"] != one.get("to")
    ),
    "days off": lambda facts, one: one.get("on_days_off"),
    "a time span": lambda facts, one: isinstance(one.get("time"), str) and "-" in one["time"],
    "an odd minute": lambda facts, one: one.get("at", one.get("time", ":00"))[-1] in "17",
    "the client away": lambda facts, one: "client_away" in one,
    "preparation": lambda facts, one: "preparation" in one,
    "follow-up": lambda facts, one: "follow_up" in one,
    "a whole-day training": lambda facts, one: one["kind"] == "training" and "duration" not in one,
    "a timed training": lambda facts, one: one["kind"] == "training" and "duration" in one,
    "a seminar": lambda facts, one: one["kind"] == "seminar",
    "background work": lambda facts, one: one["kind"] == "background",
    "a granted skill": lambda facts, one: "grants" in one,
    "a needed skill": lambda facts, one: any("skills" in need for need in one.get("needs", ())),
    "several heads": lambda facts, one: any(need.get("count", 1) > 1 for need in one.get("needs", ())),
    "several needs": lambda facts, one: len(one.get("needs", ())) > 1,
    "people named": lambda facts, one: any("from" in need for need in one.get("needs", ())),
    "people excluded": lambda facts, one: any("exclude" in need for need in one.get("needs", ())),
    "people preferred": lambda facts, one: any("prefer" in need for need in one.get("needs", ())),
    "days or times preferred": lambda facts, one: "prefer" in one,
    "heads that count": lambda facts, one: one.get("partial"),
    "a priority": lambda facts, one: one.get("priority") in ("critical", "high", "low"),
    "a value and a chance": lambda facts, one: "value" in one and "chance" in one,
    "something required": lambda facts, one: one.get("required"),
    "a pinned day": lambda facts, one: "on" in one.get("pins", ()),
    "a pinned start": lambda facts, one: "at" in one.get("pins", ()),
    "a pinned person": lambda facts, one: "staff" in one.get("pins", ()),
    "attendees by role": lambda facts, one: isinstance(one.get("attendees"), dict),
    "everybody": lambda facts, one: one.get("attendees") == "all",
    "a closure": lambda facts, one: "closed" in facts["calendar"],
    "an extra open day": lambda facts, one: "open" in facts["calendar"],
    "public holidays": lambda facts, one: facts["calendar"].get("country") == "FR",
    "those of a subdivision": lambda facts, one: "subdivision" in facts["calendar"],
}

PEOPLE: dict[str, Callable[[Any, Any], object]] = {
    "days away": lambda person, away: {"from", "to"} <= away.keys() and not {"half", "time"} & away.keys(),
    "half days away": lambda person, away: "half" in away,
    "hours away on several days": lambda person, away: "time" in away and "every" not in away,
    "hours away": lambda person, away: ":" in away.get("from", "") and ":" in away.get("to", ""),
    "recurring days away": lambda person, away: "every" in away and "time" not in away,
    "recurring hours away": lambda person, away: "every" in away and "time" in away,
}

STATED: dict[str, Callable[[Any], object]] = {
    "hours of one's own": lambda person: "hours" in person,
    "hours from a day on": lambda person: any("from" in one for one in person.get("hours", ())),
    "a skill from a day on": lambda person: any("from" in one for one in person.get("skills", ())),
    "a skill up to a day": lambda person: any("to" in one for one in person.get("skills", ())),
    "employment that ends": lambda person: "to" in person.get("employed", ()),
    "contract hours": lambda person: "contract_hours" in person,
    "several roles": lambda person: len(person["roles"]) > 1,
}


def stated(one: Any) -> dict[str, Any]:
    """What a case's problem states, as the format spells it."""
    facts: dict[str, Any] = one.problem.model_dump(mode="json", exclude_defaults=True)
    return facts


FACTS = [stated(one) for one in CASES]


@pytest.mark.parametrize("feature", FEATURES)
def test_activities_are_of_every_form(feature: str) -> None:
    assert sum(bool(FEATURES[feature](facts, one)) for facts in FACTS for one in facts["activities"]) >= 3


@pytest.mark.parametrize("feature", [*PEOPLE, *STATED])
def test_people_are_of_every_form(feature: str) -> None:
    people = [person for facts in FACTS for person in facts["staff"]]
    if feature in STATED:
        assert sum(bool(STATED[feature](person)) for person in people) >= 3
    else:
        away = [(person, one) for person in people for one in person.get("absences", ())]
        assert sum(bool(PEOPLE[feature](person, one)) for person, one in away) >= 3


@pytest.mark.parametrize("changes", [True, False])
def test_clocks_change_in_many_problems(changes: bool) -> None:
    found = 0
    for one in CASES:
        zone, horizon = ZoneInfo(one.problem.timezone), one.problem.horizon
        ends = [dt.datetime.combine(day, dt.time(12), zone).utcoffset() for day in (horizon.from_, horizon.to)]
        eve = dt.datetime.combine(horizon.from_, dt.time(), zone).utcoffset()
        found += (len({*ends, eve}) > 1) == changes
    assert found >= 100


def test_the_seed_decides_everything() -> None:
    for name, profile in PROFILES.items():
        assert case_of(name, profile, 5).problem == case_of(name, profile, 5).problem
        assert case_of(name, profile, 5).problem != case_of(name, profile, 6).problem
