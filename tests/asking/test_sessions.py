"""A training is held once more, for whoever is needed elsewhere when it is held."""

from __future__ import annotations

from planning.small import ANA, BO, visit, week

import planner
from asking.builders import COURSE, LAW, TUESDAY, WEDNESDAY, Facts, planned
from planner.plan.repair import Repair
from planner.problem import Problem

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


def test_none_where_a_trainer_is_needed_too() -> None:
    lesson = {**LESSON, "needs": {"driver": 1}}
    driver = {"id": "di", "roles": ["driver"]}
    problem = week([LAWYER, BO, driver], [lesson, visit(at=f"{TUESDAY} 10:00", duration="1h", **LAW)])
    assert "session" not in repairs(problem)
