"""What every way out must keep, whatever the problem."""

from __future__ import annotations

from collections import Counter
from functools import cache

from explain.troubled import SETTINGS, case
from planning.small import QUICK

import planner
from planner.plan.booking import Booking
from planner.plan.diagnosis import Diagnosis
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan, Status
from planner.plan.repair import Change, Repair, changed_by
from planner.problem import Problem
from planner.rules.choose import Choose
from planner.solving.settings import Settings

MOST = 5


def missing(booking: Booking) -> int:
    """How many people a booking lacks: one, if nobody attends what only asks for attendees."""
    return sum(need.missing for need in booking.needs) if booking.needs else int(not booking.complete)


def open_in(plan: Plan) -> int:
    return sum(map(missing, plan.bookings))


@cache
def diagnosed(seed: int) -> Diagnosis:
    """What is wrong with a problem at random."""
    problem, plan = case(seed)
    return planner.diagnose(problem, plan, settings=SETTINGS)


def insisting(problem: Problem, names: tuple[str, ...]) -> Problem:
    """The problem in which some activities must be held whole."""
    optional = {one.id: bool(problem.settled(one).optional) for one in problem.activities}
    activities = sorted({name.partition("@")[0] for name in names} & optional.keys())
    required = (Change(what="activities", id=one, facts={"required": True}) for one in activities if not optional[one])
    dates = Counter(task.activity.id for task in problem.timeline.occurrences)
    chosen = (Choose(of=(one,), least=dates[one]) for one in activities if optional[one])
    return changed_by(problem, tuple(required)).with_rules(*chosen)


def broken_promises(problem: Problem, days: InfeasibleDays, repair: Repair, settings: Settings = QUICK) -> list[str]:
    """What a way out says and does not do, as a fresh solve of the changed problem shows."""
    changed = repair.apply(problem)
    again = planner.solve(changed, settings=settings)
    broken = [] if again.status is Status.OPTIMAL else [f"status {again.status}"]
    if open_in(again) > repair.left_in_all:
        broken.append(f"{open_in(again)} open, {repair.left_in_all} said")
    if repair.left == 0:
        held = planner.solve(insisting(changed, days.activities), settings=settings)
        if held.status is Status.IMPOSSIBLE:
            broken.append("not held")
        if repair.left_in_all == 0 and any(one.short for one in again.bookings):
            broken.append("something is open")
    return broken


def misranked(days: InfeasibleDays) -> list[str]:
    """What is amiss with the list of ways out."""
    amiss = []
    ranks = [(one.left > 0, one.cost) for one in days.repairs]
    if ranks != sorted(ranks):
        amiss.append(f"order {ranks}")
    kinds = [one.kinds for one in days.repairs]
    if len(set(kinds)) < len(kinds) or len(kinds) > MOST:
        amiss.append(f"kinds {kinds}")
    enough = [one.kinds for one in days.repairs if not one.left and one.kinds != ("decline",)]
    if {len(one) for one in enough} == {1, 2}:
        amiss.append("a pair where one would do")
    if any(not one.text or not one.changes for one in days.repairs):
        amiss.append("nothing to read or to change")
    return amiss
