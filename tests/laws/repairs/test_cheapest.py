"""The way out that is ranked first is the cheapest there is: every change of its kinds is tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import get_args

import pytest

from laws.proofs.crowded import STEP
from laws.repairs.cases import LONG, QUICK, case, seeds
from laws.repairs.mended import Mended
from laws.repairs.menu import Menu, Option
from planner.errors import InputError
from planner.facts.activities import PRIORITIES
from planner.facts.prices import RepairKind
from planner.plan.infeasible import InfeasibleDays
from planner.plan.repair import Change, Repair, changed_by

MOST = 5
"""Ways out that are listed, at most."""

OF_STEPS = "step_earlier", "hand_over", "step_later"
ALL_KINDS = [one for one in get_args(RepairKind) if one not in OF_STEPS]
EVER_MORE = ("shorten", "start_earlier")
"""Kinds of which the most is tried first: where that is not enough, less is not either."""

PAIRS = 200
"""Pairs that are tried for one trouble, the cheapest first."""


class Trying:
    """What would settle the troubles of one case, the rest of its plan held still."""

    def __init__(self, seed: int) -> None:
        self.problem, self._plan, self.diagnosis = case(seed)
        self.options = Menu(self.problem).options()
        self._mended: dict[str, Mended | None] = {}

    def settled(self, days: InfeasibleDays, *changes: Change) -> bool:
        """Whether changes are enough to hold all activities of some days; what is given up asks for nothing."""
        key = repr(changes)
        if key not in self._mended:
            try:
                self._mended[key] = Mended(changed_by(self.problem, changes), self._plan, STEP)
            except InputError:
                self._mended[key] = None
        mended = self._mended[key]
        if mended is None:
            return False
        asked = set(days.activities) & set(mended.oracle.occurrences)
        return next(mended.ways(days.activities, held=asked), None) is not None

    def cheapest(self, days: InfeasibleDays, *, below: dict[str, float]) -> Iterator[Option]:
        """The cheapest option of each kind that is enough, if it costs less than a limit of its kind."""
        most = {(one.kind, one.change.id): one for one in self.options if one.kind in EVER_MORE}
        hopeless = {key for key, one in most.items() if not self.settled(days, one.change)}
        settled = {self.problem.settled(one).id: self.problem.settled(one) for one in self.problem.activities}
        asks = any(settled[name.partition("@")[0]].needs for name in days.activities)
        for kind in ALL_KINDS if asks else [one for one in ALL_KINDS if one != "hire_day"]:
            tried = (
                one
                for one in self.options
                if one.kind == kind and one.cost < below.get(kind, float("inf"))
                if (kind, one.change.id) not in hopeless and self.settled(days, one.change)
            )
            yield from (one for one in [next(tried, None)] if one is not None)


@lru_cache(maxsize=512)
def trying(seed: int) -> Trying:
    return Trying(seed)


def listed(days: InfeasibleDays) -> dict[str, Repair]:
    """The ways out by kind that are enough."""
    return {"+".join(one.kinds): one for one in days.repairs if not one.left}


@seeds
def test_of_each_kind_the_cheapest_is_listed(seed: int) -> None:
    """A kind may be missing only where the list is full of cheaper ones, all of them enough."""
    for days in case(seed).diagnosis.infeasible_days:
        found = listed(days)
        costs = {kind: one.cost for kind, one in found.items()}
        for cheaper in trying(seed).cheapest(days, below=costs):
            full = len(found) == MOST and cheaper.kind not in found
            assert full, (days.activities, cheaper)
            assert cheaper.cost >= max(costs.values()), (days.activities, cheaper)


@seeds
def test_the_cheapest_that_is_enough_is_ranked_first(seed: int) -> None:
    """What is not enough comes last, however cheap; so with the law above the first is the cheapest of all."""
    for days in case(seed).diagnosis.infeasible_days:
        ranks = [(one.left > 0, one.cost) for one in days.repairs]
        assert ranks == sorted(ranks)
        assert len(ranks) <= MOST
        assert len({one.kinds for one in days.repairs}) == len(ranks)


@seeds
def test_a_pair_is_tried_where_no_single_change_is_enough_and_none_is_cheaper(seed: int) -> None:
    """Pairs of what the proof names; of these, the cheapest two hundred."""
    for days in case(seed).diagnosis.infeasible_days:
        found = listed(days)
        if any("+" not in kinds and kinds != "decline" for kinds in found):
            assert not any("+" in kinds for kinds in found)
            continue
        most = min((one.cost for kinds, one in found.items() if "+" in kinds), default=float("inf"))
        for _, one, other in _pairs(trying(seed).options, days, most):
            assert not trying(seed).settled(days, one.change, other.change), (days.activities, one, other)


def _pairs(options: Sequence[Option], days: InfeasibleDays, most: float) -> list[tuple[float, Option, Option]]:
    named = {name.partition("@")[0] for name in days.activities}
    touching = [one for one in options if one.change.what == "staff" or one.change.id in named]
    two = (
        (one.cost + other.cost, one, other)
        for one, other in combinations([one for one in touching if one.kind != "decline"], 2)
        if (one.change.what, one.change.id) != (other.change.what, other.change.id)
    )
    return sorted((some for some in two if some[0] < most), key=lambda some: some[0])[:PAIRS]


@seeds
def test_what_is_declined_is_the_least_valuable_that_is_enough(seed: int) -> None:
    tried = trying(seed)
    settled = {one.id: tried.problem.settled(one) for one in tried.problem.activities}

    def value(name: str) -> tuple[int, float, str]:
        one = settled[name]
        priority = PRIORITIES.index(one.priority or "normal")
        return -priority, (1 if one.value is None else one.value) * (1 if one.chance is None else one.chance), name

    for days in case(seed).diagnosis.infeasible_days:
        declined = listed(days).get("decline")
        if declined is None:
            continue
        (change,) = declined.changes
        named = {name.partition("@")[0] for name in days.activities}
        enough = [
            one.change.id
            for one in tried.options
            if one.kind == "decline" and one.change.id in named and tried.settled(days, one.change)
        ]
        assert value(change.id) == min(map(value, enough))


@pytest.mark.parametrize(("cases", "least"), [(QUICK, 1), pytest.param([*QUICK, *LONG], 5, marks=pytest.mark.long)])
def test_all_kinds_occur(cases: Iterable[int], least: int, record_property: Callable[[str, object], None]) -> None:
    days = [days for seed in cases for days in case(seed).diagnosis.infeasible_days]
    kinds = Counter(kind for one in days for kind in listed(one))
    first = Counter("+".join(one.repairs[0].kinds) for one in days if one.repairs)
    none = sum(not any(kind != "decline" for kind in listed(one)) for one in days)
    told = ", ".join(f"{kind} {many} (first {first[kind]})" for kind, many in sorted(kinds.items()))
    record_property("told", f"ways out of {len(days)} troubles: {told}; nothing but to decline: {none}")
    assert min(kinds[kind] for kind in ALL_KINDS) >= least, kinds
    assert sum(many for kind, many in kinds.items() if "+" in kind) >= least, kinds
