"""A training is held once more, for whoever is needed elsewhere when it is held."""

from __future__ import annotations

from collections.abc import Sequence

from planning.small import ANA, BO, visit, week

import planner
from asking.builders import COURSE, LAW, TUESDAY, WEDNESDAY, Facts, away, planned
from planner.checking import names_of
from planner.explain.ways.sessions import Sessions
from planner.plan.booking import Booking
from planner.plan.repair import Repair
from planner.problem import Problem
from planner.solving.worlds.held import Held

LAWYER: Facts = {**ANA, "skills": ["law"]}
LESSON: Facts = {**COURSE, "attendees": {"roles": ["guide"]}}


def repairs(problem: Problem) -> dict[str, Repair]:
    diagnosis = planner.diagnose(*planned(problem))
    return {"+".join(one.kinds): one for days in diagnosis.infeasible_days for one in days.repairs}


def test_another_session_for_whoever_is_needed_elsewhere() -> None:
    problem = week([LAWYER, BO], [LESSON, visit(at=f"{TUESDAY} 10:00", duration="1h", **LAW)])
    session = repairs(problem)["session"]
    assert (session.text, session.cost, session.left_in_all) == ("hold Course once more on Wed 24 June, for Ana", 7, 0)
    assert session.touches[:1] == ("ana",)
    assert "bo" not in session.touches
    _, plan = planned(session.apply(problem))
    assert all(one.complete for one in plan.bookings)


def test_one_more_where_there_are_sessions_already() -> None:
    dates = [{"at": f"{TUESDAY} 10:00"}, {"at": "2020-06-24 10:00"}]
    lesson = {**{key: one for key, one in LESSON.items() if key != "at"}, "sessions": dates}
    visits = [visit(f"on-{day}", at=f"{day} 10:00", duration="1h", **LAW) for day in (TUESDAY, WEDNESDAY)]
    session = repairs(week([LAWYER, BO], [lesson, *visits]))["session"]
    assert session.left_in_all == 0
    (change,) = session.changes
    assert change.facts is not None
    *known, new = change.facts["sessions"]
    told = {"2020-06-22 10:00": "Mon 22 June", "2020-06-25 10:00": "Thu 25 June"}  # both are next to a session
    assert known == dates
    assert session.text == f"hold Course once more on {told[new['at']]}, for Ana"


def test_another_session_for_whoever_learns_too_late() -> None:
    teaches: Facts = {**LESSON, "grants": ["law"]}
    visits = [visit(name, at=f"{TUESDAY} 15:00", **LAW) for name in "ab"]
    assert "session" not in repairs(week([ANA, away(BO)], [teaches, *visits]))  # Bo is away at the visits, too
    session = repairs(week([ANA, away(BO, half="morning")], [teaches, *visits]))["session"]
    assert (session.text, session.left_in_all) == ("hold Course once more on Mon 22 June, for Bo", 0)


def test_none_where_everybody_has_learnt_in_time() -> None:
    teaches: Facts = {**LESSON, "at": "2020-05-04 10:00", "grants": ["law"]}
    visits = [visit(name, at=f"{TUESDAY} 15:00", **LAW) for name in "abc"]
    problem, plan = planned(week([ANA, BO], [teaches, *visits], horizon={"from": "2020-05-04", "to": "2020-06-26"}))
    (days,) = planner.diagnose(problem, plan).infeasible_days
    proof = days.certificate
    assert proof is not None

    def proposed(bookings: Sequence[Booking]) -> set[str]:
        way = Sessions(Held(problem.timeline, bookings), names_of(problem), {})
        return {one.scale for one in way.of(proof)}

    assert not proposed(plan.bookings)
    without_bo = {"attendees": ("ana",)}
    missed = [one.model_copy(update=without_bo) if one.activity == "course" else one for one in plan.bookings]
    assert proposed(missed) == {"session course"}


def test_none_where_a_trainer_is_needed_too() -> None:
    lesson = {**LESSON, "needs": {"driver": 1}}
    driver = {"id": "di", "roles": ["driver"]}
    problem = week([LAWYER, BO, driver], [lesson, visit(at=f"{TUESDAY} 10:00", duration="1h", **LAW)])
    assert "session" not in repairs(problem)
