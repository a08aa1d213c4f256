"""A problem made for an audience holds the reasons that they may read, and is the same in all else."""

import json
import pickle

import pytest

import planner
from planner import InputError, Problem
from planner.facts.staff import Audience
from planner.plan.booking import Booking
from planning.confidential import (
    AUDIENCES,
    PEOPLE,
    READABLE,
    REASONS,
    SETTINGS,
    confidential,
    confidential_facts,
    reasons_in,
)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_only_reasons_change(audience: Audience) -> None:
    whole, told = confidential().model_dump(mode="json"), confidential().for_(audience).model_dump(mode="json")
    assert reasons_in(json.dumps(told)) == READABLE[audience]
    for problem in (whole, told):
        for one in problem["staff"]:
            for absence in one["absences"]:
                del absence["reason"]
    assert told == whole


def test_who_may_read_everything_reads_the_problem_as_it_is() -> None:
    problem = confidential()
    assert problem.for_("hr") == problem
    assert not problem.keeps_back
    assert problem.for_("lead").keeps_back


def test_what_is_left_out_stays_out() -> None:
    problem = confidential()
    assert problem.for_("all").for_("hr") == problem.for_("lead").for_("all") == problem.for_("all")
    assert problem.for_("all").with_(language="fr") == problem.with_(language="fr").for_("all")


def test_what_is_added_to_a_copy_is_for_its_readers_too() -> None:
    """A copy stays one for the same readers, whatever of it is changed, and even if it has nothing to leave out."""
    plain = confidential(staff=[{"id": "ana", "roles": ["marketer"]}, {"id": "bo"}, {"id": "cy"}])
    for audience in AUDIENCES:
        copy = plain.for_(audience)
        assert copy.audience == audience
        told = copy.with_(staff=confidential_facts()["staff"])
        assert reasons_in(told.model_dump_json()) == READABLE[audience]
        assert told.audience == copy.with_rules().audience == audience
        assert pickle.loads(pickle.dumps(copy)).audience == audience
    assert plain.for_("all").for_("hr").audience == "all"


@pytest.mark.parametrize("turn", range(3))
def test_an_absence_that_is_asked_for_is_told_as_all_others(turn: int) -> None:
    reason = [*REASONS][turn]
    plain = confidential(staff=[{"id": who, "roles": [role]} for who, role in PEOPLE])
    plan = planner.solve(plain, settings=SETTINGS)
    asked = {"staff": "bo", "from": "2020-06-25", "to": "2020-06-25", "reason": reason, "seen_by": REASONS[reason]}
    for audience in AUDIENCES:
        found = planner.approve(plain.for_(audience), plan, asked, settings=SETTINGS)
        assert found.breaks == ("needed",)
        assert reasons_in(found.model_dump_json()) == {reason} & READABLE[audience]


def test_nobody_is_called_back_from_what_is_kept_back() -> None:
    problem = confidential(1)
    plan = planner.solve(problem, settings=SETTINGS)
    for audience, recalled in zip(AUDIENCES, [0, 1, 2], strict=True):
        found = planner.diagnose(problem.for_(audience), plan, settings=SETTINGS)
        kinds = [kind for days in found.infeasible_days for one in days.repairs for kind in one.kinds]
        assert kinds.count("recall") == recalled
        assert reasons_in(found.model_dump_json()) <= READABLE[audience]


def test_the_fingerprint_is_of_the_facts_and_lets_nobody_guess_a_reason() -> None:
    problem = confidential()
    facts = confidential_facts()
    assert {problem.for_(one).fingerprint for one in AUDIENCES} == {problem.fingerprint}
    for person, reason in zip(facts["staff"], REASONS, strict=True):
        (absence,) = person["absences"]
        absence["reason"] = "surgery"
        same = Problem.model_validate(facts).fingerprint == problem.fingerprint
        assert same == (reason != "sailing")
        absence["reason"] = reason


def test_an_audience_that_there_is_not() -> None:
    with pytest.raises(InputError, match=r"audience: 'leads' is no audience. Did you mean 'lead'\?"):
        confidential().for_("leads")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("turn", range(3))
def test_the_plan_is_the_same_and_tells_what_they_may_read(turn: int, language: str) -> None:
    problem = confidential(turn, language=language)
    whole = planner.solve(problem, settings=SETTINGS)
    assert reasons_in(whole.to_json()) == set(REASONS)
    for audience in AUDIENCES:
        told = planner.solve(problem.for_(audience), settings=SETTINGS)
        assert list(map(_held, told.bookings)) == list(map(_held, whole.bookings))
        assert (told.status, told.goals) == (whole.status, whole.goals)
        assert told.audit is not None
        assert told.audit.input == problem.fingerprint
        assert reasons_in(told.to_json()) == READABLE[audience]
        assert {"en": "away from", "fr": "absence du"}[language] in told.to_json() or audience == "hr"


def _held(booking: Booking) -> Booking:
    """Give a booking with who misses it, and not why."""
    away = tuple(one.model_copy(update={"text": ""}) for one in booking.away)
    return booking.model_copy(update={"away": away})
