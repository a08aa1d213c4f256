"""`planner check`: a plan that somebody edited is judged, and what is wrong with it is named."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from solving.searches import clash, long_search

import planner
from cli.commands import YEAR, Said, Write, real, run

Edit = Callable[[dict[str, Any]], Any]


@pytest.fixture
def edited(year_plan: Path, tmp_path: Path) -> Callable[[Edit], Said]:
    """Check the director's plan after somebody edited it."""

    def judged(edit: Edit) -> Said:
        plan = json.loads(year_plan.read_text())
        edit(plan)
        (tmp_path / "edited.json").write_text(json.dumps(plan))
        return run("check", YEAR, tmp_path / "edited.json")

    return judged


def booking(plan: dict[str, Any], activity: str) -> dict[str, Any]:
    """Find a booking by its activity."""
    return next(one for one in plan["bookings"] if one["activity"] == activity)


def swapped(plan: dict[str, Any], activity: str, role: str, person: str) -> None:
    """Send somebody else."""
    held = booking(plan, activity)
    need = next(one for one in held["needs"] if one["role"] == role)
    for work in held["work"]:
        if work["staff"] in need["staff"]:
            work["staff"] = person
    held["staff"][role] = need["staff"] = [person]


def moved(plan: dict[str, Any], activity: str, day: str) -> None:
    """Hold it on another day."""
    held = booking(plan, activity)
    for end in ("start", "end"):
        held[end] = day + held[end][10:]


def missing(plan: dict[str, Any]) -> None:
    """Say that a need is open which is filled."""
    booking(plan, "ack")["needs"][0]["missing"] = 1


def half_started(plan: dict[str, Any]) -> None:
    """Take an end away."""
    booking(plan, "ack")["end"] = None


def by_role(plan: dict[str, Any]) -> None:
    """Change who goes in one of two places."""
    booking(plan, "ack")["staff"]["engineer"] = ["bo"]


def other_goal(plan: dict[str, Any]) -> None:
    """Claim more than is reached."""
    plan["goals"][0]["value"] = plan["goals"][0]["bound"] = 9


def test_our_own_plan_is_clean(year_plan: Path) -> None:
    said = run("check", YEAR, year_plan)
    assert said.code == 0
    assert "Nothing is broken." in said.out
    assert "Guardia lacks 1 person  [heads open, high: 1]" in said.out
    assert "value staffed, high: 8" in said.out
    assert "Note" not in said.out


def test_json(year_plan: Path) -> None:
    said = run("check", YEAR, year_plan, "--json")
    assert said.code == 0
    verdict = planner.Verdict.model_validate(said.data)
    assert verdict.clean
    assert verdict.goals["value staffed, high"] == 8


def test_violations_in_json(year_plan: Path, tmp_path: Path) -> None:
    plan = json.loads(year_plan.read_text())
    by_role(plan)
    (tmp_path / "edited.json").write_text(json.dumps(plan))
    said = run("check", YEAR, tmp_path / "edited.json", "--json")
    assert said.code == 1
    (violation,) = said.data["violations"]
    assert (violation["rule"], violation["subject"]) == ("form", "ack")


WRONG: dict[str, tuple[Edit, list[str]]] = {
    "somebody on leave": (lambda plan: swapped(plan, "nutriflux", "marketer", "lena"), ["Lena Roth", "Nutriflux"]),
    "another role": (lambda plan: swapped(plan, "nutriflux", "marketer", "bo"), ["Bo Diaz", "Nutriflux", "marketer"]),
    "nobody": (lambda plan: swapped(plan, "nutriflux", "marketer", "zoe"), ["Nutriflux names 'zoe', who is no person"]),
    "the next day": (lambda plan: moved(plan, "klodax", "2020-01-29"), ["Groupe Klodax", "29 January"]),
    "long ago": (lambda plan: moved(plan, "klodax", "1999-01-29"), ["Groupe Klodax", "29 January"]),
    "past the horizon": (lambda plan: moved(plan, "mapom", "2021-02-11"), ["Assurance Mapom", "11 February"]),
    "deleted": (lambda plan: plan["bookings"].remove(booking(plan, "ack")), ["Ack is missing from the plan"]),
    "twice": (lambda plan: plan["bookings"].append(booking(plan, "ack")), ["Ack is in the plan 2 times"]),
    "renamed": (lambda plan: booking(plan, "ack").update(occurrence="ack2"), ["Ack is missing", "'ack2' is no occ"]),
    "complete and not said": (lambda plan: booking(plan, "ack").update(complete=False), ["Ack"]),
    "said to be complete": (lambda plan: booking(plan, "guardia").update(complete=True), ["Guardia"]),
    "no work": (lambda plan: booking(plan, "ack").update(work=[]), ["Ack", "preparation"]),
    "no needs": (lambda plan: booking(plan, "ack").update(needs=[]), ["Ack lists other needs", "marketer, engineer"]),
    "two stories": (by_role, ["Ack says one thing under staff and another under needs"]),
    "called missing": (missing, ["Ack calls 1 marketer missing of 1, and has 1"]),
    "no end": (half_started, ["Ack has a start or an end, and not both"]),
    "goals": (other_goal, ["value staffed, high is said to be 9, and is 8"]),
    "shortages": (lambda plan: plan.update(shortages=[]), ["Guardia", "shortages"]),
}


@pytest.mark.parametrize(("edit", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(edited: Callable[[Edit], Said], edit: Edit, told: list[str]) -> None:
    said = edited(edit)
    assert said.code == 1
    assert "broken:" in said.out
    assert "Nothing is broken" not in said.out
    for one in told:
        assert one in said.out


def test_how_many_are_wrong(edited: Callable[[Edit], Said]) -> None:
    assert "1 thing is broken:" in edited(by_role).out

    def both(plan: dict[str, Any]) -> None:
        by_role(plan)
        booking(plan, "cehis")["end"] = None

    assert "2 things are broken:" in edited(both).out


UNFIT: dict[str, tuple[Edit, str]] = {
    "no bookings": (lambda plan: plan.update(bookings=None), '"The director\'s year 2020" has no bookings'),
    "31 February": (lambda plan: booking(plan, "ack").update(start="2020-02-31T10:00:00+01:00"), "bookings[4].start"),
    "the first year": (lambda plan: booking(plan, "ack").update(start="0001-01-01T10:00:00+01:00"), "past the days"),
    "the last year": (lambda plan: booking(plan, "ack").update(start="9999-12-31T10:00:00+01:00"), "past the days"),
    "no time": (lambda plan: booking(plan, "ack").update(start="tomorrow"), "'tomorrow'"),
    "a key less": (lambda plan: booking(plan, "ack").pop("complete"), "bookings[4]: 'complete' is missing"),
    "a key more": (lambda plan: plan.update(bokings=1), "Did you mean 'bookings'?"),
    "no such status": (lambda plan: plan.update(status="perfect"), "status"),
    "a later format": (lambda plan: plan.update(format="planner-plan/9"), "This version reads 'planner-plan/1'."),
    "a problem": (lambda plan: plan.update(format="planner-problem/1"), "This version reads 'planner-plan/1'."),
}


@pytest.mark.parametrize(("edit", "told"), UNFIT.values(), ids=UNFIT)
def test_a_plan_that_cannot_be_judged(edited: Callable[[Edit], Said], edit: Edit, told: str) -> None:
    said = edited(edit)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""


def test_an_impossible_problems_plan(write: Write, tmp_path: Path) -> None:
    file = write(**clash())
    assert run("solve", file, "-o", tmp_path / "plan.json").code == 4
    said = run("check", file, tmp_path / "plan.json")
    assert said.code == 2
    assert "'A week in June' has no bookings, it is impossible: " in said.err


def test_a_stopped_problems_plan(tmp_path: Path) -> None:
    long_search().save(tmp_path / "long.json")
    assert run("solve", tmp_path / "long.json", "--work", "0.0001", "-o", tmp_path / "plan.json").code == 3
    said = run("check", tmp_path / "long.json", tmp_path / "plan.json", "--json")
    assert said.code == 2
    assert said.data["error"] == "NoPlanError"
    assert "it is stopped" in said.data["message"]


def test_a_plan_of_another_problem(write: Write, year_plan: Path) -> None:
    said = run("check", write(), year_plan)
    assert said.code == 1
    assert "the plan is made for the problem \"The director's year 2020\", not for 'A week in June'" in said.out
    assert "'yurt' is no occurrence of the problem" in said.out


def test_facts_that_changed_since(write: Write, tmp_path: Path) -> None:
    assert run("solve", write(), "-o", tmp_path / "plan.json").code == 0
    activities = [{"kind": "appointment", "id": "guardia", "client": "Guardia", "on": "2020-06-23", "value": 2}]
    said = run("check", write(activities=activities), tmp_path / "plan.json")
    assert said.code == 1
    assert "the facts have changed since the plan was made" in said.out


def test_a_condition_settled_otherwise(year_plan: Path) -> None:
    said = run("check", YEAR, year_plan, "--set", "contract_won=false")
    assert said.code == 1
    assert "'seminar@2020-07-28' is no occurrence of the problem" in said.out


def test_a_plan_without_a_record_of_itself(edited: Callable[[Edit], Said]) -> None:
    said = edited(lambda plan: plan.pop("audit"))
    assert said.code == 0


def test_a_plan_with_nothing_in_it(write: Write, tmp_path: Path) -> None:
    assert run("solve", write(activities=[]), "-o", tmp_path / "plan.json").code == 0
    said = run("check", write(activities=[]), tmp_path / "plan.json")
    assert said.code == 0
    assert "Nothing is broken." in said.out


def test_as_a_process(year_plan: Path) -> None:
    said = real("check", YEAR, year_plan)
    assert (said.code, said.err) == (0, "")
    said = real("check", YEAR, YEAR)
    assert said.code == 2
    assert "This version reads 'planner-plan/1'." in said.err


ODD: list[Any] = [
    None,
    "",
    0,
    -1,
    10**30,
    True,
    "bo",
    "zoe",
    [],
    {},
    ["ana", "ana"],
    "2020-06-23",
    "1999-01-01T10:00:00+01:00",
]


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Find every place in some JSON."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_is_judged_or_refused(year_plan: Path, seed: int) -> None:
    chance, problem = random.Random(seed), planner.load(YEAR)
    ends: set[bool | None] = set()
    for _ in range(250):
        plan = json.loads(year_plan.read_text())
        for place in chance.sample(list(places(plan)), chance.randint(1, 3)):
            with suppress(KeyError, IndexError, TypeError):  # it went with another
                within = reduce(lambda part, key: part[key], place[:-1], plan)
                within[place[-1]] = chance.choice(ODD)
        try:
            ends.add(planner.check(problem, planner.Plan.model_validate(plan)).clean)
        except (ValidationError, planner.PlannerError):
            ends.add(None)
    assert ends >= {False, None}
