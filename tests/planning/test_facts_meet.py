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


def test_what_is_optional_is_left_out_where_its_room_is_taken() -> None:
    plan = solved(
        rooms=[{"id": "board"}],
        activities=[
            {"kind": "appointment", "id": "fixed", "at": f"{TUESDAY} 09:00", "room": {}, "required": True},
            {"kind": "appointment", "id": "extra", "at": f"{TUESDAY} 09:30", "room": {}, "optional": True},
        ],
    )
    assert plan.booking("extra").declined
    assert plan.booking("extra").room is None
    assert not plan.shortages
    (declined,) = plan.declined
    assert declined.displaces == ("fixed",)
    assert declined.proof is not None
    assert declined.proof.certificate is not None
    assert declined.proof.certificate.kind == "rooms"


def test_what_is_left_out_orders_nothing() -> None:
    early: Facts = {"kind": "appointment", "id": "early", "at": f"{TUESDAY} 09:00", "after": ["late"]}
    late: Facts = {"kind": "appointment", "id": "late", "at": f"{WEDNESDAY} 09:00", "after": [], "optional": True}
    plan = solved(activities=[early, late])
    assert plan.booking("early").complete
    assert plan.booking("late").declined
    plan = solved(activities=[{**early, "optional": True}, {**late, "optional": None, "required": True}])
    assert plan.booking("early").declined
    assert plan.booking("late").complete


def test_the_last_to_finish_is_among_what_is_held() -> None:
    plan = solved(
        staff=[{"id": "ana", "roles": ["a"]}],
        rules=[{"rule": "earliest"}, {"rule": "choose", "of": ["soon", "later"], "count": 1}],
        activities=[
            {"kind": "appointment", "id": "soon", "on": TUESDAY, "optional": True},
            {"kind": "appointment", "id": "later", "on": "2020-06-25", "optional": True},
        ],
    )
    assert plan.booking("soon").complete
    assert plan.booking("later").declined
    assert {goal.name: goal.value for goal in plan.goals}["preferences missed"] == 2


def test_who_stands_by_has_time_for_the_way() -> None:
    def held(way: str) -> tuple[str, ...]:
        plan = solved(
            sites=[{"id": "office", "travel": {"lyon": way}}, {"id": "lyon"}],
            activities=[
                {"kind": "appointment", "id": "here", "at": f"{TUESDAY} 09:00", "site": "office", "needs": [
                    {"role": "a", "from": ["ana"]}]},
                {"kind": "appointment", "id": "there", "at": f"{TUESDAY} 11:00", "site": "lyon", "needs": [
                    {"role": "a", "from": ["bo", "ana"], "prefer": ["bo"], "standby": 1}]},
            ],
        )  # fmt: skip
        return plan.booking("there").standing_by

    assert held("1h") == ("ana",)
    assert held("2h") == ()


def test_each_shift_has_its_room_and_its_people() -> None:
    fair: Facts = {"kind": "fair", "id": "fair", "from": TUESDAY, "to": WEDNESDAY, "shifts": "day"}
    plan = solved(
        rooms=[{"id": "board", "closed": [{"from": WEDNESDAY, "to": WEDNESDAY}]}, {"id": "hall", "seats": 50}],
        staff=[
            {"id": "ana", "roles": ["a"], "absences": [{"from": WEDNESDAY, "to": WEDNESDAY}]},
            {"id": "bo", "roles": ["a"], "absences": [{"from": TUESDAY, "to": TUESDAY}]},
        ],
        activities=[{**fair, "needs": {"a": 1}, "room": {}}],
    )
    shifts = [plan.booking(f"fair@{day}") for day in (TUESDAY, WEDNESDAY)]
    assert [(one.people, one.room) for one in shifts] == [(("ana",), "board"), (("bo",), "hall")]


def test_what_is_left_out_takes_no_steps_but_those_that_its_request_asks_for() -> None:
    plan = solved(
        staff=[{"id": "ana", "roles": ["a"]}],
        activities=[
            {"kind": "appointment", "id": "fixed", "at": "2020-06-24 09:00", "required": True},
            {
                "kind": "appointment",
                "id": "extra",
                "at": "2020-06-24 09:00",
                "optional": True,
                "requested": "2020-06-15 09:00",
                "steps": [
                    {"name": "answer", "hours": 48, "owner": "a"},
                    {"name": "prepare", "days": -2, "owner": "assigned"},
                ],
            },
        ],
    )
    assert plan.booking("extra").declined
    assert [(one.name, one.owner) for one in plan.steps] == [("answer", "ana")]


def test_minutes_of_steps_leave_who_stands_by_where_they_are() -> None:
    plan = solved(
        activities=[
            {
                "kind": "appointment",
                "id": "visit",
                "at": f"{TUESDAY} 09:00",
                "needs": [{"role": "a", "prefer": ["ana"], "standby": 1}],
                "steps": [{"name": "call", "days": -1, "owner": "bo", "minutes": 30}],
            },
        ],
    )
    assert (plan.booking("visit").people, plan.booking("visit").standing_by) == (("ana",), ("bo",))
    assert [(one.name, one.owner, str(one.day)) for one in plan.steps] == [("call", "bo", "2020-06-15")]


def preferences(plan: Plan) -> int | float:
    """How many preferences a plan misses."""
    return next((goal.value for goal in plan.goals if goal.name == "preferences missed"), 0)


def test_the_same_people_keep_the_shifts_of_a_fair() -> None:
    fair: Facts = {
        "kind": "fair",
        "id": "fair",
        "from": TUESDAY,
        "to": "2020-06-18",
        "shifts": "day",
        "needs": {"a": 1},
    }
    away = [{"from": TUESDAY, "to": TUESDAY}]
    plan = solved(
        staff=[{"id": "ana", "roles": ["a"], "absences": away}, {"id": "bo", "roles": ["a"]}],
        activities=[fair],
        rules=[{"rule": "continuity", "by": "activity"}],
    )
    assert {one.people for one in plan.bookings} == {("bo",)}
    assert preferences(plan) == 0


def test_what_is_held_is_spread_whatever_is_left_out() -> None:
    days = [TUESDAY, WEDNESDAY, "2020-06-18", "2020-06-23"]
    visits: list[Facts] = [
        {"kind": "appointment", "id": f"v{n}", "on": day, "optional": True} for n, day in enumerate(days)
    ]
    plan = solved(
        activities=visits,
        rules=[{"rule": "choose", "of": [one["id"] for one in visits], "count": 2}, {"rule": "spread", "per": "week"}],
    )
    assert plan.booking("v3").complete
    assert sum(one.complete for one in plan.bookings) == 2
    assert preferences(plan) == 0


def test_steps_count_among_the_hours_of_a_contract() -> None:
    def owner(*rules: Facts) -> str | None:
        plan = solved(
            staff=[{"id": "ana", "roles": ["a"], "contract_hours": 1}, {"id": "bo", "roles": ["b"]}],
            activities=[
                {
                    "kind": "appointment",
                    "id": "visit",
                    "at": f"{WEDNESDAY} 09:00",
                    "required": True,
                    "steps": [{"name": "call", "days": -1, "owner": "ana", "deputies": ["bo"], "minutes": 60}],
                }
            ],
            rules=list(rules),
        )
        return plan.steps[0].owner

    assert owner() == "ana"
    assert owner({"rule": "contract_hours", "most": True}) == "bo"


def test_who_learns_is_beside_somebody_in_the_room_that_is_free() -> None:
    plan = solved(
        rooms=[{"id": "board"}],
        activities=[
            {"kind": "appointment", "id": name, "on": TUESDAY, "needs": {"a": 2}, "room": {}} for name in ("one", "two")
        ],
        staff=[{"id": who, "roles": ["a"]} for who in ("ana", "bo", "cy")],
        rules=[{"rule": "together", "who": ["ana"], "with": ["bo"]}, {"rule": "apart", "people": ["bo", "cy"]}],
    )
    assert [sorted(one.people) for one in plan.bookings] == [["ana", "bo"], ["ana", "bo"]]
    first, second = plan.bookings
    assert first.end is not None
    assert second.start is not None
    assert first.end <= second.start


def reasons_of_a_visit(**facts: Any) -> set[tuple[str | None, str, str]]:
    """Why nobody can be at a visit on the Wednesday on which all are on leave."""
    leave = [{"from": WEDNESDAY, "to": WEDNESDAY, "reason": "leave"}]
    plan = solved(staff=[{"id": one, "roles": ["a"], "absences": leave} for one in ("ana", "bo")], **facts)
    (short,) = (one for one in plan.shortages if one.occurrence == "visit")
    return {(one.staff, one.fact, one.subject) for one in short.reasons}


def test_who_is_back_for_a_visit_must_attend_what_else_there_is() -> None:
    """Back from leave, Ana and Bo would both have to attend the meeting, where they must not be together."""
    found = reasons_of_a_visit(
        activities=[
            {"kind": "appointment", "id": "visit", "on": WEDNESDAY},
            {"kind": "meeting", "id": "all", "at": f"{WEDNESDAY} 16:00", "duration": 60, "attendees": {"roles": ["a"]}},
        ],
        rules=[{"rule": "apart", "people": ["ana", "bo"]}],
    )
    assert found == {
        (who, *what) for who in ("ana", "bo") for what in [("absence", f"staff/{who}/absences/0"), ("rule", "rules/0")]
    }


def test_what_somebody_back_attends_counts_beside_a_visit() -> None:
    found = reasons_of_a_visit(
        activities=[
            {"kind": "appointment", "id": "visit", "on": WEDNESDAY},
            {"kind": "meeting", "id": "all", "at": f"{WEDNESDAY} 16:00", "duration": 60, "attendees": "all"},
        ],
        rules=[{"rule": "at_most", "per": "day", "count": 1}],
    )
    assert ("ana", "rule", "rules/0") in found
