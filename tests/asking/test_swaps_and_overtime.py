"""Somebody else takes a place, somebody works longer, a pin is moved, two are hired: each on a problem made for it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from asking.builders import LAW, TUESDAY, WEDNESDAY, Facts, away
from asking.laws_of_repairs import open_in
from asking.test_ways_out import facts, repairs
from planner.plan.repair import Change, changed_by

WEEK = {"hours": {"mon": ["09:00-12:00"], "tue-fri": ["09:00-12:00", "13:00-17:00"]}}
USUAL = {day: ["09:00-12:00", "13:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
TWO: Facts = {"needs": {"guide": 1, "driver": 1}}


# -- somebody else --


def test_somebody_takes_a_place_who_is_not_named() -> None:
    problem = week([away(ANA), BO, DI], [visit(needs=[{"role": "guide", "from": ["ana"]}, {"role": "driver"}])])
    swap = repairs(problem)["swap"]
    assert (swap.text, swap.cost, swap.touches) == ("also allow Bo at visit", 1, ("bo", "visit"))
    assert facts(swap) == [{"needs": [{"role": "guide", "from": ["ana", "bo"]}, {"role": "driver"}]}]


def test_somebody_takes_a_place_who_is_excluded() -> None:
    cy = {**BO, "id": "cy", "name": "Cy"}
    problem = week([away(ANA), BO, away(cy)], [visit(needs=[{"role": "guide", "exclude": ["bo", "cy"]}])])
    swap = repairs(problem)["swap"]
    assert swap.text == "also allow Bo at visit"
    assert facts(swap) == [{"needs": [{"role": "guide", "exclude": ["cy"]}]}]


def test_nobody_else_holds_the_role() -> None:
    assert "swap" not in repairs(week([away(ANA), DI], [visit(needs=[{"role": "guide", "from": ["ana"]}])]))


def test_somebody_takes_the_place_of_whoever_is_pinned() -> None:
    lawyer = {**ANA, "skills": ["law"]}
    pinned = visit("tour", time="10:00", pins={"staff": {"guide": ["ana"]}})
    swap = repairs(week([lawyer, BO], [pinned, visit(time="10:00", **LAW)]))["swap"]
    assert (swap.text, swap.cost) == ("send Bo to tour instead of Ana", 1)
    assert facts(swap) == [{"pins": None}]
    assert set(swap.touches) == {"ana", "bo", "tour", "visit"}


def test_of_those_who_are_pinned_the_others_stay() -> None:
    lawyer, cy = {**ANA, "skills": ["law"]}, {**BO, "id": "cy", "name": "Cy"}
    pins: Facts = {"on": TUESDAY, "staff": {"guide": ["ana", "cy"], "driver": ["di"]}}
    pinned = visit("tour", time="10:00", needs={"guide": 2, "driver": 1}, pins=pins)
    swap = repairs(week([lawyer, BO, cy, DI], [pinned, visit(time="10:00", **LAW)]))["swap"]
    assert facts(swap) == [{"pins": {"on": TUESDAY, "staff": {"guide": ["cy"], "driver": ["di"]}}}]


def test_a_swap_of_what_recurs_is_paid_every_time() -> None:
    daily = visit(every="FREQ=DAILY;BYDAY=MO,TU,WE", needs=[{"role": "guide", "from": ["ana"]}])
    assert repairs(week([away(ANA), BO], [daily]))["swap"].cost == 3


def test_a_role_may_have_blanks_in_its_name() -> None:
    staff = [{**one, "roles": ["tour guide"]} for one in ({**ANA, "skills": ["law"]}, BO)]
    law: Facts = {"needs": [{"role": "tour guide", "skills": ["law"]}]}
    pinned = visit("tour", time="10:00", needs={"tour guide": 1}, pins={"staff": {"tour guide": ["ana"]}})
    swap = repairs(week(staff, [pinned, visit(time="10:00", **law)]))["swap"]
    assert swap.text == "send Bo to tour instead of Ana"


# -- a pinned date --


def test_another_of_its_own_dates_instead_of_the_pinned_one() -> None:
    problem = week([away(ANA), DI], [visit(on=[TUESDAY, WEDNESDAY], pins={"on": TUESDAY}, **TWO)])
    unpin = repairs(problem)["unpin"]
    assert (unpin.text, unpin.cost) == ("hold visit on Wed 24 June instead of the pinned date", 3)
    assert facts(unpin) == [{"pins": {"on": WEDNESDAY}}]
    assert unpin.ask == ()


def test_another_time_of_the_pinned_day() -> None:
    staff = [away(ANA), away(BO, time="10:00-12:00"), DI]
    problem = week(staff, [visit(pins={"at": f"{TUESDAY} 10:00"}, **TWO)])
    unpin = repairs(problem)["unpin"]
    assert unpin.text == "hold visit on Tue 23 June at 13:00 instead of the pinned date"
    assert facts(unpin) == [{"pins": {"at": f"{TUESDAY} 13:00"}}]


def test_a_pinned_date_is_given_up_with_the_old_one() -> None:
    problem = week([away(ANA), DI], [visit(pins={"on": TUESDAY}, **TWO)])
    asked = repairs(problem)["ask_client"]
    assert asked.text == "ask the client to move visit to Mon 22 June"
    assert facts(asked)[0]["pins"] is None


# -- overtime --


def test_longer_for_a_given_time() -> None:
    found = repairs(week([ANA], [visit(at=f"{TUESDAY} 16:00")]))
    overtime = found["overtime"]
    assert (overtime.text, overtime.cost) == ("ask Ana to work longer (1 h on Tue 23 June)", 3)
    longer = {**USUAL, "tue": ["09:00-12:00", "13:00-18:00"]}
    assert facts(overtime) == [{"hours": [{"from": TUESDAY, "week": longer}, {"from": WEDNESDAY, "week": USUAL}]}]
    assert overtime.touches == ("ana", "visit")


def test_earlier_for_a_given_time() -> None:
    overtime = repairs(week([ANA], [visit(at=f"{TUESDAY} 08:15", duration="1h")]))["overtime"]
    assert (overtime.text, overtime.cost) == ("ask Ana to work longer (45 min on Tue 23 June)", 2.25)


def test_longer_for_what_takes_more_minutes_than_there_are() -> None:
    problem = week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": 890, "within": 2})])
    overtime = repairs(problem)["overtime"]
    assert (overtime.text, overtime.cost) == ("ask Ana to work longer (30 min a day from 22 to 23 June)", 3)


def test_longer_than_two_hours_a_day_nobody_works() -> None:
    assert "overtime" not in repairs(week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": 600, "within": 1})]))
    assert "overtime" not in repairs(week([ANA], [visit(at=f"{TUESDAY} 18:00", duration="3h")]))


def test_nobody_works_longer_on_a_day_off() -> None:
    problem = week([{**ANA, "hours": {"mon": ["09:00-17:00"]}}], [visit(at=f"{TUESDAY} 10:00")])
    assert "overtime" not in repairs(problem)


def test_hours_of_ones_own_come_back_after_a_longer_day() -> None:
    later: Facts = {"from": "2020-06-25", "week": {"thu": ["10:00-12:00"]}}
    mine: Facts = {"tue": ["09:00-12:00"], "wed": ["09:00-11:00"]}
    problem = week([{**ANA, "hours": [{"week": mine}, later]}], [visit(at=f"{TUESDAY} 11:00")])
    overtime = repairs(problem)["overtime"]
    longer = {"from": TUESDAY, "week": {**mine, "tue": ["09:00-13:00"]}}
    assert facts(overtime) == [{"hours": [{"week": mine}, longer, {"from": WEDNESDAY, "week": mine}, later]}]


def test_a_longer_day_where_hours_change() -> None:
    new: Facts = {"from": TUESDAY, "week": {"tue": ["09:00-12:00"]}}
    problem = week([{**ANA, "hours": [{"week": WEEK["hours"]}, new]}], [visit(at=f"{TUESDAY} 11:00")])
    (said,) = facts(repairs(problem)["overtime"])
    assert [one.get("from") for one in said["hours"]] == [None, TUESDAY, WEDNESDAY]
    assert said["hours"][-1]["week"] == new["week"]


@pytest.mark.parametrize("minutes", [850, 890, 950, 1000, 1070])
def test_no_less_overtime_would_do(minutes: int) -> None:
    """Every way to add half hours to the two days, by hand."""
    problem = week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": minutes, "within": 2})])

    def longer(monday: int, tuesday: int) -> Change:
        ends = {"mon": f"{17 + monday // 60}:{monday % 60:02d}", "tue": f"{17 + tuesday // 60}:{tuesday % 60:02d}"}
        hours: dict[str, Any] = {**USUAL, **{day: ["09:00-12:00", f"13:00-{end}"] for day, end in ends.items()}}
        return Change(what="staff", id="ana", facts={"hours": hours})

    enough = [
        sum(more)
        for more in product(range(0, 121, 30), repeat=2)
        if not open_in(planner.solve(changed_by(problem, (longer(*more),)), settings=QUICK))
    ]
    assert repairs(problem)["overtime"].cost == 3 * min(enough) / 60


# -- two at once --


def test_two_of_a_role_are_hired() -> None:
    found = repairs(week([DI], [visit(needs={"guide": 2, "driver": 1})], prices={"decline": 90}))
    pair = found["hire_day+hire_day"]
    assert (pair.cost, pair.left_in_all) == (20, 0)
    assert pair.text == (
        "hire or borrow one more guide on Tue 23 June (1 day) and hire or borrow another guide on Tue 23 June (1 day)"
    )
    assert [(one.id, one.facts and one.facts["name"]) for one in pair.changes] == [
        ("help-guide", "one more guide"),
        ("help-guide-2", "another guide"),
    ]
    assert next(iter(found)) == "hire_day+hire_day"
