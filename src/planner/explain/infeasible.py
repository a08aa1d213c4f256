"""Days that no plan can serve: every shortage is traced to its troubles, each with its certificate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from planner.checking import names_of
from planner.errors import BugError
from planner.explain.able import Able
from planner.explain.certificates import Certifier
from planner.explain.counting import Counting
from planner.explain.nearby import Nearby
from planner.explain.rearranging import Rearranging
from planner.explain.sentences import Sentences
from planner.explain.together import Demand, Together
from planner.explain.troubles import Trouble, Troubles
from planner.explain.verifying import Verifier
from planner.plan.certificate import Certificate
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.rules.work_time import works
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Tracing:
    """What is behind the shortages of a plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    able
        What people could do alone, as far as it is known.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        timeline: Timeline,
        settings: Settings,
        budget: Budget,
        able: Able | None = None,
    ) -> None:
        self._timeline = timeline
        self._budget = budget
        self._step = settings.step
        self._together = Together(problem, timeline, settings, budget)
        able = able.among(timeline) if able else Able(timeline, settings.step)
        rearranging = Rearranging(plan, timeline, self._together, able)
        self._troubles = Troubles(plan, timeline, self._together, rearranging, budget)
        self._certifier = Certifier(problem, plan, timeline, self._together, rearranging, able, settings.step)
        self._verifier = Verifier(problem, timeline, settings.step, lambda: budget.over)
        self._exactly = Counting(timeline, able.at_any_minute())
        self._sentences = Sentences(problem, names_of(problem))

    def behind(self, occurrence: str, told: set[frozenset[str]], *, first_only: bool) -> Iterator[InfeasibleDays]:
        """The days for which it is proved that something short and others cannot all be held.

        The first trouble of a shortage says why it is one; for a way out all of them must be known. What is `told`
        already is not told again.
        """
        for trouble in islice(self._troubles.behind(occurrence), 1 if first_only else None):
            names = frozenset(demand.task.id for demand in trouble)
            if names not in told:
                told.add(names)
                yield self._proved(trouble)

    def _proved(self, trouble: Trouble) -> InfeasibleDays:
        first, last = self._bounds(trouble)
        if self._budget.over:  # proved, but what more could be told of it was not found
            return self._told(trouble, first, last, None)
        certificate = self._certifier.certificate(trouble, first, last)
        amiss = self._verifier.faults(certificate)
        if amiss:
            told = "\n".join(amiss)
            raise BugError(f"a proof does not hold; please report this with the problem file:\n{told}")
        step = None if self._at_any_minute(trouble, certificate) else self._step
        certificate = certificate.model_copy(update={"text": self._sentences.certificate(certificate), "step": step})
        return self._told(trouble, first, last, certificate)

    def _told(self, trouble: Trouble, first: dt.date, last: dt.date, certificate: Certificate | None) -> InfeasibleDays:
        names = tuple(demand.task.id for demand in trouble)
        step = None if certificate is None else certificate.step
        text = self._sentences.infeasible(names, first, last, step)
        return InfeasibleDays(
            from_=first, to=last, activities=names, verdict="proved", certificate=certificate, text=text
        )

    def _at_any_minute(self, trouble: Trouble, certificate: Certificate) -> bool:
        """Whether it is proved without the time grid, too.

        The grid is nothing to what is given or takes whole days, and to minutes counted over the same days.
        """
        if self._step == 1 or all(task.all_day or task.given for task, _ in trouble):
            return True
        if certificate.kind == "minutes" and all(self._same_days(task) for task, _ in trouble):
            return True
        if self._exactly.at_a_moment(trouble):
            return True
        return self._together.at_any_minute().impossible(trouble)

    def _same_days(self, task: Occurrence) -> bool:
        """Whether the grid leaves an activity every day that it could be on."""
        return self._timeline.choices(task, self._step).keys() == self._timeline.choices(task, 1).keys()

    def _bounds(self, trouble: Trouble) -> tuple[dt.date, dt.date]:
        """The first and last day that matter: those of the activities, and of their work if the trouble lies there."""
        worked = any(True for task, _ in trouble for _ in works(task.activity))
        for chosen in (("preparation", "follow_up"), ("follow_up",), ("preparation",)) if worked else ():
            bare = tuple(Demand(_without(task, chosen), heads) for task, heads in trouble)
            apart = Able(self._timeline, self._step)  # which knows nothing of them with their work
            if Counting(self._timeline, apart).at_a_moment(bare) or self._together.impossible(bare):
                break
        else:
            bare = trouble
        days = [day for task, _ in bare for day in self._days(task) or self._stated(task)]
        return min(days), max(days)

    def _days(self, task: Occurrence) -> list[dt.date]:
        """The days that an activity may touch, with its work."""
        days: list[dt.date] = []
        for day in task.days:
            days += task.lasting(day)
            for what, work in works(task.activity):
                days += self._timeline.work_days(task, work, what, day)
        return days

    def _stated(self, task: Occurrence) -> list[dt.date]:
        """The first and last day that an activity states, none of which it may be on."""
        horizon, window = self._timeline.facts.horizon, task.activity.between or task.activity
        return [max(window.from_ or horizon.from_, horizon.from_), min(window.to or horizon.to, horizon.to)]


def _without(task: Occurrence, keys: tuple[str, ...]) -> Occurrence:
    """An activity without some of its facts."""
    return replace(task, activity=task.activity.model_copy(update=dict.fromkeys(keys)))


def infeasible_days(
    problem: Problem,
    plan: Plan,
    timeline: Timeline,
    settings: Settings,
    budget: Budget,
    *,
    short: Iterable[str] | None = None,
    first_only: bool = False,
) -> tuple[InfeasibleDays, ...]:
    """The days around a plan's shortages for which it is proved that not everything can be held.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    short
        The occurrences to look into, if not all that the plan leaves short.
    first_only
        Whether one trouble of each shortage is enough.

    Raises
    ------
    BugError
        If a proof does not stand up to its verification: it is never shown.
    """
    if short is None:
        short = (one.occurrence for one in plan.bookings if one.short)
    nearby, told, found = Nearby(problem, plan, timeline), set[frozenset[str]](), list[InfeasibleDays]()
    able = Able(timeline, settings.step)
    for occurrence in short:
        if budget.over:
            break
        tracing = Tracing(*nearby.around(occurrence), settings, budget, able)
        found += tracing.behind(occurrence, told, first_only=first_only)
    return tuple(sorted(found, key=lambda one: (one.from_, one.to, one.activities)))
