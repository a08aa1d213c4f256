"""Approve, why not, offer: each answer by hand, and that what is promised holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from explain.troubled import SETTINGS, case
from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from asking.builders import COURSE, LAW, TUESDAY, WEDNESDAY, Facts, away, planned, work_week
from asking.laws_of_repairs import missing
from planner import InputError, NoPlanError, Plan, Problem, Status
from planner.plan.answers import Answer, Approval, Offers
from planner.plan.repair import Change, changed_by

SEEDS = [*range(0, 13, 3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(13, 52))]
NEW: Facts = {"kind": "appointment", "id": "new", "duration": "2h", "needs": {"driver": 1}}
DAYS: Facts = {"between": {"from": "2020-06-22", "to": WEDNESDAY}}


@pytest.fixture(scope="module")
def working() -> tuple[Problem, Plan]:
    return planned(work_week())


# ------------------------------------------------------------------------------------------------------------- approve


def approved(case: tuple[Problem, Plan], staff: str, first: str = TUESDAY, **absence: Any) -> Approval:
    problem, plan = case
    asked = {"staff": staff, "from": first, "to": first, **absence}
    return planner.approve(problem, plan, asked, settings=QUICK)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_granted_can_be_held(seed: int) -> None:
    problem, plan = case(seed)
    for person in problem.staff[:2]:
        stated = [one.model_dump(mode="json", exclude_unset=True) for one in person.absences]
        leave = {"from": "2020-07-08", "to": "2020-07-09"}
        found = planner.approve(problem, plan, {"staff": person.id, **leave}, settings=SETTINGS)
        facts = {"absences": [*stated, leave]}
        after = planner.solve(
            changed_by(problem, (Change(what="staff", id=person.id, facts=facts),)), settings=SETTINGS
        )
        before, open_ = sum(map(missing, plan.bookings)), sum(map(missing, after.bookings))
        if found.granted:
            assert open_ <= before or after.goals[0].value >= plan.goals[0].value
        else:
            assert found.breaks
        assert all(one.verdict == "proved" for one in found.infeasible_days)


def test_nothing_else_changes(working: tuple[Problem, Plan]) -> None:
    found = approved(working, "ana", WEDNESDAY)
    assert (found.granted, found.moves, found.breaks) == (True, (), ())
    assert found.text == "Ana can be away then: nothing else changes"


@pytest.mark.parametrize("part", [{}, {"half": "morning"}, {"to": WEDNESDAY}, {"time": "08:00-10:00"}])
def test_somebody_else_goes(working: tuple[Problem, Plan], part: Facts) -> None:
    found = approved(working, "ana", **part)
    assert found.granted
    assert found.text == "Ana can be away then: visit: Bo instead of Ana"
    assert [(one.occurrence, one.staff_before, one.staff) for one in found.moves] == [
        ("visit", {"guide": ("ana",)}, {"guide": ("bo",)})
    ]


@pytest.mark.parametrize(
    "part",
    [{"half": "afternoon"}, {"time": "13:00-15:00"}, {"from": f"{TUESDAY} 13:00", "to": f"{TUESDAY} 15:00"}],
)
def test_a_part_of_a_day_touches_only_what_lies_in_it(working: tuple[Problem, Plan], part: Facts) -> None:
    assert approved(working, "ana", **part).text == "Ana can be away then: nothing else changes"


def test_refused_with_the_proof(working: tuple[Problem, Plan]) -> None:
    found = approved(working, "di")
    assert (found.granted, found.breaks) == (False, ("drive",))
    assert found.text == "If Di is away then, drive cannot be held as asked"
    (days,) = found.infeasible_days
    assert days.certificate is not None
    assert (days.certificate.kind, days.activities) == ("nobody", ("drive",))
    assert Approval.model_validate_json(found.model_dump_json()) == found


def test_days_of_work_are_lost_too() -> None:
    case = planned(week([ANA], [visit(on=WEDNESDAY, preparation={"minutes": 400, "within": 1})]))
    assert approved(case, "ana").breaks == ("visit",)


def test_a_seminar_takes_whole_days() -> None:
    fair = {"kind": "fair", "id": "fair", "on": TUESDAY, "needs": {"guide": 1}}
    case = planned(week([ANA, BO], [fair]))
    found = approved(case, case[1].booking("fair").people[0])
    assert found.granted
    assert [one.occurrence for one in found.moves] == ["fair"]


def test_others_may_have_to_move() -> None:
    """Bo alone could take the visit, and is at one that Ana alone cannot leave to anybody else."""
    named = [{"role": "guide", "from": ["ana", "bo"]}], [{"role": "guide", "from": ["bo", "cy"]}]
    visits = [visit("x", time="09:00", needs=named[0]), visit("y", time="09:00", needs=named[1])]
    problem = week([ANA, BO, {**ANA, "id": "cy", "name": "Cy"}], visits)
    plan = planner.solve(problem, settings=QUICK)
    found = approved((problem, plan), plan.booking("x").people[0])
    assert found.granted
    assert found.moves


def test_what_is_pinned_would_not_hold() -> None:
    case = planned(week([ANA, BO], [visit(pins={"on": TUESDAY, "staff": {"guide": ["ana"]}})]))
    found = approved(case, "ana")
    assert (found.granted, found.breaks) == (False, ("visit",))
    assert found.text == "Ana cannot be away then: what is pinned or required would not hold"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"staff": "anna", "from": TUESDAY, "to": TUESDAY}, "staff: 'anna' is nobody. Did you mean 'ana'?"),
        (
            {"staff": "ana", "from": TUESDAY, "to": "2020-06-22"},
            "absence.to: ends on 2020-06-22, before it starts on 2020-06-23. Swap them, or mend the date.",
        ),
        ({"staff": "ana"}, "absence: does not say when. Give from and to, or every."),
        ({"staff": "ana", "from": "x"}, "from: 'x' "),
    ],
)
def test_what_makes_no_sense_is_told(working: tuple[Problem, Plan], asked: Facts, told: str) -> None:
    with pytest.raises(InputError) as error:
        planner.approve(*working, asked, settings=QUICK)
    assert str(error.value).startswith(told)


# ------------------------------------------------------------------------------------------------------------- why not


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
        ([BO, {**DI, "id": "ana", "name": "Ana"}], visit(), "role", "Ana is no guide"),
        ([ANA, {**BO, "skills": ["law"]}], visit(**LAW), "skill", "Ana: has no law on Tue 23 June"),
        ([ANA, BO], visit(needs=NAMED), "named", "Ana: is not among those named"),
        ([ANA, BO], visit(needs=[{"role": "guide", "exclude": ["ana"]}]), "excluded", "Ana: is excluded"),
        ([ANA, BO], TALK, "attendees", "Ana is not among those who attend visit"),
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
        (dt.date(2020, 6, 24), "Not possible: visit is given for Tue 23 June"),
        (time("10:00", WEDNESDAY), "Not possible: visit is given for Tue 23 June"),
        (time("11:00"), "Not possible: visit cannot begin at 11:00"),
        (time("15:00"), "Possible, and it costs nothing"),
        (dt.date(2020, 6, 23), "Possible, and it costs nothing"),
    ],
)
def test_another_day_or_time(working: tuple[Problem, Plan], at: dt.date, text: str) -> None:
    found = planner.why_not(*working, "visit", at=at, settings=QUICK)
    assert found.text == text
    assert found.possible == text.startswith("Possible")


def test_nobody_is_there_at_all() -> None:
    found = asked(week([away(ANA)], [visit()]), staff="ana", at=time("10:00"))
    assert [one.fact for one in found.reasons] == ["absence"]


def test_possible_for_nothing(working: tuple[Problem, Plan]) -> None:
    found = planner.why_not(*working, "visit", staff="bo", settings=QUICK)
    assert (found.possible, found.costs, found.moves) == (True, {}, ())
    assert found.text == "Possible, and it costs nothing"


def test_somebody_who_attends_anyway(working: tuple[Problem, Plan]) -> None:
    assert planner.why_not(*working, "talk", staff="di", settings=QUICK).possible


def test_at_the_cost_of_another() -> None:
    problem, plan = planned(week([ANA], [visit("low", time="09:00", priority="low"), visit("high", time="09:00")]))
    found = planner.why_not(problem, plan, "low", staff="ana", settings=QUICK)
    assert found.possible
    assert [one.occurrence for one in found.moves] == ["high"]
    assert found.costs["value staffed, normal"] == 1
    assert found.costs["value staffed, low"] == -1
    assert found.text == (
        "Possible: it would cost: value staffed, normal 1, value staffed, low -1, heads open, normal 1 and "
        "heads open, low -1, and change high: without Ana"
    )


def test_only_moves() -> None:
    problem, plan = planned(week([ANA], [visit("a", time="09:00"), visit("b", time="09:00")]))
    (left,) = [one.occurrence for one in plan.bookings if not one.complete]
    (held,) = [one.occurrence for one in plan.bookings if one.complete]
    found = planner.why_not(problem, plan, left, staff="ana", settings=QUICK)
    assert (found.possible, found.costs) == (True, {})
    assert found.text == f"Possible: it would change {held}: without Ana"


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
    assert found.text == "visit cannot be held so, whatever the plan"


def test_what_recurs_is_asked_by_its_date() -> None:
    problem = week([ANA, BO], [visit(every="FREQ=WEEKLY;BYDAY=TU")])
    assert asked(problem, f"visit@{TUESDAY}", staff="bo").possible


def test_what_is_pinned_stands_against_it() -> None:
    pinned = visit("pinned", at=f"{TUESDAY} 09:00", pins={"staff": {"guide": ["ana"]}}, required=True)
    found = asked(week([ANA, BO], [pinned, visit(time="09:00")]), staff="ana")
    assert not found.possible
    assert found.text == "visit cannot be held so beside what else is held"


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


# --------------------------------------------------------------------------------------------------------------- offer


def offered(case: tuple[Problem, Plan], count: int = 3, **new: Any) -> Offers:
    return planner.offer(*case, {**NEW, **new}, count=count, settings=QUICK)


def holds(problem: Problem, plan: Plan, offers: Offers, new: Facts) -> None:
    """Each slot, pinned, leaves nothing open that was not open before."""
    for slot in offers.slots:
        pins = {"at": f"{slot.start:%Y-%m-%d %H:%M}", "staff": slot.staff}
        more = changed_by(problem, (Change(what="activities", id="new", facts={**new, "pins": pins}),))
        again = planner.solve(more, settings=QUICK)
        assert again.status is Status.OPTIMAL
        assert again.booking("new").complete
        assert sum(map(missing, again.bookings)) <= sum(map(missing, plan.bookings))


def test_the_earliest_of_each_day(working: tuple[Problem, Plan]) -> None:
    found = offered(working, **DAYS)
    assert [one.text for one in found.slots] == [
        "Mon 22 June at 09:00 with Di",
        "Tue 23 June at 09:00 with Di",
        "Wed 24 June at 09:00 with Di",
    ]
    assert found.text == "; ".join(one.text for one in found.slots)
    assert not any(one.moves for one in found.slots)
    assert Offers.model_validate_json(found.model_dump_json()) == found
    holds(*working, found, {**NEW, **DAYS})
    assert len(offered(working, 1, **DAYS).slots) == 1


def test_first_those_that_disturb_nobody() -> None:
    morning = visit("m", needs={"driver": 1}, duration="3h", at=f"{TUESDAY} 09:00")
    later = visit("k", needs={"driver": 1}, duration="4h", on=[TUESDAY, "2020-06-25"])
    problem, plan = planned(week([away(DI, WEDNESDAY)], [morning, later]))
    new: Facts = {"duration": "4h", "between": {"from": TUESDAY, "to": "2020-06-25"}}
    found = offered((problem, plan), **new)
    assert [one.text for one in found.slots] == [
        "Thu 25 June at 13:00 with Di",
        "Tue 23 June at 13:00 with Di (then k: on Thu 25 June at 13:00)",
    ]
    holds(problem, plan, found, {**NEW, **new})


def test_no_slot(working: tuple[Problem, Plan]) -> None:
    found = offered(working, needs={"pilot": 1}, **DAYS)
    assert (found.slots, found.text) == ((), "no slot was found")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"duration": "x", **DAYS}, "activity.duration: 'x' is no duration: write it as 2h, 1h30 or 90min"),
        ({}, "activity: 'new' does not say when. Give exactly one of at, on, between, from, every, sessions."),
        ({"id": "visit"}, "activity.id: 'visit' is an activity already. Give it another id."),
        ({"every": "FREQ=DAILY"}, "activity: 'new' is not to be held once. "),
        ({"kind": "background", "share": {"driver": 0.5}, "needs": None, "duration": None}, "activity"),
    ],
)
def test_an_activity_that_makes_no_sense(working: tuple[Problem, Plan], new: Facts, told: str) -> None:
    with pytest.raises(InputError) as error:
        offered(working, **new)
    assert str(error.value).startswith(told)


def test_what_is_no_activity_at_all(working: tuple[Problem, Plan]) -> None:
    with pytest.raises(InputError, match=r"^activity: an activity is a mapping"):
        planner.offer(*working, [NEW], settings=QUICK)  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------------- plans without any


@pytest.mark.parametrize("call", ["approve", "why_not", "offer"])
def test_a_plan_without_bookings_is_refused(call: str) -> None:
    problem = work_week()
    plan = Plan(problem="x", status=Status.STOPPED, held=None)
    given: dict[str, Any] = {
        "approve": {"staff": "ana", "from": TUESDAY, "to": TUESDAY},
        "why_not": "visit",
        "offer": {**NEW, **DAYS},
    }
    with pytest.raises(NoPlanError):
        getattr(planner, call)(problem, plan, given[call], settings=QUICK)
