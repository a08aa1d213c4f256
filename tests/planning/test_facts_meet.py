"""Facts of different kinds in one problem: each holds beside the others."""

from __future__ import annotations

from typing import Any

from planner import Problem, Settings, check, solve
from planner.plan.plan import Plan

Facts = dict[str, Any]
SETTINGS = Settings(work=20)
TUESDAY, WEDNESDAY = "2020-06-16", "2020-06-17"


def solved(**facts: Any) -> Plan:
    """The best plan of a few facts, in which the checker finds nothing."""
    problem = Problem.model_validate(
        {
            "horizon": {"from": "2020-06-15", "to": "2020-06-26"},
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}},
            "staff": [{"id": "ana", "roles": ["a"]}, {"id": "bo", "roles": ["a"]}],
            "defaults": {"appointment": {"duration": 60, "needs": {"a": 1}}},
            **facts,
        }
    )
    plan = solve(problem, settings=SETTINGS)
    assert check(problem, plan).clean
    return plan


def test_a_session_without_a_room_is_not_whole_though_people_attend_another() -> None:
    plan = solved(
        rooms=[{"id": "board", "closed": [{"from": WEDNESDAY, "to": WEDNESDAY}]}],
        activities=[
            {
                "kind": "training",
                "id": "safety",
                "sessions": [{"at": f"{TUESDAY} 09:00"}, {"at": f"{WEDNESDAY} 09:00"}],
                "duration": 60,
                "attendees": {"roles": ["a"]},
                "room": {},
            }
        ],
    )
    first, second = plan.booking(f"safety@{TUESDAY}"), plan.booking(f"safety@{WEDNESDAY}")
    assert (first.room, second.room) == ("board", None)
    assert (first.complete, second.complete) == (True, False)
    assert [(one.occurrence, one.room) for one in plan.shortages] == [(second.occurrence, True)]


def test_what_comes_after_something_at_another_site_leaves_time_for_the_way() -> None:
    plan = solved(
        staff=[{"id": "ana", "roles": ["a"]}],
        sites=[{"id": "office", "travel": {"lyon": "2h"}}, {"id": "lyon"}],
        activities=[
            {"kind": "appointment", "id": "there", "on": TUESDAY, "site": "lyon", "after": [{"activity": "here"}]},
            {"kind": "appointment", "id": "here", "on": TUESDAY, "site": "office"},
        ],
    )
    here, there = plan.booking("here"), plan.booking("there")
    assert here.end is not None
    assert there.start is not None
    assert (there.start - here.end).total_seconds() >= 2 * 3600
    assert [(one.from_, one.to) for one in plan.journeys] == [("office", "lyon")]
