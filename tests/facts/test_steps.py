"""Steps and requests that make no sense are told at once, with the next step."""

from typing import Any

import pytest

from planner.errors import InputError
from planner.problem import Problem

VISIT: dict[str, Any] = {
    "kind": "appointment",
    "id": "visit",
    "on": "2020-06-23",
    "duration": "2h",
    "needs": {"guide": 1},
    "requested": "2020-06-02 10:00",
}
MENU = {"name": "menu", "days": -15, "owner": "ana"}


def faults(*steps: dict[str, Any], **said: Any) -> list[str]:
    activity = {key: value for key, value in {**VISIT, "steps": list(steps), **said}.items() if value is not None}
    try:
        stated(activity)
    except InputError as error:
        return [f"{'.'.join(map(str, one.path[2:]))}: {one.message}. {one.hint}" for one in error.faults]
    return []


def stated(activity: dict[str, Any]) -> Problem:
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-01", "to": "2020-06-30"},
            "staff": [{"id": "ana", "roles": ["guide"]}, {"id": "bo", "roles": ["guide"]}],
            "activities": [activity],
        }
    )


def test_steps_that_make_sense() -> None:
    assert not faults(MENU, {"name": "contact", "hours": 48, "owner": "guide", "deputies": ["ana", "bo"]})
    assert not faults({"name": "survey", "days": 3, "owner": "assigned", "minutes": 10, "valid_months": 1})
    assert not faults({"name": "last changes", "days": -14, "count": "clear", "within": 0})


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([{"name": "menu"}], "steps.0: 'menu' falls due never. Give days: -15"),
        ([{**MENU, "hours": 48}], "steps.0: 'menu' falls due twice. Give days: -15"),
        ([MENU, MENU], "steps.1.name: 'visit' has two steps called 'menu'. Call one of them"),
        ([{"name": "c", "hours": 48, "count": "clear"}], "steps.0.count: hours go by the clock. Remove it"),
        ([{"name": "c", "days": 2, "minutes": 5}], "steps.0.minutes: nobody owns 'c'. Add owner"),
        ([{"name": "c", "days": 2, "deputies": ["bo"]}], "steps.0.deputies: nobody owns 'c'. Add owner"),
        ([{**MENU, "deputies": ["bo", "bo"]}], "steps.0.deputies: 'bo' is named twice for 'menu'. Name each once."),
        ([{**MENU, "valid_days": 3, "valid_months": 1}], "steps.0.valid_days: 'menu' is valid for days and for months"),
        ([{**MENU, "days": -9999}], "steps.0.days: "),
        ([{**MENU, "ownr": "bo"}], "steps.0.ownr: "),
        ([{**MENU, "owner": "an"}], "steps.0.owner: 'an' is no person or role. Did you mean 'ana'?"),
        ([{**MENU, "name": " "}], "steps.0.name: "),
    ],
)
def test_steps_that_make_none(steps: list[dict[str, Any]], told: str) -> None:
    (fault,) = faults(*steps)
    assert fault.startswith(told)


def test_what_counts_from_a_request_needs_one() -> None:
    contact = {"name": "contact", "hours": 48, "owner": "ana"}
    (fault,) = faults(contact, requested=None)
    assert "does not say when it was requested. Add requested: 2020-06-23 10:00" in fault
    weekly = {"on": None, "every": "FREQ=WEEKLY;BYDAY=TU"}
    (fault,) = faults(contact, **weekly)
    assert "counts from a request, and 'visit' recurs" in fault
    (fault,) = faults(requested="2020-06-24 10:00")
    assert "is requested on 2020-06-24, after its last day, 2020-06-23" in fault


def test_nobody_is_assigned_where_nobody_is_needed() -> None:
    survey = {"name": "survey", "days": 3, "owner": "assigned"}
    (fault,) = faults(survey, kind="meeting", needs=None, attendees="all")
    assert fault == "steps.0.owner: 'visit' needs nobody, so nobody is assigned. Name a person or a role, or add needs."


def test_what_a_request_lacks() -> None:
    known = {"budget": 1200, "drivers": 0, "nights": "", "menu": None}
    asked = ["budget", "drivers", "nights", "menu", "phone"]
    (activity,) = stated({**VISIT, "requires": asked, "details": known}).activities
    assert activity.unknown == ("nights", "menu", "phone")


def test_steps_and_requests_travel_as_json() -> None:
    steps = [{**MENU, "minutes": 30, "within": 3, "valid_days": 9}, {"name": "c", "hours": 48, "owner": "assigned"}]
    problem = stated({**VISIT, "steps": steps, "requires": ["budget"], "details": {"budget": 12.5, "group": True}})
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
    written = problem.model_dump(mode="json", exclude_defaults=True)["activities"][0]
    assert written["steps"] == steps
    assert written["details"] == {"budget": 12.5, "group": True}
