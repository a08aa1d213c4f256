"""Rounding to the time grid: its one address, always to the strict side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import ceil

from planner.timeline.clock import LocalClock
from planner.timeline.spans import Span


def starts_on_grid(clock: LocalClock, day: dt.date, starts: Iterable[Span], step: int) -> tuple[int, ...]:
    """The starts that lie on the grid, which counts `step` minutes from local midnight.

    Parameters
    ----------
    clock
        The problem's clock.
    day
        The day whose midnight the grid counts from.
    starts
        Spans of possible starts, *both ends included*.
    step
        Minutes of the grid.

    Examples
    --------
    >>> paris, day = LocalClock("Europe/Paris"), dt.date(2020, 6, 23)
    >>> midnight = paris.day(day)[0]
    >>> [start - midnight for start in starts_on_grid(paris, day, [(midnight + 541, midnight + 571)], 15)]
    [555, 570]
    """
    midnight = clock.day(day)[0]
    found = [range(midnight + -(-(first - midnight) // step) * step, last + 1, step) for first, last in starts]
    return tuple(sorted({start for one in found for start in one}))


def share_of(minutes: int, share: float) -> int:
    """A share of some minutes, in whole minutes, rounded up.

    Examples
    --------
    >>> share_of(450, 0.2), share_of(451, 0.2)
    (90, 91)
    """
    return ceil(minutes * _as_written(share))


@cache
def _as_written(share: float) -> Fraction:
    """A share as people mean it: 0.1 is a tenth, not the nearest power of two."""
    return Fraction(str(share))
