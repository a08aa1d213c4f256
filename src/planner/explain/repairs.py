"""Ways out of infeasible days: the changes that touch their certificate, each tried with the rest held still."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from planner.checking import names_of
from planner.errors import InputError
from planner.explain.changes import Proposals
from planner.explain.proposal import Proposal, joined
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
PAIRS = 60  # at most so many are tried, where nothing alone is enough


Parts = tuple[Proposal, ...]


class Tried(NamedTuple):
    """Proposals, what was made of them, and what came of it."""

    parts: Parts
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
        """The cheapest way out of each kind, at most five, the cheapest first.

        Pairs are tried where nothing alone is enough but to give something up.
        """
        if days.certificate is None:
            return ()
        scales: dict[str, list[Proposal]] = {}
        for proposal in sorted(self._proposals.of(days.certificate), key=self._asked):
            scales.setdefault(proposal.scale, []).append(proposal)
        tried: list[Tried] = []
        for scale in scales.values():
            known = [one for one in tried if one.proposal.kinds == scale[0].kinds and self._settles(one, days)]
            least = min(map(self._asked, (one.proposal for one in known)), default=None)
            cheaper = [(one,) for one in scale if least is None or self._asked(one) < least]
            tried += self._least(cheaper, days)
        if all(one.proposal.declines or not self._settles(one, days) for one in tried):
            tried += self._pair([scale for scale in scales.values() if not scale[0].declines], days)
        best: dict[tuple[RepairKind, ...], Tried] = {}
        for one in sorted(tried, key=lambda one: self._rank(one, days)):
            best.setdefault(one.proposal.kinds, one)
        ranked = sorted(best.values(), key=lambda one: self._rank(one, days))
        return tuple(self._repair(one, days) for one in ranked[:MOST])

    def _least(self, scale: Sequence[Parts], days: InfeasibleDays) -> list[Tried]:
        """The first of a scale that is enough, or else what comes of its last."""
        if not scale:
            return []
        found = self._tried(scale[0], days)
        if found is not None and self._settles(found, days):
            return [found]
        last = self._tried(scale[-1], days) if len(scale) > 1 else found
        if last is None or not self._settles(last, days):
            return [one for one in (last,) if one is not None]
        low, high = 1, len(scale) - 1
        while low < high:
            middle = (low + high) // 2
            found = self._tried(scale[middle], days)
            if found is not None and self._settles(found, days):
                last, high = found, middle
            else:
                low = middle + 1
        return [last]

    def _pair(self, scales: Sequence[Sequence[Proposal]], days: InfeasibleDays) -> list[Tried]:
        """The cheapest two that are enough together, the cheapest first by what they cost at least."""
        two = [(one, other) for one, other in combinations(scales, 2) if not one[0].clashes(other[0])]
        best: Tried | None = None
        for one, other in sorted(two, key=lambda two: sum(self._price(scale[0]) for scale in two))[:PAIRS]:
            if best is not None and self._price(one[0]) + self._price(other[0]) >= self._price(best.proposal):
                break
            for found in self._least([(mine, other[-1]) for mine in one], days):
                if self._settles(found, days):
                    mine = next(mine for mine in one if found.parts[0] is mine)
                    (found,) = self._least([(mine, theirs) for theirs in other], days)
                    best = found if best is None else min(best, found, key=lambda one: self._rank(one, days))
        return [] if best is None else [best]

    def _tried(self, parts: Parts, days: InfeasibleDays) -> Tried | None:
        """What comes of some proposals together: then of as little of them as is needed, if that will do."""
        found = self._outcome(parts, parts, days)
        if found is None:
            return None
        narrowed = tuple(self._proposals.narrowed(one, found.resettled.bookings) for one in parts)
        if narrowed != parts:
            less = self._outcome(parts, narrowed, days)  # it may do less elsewhere: that is not what it is for
            if less is None or self._settles(found, days) > self._settles(less, days):
                return None
            found = less
        fewer = self._proposals.fewer(found.proposal) if len(parts) == 1 else iter(())
        while (one := next(fewer, None)) is not None:
            less = self._outcome(parts, (one,), days)
            if less is not None and self._settles(less, days):
                found, fewer = less, self._proposals.fewer(less.proposal)
        return found

    def _outcome(self, parts: Parts, asked: Parts, days: InfeasibleDays) -> Tried | None:
        """What comes of some proposals, if fewer needs stay open and the checker accepts it."""
        if self._budget.over:
            return None
        proposal = asked[0] if len(asked) == 1 else joined(asked, self._names.wording.listed(one.text for one in asked))
        try:
            changed = changed_by(self._problem, proposal.changes)
        except InputError:
            return None  # what the facts do not allow is no way out
        timeline = changed.timeline
        still = Still(changed, timeline, self._plan.bookings, self._settings, self._budget)
        known = {task.id for task in timeline.occurrences}
        resettled = still.resettled({one for one in days.activities if one in known})
        if resettled is None:
            return None
        after = {one.occurrence: open_heads(one) for one in resettled.bookings}
        gained = {}
        for name, booking in self._bookings.items():
            before = open_heads(booking)
            gained[name] = before - after.get(name, 0 if proposal.declines else before)
        if sum(gained[name] for name in days.activities) <= 0 or sum(gained.values()) <= 0:
            return None  # what helps elsewhere only is no way out of these days
        return Tried(parts, proposal, resettled) if keeps_all(changed, timeline, resettled.bookings) else None

    def _settles(self, tried: Tried, days: InfeasibleDays) -> bool:
        """Whether all activities of the days are held then; a declined one asks for nothing."""
        held = {one.occurrence: one for one in tried.resettled.bookings}
        return all(not held[one].short for one in days.activities if one in held)

    def _asked(self, proposal: Proposal) -> tuple[float, int]:
        return self._price(proposal), proposal.distance

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
