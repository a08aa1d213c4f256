"""A newcomer accompanies others until a day, fills no need before, and counts from then on."""

from __future__ import annotations

from typing import Any

import pytest

import planner
from planner import InputError, Problem, Settings, Status
from planner.facts.activities import Need

QUICK = Settings(work=5)
RULE: dict[str, Any] = {"rule": "accompany", "who": "eve", "with": ["ana"], "until": "2020-06-29"}


def fortnight(*days: str, **rule: Any) -> Problem:
    visits = [
        {"kind": "appointment", "id": f"visit-{day[-2:]}", "on": day, "duration": "2h", "needs": {"guide": 1}}
        for day in days
    ]
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-07-03"},
            "staff": [{"id": one, "name": one.title(), "roles": ["guide"]} for one in ("ana", "eve")],
            "activities": visits,
            "rules": [{**RULE, **rule}],
        }
    )


def test_she_joins_once_a_week_and_counts_from_the_day_on() -> None:
    """The last visit needs both of them."""
    problem = fortnight("2020-06-23", "2020-06-24", "2020-06-30")
    *visits, last = problem.activities
    problem = problem.with_(activities=[*visits, last.model_copy(update={"needs": (Need(role="guide", count=2),)})])
    plan = planner.solve(problem, settings=QUICK)
    assert (plan.status, plan.shortages) == (Status.OPTIMAL, ())
    assert sorted(one.people for one in plan.bookings) == [("ana",), ("ana", "eve"), ("ana", "eve")]
    assert sorted(one.attendees for one in plan.bookings) == [(), (), ("eve",)]
    assert planner.check(problem, plan).clean


def test_why_she_cannot_go_is_told() -> None:
    away = {"absences": [{"from": "2020-06-23", "to": "2020-06-23", "reason": "leave"}]}
    problem = fortnight("2020-06-23")
    problem = problem.with_(staff=[{"id": "ana", "name": "Ana", "roles": ["guide"], **away}, problem.staff[1]])
    plan = planner.solve(problem, settings=QUICK)
    (short,) = plan.shortages
    assert {(one.staff, one.fact, one.subject) for one in short.reasons} == {
        ("ana", "absence", "staff/ana/absences/0"),
        ("eve", "rule", "rules/0"),
    }
    (days,) = plan.infeasible_days
    assert days.certificate is not None
    assert [one.text for one in days.certificate.rules] == ["Eve only accompanies Ana before 2020-06-29"]


def test_the_week_in_which_nobody_can_be_accompanied_is_paid_for() -> None:
    plan = planner.solve(fortnight("2020-06-30"), settings=QUICK)
    assert {one.name: one.value for one in plan.goals}["prices of broken rules"] == 1


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"who": "evee"}, "rules[0].who: 'evee' is no person. Did you mean 'eve'?"),
        ({"with": ["anna"]}, "rules[0].with: 'anna' is no person. Did you mean 'ana'?"),
        ({"with": "eve"}, "rules[0].with: 'eve' cannot accompany themselves. Name others."),
        ({"until": "2020-06-31"}, "rules[0].until: '2020-06-31'"),
        ({"price": 0}, "rules[0].price"),
    ],
)
def test_rules_that_make_no_sense(rule: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as error:
        fortnight("2020-06-23", **rule)
    assert told in str(error.value)


def test_it_travels_as_json() -> None:
    problem = fortnight("2020-06-23")
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
