"""How a calendar is laid out: months side by side in bands, one below the other, labels where there is room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil

from planner.facts.staff import Staff
from planner.problem import Problem
from planner.report.canvas import fitted, wide
from planner.report.whereabouts import Mark, Seen, months, rows, titled

MONTHS = 3  # side by side at most
PAD = 0.25
TITLE = 0.75
MONTH = 0.24
LANE = 0.155
BAR = 0.11
NUMBERS = 0.15
GAP = 0.3
LABEL = 7.0
NAME = 8.0
NAMES_AT_MOST = 2.2
LANES = 4  # of labels of what is held; more, and none of them is shown
AIR = 0.08


@dataclass(frozen=True)
class Label:
    """A text in a lane above the days, and the mark that it speaks of."""

    mark: Mark
    text: str
    left: float
    lane: int


@dataclass(frozen=True, eq=False)
class Band:
    """Some months side by side: their days, their labels, and where they stand."""

    days: tuple[dt.date, ...]
    labels: tuple[Label, ...]
    top: float
    layout: Layout

    @property
    def lanes(self) -> int:
        """How many lanes its labels take."""
        return max((one.lane + 1 for one in self.labels), default=0)

    @property
    def bar(self) -> float:
        """The top of the line of marks."""
        return self.top + MONTH + self.lanes * LANE

    @property
    def numbers(self) -> float:
        """The top of the line of days."""
        return self.bar + BAR + 0.02

    @property
    def body(self) -> float:
        """The top of the first person's row."""
        return self.numbers + NUMBERS

    @property
    def bottom(self) -> float:
        """The bottom of the last person's row."""
        return self.body + len(self.layout.people) * self.layout.row

    def x(self, day: dt.date) -> float:
        """The left edge of a day."""
        return self.layout.left + (day - self.days[0]).days * self.layout.day

    def row(self, i: int) -> float:
        """The top of a person's row."""
        return self.body + i * self.layout.row

    def cut(self, mark: Mark) -> tuple[dt.date, dt.date] | None:
        """The first and last day of a mark inside the band, if there is one."""
        first, last = max(mark.first, self.days[0]), min(mark.last, self.days[-1])
        return (first, last) if first <= last else None


class Layout:
    """Where everything stands, in inches from the top left corner.

    Parameters
    ----------
    problem
        Its people are the rows, its horizon the days.
    marks
        What is to be labelled: trouble first.
    """

    def __init__(self, problem: Problem, marks: list[Mark]) -> None:
        self.people: list[Staff] = rows(problem)
        self.names = [fitted(titled(one), NAME, NAMES_AT_MOST) for one in self.people]
        self.row = min(0.3, max(0.165, 4 / max(1, len(self.people))))
        self.left = PAD + max((wide(one, NAME) for one in self.names), default=0) + 0.12
        spans = _bands(list(months(problem)))
        longest = max((days[-1] - days[0]).days + 1 for days in spans)
        self.day = min(0.36, max(0.165, 9 / longest))
        self.right = self.left + max(longest * self.day, 7.5 - self.left)
        self.width = self.right + PAD
        self.bands = self._stacked(spans, marks)
        self.bottom = self.bands[-1].bottom

    def _stacked(self, spans: list[tuple[dt.date, ...]], marks: list[Mark]) -> list[Band]:
        """The bands; with labels of what is held only if every band has room for all of its."""
        labels = [self._labelled(days, marks) for days in spans]
        if any(one.lane >= LANES + _troubles(found) for found in labels for one in found):
            labels = [self._labelled(days, [mark for mark in marks if mark.what != Seen.HELD]) for days in spans]
        bands: list[Band] = []
        top = TITLE
        for days, found in zip(spans, labels, strict=True):
            bands.append(Band(days, found, top, self))
            top = bands[-1].bottom + GAP
        return bands

    def _labelled(self, days: tuple[dt.date, ...], marks: list[Mark]) -> tuple[Label, ...]:
        """Labels in the lowest lane in which each has room, trouble nearest to the days.

        From right to left, so that the lines down to the days seldom pass behind another label.
        """
        band, taken = Band(days, (), 0, self), list[list[tuple[float, float]]]()
        edge = max(self.left + len(days) * self.day, self.right)
        found: list[Label] = []
        for mark in sorted(marks, key=lambda one: (one.what == Seen.HELD, -one.first.toordinal())):
            shown = band.cut(mark)
            if not mark.text or shown is None:
                continue
            weight = "normal" if mark.what == Seen.HELD else "bold"
            text = fitted(mark.text, LABEL, edge - self.left, weight)
            size = wide(text, LABEL, weight)
            left = max(self.left, min(band.x(shown[0]), edge - size))
            span = left, left + size + AIR
            taken.append([])  # there is always room above
            lane = next(i for i, held in enumerate(taken) if all(b <= span[0] or span[1] <= a for a, b in held))
            taken[lane].append(span)
            found.append(Label(mark, text, left, lane))
        return tuple(found)


def _troubles(labels: tuple[Label, ...]) -> int:
    """How many lanes trouble takes."""
    return max((one.lane + 1 for one in labels if one.mark.what != Seen.HELD), default=0)


def _bands(by_month: list[tuple[dt.date, ...]]) -> list[tuple[dt.date, ...]]:
    """Months side by side, as evenly as they go."""
    per_band = ceil(len(by_month) / ceil(len(by_month) / MONTHS))
    groups = [by_month[i : i + per_band] for i in range(0, len(by_month), per_band)]
    return [tuple(day for month in group for day in month) for group in groups]
