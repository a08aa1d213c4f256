"""Where only a room lacks: what is held without one, and the slot of a new activity names its room."""

from __future__ import annotations

from typing import Any

import pytest
from planning.small import ANA, BO, QUICK, visit, week

import planner
from asking.builders import TUESDAY
from asking.laws_of_repairs import broken_promises, misranked
from planner import Problem
from planner.plan.repair import Repair

ROOMS = [{"id": "board", "name": "Board room", "seats": 10}]
AT_TEN = {"at": f"{TUESDAY} 10:00"}


def housed(*activities: dict[str, Any], **facts: Any) -> Problem:
    """Two guides, and one room for them."""
    return week([ANA, BO], list(activities), **{"rooms": ROOMS, **facts})


def ways_out(problem: Problem) -> list[Repair]:
    """The ways out of the only trouble, each kept to what it says."""
    (days,) = planner.diagnose(problem, settings=QUICK).infeasible_days
    assert not misranked(days)
    assert not [broken for one in days.repairs for broken in broken_promises(problem, days, one)]
    return list(days.repairs)


def no_room(problem: Problem) -> Repair:
    (found,) = [one for one in ways_out(problem) if one.kinds == ("no_room",)]
    return found


def test_one_of_two_that_want_the_only_room_is_held_by_video_and_nobody_is_touched() -> None:
    repair = no_room(housed(visit(room={}, **AT_TEN), visit("talk", room={"seats": 4}, **AT_TEN)))
    assert (repair.text, repair.cost) == ("hold talk by video, without a room", 4)
    assert (repair.left, repair.left_in_all, repair.ask) == (0, 0, ())
    assert [one.facts for one in repair.changes] == [{"room": False}]
    assert not {"ana", "bo"} & set(repair.touches)


def test_what_no_room_suits_is_held_without_one_at_its_site() -> None:
    sites = [{"id": "office"}]
    stated = visit(room={"seats": 50}, site="office", **AT_TEN)
    repair = no_room(housed(stated, sites=sites, rooms=[ROOMS[0] | {"site": "office"}], prices={"no_room": 2.5}))
    assert (repair.text, repair.cost) == ("hold visit without a room", 2.5)


def test_a_room_that_the_defaults_ask_for_is_given_up_each_time() -> None:
    stated = {"kind": "appointment", "id": "visit", "every": "FREQ=WEEKLY;BYDAY=TU,WE"}
    terms = {"appointment": {"duration": "2h", "needs": {"guide": 1}, "room": {"seats": 50}}}
    days = planner.diagnose(housed(stated, defaults=terms), settings=QUICK).infeasible_days
    costs = [(one.text, one.cost) for some in days for one in some.repairs if one.kinds == ("no_room",)]
    assert costs == [("hold visit by video, without a room", 8)] * 2


def test_no_room_is_given_up_where_none_is_asked_for() -> None:
    away = [{**ANA, "absences": [{"from": TUESDAY, "to": TUESDAY}]}]
    problem = week(away, [visit()], rooms=ROOMS)
    assert not [one for one in ways_out(problem) if "no_room" in one.kinds]


def test_no_room_travels_without_loss() -> None:
    problem = housed(visit(room=False), defaults={"appointment": {"room": {"seats": 4}}})
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
    assert planner.solve(problem, settings=QUICK).booking("visit").room is None
    with pytest.raises(planner.InputError, match="room: true is not possible"):
        housed(visit(room=True))


def test_a_slot_names_its_room_and_which_others_change_rooms() -> None:
    """The large room is taken by few, who can go to the small one."""
    problem = housed(visit(room={}, **AT_TEN), rooms=[{"id": "small", "name": "Small room", "seats": 2}, *ROOMS])
    plan = planner.solve(problem, settings=QUICK)
    assert plan.booking("visit").room == "small"
    new = {"kind": "appointment", "id": "new", "duration": "2h", "needs": {"guide": 1}, **AT_TEN}
    (slot,) = planner.offer(problem, plan, new | {"room": {}}, settings=QUICK).slots
    assert (slot.room, slot.text) == ("board", "Tue 23 June at 10:00 with Bo in Board room")
    (bare,) = planner.offer(problem, plan, new, settings=QUICK).slots
    assert (bare.room, bare.text) == (None, "Tue 23 June at 10:00 with Bo")
    there = plan.model_copy(update={"held": (plan.booking("visit").model_copy(update={"room": "board"}),)})
    (slot,) = planner.offer(problem, there, new | {"room": {"seats": 8}}, settings=QUICK).slots
    assert slot.text == "Tue 23 June at 10:00 with Bo in Board room, with a change to visit (in Small room)"
    assert [(one.room_before, one.room) for one in slot.moves] == [("board", "small")]
