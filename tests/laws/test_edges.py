"""Two edges a rule and more, made by hand: what just keeps it, what just breaks it, and the sentence about it."""

import datetime as dt
from typing import Any

import pytest

from laws.decisions import placed, plan_of
from laws.edges import PARIS, Edge, Told, at, decided, judged, problem_of, visit
from laws.load_edges import LOAD_EDGES
from laws.oracle import Oracle
from laws.places_edges import PLACES_EDGES
from laws.profiles import PROFILES
from laws.standing_edges import STANDING_EDGES, called, morning_off, parallel
from laws.stated_edges import STATED_EDGES
from planner.checking import judge
from planner.plan.booking import Work

EDGES = STANDING_EDGES + PLACES_EDGES + STATED_EDGES + LOAD_EDGES
edges = pytest.mark.parametrize(
    "edge", [pytest.param(edge, id=f"{n} {edge.rule}: {edge.sentence}") for n, edge in enumerate(EDGES)]
)
MINUTE = dt.timedelta(minutes=1)


def test_every_rule_has_edges() -> None:
    assert {edge.rule for edge in EDGES} == set(PROFILES)


@edges
def test_just_kept(edge: Edge) -> None:
    verdict, answered = judged(edge.kept)
    assert verdict.clean
    assert answered is not None
    assert verdict.goals == answered.goals
    assert judge(problem_of(edge.kept), answered.plan).clean
    assert not [one for one in verdict.costs if one.rule == edge.rule]


@edges
def test_just_broken(edge: Edge) -> None:
    verdict, answered = judged(edge.broken)
    if edge.cost is None:
        assert [(one.rule, one.text) for one in verdict.violations] == [(edge.rule, edge.sentence)]
        assert answered is None
    else:
        costs = [one for one in verdict.costs if one.rule == edge.rule]
        assert verdict.clean
        assert edge.sentence in [one.text for one in costs]
        assert round(sum(one.amount for one in costs), 2) == edge.cost
        assert answered is not None
        assert verdict.goals == answered.goals


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (parallel("23 10:59"), "attends something else at that time"),
        (called("10:59"), "away on Tue 23 June from 10:59 to 12:00"),
        (morning_off("23 11:00", "bo"), "away on Tue 23 June from 09:00 to 12:00"),
    ],
)
def test_who_is_away_is_recorded_with_the_reason(told: Told, text: str) -> None:
    _, answered = judged(told)
    assert answered is not None
    missed = [one for booking in answered.plan.bookings for one in booking.away]
    assert [(one.staff, one.text) for one in missed] == [("ana", text)]


def edited(told: Told, **changes: Any) -> list[tuple[str, str]]:
    """What the checker says of a plan after somebody edited its one booking."""
    problem, decisions = problem_of(told), decided(told.held)
    oracle = Oracle(problem)
    plan = plan_of(oracle, decisions, placed(oracle, decisions))
    booking = plan.bookings[0]
    new = {key: change(getattr(booking, key)) if callable(change) else change for key, change in changes.items()}
    verdict = judge(problem, plan.model_copy(update={"held": (booking.model_copy(update=new),)}))
    return [(one.rule, one.text) for one in verdict.violations]


def test_an_end_that_was_edited_is_found() -> None:
    told = Told([visit()], at("23 10:00", "ana"))
    assert edited(told) == []
    found = edited(told, end=lambda end: end + MINUTE)
    assert found == [("own_time", "Visit ends at 11:01 instead of 11:00")]
    assert edited(told, start=None, end=None)[0] == ("own_time", "Visit has no time, though there is one")


def test_a_claim_that_was_edited_is_found() -> None:
    told = Told([visit()], at("23 10:00", "ana"))
    assert ("staffing", "Visit is complete, and not called so") in edited(told, complete=False)
    none = Told([visit()], at("23 10:00"))
    assert ("staffing", "Visit is called complete, and is not") in edited(none, complete=True)


def test_a_whole_day_that_was_moved_is_found() -> None:
    told = Told([visit(kind="fair", **{"from": "2020-06-23", "to": "2020-06-23"})], at("23 09:00", "ana"))
    found = edited(told, start=lambda start: start + MINUTE)
    assert found == [("own_time", "Visit starts at 09:01, the day opens otherwise")]


def test_work_that_was_moved_is_found() -> None:
    """An hour of preparation on Monday afternoon, moved into the visit, past the day's end, or onto itself."""
    told = Told([visit(on="2020-06-23", preparation={"minutes": 60, "within": 1})], at("23 10:00", "ana"))

    def moved(days: int, hours: int) -> list[tuple[str, str]]:
        shift = dt.timedelta(days=days, hours=hours)
        return edited(told, work=lambda work: [one.model_copy(update=shifted(one, shift)) for one in work])

    def shifted(one: Work, shift: dt.timedelta) -> dict[str, dt.datetime]:
        first = one.start.astimezone(PARIS).replace(hour=9, minute=0)
        return {"start": first + shift, "end": first + shift + dt.timedelta(hours=1)}

    assert moved(0, 0) == []
    during = "Ana Lopes is to do preparation for Visit on Tue 23 June at 10:00, at another booking"
    assert moved(1, 1) == [("work_time", during)]
    late = "outside the working days or hours for it"
    assert moved(0, 10) == [("work_time", f"Ana Lopes is to do preparation for Visit on Mon 22 June at 19:00, {late}")]
    both = edited(told, work=lambda work: [*work, *work])
    assert ("work_time", "Ana Lopes has 120 minutes of preparation for Visit instead of 60") in both
    assert any("on Visit and on something else" in text for _, text in both)
