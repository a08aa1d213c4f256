"""The public calls that ask about a problem and its plan: what is wrong, and what would help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from planner.ask.approving import approved
from planner.ask.offering import Offering
from planner.ask.sizing import Sizing, all_asked
from planner.ask.wish import Wish
from planner.ask.wishing import Wishing
from planner.errors import Fault, InputError, did_you_mean
from planner.explain.diagnosis import diagnosed
from planner.facts.faults import faults_of
from planner.facts.staff import AbsenceRequest
from planner.plan.answers import Answer, Approval, Capacity, Offers
from planner.plan.diagnosis import Diagnosis
from planner.plan.plan import Plan
from planner.plan.repair import Change
from planner.planning import outline, solve
from planner.problem import Problem
from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.settings import Settings

FOR_THE_PLAN = 0.6  # of the time or work, where a plan must be made first


def diagnose(problem: Problem, plan: Plan | None = None, *, settings: Settings | None = None) -> Diagnosis:
    """Find the days that cannot be kept, prove it, and try what would help.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        The plan whose shortages are looked into; the best one if not given, for an early warning on raw facts.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Returns
    -------
    Diagnosis
        Each trouble once, with a certificate that was proved again by code of its own, and at most five ways out,
        each solved again with the rest of the plan held still.

    Raises
    ------
    NoPlanError
        If there is no plan to look into: what is required cannot hold together, or time ran out.

    Examples
    --------
    >>> import planner
    >>> diagnosis = planner.diagnose(planner.load("examples/director-2020/problem.yaml"))
    >>> for days in diagnosis.infeasible_days:
    ...     print(days.certificate.kind, *days.activities, "-", days.repairs[0].text)
    minutes yurt guardia nutriflux - begin the preparation of Yurt 1 day earlier
    nobody graless - ask the client to move Graless to Fri 18 December
    """
    settings = settings or Settings()
    timeline = problem.timeline
    budget = Budget(settings)
    if plan is None:
        plan = outline(problem, settings=_part_of(settings))
    _ = plan.bookings  # a plan without any says why
    with heeding_interrupts(budget.interrupt):
        return diagnosed(problem, plan, timeline, settings, budget)


def approve(
    problem: Problem, plan: Plan, absence: AbsenceRequest | Mapping[str, Any], *, settings: Settings | None = None
) -> Approval:
    """Find out what granting an absence would do, before it is granted.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        The plan as it stands.
    absence
        Who asks for what, as the problem format writes an absence: ``{"staff": "bo", "from": ..., "to": ...}``.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Raises
    ------
    InputError
        If the absence makes no sense, or nobody has that id.
    NoPlanError
        If the plan has no bookings.

    Examples
    --------
    >>> import planner
    >>> problem = planner.load("examples/director-2020/problem.yaml")
    >>> plan = planner.solve(problem)
    >>> leave = {"staff": "ana", "from": "2020-10-16", "to": "2020-10-16", "reason": "leave"}
    >>> print(planner.approve(problem, plan, leave).text)
    Ana Lopes can be away then, with a change to Safreti (Cléo Martin instead of Ana Lopes)
    """
    settings = settings or Settings()
    asked = absence if isinstance(absence, AbsenceRequest) else _request(absence)
    _insist_on_known(problem, "staff", [asked.staff])
    place, who = next((i, one) for i, one in enumerate(problem.staff) if one.id == asked.staff)
    with _told_of("absence", "staff", place, "absences", len(who.absences)):
        return approved(problem, plan, asked, settings, Budget(settings))


def why_not(
    problem: Problem,
    plan: Plan,
    activity: str,
    *,
    staff: str | Sequence[str] = (),
    at: dt.date | dt.datetime | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Say why somebody is not at an activity, or not on that day: the facts, or what it would cost.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        The plan as it stands.
    activity
        The id of an activity, or of an occurrence (``monday@2020-01-06``).
    staff
        The person, or the people, who should be there.
    at
        The day, or the local time, at which it should be.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Raises
    ------
    InputError
        If an id is unknown.
    NoPlanError
        If the plan has no bookings.

    Examples
    --------
    >>> import planner
    >>> problem = planner.load("examples/director-2020/problem.yaml")
    >>> plan = planner.solve(problem)
    >>> print(planner.why_not(problem, plan, "guardia", staff="cleo").text)
    Not possible: Cléo Martin: leave from 8 to 26 June
    """
    settings = settings or Settings()
    timeline = problem.timeline
    people = (staff,) if isinstance(staff, str) else tuple(staff)
    _insist_on_known(problem, "staff", people)
    tasks = {task.id: task for task in timeline.occurrences}
    if activity not in tasks:
        dated = [name for name, task in tasks.items() if task.activity.id == activity]
        hint = f"It recurs: name one of its dates, as {dated[0]!r}." if dated else did_you_mean(activity, tasks)
        raise InputError([Fault(("activity",), f"{activity!r} is no occurrence", hint)])
    moment = at if isinstance(at, dt.datetime) else None
    day = at.date() if isinstance(at, dt.datetime) else at
    wish = Wish(tasks[activity], people, day, moment)
    return Wishing(problem, plan, timeline, settings, Budget(settings)).answer(wish)


def offer(
    problem: Problem,
    plan: Plan,
    activity: Mapping[str, Any],
    *,
    count: int = 3,
    settings: Settings | None = None,
) -> Offers:
    """Find slots for a new activity: first those that disturb nobody, then those that move others.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        The plan as it stands.
    activity
        The new activity, as the problem format writes it.
    count
        How many slots.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Raises
    ------
    InputError
        If the activity makes no sense, or its id is taken.
    NoPlanError
        If the plan has no bookings.

    Examples
    --------
    >>> import planner
    >>> problem = planner.load("examples/director-2020/problem.yaml")
    >>> plan = planner.solve(problem)
    >>> new = {"kind": "appointment", "id": "banque", "between": {"from": "2020-09-07", "to": "2020-09-11"}}
    >>> for slot in planner.offer(problem, plan, new, count=2).slots:
    ...     print(slot.text)
    Mon 7 September at 09:00 with Ana Lopes and Bo Diaz
    Tue 8 September at 09:00 with Ana Lopes and Bo Diaz
    """
    settings = settings or Settings()
    if not isinstance(activity, Mapping):
        raise InputError([Fault(("activity",), "an activity is a mapping", "Write it as the problem format does.")])
    name = str(activity.get("id", "new"))
    if name in {one.id for one in problem.activities}:
        raise InputError([Fault(("activity", "id"), f"{name!r} is an activity already", "Give it another id.")])
    change = Change(what="activities", id=name, facts={**activity, "id": name})
    with _told_of("activity", "activities", len(problem.activities)):
        offering = Offering(problem, plan, change, settings, Budget(settings))
    return offering.offers(count)


def capacity(problem: Problem, *, optional: bool = False, settings: Settings | None = None) -> Capacity:
    """Find the least help, by role, skill and days, that makes everything possible that is asked for.

    What is optional and left out asks for no help, unless it is to be counted as well.

    Parameters
    ----------
    problem
        The facts and rules.
    optional
        Whether what is optional is asked for like anything else: who would be needed to decline nothing. Of a group
        with a `choose` rule only as many are held as that says.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Raises
    ------
    NoPlanError
        If there is no plan: what is required cannot hold together, or time ran out.

    Examples
    --------
    >>> import planner
    >>> capacity = planner.capacity(planner.load("examples/director-2020/problem.yaml"))
    >>> print(*((one.role, one.occurrences) for one in capacity.help), capacity.beyond_help)
    ('marketer', ('guardia',)) ('graless',)
    """
    settings = settings or Settings()
    budget = Budget(settings)
    if optional:
        problem = all_asked(problem)
    plan = solve(problem, settings=_part_of(settings))
    _ = plan.bookings  # a plan without any says why
    return Sizing(problem, plan, settings, budget).capacity()


def _request(absence: Mapping[str, Any]) -> AbsenceRequest:
    try:
        return AbsenceRequest.model_validate(absence)
    except ValidationError as error:
        raise InputError(faults_of(error, absence, AbsenceRequest)) from None


@contextmanager
def _told_of(name: str, *place: str | int) -> Iterator[None]:
    """Faults at some place of the changed problem are told of what was given by name."""
    try:
        yield
    except InputError as error:
        found = [(one, one.path[: len(place)] == place) for one in error.faults]
        raise InputError(
            [replace(one, path=(name, *one.path[len(place) :])) if there else one for one, there in found]
        ) from None


def _insist_on_known(problem: Problem, what: str, names: Sequence[str]) -> None:
    known = [one.id for one in problem.staff]
    unknown = [one for one in names if one not in known]
    if unknown:
        raise InputError([Fault((what,), f"{one!r} is nobody", did_you_mean(one, known)) for one in unknown])


def _part_of(settings: Settings) -> Settings:
    """The settings for making a plan first."""
    work = None if settings.work is None else settings.work * FOR_THE_PLAN
    return settings.model_copy(update={"seconds": settings.seconds * FOR_THE_PLAN, "work": work})
