"""A trouble becomes a certificate: the simplest proof that holds, and everybody accounted for by name and cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.checking import names_of
from planner.explain.able import Able
from planner.explain.absent import absent_from
from planner.explain.counting import Counted, Counting
from planner.explain.rearranging import Rearranging
from planner.explain.together import Demand, Together
from planner.explain.troubles import Trouble
from planner.plan.booking import Booking
from planner.plan.certificate import Ask, Certificate, CertificateKind
from planner.plan.plan import Plan
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.rules.base import Requirement
from planner.rules.registry import STANDING
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Certifier:
    """Finds the simplest proof of each trouble.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    together, rearranging
        What tries activities together, by search and by hand.
    able
        What people could do alone.
    step
        Minutes of the time grid.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        timeline: Timeline,
        together: Together,
        rearranging: Rearranging,
        able: Able,
        step: int,
    ) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._together = together
        self._step = step
        self._rearranging = rearranging
        self._able = able
        self._counting = Counting(timeline, self._able)
        self._names = names_of(problem)

    def certificate(self, trouble: Trouble, first: dt.date, last: dt.date) -> Certificate:
        """The proof that the activities of a trouble cannot all be held; the trouble lies between two days."""
        kind, counted = self._counted(trouble) or ("conflict", self._uncounted(trouble, first, last))
        bare = Certificate(
            kind=kind,
            from_=counted.first,
            to=counted.last,
            activities=tuple(demand.task.id for demand in trouble),
            asks=counted.asks,
            asked=counted.asked,
            left=counted.left,
            people=counted.people,
            rooms=counted.rooms,
            rules=tuple(self._rules(trouble)) if kind == "conflict" else (),
            without=dict(self._without(trouble)),
        )
        absent = absent_from(bare, self._problem, self._plan, self._timeline, self._step)
        return bare.model_copy(update={"absent": tuple(absent)})

    def _counted(self, trouble: Trouble) -> tuple[CertificateKind, Counted] | None:
        """What can be counted by hand, the simplest first."""
        found = self._counting.at_a_moment(trouble)
        if found is not None:
            return ("count" if found.left else "nobody"), found
        for task, _ in trouble:
            if not self._able.choices(task):
                return "nobody", self._unplaced(task)
        found = self._counting.rooms(trouble)
        if found is not None:
            return "rooms", found
        found = self._counting.in_minutes(trouble)
        if found is not None:
            return "minutes", found
        found = self._counting.on_some_days(trouble)
        return found and ("count" if found.left else "nobody", found)

    def _unplaced(self, task: Occurrence) -> Counted:
        """Nobody can be there on any day."""
        asks = [Ask(occurrence=task.id, need=i, role=need.role, heads=need.count) for i, need in enumerate(task.needs)]
        asks = asks or [Ask(occurrence=task.id, need=None, role=None, heads=1)]
        days = self._stated(task)
        return Counted(tuple(asks), sum(one.heads for one in asks), 0, (), days[0], days[-1])

    def _uncounted(self, trouble: Trouble, first: dt.date, last: dt.date) -> Counted:
        asks = tuple(demand.ask(i) for demand in trouble for i in range(len(demand.task.needs)) if demand.wanted(i))
        people = {
            one
            for demand in trouble
            for i in range(len(demand.task.needs))
            for one in self._able.people(demand.task, i, serves=demand.serves)
        }
        return Counted(asks, 0, 0, tuple(sorted(people)), first, last)

    def _stated(self, task: Occurrence) -> list[dt.date]:
        """The days of an activity; the first and last that it states, if it can be on none of them."""
        horizon, window = self._timeline.facts.horizon, task.activity.between or task.activity
        stated = [max(window.from_ or horizon.from_, horizon.from_), min(window.to or horizon.to, horizon.to)]
        return sorted(day for one in task.days for day in task.lasting(one)) or stated

    def _rules(self, trouble: Trouble) -> Iterator[Reason]:
        """The rules without which all could be held: one after the other is left out as long as it cannot.

        Of those that hold in every problem, only those are tried that tell what lies between the activities.
        """
        tasks = [task for task, _ in trouble]
        stated = [(i, rule) for i, rule in enumerate(self._problem.ordered_rules) if rule.goal is None]
        told: list[tuple[Requirement, tuple[Reason, ...]]] = [
            (rule, (Reason(staff=None, fact="rule", text=rule.asks(self._names), subject=f"rules/{i}"),))
            for i, rule in stated
        ]
        told += [(rule, tuple(rule.between(self._timeline, tasks, self._names))) for rule in STANDING]
        left_out: list[Requirement] = []
        needed: list[Reason] = []
        for rule, reasons in told:
            if reasons and self._together.without([*left_out, rule]).impossible(trouble):
                left_out.append(rule)
            else:
                needed += reasons
        yield from needed

    def _without(self, trouble: Trouble) -> Iterator[tuple[str, tuple[Booking, ...]]]:
        """For each activity, a plan of all others."""
        for one in trouble:
            if self._together.hurried:
                return
            rest: tuple[Demand, ...] = tuple(other for other in trouble if other is not one)
            held = self._rearranging.way(rest) or self._together.held(rest) if rest else ()
            if held is not None:
                yield one.task.id, held
