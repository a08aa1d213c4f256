"""Ways out of infeasible days: the changes that touch their certificate, each tried with the rest held still."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from planner.checking import names_of
from planner.explain.changes import Proposals
from planner.explain.trials import Trials
from planner.explain.ways.proposal import Proposal, joined
from planner.facts.prices import RepairKind, prices_of
from planner.plan.booking import Booking
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan
from planner.plan.repair import Repair
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.held import open_heads
from planner.solving.worlds.resettled import Resettled
from planner.timeline.timeline import Timeline

MOST = 5
PAIRS = 100  # solves that the search for two may take, where nothing alone is enough

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
        self._trials = Trials(problem, plan, timeline, settings, budget)
        self._names = names_of(problem)
        self._prices = prices_of(problem.prices)
        self._proposals = Proposals(self._trials.held, self._names, problem.ordered_rules)

    def of(self, days: InfeasibleDays) -> tuple[Repair, ...]:
        """The cheapest way out of each kind, at most five, the cheapest first.

        Pairs are tried where nothing alone is enough but to give something up. What is not enough comes last, where
        there is room for it.
        """
        if days.certificate is None:
            return ()
        scales = self._scales(self._proposals.of(days.certificate))
        found: dict[tuple[RepairKind, ...], Tried] = {}
        for scale in scales.values():
            best, listed = found.get(scale[0].kinds), sorted(self._price(one.proposal) for one in found.values())[:MOST]
            if best is None and len(listed) == MOST and self._price(scale[0]) > listed[-1]:
                continue  # the list is full of cheaper ones
            cheaper = [(one,) for one in scale if best is None or self._asked(one) < self._asked(best.proposal)]
            self._keep(found, self._least(cheaper, days))
        if all(one.proposal.declines for one in found.values()):
            more = self._scales(self._proposals.besides(days.certificate)) | scales
            self._keep(found, self._pair([scale for scale in more.values() if not scale[0].declines], days))
        ranked = sorted(found.values(), key=self._rank)
        if len(ranked) < MOST:
            ranked += self._helping([scale[-1] for scale in scales.values() if scale[0].kinds not in found], days)
        return tuple(self._repair(one, days) for one in ranked[:MOST])

    def _scales(self, proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
        """Proposals by scale, each going ever further."""
        scales: dict[str, list[Proposal]] = {}
        for proposal in sorted(proposals, key=self._asked):
            scales.setdefault(proposal.scale, []).append(proposal)
        return scales

    def _keep(self, found: dict[tuple[RepairKind, ...], Tried], tried: Tried | None) -> None:
        """The best of each kind."""
        if tried is not None:
            kinds = tried.proposal.kinds
            found[kinds] = min(found.get(kinds, tried), tried, key=self._rank)

    def _helping(self, proposals: Sequence[Proposal], days: InfeasibleDays) -> list[Tried]:
        """What is not enough, and leaves less open: the first of each kind that does."""
        found: dict[tuple[RepairKind, ...], Tried] = {}
        for one in proposals:
            if one.kinds not in found and (tried := self._helpful(one, days)) is not None:
                found[one.kinds] = tried
        return sorted(found.values(), key=self._rank)

    def _least(self, scale: Sequence[Parts], days: InfeasibleDays) -> Tried | None:
        """The first of a scale that is enough."""
        low, high = 0, len(scale) - 1
        found = {low: self._enough(scale[low], days)} if scale else {}
        if high > 0 and found[low] is None:
            low, found[high] = 1, self._enough(scale[-1], days)
            while found[high] is not None and low < high:
                middle = (low + high) // 2
                found[middle] = self._enough(scale[middle], days)
                low, high = (low, middle) if found[middle] is not None else (middle + 1, high)
        enough = [n for n in range(low, len(scale)) if found.get(n) is not None]
        return next(filter(None, (self._narrowed(scale[n], found[n], days, whole=True) for n in enough)), None)

    def _enough(self, parts: Parts, days: InfeasibleDays, *, whole: bool = True) -> Resettled | None:
        """What comes of some proposals together, if it helps; unless it need not be, it must be enough."""
        asked = self._trials.changed(self._joined(parts), days.activities)
        found = asked and self._trials.settled(asked, whole=whole)
        return found if found is not None and _helps(found, days) else None

    def _pair(self, scales: Sequence[Sequence[Proposal]], days: InfeasibleDays) -> Tried | None:
        """The cheapest two that are enough together, the cheapest first by what they cost at least."""
        twice = [(one, [two]) for one in scales if (two := self._proposals.twice(one[0])) is not None]
        chosen = [(one, two) for one, two in (*combinations(scales, 2), *twice) if not one[0].clashes(two[0])]
        best: Tried | None = None
        before = self._trials.solved
        for one, other in sorted(chosen, key=lambda two: sum(self._price(scale[0]) for scale in two)):
            dearer = best is not None and self._price(one[0]) + self._price(other[0]) >= self._price(best.proposal)
            if dearer or self._trials.solved - before > PAIRS:
                break
            found = self._least([(mine, other[-1]) for mine in one], days)
            if found is not None:
                mine = found.parts[0]
                found = self._least([(mine, theirs) for theirs in other], days) or found
                best = found if best is None else min(best, found, key=self._rank)
        return best

    def _helpful(self, proposal: Proposal, days: InfeasibleDays) -> Tried | None:
        """What comes of a proposal that is not enough: no count says then how much of it is needed."""
        parts = (proposal._replace(least=0),)
        return self._narrowed(parts, self._enough(parts, days, whole=False), days, whole=False)

    def _narrowed(self, parts: Parts, found: Resettled | None, days: InfeasibleDays, *, whole: bool) -> Tried | None:
        """What was found with some proposals, with as little of them as is needed, if that will do."""
        if found is None:
            return None
        narrowed = tuple(self._proposals.narrowed(one, found.anew.values()) for one in parts)
        tried = self._as_it_is(parts, narrowed, found, days) or self._anew(parts, narrowed, days, whole=whole)
        least = self._price(self._joined(parts))  # what it costs at least
        fewer = self._proposals.fewer(tried.proposal) if tried is not None and len(parts) == 1 else iter(())
        while tried is not None and self._price(tried.proposal) > least and (one := next(fewer, None)) is not None:
            less = self._anew(parts, (one,), days, whole=whole)
            if less is not None:
                again = self._proposals.narrowed(less.proposal, less.resettled.anew.values())
                less = self._as_it_is(parts, (again,), less.resettled, days) or less
                if self._price(less.proposal) < self._price(tried.proposal):
                    tried, fewer = less, self._proposals.fewer(less.proposal)
        return tried

    def _as_it_is(self, parts: Parts, narrowed: Parts, found: Resettled, days: InfeasibleDays) -> Tried | None:
        """What was found, if it holds with no more than was made of the proposals."""
        proposal = self._joined(narrowed)
        asked = self._trials.changed(proposal, days.activities)
        own = {change.id for change in proposal.changes}
        if asked is None or any(one.activity in own and not asked.timeline.find(one.occurrence) for one in found.laid):
            return None  # some dates are there no more
        return Tried(parts, proposal, found) if self._trials.holds(found, asked) else None

    def _anew(self, parts: Parts, narrowed: Parts, days: InfeasibleDays, *, whole: bool) -> Tried | None:
        """What comes of proposals as they were made narrower, solved once more."""
        proposal = self._joined(narrowed)
        asked = self._trials.changed(proposal, days.activities)
        found = asked and self._trials.settled(asked, whole=whole)
        if asked is None or found is None or not _helps(found, days) or not self._trials.holds(found, asked):
            return None
        return Tried(parts, proposal, found)

    def _joined(self, parts: Parts) -> Proposal:
        return parts[0] if len(parts) == 1 else joined(parts, self._names.wording.listed(one.text for one in parts))

    def _asked(self, proposal: Proposal) -> tuple[float, int]:
        return self._price(proposal), proposal.distance

    def _price(self, proposal: Proposal) -> float:
        return sum(self._prices[kind] * times for kind, times in proposal.amounts)

    def _rank(self, tried: Tried) -> tuple[float, int, int, str]:
        proposal, touched = tried.proposal, len(tried.resettled.changed)
        return self._price(proposal), proposal.distance, touched, proposal.text

    def _repair(self, tried: Tried, days: InfeasibleDays) -> Repair:
        price = self._price(tried.proposal)
        return Repair(
            kinds=tried.proposal.kinds,
            changes=tried.proposal.changes,
            cost=int(price) if price == math.floor(price) else round(price, 2),
            ask=tried.proposal.ask,
            touches=tuple(self._touched(tried)),
            left=sum(open_heads(tried.resettled.anew[one]) for one in days.activities if one in tried.resettled.anew),
            left_in_all=tried.resettled.open_heads,
            text=tried.proposal.text,
        )

    def _touched(self, tried: Tried) -> Iterator[str]:
        """Who does something else than before, then which activities are held otherwise."""
        held = tried.resettled.anew
        people = dict.fromkeys(tried.proposal.people)
        for name in tried.resettled.changed:
            task = tried.resettled.around.timeline.occurrence(name)
            before = set(self._people(self._trials.held.before(task)))
            people |= dict.fromkeys(sorted(before ^ set(self._people(held[name]))))
        yield from people
        yield from tried.resettled.changed

    @staticmethod
    def _people(booking: Booking | None) -> tuple[str, ...]:
        return () if booking is None else booking.people


def _helps(found: Resettled, days: InfeasibleDays) -> bool:
    """Whether fewer needs stay open on the days, and in all; what helps elsewhere only is no way out of these days."""
    return sum(map(found.gained, days.activities)) > 0 and sum(map(found.gained, found.everything)) > 0
