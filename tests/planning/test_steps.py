"""Steps in a plan: who does them when, what they take of a day, what is missed and why, what a hand may change."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner import Plan, Problem

MENU = {"name": "menu", "days": -1, "within": 3, "owner": "ana", "deputies": ["bo"]}


def week(*steps: dict[str, Any], away: dict[str, list[dict[str, Any]]] | None = None, **facts: Any) -> Problem:
    """A visit on Thursday 25 June with steps; Ana and Bo are officers, Cy is the guide."""
    said = facts.pop("visit", {})
    visit = {"kind": "appointment", "id": "visit", "on": "2020-06-25", "duration": "2h", "needs": {"guide": 1}}
    staff = [
        {"id": "ana", "name": "Ana", "roles": ["officer"]},
        {"id": "bo", "name": "Bo", "roles": ["officer"]},
        {"id": "cy", "name": "Cy", "roles": ["guide"]},
    ]
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-07-03"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}},
            "staff": [one | {"absences": (away or {}).get(str(one["id"]), [])} for one in staff],
            "activities": [{**visit, "steps": list(steps), **said}, *facts.pop("more", [])],
            **facts,
        }
    )


def steps(plan: Plan) -> list[tuple[str, str | None, str]]:
    return [(one.name, one.owner, "never" if one.day is None else f"{one.day:%a %d}") for one in plan.steps]


def solved(problem: Problem) -> Plan:
    plan = planner.solve(problem)
    assert plan.status == "optimal"
    assert planner.check(problem, plan).clean
    return plan


def test_steps_have_an_owner_a_backup_and_a_day() -> None:
    problem = week({**MENU, "valid_months": 1}, {"name": "survey", "days": 2, "owner": "assigned"})
    menu, survey = solved(problem).steps
    assert (f"{menu.day}", menu.owner, menu.backup, f"{menu.valid_until}") == ("2020-06-24", "ana", "bo", "2020-07-24")
    assert (f"{survey.day}", survey.owner, survey.backup, survey.valid_until) == ("2020-06-29", "cy", None, None)


def test_minutes_count_against_the_day() -> None:
    """Six hours are free on Wednesday beside a meeting: two steps of four hours do not fit, nor two on Bo's day."""
    long = {**MENU, "minutes": 240}
    twice = [long, {**long, "name": "options"}]
    meeting = {"kind": "meeting", "id": "m", "at": "2020-06-24 09:00", "duration": "1h", "attendees": ["ana", "bo"]}
    plan = solved(week(*twice, more=[meeting]))
    assert sorted(one[1:] for one in steps(plan)) == [("ana", "Tue 23"), ("ana", "Wed 24")]
    plan = solved(week(*({**one, "within": 0} for one in twice), more=[meeting]))
    assert sorted(one[1:] for one in steps(plan)) == [("ana", "Wed 24"), ("bo", "Wed 24")]
    assert {goal.name: goal.value for goal in plan.goals}["steps moved"] == 1


def test_coverage_comes_before_steps_and_work_goes_round_them() -> None:
    step = {"name": "menu", "days": -1, "within": 0, "owner": "cy", "minutes": 300}
    prepared = {"preparation": {"minutes": 480, "within": 2}}
    plan = solved(week(step, visit=prepared))
    assert {one.start.day for one in plan.booking("visit").work} == {23, 24}
    assert steps(plan) == [("menu", "cy", "Wed 24")]
    tight = {"preparation": {"minutes": 180, "within": 1}}
    plan = solved(week(step, visit=tight))
    assert plan.booking("visit").complete
    assert steps(plan) == [("menu", None, "never")]
    (shortage,) = plan.shortages
    assert (shortage.step, shortage.need, shortage.missing) == ("menu", None, 0)
    assert [one.text for one in shortage.reasons] == ["Cy: needs the time of Wed 24 June for visit"]
    assert not plan.infeasible_days


def test_background_work_yields_to_steps() -> None:
    """All of the week's open time is asked for but a step's; half an hour more of the step costs an hour begun."""
    tenders = {
        "kind": "background",
        "id": "tenders",
        "from": "2020-06-22",
        "to": "2020-06-26",
        "share": {"officer": 0.9},
    }
    for minutes, lacking in ((210, 0), (240, 1)):
        plan = solved(week({**MENU, "minutes": minutes, "deputies": []}, more=[tenders]))
        assert {goal.name: goal.value for goal in plan.goals}["prices of broken rules"] == lacking


def test_a_search_that_is_cut_short_misses_no_step_that_can_be_done() -> None:
    """What a poor plan pays for elsewhere is no reason to leave a step undone."""
    problem = week(*({**MENU, "name": f"s{n}", "minutes": 200, "deputies": ["bo", "cy"]} for n in range(9)))
    plan = planner.solve(problem, settings=planner.Settings(work=0.001, workers=1))
    if plan.held is not None:
        assert planner.check(problem, plan).clean
        assert not [one for one in plan.steps if one.day is None]


def test_steps_counted_past_all_days_are_noticed() -> None:
    far = {"name": "far", "days": -1830, "count": "calendar"}
    horizon = {"from": "0002-06-22", "to": "0002-07-03"}
    plan = solved(week(far, horizon=horizon, visit={"on": "0002-06-25"}, timezone="UTC"))
    assert plan.steps == ()
    assert "visit: outside the horizon and not planned: far" in plan.notices


def test_a_day_is_chosen_on_which_steps_can_be_done() -> None:
    away = {"ana": [{"from": "2020-06-23", "to": "2020-06-23"}]}
    step = {"name": "menu", "days": -1, "within": 0, "owner": "ana"}
    plan = solved(week(step, away=away, visit={"on": ["2020-06-24", "2020-06-25"]}))
    start = plan.booking("visit").start
    assert start is not None
    assert start.day == 25
    assert steps(plan) == [("menu", "ana", "Wed 24")]


def test_whoever_is_assigned_does_it_and_a_deputy_where_nobody_is() -> None:
    survey = {"name": "survey", "days": 1, "owner": "assigned", "deputies": ["bo"]}
    assert steps(solved(week(survey))) == [("survey", "cy", "Fri 26")]
    first = {"from": "2020-06-25", "to": "2020-06-25", "priority": "critical"}
    fair = {"kind": "fair", "id": "fair", "needs": {"guide": 1}, **first}
    assert steps(solved(week(survey, more=[fair]))) == [("survey", "bo", "Fri 26")]


def test_what_counts_from_a_request_is_done_though_the_activity_has_no_time() -> None:
    contact = {"name": "contact", "hours": 48, "owner": "ana"}
    visit = {"on": "2020-06-27", "requested": "2020-06-23 10:00"}
    plan = solved(week(contact, MENU, visit=visit))
    assert plan.booking("visit").start is None
    assert steps(plan) == [("contact", "ana", "Thu 25")]


def test_a_missed_step_tells_everybody_who_might_have_done_it() -> None:
    away = {"ana": [{"from": "2020-06-24", "to": "2020-06-24", "reason": "leave"}]}
    step = {**MENU, "within": 0, "deputies": ["bo", "assigned"], "minutes": 450}
    plan = solved(week(step, away=away))
    texts = [one.text for one in plan.shortages[0].reasons]
    assert texts == [
        "Ana: works 7 h of the 7 h 30 asked for on Wed 24 June",
        "Ana: leave on Wed 24 June",
        "Bo: works 7 h of the 7 h 30 asked for on Wed 24 June",
        "Cy: works 7 h of the 7 h 30 asked for on Wed 24 June",
    ]
    assert [one.subject for one in plan.shortages[0].reasons][:2] == ["calendar/hours", "staff/ana/absences/0"]


@pytest.mark.parametrize("closed", [True, False])
def test_a_date_that_nobody_owns(closed: bool) -> None:
    date = {"name": "last changes", "days": -1, "within": 0}
    calendar = {"hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}, "closed": []}
    shut = [{"from": "2020-06-24", "to": "2020-06-24", "reason": "stocktaking"}]
    plan = solved(week({**date, "count": "calendar"}, calendar={**calendar, "closed": shut if closed else []}))
    assert steps(plan) == [("last changes", None, "never" if closed else "Wed 24")]
    if closed:
        assert [one.text for one in plan.shortages[0].reasons] == ["stocktaking on Wed 24 June"]


def test_lifting_every_reason_makes_a_step_possible() -> None:
    """Here the leave of the only one who might do it, and the activity that takes the rest of the day."""
    away = {"ana": [{"from": "2020-06-23", "to": "2020-06-24"}]}
    step = {"name": "menu", "days": -1, "within": 1, "owner": "ana", "deputies": ["cy"], "minutes": 360}
    fair = {"kind": "fair", "id": "fair", "from": "2020-06-23", "to": "2020-06-24", "needs": {"guide": 1}}
    plan = solved(week(step, away=away, more=[fair]))
    subjects = {one.subject for shortage in plan.shortages for one in shortage.reasons}
    assert subjects == {"staff/ana/absences/0", "activities/fair"}
    assert not solved(week(step, away=away)).shortages
    assert not solved(week(step, more=[fair])).shortages


def test_incomplete_requests_are_listed_with_what_to_ask() -> None:
    asked = {"requires": ["participants", "budget", "arrival"], "details": {"participants": 40, "budget": ""}}
    plan = solved(week(visit={"name": "Lyon group", **asked}))
    (one,) = plan.incomplete
    assert (one.activity, one.missing) == ("visit", ("budget", "arrival"))
    assert one.text == "Lyon group is incomplete: ask for budget, arrival"
    assert plan.booking("visit").complete


def test_a_plan_with_steps_travels_and_old_plans_still_load() -> None:
    plan = solved(week(MENU))
    assert Plan.model_validate_json(plan.to_json()) == plan
    old = {key: one for key, one in plan.model_dump(mode="json").items() if key not in ("steps", "incomplete")}
    assert Plan.model_validate(old).steps == ()


EDITS: list[tuple[dict[str, Any], str]] = [
    ({"owner": "cy", "backup": "ana"}, "visit: the step 'menu' cannot be done by Cy on Wed 24 June"),
    ({"day": "2020-06-25"}, "visit: the step 'menu' cannot be done by Ana on Thu 25 June"),
    ({"day": "2020-06-19"}, "visit: the step 'menu' cannot be done by Ana on Fri 19 June"),
    ({"owner": None, "backup": None}, "visit: the step 'menu' cannot be done by nobody on Wed 24 June"),
    ({"due": "2020-06-25"}, "visit: the step 'menu' is said to fall due on Thu 25 June, and does on Wed 24 June"),
    ({"backup": None}, "visit: the back-up for the step 'menu' is Bo, not nobody"),
    (
        {"valid_until": "2020-07-25"},
        "visit: the step 'menu' is said to be valid until Sat 25 July, and is until always",
    ),
    ({"name": "meal"}, "visit: the step 'meal' is not asked for"),
    ({"activity": "tour"}, "the step 'menu' is around visit, which is no occurrence of 'tour'"),
    ({"owner": "zoe"}, "the step 'menu' for visit names 'zoe', who is no person"),
    ({"day": None, "owner": None, "backup": None}, "visit: the shortages do not tell rightly what is missing"),
]


@pytest.mark.parametrize(("change", "told"), EDITS)
def test_what_a_hand_changes_wrongly_is_found(change: dict[str, Any], told: str) -> None:
    problem = week(MENU)
    plan = solved(problem)
    step = type(plan.steps[0]).model_validate({**plan.steps[0].model_dump(mode="json"), **change})
    verdict = planner.check(problem, plan.model_copy(update={"steps": (step,)}))
    assert told in [one.text for one in verdict.violations]


def test_a_hand_may_leave_a_step_to_a_deputy_at_a_cost() -> None:
    problem = week(MENU)
    plan = solved(problem)
    step = plan.steps[0].model_copy(update={"owner": "bo", "backup": "ana"})
    changed = plan.model_copy(update={"steps": (step,), "goals": ()})
    verdict = planner.check(problem, changed)
    assert [(one.rule, one.text) for one in verdict.violations] == [("goals", verdict.violations[0].text)]
    assert "visit: the step 'menu' is left to Bo on Wed 24 June, though there is a better way" in [
        one.text for one in verdict.costs
    ]
    twice = plan.model_copy(update={"steps": plan.steps * 2})
    assert "the step 'menu' for visit is in the plan twice" in [
        one.text for one in planner.check(problem, twice).violations
    ]


def test_a_day_that_steps_overfill_is_found() -> None:
    problem = week({**MENU, "minutes": 240}, {**MENU, "name": "options", "minutes": 240})
    plan = solved(problem)
    same = tuple(one.model_copy(update={"day": plan.steps[-1].day, "owner": "ana"}) for one in plan.steps)
    told = [one.text for one in planner.check(problem, plan.model_copy(update={"steps": same})).violations]
    assert "Ana has 7 h left for 8 h of steps on Wed 24 June" in told
