"""Steps laid out beside bookings that are given: as few as can be are missed, and as few as can be move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from ortools.sat.python.cp_model import CpModel

from planner.compile.duties import Duties
from planner.compile.logic import Lit, Logic, Term, extreme, weighted
from planner.compile.workload import Workload
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.plan.step import PlanStep
from planner.rules.ledger import Entry, Ledger
from planner.rules.steps import planned
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import value_of
from planner.solving.solvers.search import run
from planner.timeline.spans import subtract, total, union
from planner.timeline.steps import Due, choices, dues
from planner.timeline.timeline import Timeline


def steps_beside(
    timeline: Timeline, bookings: Collection[Booking], settings: Settings, budget: Budget
) -> tuple[PlanStep, ...]:
    """Every step that falls due, done in the time that bookings and the work around them leave.

    Parameters
    ----------
    timeline
        The facts on the time line.
    bookings
        One of each occurrence.
    settings, budget
        The limits, and what is left of them; if time runs out, no step is known.
    """
    ledger = Ledger(timeline, Plan(problem="", status=Status.FEASIBLE, held=tuple(bookings)))
    model = CpModel()
    logic = Logic(model)
    workload = Workload(logic, timeline)
    duties = Duties(logic, workload)
    asked = list(_asked(ledger))
    missed: list[Term] = []
    moved: list[Term] = []
    for entry, due in asked:
        ways: list[tuple[str | None, dt.date, int, Lit]] = []
        for choice in choices(timeline, due):
            given = not choice.assigned or choice.person in entry.filled_by
            ways.append((choice.person, choice.day, choice.place, given))
        lost, late = duties.add((entry.task.id, due.place), True, due.minutes, ways)
        missed += lost
        moved += late
    for person, who in timeline.people.items():
        busy = union((span for span, _ in ledger.by_person[person]), (one.span for one in ledger.sittings[person]))
        for day, terms in workload.done(person).items():
            model.add(weighted(terms) <= total(subtract(who.open(day), busy)))
    worst = extreme(moved, highest=True) + 1  # one missed counts more than all that move
    taste = list(duties.taste())
    least = extreme(taste, highest=True) + 1  # nor does any taste count as much as that
    counted = [*((worst * factor, one) for factor, one in missed), *moved]
    model.minimize(weighted([*((least * factor, one) for factor, one in counted), *taste]))
    logic.literal()  # where nothing is to be chosen, there is a value all the same
    values = run(model, settings, budget).values if asked else ()
    return tuple(_done(timeline, duties, asked, values)) if values else ()


def _asked(ledger: Ledger) -> Iterator[tuple[Entry, Due]]:
    """Every step that falls due."""
    for entry in ledger.entries:
        day = None if entry.start is None else ledger.day(entry.start)
        for due in dues(ledger.timeline, entry.task, day):
            yield entry, due


def _done(
    timeline: Timeline, duties: Duties, asked: list[tuple[Entry, Due]], values: Sequence[int]
) -> Iterator[PlanStep]:
    """How each step is done."""
    for entry, due in asked:
        duty = duties.asked((entry.task.id, due.place))
        ways = () if duty is None else duty.ways
        done = next(((way.person, way.day) for way, literal in ways if value_of(literal, values)), None)
        yield planned(timeline, due, done, entry.filled_by)
