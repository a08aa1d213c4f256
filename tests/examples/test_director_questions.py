"""What the director asks besides: ways out, illness, hiring, fairs, the absence that breaks the plan, stand-bys."""

from collections.abc import Collection

import pytest

import planner
from examples.test_director import APPOINTMENTS, FOLDER, JUNE, Year, spans, touches
from planner.facts.activities import Activity
from planner.facts.staff import Absence, Staff
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.resettled import Resettled
from planner.solving.worlds.still import Still


@pytest.fixture(scope="module")
def year() -> Year:
    problem = planner.load(FOLDER / "problem.yaml")
    return Year(problem, planner.solve(problem))


def test_the_cheapest_ways_out_work(year: Year) -> None:
    """Each is applied to the facts, which are planned anew: nothing of the trouble is left."""
    diagnosis = planner.diagnose(year.problem, year.plan)
    assert [one.activities for one in diagnosis.infeasible_days] == [JUNE, ("graless",)]
    for trouble in diagnosis.infeasible_days:
        assert len(trouble.repairs) >= 3
        assert [one.cost for one in trouble.repairs] == sorted(one.cost for one in trouble.repairs)
        best = trouble.repairs[0]
        mended = planner.solve(best.apply(year.problem))
        assert best.left == sum(one.missing for one in mended.shortages if one.activity in trouble.activities) == 0
        assert len(mended.infeasible_days) == 1


def test_what_a_count_tells_is_not_tried(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has learnt by June; who is hired takes four days; half an hour a day more is too little."""
    tried: list[Unsettled] = []
    settle = Still.resettled

    def counted(still: Still, asked: Unsettled, whole: Collection[str] = ()) -> Resettled | None:
        tried.append(asked)
        return settle(still, asked, whole)

    monkeypatch.setattr(Still, "resettled", counted)
    june, _ = planner.diagnose(year.problem, year.plan).infeasible_days
    assert {"hire_day", "overtime"} <= {kind for one in june.repairs for kind in one.kinds}
    assert len(tried) <= 14


def held_in_june(plan: planner.Plan) -> int:
    return sum(plan.booking(name).complete for name in JUNE)


def test_an_engineer_ill_on_23_june_costs_nothing_more(year: Year) -> None:
    """Three engineers are left for two files: only the marketers are too few."""
    ill = Absence.model_validate({"from": "2020-06-23", "to": "2020-06-23", "reason": "illness"})
    for who in ("bo", "cy", "emil"):
        staff = tuple(
            one.model_copy(update={"absences": (*one.absences, ill)}) if one.id == who else one
            for one in year.problem.staff
        )
        plan = planner.solve(year.problem.with_(staff=staff))
        assert held_in_june(plan) == 2
        assert all(who not in plan.booking(name).people for name in ("guardia",))
        assert spans(plan) == spans(year.plan)


@pytest.mark.parametrize(("role", "held"), [("engineer", 2), ("marketer", 3)])
def test_one_more_engineer_is_no_help_in_june_and_one_more_marketer_is(year: Year, role: str, held: int) -> None:
    skills = ["client-contact"] if role == "engineer" else []
    new = Staff.model_validate({"id": "new", "name": "Noa Blin", "roles": [role], "skills": skills})
    plan = planner.solve(year.problem.with_(staff=(*year.problem.staff, new)))
    assert held_in_june(plan) == held
    assert (JUNE in spans(plan)) == (held < len(JUNE))


def fair(*days: str) -> dict[str, object]:
    needs = {"marketer": 1, "engineer": 1}
    return {"kind": "fair", "id": "again", "name": "CSI again", "on": list(days), "needs": needs}


def test_a_fair_of_two_days_in_the_second_half_of_june_costs_a_file(year: Year) -> None:
    """Ana is the only marketer there: of the three days before Yurt that she works, one is left."""
    facts = {name: fact for name, fact in fair().items() if name != "on"}
    again = Activity.model_validate({**facts, "from": "2020-06-17", "to": "2020-06-18", "priority": "critical"})
    plan = planner.solve(year.problem.with_(activities=(*year.problem.activities, again)))
    assert plan.booking("again").complete
    assert "ana" in plan.booking("again").people
    assert (held_in_june(year.plan), held_in_june(plan)) == (2, 1)


def test_fairs_are_offered_on_the_dates_that_cost_no_appointment(year: Year) -> None:
    candidates = ("2020-03-09", "2020-06-18", "2020-06-22", "2020-06-24", "2020-09-15", "2020-10-15")
    offered = planner.offer(year.problem, year.plan, fair(*candidates), count=len(candidates))
    days = {str(one.start.date()) for one in offered.slots}
    free = set()
    for day in candidates:
        activity = Activity.model_validate({**fair(day), "priority": "critical"})
        plan = planner.solve(year.problem.with_(activities=(*year.problem.activities, activity)))
        others = [one.complete for one in plan.bookings if one.kind == "appointment"]
        if plan.booking("again").complete and sum(others) == len(APPOINTMENTS) - 2:
            free.add(day)
    assert {"2020-09-15", "2020-10-15"} <= days <= free < set(candidates)
    assert "2020-06-24" not in days  # no marketer is there


def test_which_single_absence_breaks_the_plan(year: Year) -> None:
    """Of all who are at an appointment: only the one marketer of June has nobody to step in."""
    breaking = set()
    for booking in year.plan.bookings:
        if booking.kind == "appointment" and booking.complete and booking.start:
            day = str(booking.start.date())
            for who in booking.people:
                absence = {"staff": who, "from": day, "to": day, "reason": "illness"}
                if not planner.approve(year.problem, year.plan, absence).granted:
                    breaking.add((who, booking.activity))
    assert breaking == {("ana", name) for name in JUNE if year.plan.booking(name).complete}


def test_somebody_stands_by_for_each_meeting_where_another_is_there(year: Year) -> None:
    def asked(activity: Activity) -> Activity:
        settled = year.problem.settled(activity)
        needs = tuple(one.model_copy(update={"standby": 1}) for one in settled.needs or ())
        return settled.model_copy(update={"needs": needs}) if activity.kind == "appointment" else activity

    plan = planner.solve(year.problem.with_(activities=tuple(map(asked, year.problem.activities))))
    staff = {one.id: one for one in year.problem.staff}
    for name in set(APPOINTMENTS) - {"graless"}:
        booking = plan.booking(name)
        assert booking.start
        assert booking.end
        day = booking.start.date()
        for need in booking.needs:
            for who in need.standby:
                assert need.role in staff[who].roles
                assert who not in booking.people
                assert not [one for one in staff[who].absences if not one.every and touches(one, day)]
        if day.month != 6:
            assert all(len(need.standby) == 1 for need in booking.needs)
        elif booking.complete:
            assert {need.role: len(need.standby) for need in booking.needs} == {"marketer": 0, "engineer": 1}
