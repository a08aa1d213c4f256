"""Each kind of way out, on a problem made for it: its text, its facts, and that they do what they say."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from asking.builders import COURSE, LAW, SATURDAY, TUESDAY, WEDNESDAY, WEEKEND, Facts, away
from asking.laws_of_repairs import broken_promises, misranked, open_in
from planner import Problem
from planner.plan.repair import Change, Repair, changed_by

WHEN: Facts = dict.fromkeys(("on", "at", "between", "from", "to", "could_move"))


def repairs(problem: Problem) -> dict[str, Repair]:
    """The ways out of the only trouble by kind, each kept to what it says."""
    (days,) = planner.diagnose(problem, settings=QUICK).infeasible_days
    assert not misranked(days)
    assert not [broken for one in days.repairs for broken in broken_promises(problem, days, one)]
    return {"+".join(one.kinds): one for one in days.repairs}


def told(problem: Problem) -> list[tuple[str, float]]:
    return [(one.text, one.cost) for one in repairs(problem).values()]


def facts(repair: Repair) -> list[Any]:
    return [one.facts for one in repair.changes]


def test_the_client_is_asked_somebody_recalled_or_hired_and_last_of_all_it_is_given_up() -> None:
    found = repairs(week([away(ANA)], [visit()]))
    assert [(one.text, one.cost) for one in found.values()] == [
        ("ask the client to move visit to Mon 22 June", 5),
        ("recall Ana (leave on Tue 23 June)", 8),
        ("hire or borrow one more guide on Tue 23 June (1 day)", 10),
        ("decline visit", 50),
    ]
    assert [one.ask for one in found.values()] == [("visit",), (), (), ("visit",)]
    assert facts(found["ask_client"]) == [{**WHEN, "on": "2020-06-22"}]
    assert found["ask_client"].touches == ("ana", "visit")
    assert facts(found["hire_day"]) == [
        {"name": "one more guide", "roles": ["guide"], "skills": [], "employed": {"from": TUESDAY, "to": TUESDAY}}
    ]
    assert {one.left_in_all for one in found.values()} == {0}


def test_what_could_move_is_moved_without_asking() -> None:
    found = repairs(week([away(ANA)], [visit(could_move={"from": WEDNESDAY, "to": "2020-06-26"})]))
    assert "ask_client" not in found
    assert (found["move"].text, found["move"].cost, found["move"].ask) == ("move visit to Wed 24 June", 3, ())


def test_another_time_of_the_same_day_is_named() -> None:
    problem = week(
        [away(ANA, half="morning")], [visit(at=f"{TUESDAY} 10:00", could_move={"from": TUESDAY, "to": TUESDAY})]
    )
    move = repairs(problem)["move"]
    assert move.text == "move visit to Tue 23 June at 13:00"
    assert facts(move) == [{**WHEN, "at": f"{TUESDAY} 13:00"}]


def test_what_is_asked_for_on_days_off_only_is_moved_to_the_nearest_day() -> None:
    found = repairs(week([ANA], [visit(between={"from": SATURDAY, "to": "2020-06-28"})], **WEEKEND))
    assert found["ask_client"].text == "ask the client to move visit to Fri 26 June"


def test_prices_of_the_problem_are_honoured() -> None:
    problem = week([away(ANA)], [visit()], prices={"recall": 1, "decline": 2, "ask_client": 70, "hire_day": 2.5})
    assert [cost for _, cost in told(problem)] == [1, 2, 2.5, 70]
    could = visit(could_move={"from": WEDNESDAY, "to": WEDNESDAY})
    assert repairs(week([away(ANA)], [could], prices={"move_day": 7}))["move"].cost == 7
    assert repairs(week([away(ANA)], [could], prices={"move": 6}))["move"].cost == 6


def test_a_day_off() -> None:
    found = repairs(week([ANA, BO], [visit(on=SATURDAY, needs={"guide": 2})], **WEEKEND))
    assert (found["day_off"].text, found["day_off"].cost) == ("hold visit on Sat 27 June, a day off", 12)
    assert facts(found["day_off"]) == [{"on_days_off": True}]


@pytest.mark.parametrize(
    ("absence", "kept"),
    [
        ({"from": "2020-06-22", "to": "2020-06-26"}, [("2020-06-22", "2020-06-22"), (WEDNESDAY, "2020-06-26")]),
        ({"from": TUESDAY, "to": "2020-06-26"}, [(WEDNESDAY, "2020-06-26")]),
        ({"from": "2020-06-22", "to": TUESDAY}, [("2020-06-22", "2020-06-22")]),
        ({"from": "2020-06-22"}, [("2020-06-22", "2020-06-22"), (WEDNESDAY, None)]),
        ({"from": TUESDAY, "to": TUESDAY, "half": "morning"}, []),
        ({"from": f"{TUESDAY} 09:00", "to": f"{TUESDAY} 12:00"}, []),
    ],
)
def test_only_the_days_that_are_needed_are_taken_from_a_leave(
    absence: Facts, kept: list[tuple[str, str | None]]
) -> None:
    staff = [{**ANA, "absences": [{**absence, "reason": "leave"}]}]
    recall = repairs(week(staff, [visit(time="10:00")]))["recall"]
    assert (recall.text, recall.cost) == ("recall Ana (leave on Tue 23 June)", 8)
    assert [(one["from"], one.get("to")) for one in facts(recall)[0]["absences"]] == kept


@pytest.mark.parametrize(
    "absence", [{"every": "FREQ=WEEKLY;BYDAY=TU"}, {"from": f"{TUESDAY} 09:00", "to": f"{WEDNESDAY} 12:00"}]
)
def test_nobody_is_recalled_where_no_day_can_be_taken_out(absence: Facts) -> None:
    assert "recall" not in repairs(week([{**ANA, "absences": [absence]}], [visit(time="10:00")]))


def test_as_few_days_as_will_do() -> None:
    staff = [away(ANA, "2020-06-22", "2020-06-25")]
    problem = week(staff, [visit(on="2020-06-26", preparation={"minutes": 300, "within": 4})])
    recall = repairs(problem)["recall"]
    assert recall.cost == 8
    assert len(facts(recall)[0]["absences"]) in (1, 2)


def test_somebody_misses_what_they_attend() -> None:
    problem = week([ANA, DI], [visit(time="10:00"), {**COURSE, "attendees": "all"}])
    recall = repairs(problem)["recall"]
    assert (recall.text, recall.cost) == ("excuse Ana from Course", 8)
    assert facts(recall) == [{"attendees": {"staff": ["di"]}}]
    assert recall.touches == ("ana", "visit")


def test_somebody_comes_back_to_attend() -> None:
    problem = week([away(ANA)], [{**COURSE, "attendees": ["ana"]}])
    assert [text for text, _ in told(problem)] == ["recall Ana (leave on Tue 23 June)", "decline Course"]


def test_less_preparation_and_an_earlier_begin() -> None:
    work: Facts = {"preparation": {"minutes": 600, "within": 1}}
    found = repairs(week([ANA], [visit(on=WEDNESDAY, **work)]))
    assert (found["start_earlier"].text, found["start_earlier"].cost) == (
        "begin the preparation of visit 1 day earlier",
        2,
    )
    assert (found["shorten"].text, found["shorten"].cost) == ("shorten the preparation of visit by 3 h each", 12)
    assert facts(found["shorten"]) == [{"preparation": {"minutes": 420, "within": 1}}]


def test_preparation_that_a_default_asks_for_is_shortened_too() -> None:
    bare = {"kind": "appointment", "id": "visit", "on": TUESDAY}
    needs = {"duration": "2h", "needs": {"guide": 1}, "preparation": {"minutes": 600, "within": 1}}
    found = repairs(week([ANA], [bare], defaults={"appointment": needs}))
    assert found["shorten"].text == "shorten the preparation of visit by 3 h each"


def test_somebody_learns() -> None:
    lawyer = {**DI, "skills": ["law"]}
    train = repairs(week([ANA, lawyer], [visit(**LAW)]))["train"]
    assert (train.text, train.cost) == ("train Ana in law before Tue 23 June", 9)
    assert facts(train) == [{"skills": [{"name": "law", "from": TUESDAY}]}]
    hire = repairs(week([ANA, lawyer], [visit(**LAW)]))["hire_day"]
    assert facts(hire)[0]["skills"] == ["law"]


def test_one_hired_before_is_not_hired_again() -> None:
    problem = week([away(ANA)], [visit()])
    again = (
        repairs(problem)["hire_day"]
        .apply(problem)
        .with_(activities=(visit(time="09:00"), visit("other", time="09:00")))
    )
    (days,) = planner.diagnose(again, settings=QUICK).infeasible_days
    (hire,) = [one for one in days.repairs if one.kinds == ("hire_day",)]
    assert [one.id for one in hire.changes] == ["help-guide-2"]


def test_of_what_recurs_one_date_is_declined() -> None:
    problem = week([away(ANA)], [visit(every="FREQ=DAILY;BYDAY=MO,TU,WE")])
    decline = repairs(problem)["decline"]
    assert (decline.text, facts(decline)) == ("decline visit on Tue 23 June", [{"except": [TUESDAY]}])
    assert len(planner.solve(decline.apply(problem), settings=QUICK).bookings) == 2
    assert decline.left_in_all == 0


def test_the_only_date_of_what_recurs_is_declined_with_it() -> None:
    decline = repairs(week([away(ANA)], [visit(every="FREQ=WEEKLY;BYDAY=TU")]))["decline"]
    assert facts(decline) == [None]


def test_preparation_of_what_recurs_is_paid_every_time() -> None:
    daily = visit(every="FREQ=DAILY;BYDAY=TU,WE", preparation={"minutes": 500, "within": 1})
    problem = week([ANA], [daily])
    (days, *_) = planner.diagnose(problem, settings=QUICK).infeasible_days
    shorten = [one for one in days.repairs if one.kinds == ("shorten",)]
    assert shorten[0].text.startswith("shorten the preparation of visit by ")
    assert shorten[0].cost % 2 == 0


def test_the_least_valuable_is_declined() -> None:
    visits = [visit("a", time="09:00", priority="high"), visit("b", time="09:00", value=2), visit("c", time="13:00")]
    assert repairs(week([ANA], visits))["decline"].text == "decline b"


def test_a_pair_where_nothing_alone_is_enough() -> None:
    problem = week([away(ANA)], [visit(every="FREQ=WEEKLY;BYDAY=TU", needs={"guide": 1, "driver": 1})])
    found = repairs(problem)
    assert next(iter(found)) == "recall+hire_day"
    pair = found["recall+hire_day"]
    assert pair.text == ("recall Ana (leave on Tue 23 June) and hire or borrow one more driver on Tue 23 June (1 day)")
    assert (pair.cost, pair.left, pair.left_in_all) == (18, 0, 0)
    assert [one.id for one in pair.changes] == ["ana", "help-driver"]
    assert [(one, found[one].left) for one in found] == [
        ("recall+hire_day", 0),
        ("decline", 0),
        ("recall", 1),
        ("hire_day", 1),
    ]


def test_a_pair_with_a_new_date_says_which() -> None:
    problem = week([away(ANA, TUESDAY, "2020-06-26")], [visit(needs={"guide": 1, "driver": 1})])
    pair = next(one for one in repairs(problem).values() if len(one.kinds) == 2)
    assert pair.text == (
        "ask the client to move visit to Mon 22 June and hire or borrow one more driver on Mon 22 June (1 day)"
    )
    assert pair.cost == 15


def test_who_is_hired_comes_on_the_days_that_are_paid_and_on_no_others() -> None:
    work: Facts = {"preparation": {"minutes": 60, "within": 3}}
    hire = repairs(week([away(ANA, "2020-06-22", "2020-06-25")], [visit(on="2020-06-25", **work)]))["hire_day"]
    assert hire.text == "hire or borrow one more guide on Mon 22 June and on Thu 25 June (2 days)"
    assert facts(hire)[0]["employed"] == {"from": "2020-06-22", "to": "2020-06-25"}
    assert facts(hire)[0]["absences"] == [{"from": TUESDAY, "to": WEDNESDAY}]


def test_who_is_hired_for_a_fair_stays_for_all_of_it() -> None:
    fair: Facts = {"kind": "fair", "id": "fair", "from": TUESDAY, "to": "2020-06-25", "needs": {"guide": 1}}
    hire = repairs(week([away(ANA)], [fair]))["hire_day"]
    assert (hire.text, hire.cost) == ("hire or borrow one more guide from 23 to 25 June (3 days)", 30)


def test_who_missed_a_training_is_called_back_for_it() -> None:
    teaches: Facts = {**COURSE, "at": "2020-06-22 10:00", "attendees": {"roles": ["guide"]}, "grants": ["law"]}
    visits = [visit(name, at=f"{TUESDAY} 10:00", **LAW) for name in "ab"]
    found = repairs(week([ANA, away(BO, "2020-06-22")], [teaches, *visits]))
    assert found["recall"].text == "recall Bo (leave on Mon 22 June)"
    assert found["train"].text == "train Bo in law before Tue 23 June"


def test_on_somebodys_own_day_off() -> None:
    part_time = {**ANA, "hours": {"mon": ["09:00-12:00"], "wed-fri": ["09:00-12:00"]}}
    visits = [visit("a", on=[TUESDAY, WEDNESDAY]), visit("b", on=WEDNESDAY)]
    assert repairs(week([part_time], visits))["day_off"].cost == 6


def test_what_would_not_be_enough_to_decline_is_not_declined() -> None:
    """Without a, which is worth least, b is in c's way all the same."""
    staff = [{**ANA, "roles": ["guide", "driver"]}]
    visits = [visit("a", time="09:00"), visit("b", time="09:00", needs={"guide": 1, "driver": 1})]
    found = repairs(week(staff, visits))
    assert found["decline"].text == "decline b"


def test_the_cheapest_move_is_the_cheapest_there_is() -> None:
    """By hand: no single change of less would do."""
    problem = week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": 600, "within": 1})])
    shorten = repairs(problem)["shorten"]
    minutes = facts(shorten)[0]["preparation"]["minutes"]
    more = Change(what="activities", id="visit", facts={"preparation": {"minutes": minutes + 15, "within": 1}})
    assert open_in(planner.solve(changed_by(problem, (more,)), settings=QUICK)) > 0


def test_the_cheapest_pair_is_the_cheapest_there_is() -> None:
    """Every two people recalled by hand, and every one."""
    people = [away(one) for one in (ANA, BO, {**ANA, "id": "cy"})]
    problem = week(people, [visit(needs={"guide": 2}, every="FREQ=WEEKLY;BYDAY=TU")], prices={"hire_day": 99})
    back = [Change(what="staff", id=one["id"], facts={"absences": []}) for one in people]
    alone = [open_in(planner.solve(changed_by(problem, (one,)), settings=QUICK)) for one in back]
    together = [open_in(planner.solve(changed_by(problem, two), settings=QUICK)) for two in combinations(back, 2)]
    assert (alone, together) == ([1, 1, 1], [0, 0, 0])
    pair = repairs(problem)["recall+recall"]
    assert (pair.cost, pair.left) == (16, 0)


def test_what_is_still_gains_nobody() -> None:
    """The helper comes for the days in question; the third visit stays as open as it was."""
    problem = week([ANA], [visit(name, at=f"{TUESDAY} 10:00") for name in "abc"])
    for days in planner.diagnose(problem, settings=QUICK).infeasible_days:
        (hire,) = [one for one in days.repairs if one.kinds == ("hire_day",)]
        assert (hire.left, hire.left_in_all) == (0, 1)
        assert set(hire.touches) & set(days.activities)


def test_neighbours_who_learnt_far_off_stay_as_they_are() -> None:
    learnt = visit("other", time="13:00", needs=[{"role": "driver", "skills": ["tours"]}])
    course = {**COURSE, "at": "2020-03-03 10:00", "attendees": ["di"], "grants": ["tours"]}
    horizon = {"from": "2020-03-01", "to": "2020-06-30"}
    found = repairs(week([away(ANA), DI], [visit(time="10:00"), learnt, course], horizon=horizon))
    assert found["recall"].text == "recall Ana (leave on Tue 23 June)"


def test_preparation_of_what_recurs_is_shortened_on_far_dates_too() -> None:
    work: Facts = {"preparation": {"minutes": 600, "within": 2}}
    weekly = visit(every="FREQ=WEEKLY;BYDAY=TU", **{"except": "2020-06-02"}, **work)
    horizon = {"from": "2020-06-01", "to": "2020-07-31"}
    problem = week([away(ANA, "2020-06-22", "2020-06-22")], [weekly], horizon=horizon)
    shorten = repairs(problem)["shorten"]
    assert (shorten.cost, shorten.left_in_all) == (4 * 3 * 7, 0)


def test_a_change_that_fits_no_more_is_refused() -> None:
    problem = week([away(ANA)], [visit()])
    decline = repairs(problem)["decline"]
    gone = decline.apply(problem)
    assert not gone.activities
    assert decline.apply(gone) == gone
    with pytest.raises(planner.InputError):
        repairs(problem)["ask_client"].apply(problem.with_(horizon={"from": TUESDAY, "to": TUESDAY}))


def test_a_change_adds_changes_and_takes_out() -> None:
    problem = week([ANA], [visit()])
    named = changed_by(problem, (Change(what="staff", id="ana", facts={"name": None, "roles": ["driver"]}),))
    assert [(one.title, one.roles) for one in named.staff] == [("ana", ("driver",))]
    more = changed_by(problem, (Change(what="staff", id="eve", facts={"roles": ["guide"]}),) * 2)
    assert [one.id for one in more.staff] == ["ana", "eve"]
    assert not changed_by(problem, (Change(what="activities", id="visit", facts=None),)).activities
    assert dt.date(2020, 6, 23) in (problem.activities[0].on or ())
