"""A bound on a linear program that is certain: prices of its rows, counted in whole numbers.

Any prices of the rows bound the goal: each variable goes to the end of its domain that is better at these prices. So
it does not matter how exactly a solver found them, only how good they are. (Neumaier and Shcherbina, *Safe bounds in
linear and mixed-integer linear programming*, Mathematical Programming 99, 2004.)
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

DIGITS = 60  # bits of a count: nothing that is added up is larger
FINEST = 30  # bits of a fraction of a price
WHOLE = 2.0**52  # a larger number says no longer which whole one it is


class Rows(NamedTuple):
    """A program whose goal is to be as small as can be: all its numbers whole, limits may be infinite.

    Parameters
    ----------
    low, high, goal
        By variable, its limits and its factor in the goal.
    least, most
        By row, its limits.
    lengths, variables, factors
        How many terms each row has, and those of all rows one after the other.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    goal: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    lengths: NDArray[np.int64]
    variables: NDArray[np.int64]
    factors: NDArray[np.float64]


def certain(rows: Rows, prices: ArrayLike) -> float:
    """What the goal of a program is at least, by what its rows are priced at; a whole number, or minus infinity.

    Parameters
    ----------
    rows
        The program.
    prices
        By row, by how much the goal grows with its limits, as nearly as a solver knows.

    Examples
    --------
    Of two that bring 3 and 2 only one is taken, so no more than 3 can be had, whatever the prices:

    >>> import numpy as np
    >>> one = np.ones(2)
    >>> both = Rows(0 * one, one, np.array([-3.0, -2.0]), np.array([-np.inf]), np.array([1.0]),
    ...             np.array([2]), np.array([0, 1]), one)
    >>> [certain(both, [price]) for price in (-2.999, -2.5, -1.0, 0.0)]
    [-3.0, -3.0, -4.0, -5.0]
    """
    asked = np.asarray(prices, np.float64)
    if not np.isfinite(asked).all():
        return -math.inf
    limits = np.where(asked > 0, rows.least, rows.most)
    used = np.isfinite(limits) & (asked != 0)
    asked, limits = np.where(used, asked, 0.0), np.where(used, limits, 0.0)
    priced = np.repeat(asked, rows.lengths)
    ends = np.maximum(np.abs(_finite(rows.low)), np.abs(_finite(rows.high)))
    size = float(np.abs(asked * limits).sum() + np.abs(rows.goal) @ ends)
    size += float(np.abs(priced * rows.factors) @ ends[rows.variables])
    size += float(np.abs(limits).sum() + np.abs(rows.factors) @ ends[rows.variables])  # what rounding may add
    bits = min(FINEST, DIGITS - math.frexp(size)[1])
    if bits < 0 or size >= WHOLE or not all(map(_whole, (rows.goal, rows.factors, limits, rows.low, rows.high))):
        return -math.inf
    unit = 1 << bits
    price = np.rint(asked * unit).astype(np.int64)
    paid = np.repeat(price, rows.lengths) * rows.factors.astype(np.int64)
    left = rows.goal.astype(np.int64) * unit
    np.subtract.at(left, rows.variables, paid)
    best = np.where(left > 0, rows.low, np.where(left < 0, rows.high, 0.0))
    if not np.isfinite(best).all():
        return -math.inf
    total = int((price * limits.astype(np.int64)).sum()) + int((left * best.astype(np.int64)).sum())
    return float(-(-total // unit))


def _finite(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(numbers), numbers, 0.0)


def _whole(numbers: NDArray[np.float64]) -> bool:
    some = _finite(numbers)
    return bool((np.rint(some) == some).all())
