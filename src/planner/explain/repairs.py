"""Ways out of infeasible days: the changes that touch their certificate, each tried with the rest held still."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from planner.checking import names_of
from planner.errors import InputError
from planner.explain.changes import Proposal, Proposals
from planner.plan.booking import Booking
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan
from planner.plan.repair import PRICES, Repair, RepairKind, changed_by
from planner.problem import Problem
from planner.solving.search import Budget
from planner.solving.settings import Settings
from planner.solving.still import Resettled, Still, keeps_all, open_heads
from planner.timeline.timeline import Timeline

MOST = 5
PAIRS = 12  # cheapest proposals that are tried two by two, where no single one is enough


class Tried(NamedTuple):
    """A proposal with what came of it."""

    proposal: Proposal
    resettled: Resettled


class Repairs:
    """Ways out for one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._settings = settings
        self._budget = budget
        self._bookings = {one.occurrence: one for one in plan.bookings}
        self._open = sum(map(open_heads, plan.bookings))
        self._names = names_of(problem)
        self._prices = {**PRICES, **problem.prices}
        if "move_day" in problem.prices:
            self._prices["move"] = problem.prices["move_day"]
        self._proposals = Proposals(problem, timeline, self._names)

    def of(self, days: InfeasibleDays) -> tuple[Repair, ...]:
        """The cheapest way out of each kind, at most five, the cheapest first; pairs where none is enough alone."""
        if days.certificate is None:
            return ()
        proposals = sorted(self._proposals.of(days.certificate), key=lambda one: (self._price(one), one.distance))
        tried: list[Tried] = []
        enough: set[tuple[RepairKind, ...]] = set()
        for proposal in proposals:  # the cheapest first: of each kind one that is enough will do
            if proposal.kinds not in enough:
                found = list(self._tried(proposal, days))
                tried += found
                enough |= {proposal.kinds for one in found if self._settles(one, days)}
        if not enough:
            for first, second in sorted(combinations(proposals[:PAIRS], 2), key=lambda two: sum(map(self._price, two))):
                if not first.clashes(second) and not self._budget.over:
                    found = list(self._tried(self._both(first, second), days))
                    tried += found
                    if any(self._settles(one, days) for one in found):
                        break
        best: dict[tuple[RepairKind, ...], Tried] = {}
        for one in sorted(tried, key=lambda one: self._rank(one, days)):
            best.setdefault(one.proposal.kinds, one)
        ranked = sorted(best.values(), key=lambda one: self._rank(one, days))
        return tuple(self._repair(one, days) for one in ranked[:MOST])

    def _tried(self, proposal: Proposal, days: InfeasibleDays) -> Iterator[Tried]:
        """What comes of a proposal, if fewer needs stay open and the checker accepts it."""
        if self._budget.over:
            return
        try:
            changed = changed_by(self._problem, proposal.changes)
        except InputError:
            return  # what the facts do not allow is no way out
        timeline = Timeline(changed)
        still = Still(changed, timeline, self._plan.bookings, self._settings, self._budget)
        known = {task.id for task in timeline.occurrences}
        free = {one for one in (*days.activities, *proposal.frees) if one in known}
        resettled = still.resettled(free)
        gone = sum(open_heads(one) for name, one in self._bookings.items() if name not in known)
        if resettled is None or resettled.open_heads + (0 if proposal.declines else gone) >= self._open:
            return
        if keeps_all(changed, timeline, resettled.bookings):
            yield Tried(self._proposals.settled(proposal, resettled.bookings), resettled)

    def _settles(self, tried: Tried, days: InfeasibleDays) -> bool:
        """Whether all activities of the days are held then; a declined one asks for nothing."""
        held = {one.occurrence: one for one in tried.resettled.bookings}
        return all(held[one].complete for one in days.activities if one in held)

    def _both(self, first: Proposal, second: Proposal) -> Proposal:
        return first.with_(second, self._names.wording.listed([first.text, second.text]))

    def _price(self, proposal: Proposal) -> float:
        return sum(self._prices[kind] * times for kind, times in proposal.amounts)

    def _rank(self, tried: Tried, days: InfeasibleDays) -> tuple[bool, float, int, int, str]:
        proposal, touched = tried.proposal, len(tried.resettled.changed)
        return not self._settles(tried, days), self._price(proposal), proposal.distance, touched, proposal.text

    def _repair(self, tried: Tried, days: InfeasibleDays) -> Repair:
        price = self._price(tried.proposal)
        return Repair(
            kinds=tried.proposal.kinds,
            changes=tried.proposal.changes,
            cost=int(price) if price == math.floor(price) else round(price, 2),
            ask=tried.proposal.ask,
            touches=tuple(self._touched(tried)),
            left=sum(open_heads(one) for one in tried.resettled.bookings if one.occurrence in days.activities),
            left_in_all=tried.resettled.open_heads,
            text=tried.proposal.text,
        )

    def _touched(self, tried: Tried) -> Iterator[str]:
        """Who does something else than before, then which activities are held otherwise."""
        held = {one.occurrence: one for one in tried.resettled.bookings}
        people = dict.fromkeys(tried.proposal.people)
        for name in tried.resettled.changed:
            before = set(self._people(self._bookings.get(name)))
            people |= dict.fromkeys(sorted(before ^ set(self._people(held[name]))))
        yield from people
        yield from tried.resettled.changed

    @staticmethod
    def _people(booking: Booking | None) -> tuple[str, ...]:
        return () if booking is None else booking.people
