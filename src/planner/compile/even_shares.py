"""Even shares: how far each person's load lies from their part of the whole.

The distance |load - share| alone relaxes badly: an even share is hardly ever whole, a load always is. For each total
near the largest, one cut joins the distances at the two whole loads around the share; with it the relaxation is as
tight as the loads alone allow. (Mixed-integer rounding of a piecewise linear convex cost: Nemhauser and Wolsey,
*Integer and Combinatorial Optimization*, 1988, II.1.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from planner.compile.logic import Lit, Logic, Term, weighted

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

HUNDRED = 100
NEAR = 5  # totals below the largest that get cuts


class EvenShares:
    """Distances from even shares of one load, in hundredths, rounded up.

    Parameters
    ----------
    logic
        The literals of the model.
    loads
        By person, the literals that make their load.
    weights
        By person, the part of the whole that is due to them, as a whole number.
    most
        The largest total that there can be.
    owed
        By person, hundredths that are added to the share; none if not named.
    """

    def __init__(
        self,
        logic: Logic,
        loads: Mapping[str, Sequence[Lit]],
        weights: Mapping[str, int],
        most: int,
        owed: Mapping[str, int],
    ) -> None:
        self._logic = logic
        self._loads = loads
        self._weights = weights
        self._owed = owed
        self._together = sum(weights.values())
        self._most = most
        self._total = logic.number(0, self._most)
        self._totals = {
            one: logic.within(self._total, [one]) for one in range(max(0, self._most - NEAR), self._most + 1)
        }
        logic.model.add(weighted((1, one) for own in loads.values() for one in own) == self._total)

    def distances(self) -> dict[str, IntVar]:
        """How far each person is from the even share, in hundredths of one."""
        return {person: self._distance(person) for person in self._loads}

    def _distance(self, person: str) -> IntVar:
        model, weight, together = self._logic.model, self._weights[person], self._together
        owed = self._owed.get(person, 0)
        distance = self._logic.number(0, HUNDRED * max(self._most, 1) + abs(owed))
        load = self._logic.number(0, len(self._loads[person]))
        model.add(weighted((1, one) for one in self._loads[person]) == load)
        above: list[Term] = [(HUNDRED * together, load), (-HUNDRED * weight, self._total), (-together, distance)]
        below: list[Term] = [(-HUNDRED * together, load), (HUNDRED * weight, self._total), (-together, distance)]
        model.add(weighted(above) <= together * owed)
        model.add(weighted(below) <= -together * owed)
        for total, reached in self._totals.items():
            due = HUNDRED * total * weight + together * owed  # in parts of a hundredth
            whole, rest = divmod(due, HUNDRED * together)
            if rest:
                low, high = -(-rest // together), -(-(HUNDRED * together - rest) // together)
                model.add(distance >= low + (high - low) * (load - whole)).only_enforce_if(reached)
        return distance
