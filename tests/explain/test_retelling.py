"""A plan told anew is the plan that would have been made from those facts; nothing else of it is taken over."""

from random import Random

import pytest
from planning.confidential import AUDIENCES, READABLE, SETTINGS, confidential, reasons_in

import planner
from explain import troubled
from planner import Plan, Problem
from planner.explain.retelling import retold, retold_diagnosis
from planner.plan.plan import Status
from planner.report.discretion import discreet

SECRETS = ["sailing", "mediation", "chemotherapy"]


def _troubled(seed: int) -> Problem:
    """Draw a troubled fortnight in which every absence has a reason, and readers."""
    rng, draw = Random(seed), troubled.Draw(Random(f"away {seed}"))
    for trouble in (troubled.absence, troubled.TROUBLES[seed % len(troubled.TROUBLES)]):
        trouble(draw)
    for person in draw.staff:
        for absence in person.get("absences", []):
            reason = rng.choice(SECRETS)
            absence |= {"reason": reason, "seen_by": dict(zip(SECRETS, AUDIENCES, strict=True))[reason]}
    return draw.problem().with_(language=rng.choice(["en", "fr"]))


@pytest.mark.parametrize("seed", range(13))
def test_it_is_the_plan_that_these_facts_would_have_made(seed: int) -> None:
    problem = _troubled(seed)
    plan = planner.solve(problem, settings=troubled.SETTINGS)
    for audience in AUDIENCES:
        copy = problem.for_(audience)
        assert retold(copy, plan) == planner.solve(copy, settings=troubled.SETTINGS)


def test_told_anew_from_all_facts_nothing_changes() -> None:
    problem = confidential()
    plan = planner.solve(problem, settings=SETTINGS)
    diagnosis = planner.diagnose(problem, plan, settings=SETTINGS)
    assert retold(problem, plan) == plan
    assert retold_diagnosis(problem, diagnosis) == diagnosis


def _edited(plan: Plan, place: str) -> Plan:
    """Give the plan after somebody spoilt it."""
    first, *rest = plan.bookings
    moved = first.start and first.start.replace(day=9)
    spoilt = {
        "an unknown activity": first.model_copy(update={"activity": "x", "occurrence": "x"}),
        "another day": first.model_copy(update={"start": moved, "end": moved}),
        "somebody unknown": first.model_copy(update={"attendees": ("zed",)}),
    }
    return plan.model_copy(update={"held": (spoilt[place], *rest)})


@pytest.mark.parametrize("place", ["an unknown activity", "another day", "somebody unknown"])
@pytest.mark.parametrize("audience", AUDIENCES[:2])
def test_what_cannot_be_told_anew_is_left_out(audience: planner.facts.staff.Audience, place: str) -> None:
    problem = confidential()
    plan = _edited(planner.solve(problem, settings=SETTINGS), place)
    told = retold(problem.for_(audience), plan)
    assert reasons_in(told.to_json()) <= READABLE[audience]
    assert [one.occurrence for one in told.bookings] == [one.occurrence for one in plan.bookings]
    assert not any(one.reasons for one in told.shortages)


def test_proofs_and_ways_out_of_another_problem_are_left_out() -> None:
    problem = confidential()
    plan = planner.solve(problem, settings=SETTINGS)
    diagnosis = planner.diagnose(problem, plan, settings=SETTINGS)
    other = confidential(activities=[]).for_("all")
    for days in (*retold(other, plan).infeasible_days, *retold_diagnosis(other, diagnosis).infeasible_days):
        assert days.certificate is None
        assert not days.repairs
    present = [one.model_copy(update={"absences": ()}) for one in problem.staff]
    told = retold_diagnosis(problem.with_(staff=present), diagnosis)
    assert not reasons_in(told.model_dump_json())
    assert not any("recall" in repair.kinds for days in told.infeasible_days for repair in days.repairs)


def test_without_bookings_there_is_little_to_tell() -> None:
    problem = confidential()
    notices = planner.solve(problem, settings=SETTINGS).notices
    stopped = Plan(problem="x", status=Status.STOPPED, held=None, notices=notices)
    told = retold(problem.for_("lead"), stopped)
    assert told.held is None
    assert reasons_in(told.to_json()) == READABLE["lead"]


@pytest.mark.parametrize("seed", range(13))
def test_a_plan_is_told_in_the_language_of_the_problem_beside_it(seed: int) -> None:
    """It is the plan that would have been made in that language."""
    english = _troubled(seed).with_(language="en")
    plan = planner.solve(english, settings=troubled.SETTINGS)
    french = english.with_(language="fr")
    assert plan.language == "en"
    told, made = (discreet(french, plan), planner.solve(french, settings=troubled.SETTINGS))
    assert told.model_copy(update={"audit": None}) == made.model_copy(update={"audit": None})
    assert discreet(english, plan) is plan
    assert discreet(french, plan.model_copy(update={"language": None})).shortages == plan.shortages


def test_what_does_not_fit_stays_in_its_own_language() -> None:
    problem = confidential()
    plan = _edited(planner.solve(problem, settings=SETTINGS), "somebody unknown")
    told = discreet(problem.with_(language="fr"), plan)
    assert [one.reasons for one in told.shortages] == [one.reasons for one in plan.shortages]
    assert reasons_in(told.to_json()) == reasons_in(plan.to_json())
