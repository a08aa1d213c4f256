"""The least help: what it says, and that less would not do."""

from __future__ import annotations

from itertools import product

import pytest
from explain.troubled import SETTINGS, case
from laws.profiles import case as laws_case
from planning.small import ANA, DI, QUICK, visit, week

import planner
from asking.builders import LAW, SATURDAY, TUESDAY, WEDNESDAY, WEEKEND, Facts, away, work_week
from asking.laws_of_repairs import missing, open_in
from planner import NoPlanError, Problem
from planner.plan.answers import Capacity
from planner.plan.repair import Change, changed_by

MAYBE = {"optional": True}
SEEDS = [*range(1, 13, 3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(13, 52))]


def sized(problem: Problem) -> Capacity:
    return planner.capacity(problem, settings=QUICK)


def helped(problem: Problem, *helpers: tuple[str, tuple[str, ...]]) -> Problem:
    """The problem with somebody more for each role, there all the time, with some skills."""
    hired = (
        Change(what="staff", id=f"h{n}", facts={"roles": [role], "skills": list(skills)})
        for n, (role, skills) in enumerate(helpers)
    )
    return changed_by(problem, tuple(hired))


@pytest.mark.parametrize("seed", SEEDS)
def test_with_the_help_all_is_held_but_what_is_beyond_it(seed: int) -> None:
    problem = case(seed).problem
    found = planner.capacity(problem, settings=SETTINGS)
    assert found.proved
    after = planner.solve(helped(problem, *((one.role, one.skills) for one in found.help)), settings=SETTINGS)
    open_ = {one.occurrence for one in after.bookings if not one.complete}
    assert len(open_) <= len(found.beyond_help)
    assert Capacity.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_one_more_wins(seed: int) -> None:
    problem, plan = case(seed)
    for role, won in planner.capacity(problem, settings=SETTINGS).wins.items():
        skills = {skill for one in problem.activities for need in one.needs or () for skill in need.skills}
        after = planner.solve(helped(problem, (role, tuple(sorted(skills)))), settings=SETTINGS)
        assert open_in(plan) - open_in(after) == won


def test_no_help_is_needed() -> None:
    found = sized(work_week())
    assert found == Capacity(text="No help is needed: everything can be held as asked.")


def test_one_person_more() -> None:
    found = sized(week([ANA], [visit("a", time="09:00"), visit("b", time="09:00")]))
    (one,) = found.help
    assert (one.role, one.skills, [str(day) for day in one.days], len(one.occurrences)) == ("guide", (), [TUESDAY], 1)
    assert found.text == f"one guide for {one.occurrences[0]}, on Tue 23 June"
    assert (found.proved, found.beyond_help, found.wins) == (True, (), {"guide": 1})


def test_the_skill_is_named() -> None:
    found = sized(week([ANA, {**DI, "skills": ["law"]}], [visit(**LAW)]))
    assert found.text == "one guide with law for visit, on Tue 23 June"
    assert found.help[0].skills == ("law",)


def test_the_days_of_its_work_are_named() -> None:
    found = sized(week([away(ANA, WEDNESDAY)], [visit(on=WEDNESDAY, preparation={"minutes": 60, "within": 1})]))
    assert [str(day) for day in found.help[0].days] == [TUESDAY, WEDNESDAY]


def test_beyond_help() -> None:
    found = sized(week([ANA], [visit(on=SATURDAY)], **WEEKEND))
    assert (found.help, found.beyond_help, found.wins) == ((), ("visit",), {"guide": 0})
    assert found.text == "No help makes a difference.\nNo help is enough for visit"


def test_what_nobody_attends_is_beyond_help() -> None:
    talk = {"kind": "meeting", "id": "talk", "on": TUESDAY, "duration": "1h", "attendees": ["ana"]}
    assert sized(week([away(ANA)], [talk])).beyond_help == ("talk",)


def test_the_same_person_helps_again() -> None:
    found = sized(week([away(ANA)], [visit(), visit("b", needs={"guide": 2})]))
    assert [len(one.occurrences) for one in found.help] == [2, 1]


def test_who_is_called_like_the_help_stays_who_they_are() -> None:
    staff = [{**ANA, "id": "help-guide-0"}]
    found = sized(week(staff, [visit("a", time="09:00"), visit("b", time="09:00")]))
    assert [len(one.occurrences) for one in found.help] == [1]


TINY: list[tuple[list[Facts], list[Facts]]] = [
    ([ANA], [visit("a", time="09:00"), visit("b", time="09:00"), visit("c", time="09:00")]),
    ([away(ANA)], [visit("a", time="09:00", needs={"guide": 2}), visit("b", time="13:00")]),
    ([ANA, away(DI)], [visit("a", needs={"guide": 1, "driver": 1}), visit("b", needs={"driver": 2}, on=WEDNESDAY)]),
]


@pytest.mark.parametrize(("staff", "activities"), TINY)
def test_less_help_leaves_something_open(staff: list[Facts], activities: list[Facts]) -> None:
    """One booking of a helper taken away, each in turn, and every choice of one helper fewer of any role."""
    problem = week(staff, activities)
    found = sized(problem)
    roles = [one.role for one in found.help]
    assert open_in(planner.solve(helped(problem, *((role, ()) for role in roles)), settings=QUICK)) == 0
    for fewer in product(sorted({*roles}), repeat=len(roles) - 1):
        again = planner.solve(helped(problem, *((role, ()) for role in fewer)), settings=QUICK)
        assert open_in(again) > 0
    bookings = sum(len(one.occurrences) for one in found.help)
    assert bookings == sum(map(missing, planner.solve(problem, settings=QUICK).bookings))


def test_what_is_impossible_has_no_size() -> None:
    clash = [visit(name, at=f"{TUESDAY} 10:00", required=True) for name in "ab"]
    with pytest.raises(NoPlanError):
        sized(week([ANA], clash))


def test_what_is_left_out_is_counted_only_if_that_is_asked() -> None:
    """One guide, two visits at the same time, one of which may be declined."""
    both = [visit("a", time="09:00"), visit("b", time="09:00", optional=True, value=0.5)]
    problem = week([ANA], both)
    found = sized(problem)
    assert (found.help, found.beyond_help) == ((), ())
    assert found.text.splitlines() == [
        "No help is needed: everything can be held as asked.",
        "Not counted: 1 optional activity that is left out.",
    ]
    wanted = planner.capacity(problem, optional=True, settings=QUICK)
    assert [(one.role, len(one.occurrences)) for one in wanted.help] == [("guide", 1)]
    assert "Not counted" not in wanted.text
    french = planner.capacity(problem.with_(language="fr"), settings=QUICK)
    assert french.text.endswith("Non comptée : 1 activité facultative, laissée de côté.")
    by_default = problem.with_(activities=[*both[:1], visit("b", time="09:00")], defaults={"appointment": MAYBE})
    assert planner.capacity(by_default, optional=True, settings=QUICK).help


def test_of_a_group_only_so_many_are_asked_for() -> None:
    fairs = [visit(one, time="09:00", **MAYBE) for one in ("a", "b", "c")]
    problem = week([ANA], fairs, rules=[{"rule": "choose", "of": ["a", "b"], "count": 1}])
    found = planner.capacity(problem, optional=True, settings=QUICK)
    assert [one.role for one in found.help] == ["guide"]
    assert found.text.endswith("Not counted: 1 optional activity that is left out.")


@pytest.mark.parametrize("seed", range(0, 30, 3))
def test_with_the_help_nothing_is_declined_but_what_is_beyond_it(seed: int) -> None:
    drawn = laws_case("optional", seed)
    settings = SETTINGS.model_copy(update={"step": drawn.step})
    try:
        found = planner.capacity(drawn.problem, optional=True, settings=settings)
    except NoPlanError:
        return
    assert found.proved
    after = planner.solve(
        helped(drawn.problem, *((one.role, one.skills) for one in found.help)),
        settings=settings,
    )
    assert len([one for one in after.bookings if not one.complete]) <= len(found.beyond_help)
