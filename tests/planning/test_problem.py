"""A problem is a value: it travels, compares, changes by copies, and its order means nothing."""

import hashlib
import json
import pickle
import random
from pathlib import Path
from typing import Any, Literal

import pytest

import planner
from planner import InputError, Plan, Problem
from planner.rules import AtMost, Balance, Finding, Rest, Rule
from planner.wording import wording_in
from planning.small import ANA, BO, DI, QUICK, solved, visit, week

EVERYTHING: dict[str, Any] = {
    "format": "planner-problem/1",
    "name": "Everything",
    "language": "fr",
    "horizon": {"from": "2020-01-01", "to": "2020-12-31"},
    "timezone": "Europe/Paris",
    "calendar": {
        "country": "FR",
        "subdivision": "Moselle",
        "hours": {"mon-thu": ["09:00-12:30", "14:00-18:00"], "fri": ["22:00-06:00"]},
        "closed": [{"from": "2020-08-03", "to": "2020-08-14", "reason": "summer"}],
        "open": ["2020-11-21"],
    },
    "sites": [
        {"id": "office"},
        {"id": "lyon", "name": "Lyon", "travel": {"office": "2h"}, "first_arrival": "09:30", "last_return": "20:00"},
    ],
    "conditions": {"won": True},
    "prices": {"move_day": 3},
    "defaults": {"appointment": {"duration": "2h", "needs": {"guide": 1}, "priority": "high"}},
    "staff": [
        {
            **ANA,
            "skills": ["law", {"name": "tax", "from": "2020-01-15", "to": "2020-12-01"}],
            "hours": [{"week": {"mon-thu": ["09:00-12:30"]}}, {"from": "2020-06-01", "week": {"mon": ["10:00-11:00"]}}],
            "contract_hours": 28,
            "employed": {"from": "2019-09-01", "to": "2021-01-01"},
            "site": "office",
            "absences": [
                {"from": "2020-06-22", "to": "2020-06-24", "reason": "leave", "seen_by": "lead"},
                {"from": "2020-06-26 14:00", "to": "2020-06-26 18:00"},
                {"from": "2020-09-01"},
                {"every": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "half": "morning"},
                {"every": {"weekday": "tue", "nth": "last", "month": "july"}, "time": "10:00-11:00"},
            ],
        },
        {**BO, "hours": {"tue": "08:00-12:00"}},
        DI,
    ],
    "rooms": [{"id": "board", "seats": 10, "features": ["screen"], "closed": [{"from": "2020-01-02"}]}],
    "activities": [
        {
            "kind": "appointment",
            "id": "at",
            "at": "2020-06-23 10:00",
            "value": 20000,
            "chance": 0.4,
            "room": {"seats": 2},
        },
        {
            "kind": "appointment",
            "id": "on",
            "on": "2020-06-23",
            "client_away": [{"from": "2020-06-23", "time": "09:00-10:00"}],
        },
        {
            "kind": "appointment",
            "id": "some",
            "on": ["2020-06-23", "2020-06-24"],
            "time": "09:00-12:00",
            "partial": True,
        },
        {
            "kind": "appointment",
            "id": "between",
            "client": "Yurt",
            "between": {"from": "2020-06-15", "to": "2020-06-26"},
            "needs": [
                {"role": "guide", "count": 2, "skills": ["law"], "from": ["ana", "bo"], "prefer": ["bo"], "standby": 1},
                {"role": "driver", "exclude": ["ana"]},
            ],
            "pins": {"on": "2020-06-23", "at": "2020-06-23 10:00", "staff": {"guide": ["bo"]}},
            "preparation": {"minutes": 900, "within": 5},
            "follow_up": {"minutes": "2h"},
            "prefer": {"days": ["tue", "wed"], "time": "09:00-12:00"},
            "moved_from": "2020-05-05",
            "could_move": {"from": "2020-06-15", "to": "2020-06-26"},
            "after": [
                "at",
                {"activity": "on", "least": 2, "most": 10, "count": "working"},
                {"activity": "some", "least": "2h"},
            ],
            "steps": [{"name": "book", "days": -3, "owner": "ana", "deputies": ["guide"], "minutes": 30}],
            "required": True,
            "optional": False,
            "site": "lyon",
        },
        {
            "kind": "fair",
            "id": "fair",
            "from": "2020-01-04",
            "to": "2020-01-05",
            "needs": {"guide": 1},
            "on_days_off": True,
        },
        {"kind": "background", "id": "talk", "from": "2020-07-10", "share": {"guide": 0.2}},
        {
            "kind": "meeting",
            "id": "monday",
            "every": "FREQ=WEEKLY;BYDAY=MO",
            "time": "09:00",
            "duration": "1h",
            "attendees": {"roles": ["guide"], "staff": ["di"]},
            "except": ["2020-02-03"],
            "holidays": "after",
        },
        {
            "kind": "seminar",
            "id": "seminar",
            "every": {"weekday": "tuesday", "nth": "last", "month": "july"},
            "attendees": "all",
            "only_if": "won",
        },
        {
            "kind": "training",
            "id": "course",
            "sessions": [{"on": "2020-03-03", "time": "09:00-12:00"}, {"at": "2020-03-04 10:00"}],
            "attendees": ["ana"],
            "grants": ["tax"],
        },
    ],
    "rules": [
        {"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 2},
        {"rule": "at_most", "per": "week", "minutes": "10h", "price": 2},
        {"rule": "rest", "hours": 11, "price": 5},
        {"rule": "buffer", "minutes": 15},
        {"rule": "prefer", "kinds": ["fair"], "days": ["sat"], "price": 1},
        {"rule": "balance", "role": "guide"},
    ],
}


class Own(Rule):
    rule: Literal["own"] = "own"
    limit: int = 1

    def build(self, draft: Any) -> None:
        """Nothing is asked."""

    def check(self, ledger: Any) -> Any:
        return iter(())

    def say(self, finding: Finding, names: Any) -> str:
        return ""


def test_json_loses_nothing() -> None:
    problem = Problem.model_validate(EVERYTHING)
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
    assert Problem.model_validate_json(problem.model_dump_json(exclude_defaults=True)) == problem
    assert Problem.model_validate(problem.model_dump(mode="json")) == problem
    assert Problem.model_validate(problem.model_dump()) == problem


@pytest.mark.parametrize("i", range(len(EVERYTHING["activities"])))
def test_json_keeps_what_activities_say(i: int) -> None:
    said = Problem.model_validate(EVERYTHING).activities[i]
    again = said.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    assert type(said).model_validate(again) == said
    assert set(EVERYTHING["activities"][i]) <= set(again) | {"optional"}


def test_saved_and_loaded(tmp_path: Path) -> None:
    problem = Problem.model_validate(EVERYTHING)
    problem.save(tmp_path / "problem.json")
    assert json.loads((tmp_path / "problem.json").read_text())["format"] == "planner-problem/1"
    assert planner.load(tmp_path / "problem.json") == problem


def test_rules_come_back_by_their_names() -> None:
    problem = Problem.model_validate(EVERYTHING)
    again = Problem.model_validate_json(problem.model_dump_json())
    assert [type(one) for one in again.rules] == [type(one) for one in problem.rules]
    assert [one["rule"] for one in problem.model_dump()["rules"]] == [one["rule"] for one in EVERYTHING["rules"]]


def test_rules_of_ones_own_are_written_with_their_name() -> None:
    problem = week().with_rules(Own(limit=3))
    (stated,) = problem.model_dump(mode="json")["rules"]
    assert stated == {"rule": "own", "limit": 3}
    with pytest.raises(InputError, match=r"'own' is no known rule"):
        Problem.model_validate(problem.model_dump(mode="json"))
    assert problem.fingerprint != week().fingerprint
    assert planner.solve(problem).status == "optimal"


def test_with_makes_a_checked_copy() -> None:
    problem = week(activities=[visit(only_if="won")], conditions={"won": True})
    changed = problem.with_(conditions={"won": False})
    assert (problem.conditions, changed.conditions) == ({"won": True}, {"won": False})
    assert (planner.solve(problem).bookings != (), planner.solve(changed).bookings) == (True, ())
    assert problem.with_() == problem
    with pytest.raises(InputError, match=r"'won' is no condition"):
        problem.with_(conditions={})
    with pytest.raises(InputError, match=r"'condition' is no known key. Did you mean 'conditions'"):
        problem.with_(condition={})
    with pytest.raises(InputError, match=r"calendar.hours: no weekday has hours"):
        problem.with_(calendar={"hours": {}})


def test_with_rules_adds() -> None:
    problem = week().with_rules(Balance(role="guide")).with_rules(AtMost(count=1), Rest(hours=11))
    assert [one.rule for one in problem.rules] == ["balance", "at_most", "rest"]
    with pytest.raises(InputError, match=r"rules\[0\].role: nobody holds the role 'gide'. Did you mean 'guide'"):
        week().with_rules(Balance(role="gide"))
    standing = [one.rule for one in week().all_rules]
    assert [one.rule for one in problem.all_rules] == [*standing, "at_most", "balance", "rest"]


def shuffled(problem: Problem, seed: int) -> Problem:
    order = random.Random(seed)
    facts = {key: list(getattr(problem, key)) for key in ("staff", "activities", "rules", "sites", "rooms")}
    for some in facts.values():
        order.shuffle(some)
    return problem.with_(**facts)


def busy() -> Problem:
    stated = [visit(f"v{n}", on=f"2020-06-2{2 + n % 3}", needs={"guide": 1, "driver": n % 2 + 1}) for n in range(6)]
    rules = [{"rule": "balance", "role": "guide"}, {"rule": "at_most", "count": 2}, {"rule": "rest", "hours": 11}]
    return week([ANA, BO, DI, {**DI, "id": "el"}], stated, rules=rules)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_facts_means_nothing(seed: int) -> None:
    plan, other = solved(busy()), solved(shuffled(busy(), seed))
    assert plan == other
    assert plan.audit
    assert other.audit
    assert plan.audit.input == other.audit.input
    assert (
        Problem.model_validate(EVERYTHING).fingerprint == shuffled(Problem.model_validate(EVERYTHING), seed).fingerprint
    )


def test_the_hash_tells_facts_apart() -> None:
    prints = {
        one.fingerprint
        for one in (
            week(),
            week(name="Other"),
            week([ANA, BO]),
            week(activities=[visit()]),
            week(activities=[visit(needs=[{"role": "guide", "prefer": ["ana"]}])]),
            week(rules=[{"rule": "rest", "hours": 11}]),
        )
    }
    assert len(prints) == 6
    assert week([ANA]).fingerprint == week([{**ANA, "skills": [], "absences": []}]).fingerprint
    assert len(week().fingerprint) == len("sha256:") + len(hashlib.sha256().hexdigest())


def test_the_audit() -> None:
    audit = solved(busy()).audit
    assert audit
    assert audit.input == busy().fingerprint
    assert audit.planner == "0.1.0"
    assert audit.ortools.startswith("9.")
    assert audit.settings == {"work": 2.0, "seed": 0, "step": 15}
    assert 0 < audit.seconds < 60
    timed = planner.solve(week(), settings=planner.Settings(seconds=5, workers=1, seed=7, step=30))
    assert timed.audit
    assert (timed.audit.seed, timed.audit.settings["workers"], timed.audit.settings["seconds"]) == (7, 1, 5)


def test_plans_travel(tmp_path: Path) -> None:
    plan = planner.solve(week([ANA, BO], [visit(needs={"guide": 3})]), settings=QUICK)
    assert plan.shortages
    assert plan.infeasible_days
    assert Plan.model_validate_json(plan.to_json()) == plan
    assert Plan.model_validate(plan.model_dump()) == plan
    plan.save(tmp_path / "plan.json")
    assert planner.load_plan(tmp_path / "plan.json") == plan
    assert json.loads(plan.to_json())["bookings"][0]["start"].endswith("+02:00")


def test_equality_leaves_seconds_out_only() -> None:
    plan = solved(week(activities=[visit()]))
    assert plan.audit
    slower = plan.model_copy(update={"audit": plan.audit.model_copy(update={"seconds": 99.0})})
    seeded = plan.model_copy(update={"audit": plan.audit.model_copy(update={"seed": 9})})
    assert plan == slower
    assert plan != seeded
    assert plan.model_copy(update={"audit": None}) != plan
    assert plan != "plan"
    with pytest.raises(TypeError, match="unhashable"):
        hash(plan)


def test_bookings_are_found_by_occurrence() -> None:
    plan = solved(week(activities=[visit()]))
    assert plan.booking("visit").title == "visit"
    with pytest.raises(KeyError, match="nobody"):
        plan.booking("nobody")


def test_both_formats_have_a_schema() -> None:
    problem, plan = Problem.model_json_schema(), Plan.model_json_schema()
    assert problem["properties"]["format"]["const"] == "planner-problem/1"
    assert plan["properties"]["format"]["const"] == "planner-plan/1"
    assert "bookings" in plan["required"]
    skills = problem["$defs"]["Staff"]["properties"]["skills"]
    assert {"string"} <= {one.get("type") for one in skills["items"]["anyOf"]}


def test_the_time_line_is_laid_once_and_belongs_to_one_problem_alone() -> None:
    problem, same = busy(), busy()
    assert problem.timeline is problem.timeline
    assert problem == same
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert problem.model_copy(update={"language": "fr"}).timeline.wording is wording_in("fr")
