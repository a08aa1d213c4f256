"""Rooms, sites and journeys are shown where a reader would look for them."""

from typing import Any

import pytest
from planning.small import QUICK

import planner
from planner import Plan, Problem
from planner.report import frames
from planner.report.page import page
from report.reading import flat, read

SITES = [{"id": "office", "name": "the office", "travel": {"lyon": "2h"}}, {"id": "lyon", "name": "Lyon"}]


def planned(**changes: Any) -> tuple[Problem, Plan]:
    """Ana, who lives at the office, meets one client in Lyon and one in the board room."""
    facts: dict[str, Any] = {
        "name": "Places",
        "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
        "timezone": "Europe/Paris",
        "calendar": {"hours": {"mon-fri": ["08:00-19:00"]}},
        "sites": SITES,
        "rooms": [{"id": "board", "name": "Board room", "seats": 6, "site": "office"}],
        "staff": [{"id": "ana", "name": "Ana Lopes", "roles": ["guide"], "site": "office"}],
        "defaults": {"appointment": {"duration": "1h", "needs": {"guide": 1}}},
        "activities": [
            {"kind": "appointment", "id": "afar", "client": "Afar", "at": "2020-06-23 11:00", "site": "lyon"},
            {"kind": "appointment", "id": "here", "client": "Here", "at": "2020-06-23 15:00", "room": {"seats": 4}},
        ],
    }
    problem = Problem.model_validate({**facts, **changes})
    plan = planner.solve(problem, settings=QUICK)
    assert planner.check(problem, plan).clean
    return problem, plan


@pytest.fixture(scope="module")
def places() -> tuple[Problem, Plan]:
    return planned()


def test_the_plan_lists_journeys(places: tuple[Problem, Plan]) -> None:
    plan = places[1]
    told = [(one.staff, one.from_, one.to, f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in plan.journeys]
    assert told == [("ana", "office", "lyon", "09:00", "11:00"), ("ana", "lyon", "office", "13:00", "15:00")]
    assert Plan.model_validate_json(plan.to_json()) == plan


def test_journeys_that_were_edited_are_found(places: tuple[Problem, Plan]) -> None:
    problem, plan = places
    edited = plan.model_copy(update={"journeys": plan.journeys[:1]})
    assert [one.text for one in planner.check(problem, edited).violations] == [
        "the journeys are not those between the bookings"
    ]
    assert planner.check(problem, plan.model_copy(update={"journeys": ()})).clean


def test_the_printed_plan_and_the_notebook(places: tuple[Problem, Plan]) -> None:
    text = flat(read(*places))
    assert "appointment; at Lyon" in text
    assert "appointment; in Board room; at the office" in text
    assert "Journeys - Ana Lopes: Tue 23 June, 09:00–11:00, from the office to Lyon" in text
    assert "from Lyon to the office" in page(places[1], places[0])
    assert "from lyon to office" in page(places[1], None)


def test_the_tables(places: tuple[Problem, Plan]) -> None:
    tables = frames(*places)
    assert tables.bookings[["site", "room", "room_missing"]].values.tolist()[1] == ["office", "board", False]
    assert tables.journeys.minutes.tolist() == [120, 120]
    assert tables.journeys.name.tolist() == ["Ana Lopes"] * 2


def test_what_lacks_a_room() -> None:
    depot = {"id": "depot", "name": "the depot", "travel": {"office": "1h", "lyon": "2h"}}
    problem, plan = planned(rooms=[{"id": "nook", "seats": 2}], sites=[*SITES, depot])
    text = flat(read(problem, plan))
    assert "SHORT Tue 23 15:00–16:00 Here lacks a room, has Ana Lopes (guide)" in text
    assert "Here: no room can be had nook has 2 of 4 seats" in text
    assert {"Here: no room suits it", "nook: no activity could take it", "the depot: no activity is there"} <= {
        *plan.notices
    }
    assert "the office: no activity is there" not in plan.notices  # it is Ana's home
    assert plan.shortages[0].room
    assert [reason.fact for reason in plan.shortages[0].reasons] == ["seats"]


def test_why_not_knows_the_way() -> None:
    problem, plan = planned()
    answer = planner.why_not(problem, plan, "here", staff="ana", settings=QUICK)
    assert answer.possible


def test_a_trip_is_shared() -> None:
    """Two clients in Lyon come on one day if travel costs, whatever else is free."""
    window = {"between": {"from": "2020-06-22", "to": "2020-06-26"}}
    visits = [
        {"kind": "appointment", "id": f"v{n}", "site": "lyon", **window, "prefer": {"days": day}}
        for n, day in enumerate(["mon", "thu"])
    ]
    apart = planned(activities=visits, rooms=[])[1]
    shared = planned(activities=visits, rooms=[], rules=[{"rule": "travel", "per": "trip"}])[1]
    days = [{one.start.date() for one in plan.bookings if one.start} for plan in (apart, shared)]
    assert [len(one) for one in days] == [2, 1]
