"""The load picture: everybody's weeks, how much of their open hours is taken, and by what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report import canvas
from planner.report.canvas import CLEAR, FAINT, RED, Box, Legend, Look, Sample, swatch
from planner.report.loads import WEEK, Load, loads
from planner.report.sheet import laid
from planner.report.whereabouts import new_role, rows, titled
from planner.report.words import headed, tidy
from planner.wording import Wording, wording_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAD = 0.25
HEAD = 1.2
NAME = 8.0
NAMES_AT_MOST = 2.2
TOTAL = 0.55
FULL = 60  # minutes: a week with less time left is called full

BOOKED = Look("#0072b2")
OUTSIDE = Look("#0072b2", "xxxxx")
TINT = Look(canvas.PALE_RED)
STRIPE = Look(canvas.PALE_RED, "xxxxx", RED)


def load_picture(problem: Problem, plan: Plan, *, ax: Axes | None = None) -> Figure:
    """Draw everybody's weeks: what bookings, preparation and follow-up, and background work take of the open hours.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan of this problem.
    ax
        Where to draw. If not given, a figure of its own is made, large enough for everybody and every week.

    Returns
    -------
    Figure
        The figure; ``.savefig("loads.png")`` writes it.

    Raises
    ------
    NoPlanError
        If the plan has no bookings.
    InputError
        If the plan is not one of this problem.
    """
    ledger = laid(problem, plan)
    weeks, wording = list(loads(ledger)), wording_in(problem.language)
    grid = _Grid(problem, weeks)
    legend = Legend(_samples(weeks, plan, wording), PAD, grid.width - PAD)
    ax = canvas.sheet(grid.width, grid.bottom + 0.12 + legend.height + PAD / 2, ax)
    title = wording.say("{problem}: everybody's weeks", problem=tidy(problem.name))
    canvas.write(ax, PAD, 0.25, title, size=13, weight="bold", gid="title")
    scale = wording.say(
        "Each row is {hours} high, the longest week of anybody; the numbers above are weeks of the year.",
        hours=wording.hours(grid.most),
    )
    canvas.write(ax, PAD, 0.5, scale, size=9, gid="scale")
    _draw_grid(ax, grid, plan, wording)
    _draw_bars(ax, grid, weeks, wording)
    legend.draw(ax, grid.bottom + 0.12)
    return canvas.figure_of(ax)


class _Grid:
    """Where everything stands, in inches from the top left corner."""

    def __init__(self, problem: Problem, weeks: list[Load]) -> None:
        self.people = rows(problem)
        self.names = [canvas.fitted(titled(one), NAME, NAMES_AT_MOST) for one in self.people]
        self.mondays = sorted({one.monday for one in weeks})
        self.most = max((one.away + one.open + one.outside for one in weeks), default=0) or 1
        self.height = min(0.6, max(0.3, 5 / max(1, len(self.people))))
        self.left = PAD + max((canvas.wide(one, NAME) for one in self.names), default=0) + 0.15
        self.week = min(0.6, max(0.27, 8 / max(1, len(self.mondays))))
        self.right = self.left + len(self.mondays) * self.week
        self.width = max(self.right + TOTAL + PAD, 8.5)
        self.bottom = HEAD + len(self.people) * self.height
        self._first = problem.horizon.from_
        self._row = {one.id: i for i, one in enumerate(self.people)}

    def x(self, monday: dt.date) -> float:
        """The left edge of a week."""
        return self.left + (monday - self.mondays[0]) // WEEK * self.week

    def month(self, monday: dt.date) -> tuple[int, int]:
        """The month in which a week begins, or the horizon if that is later."""
        day = max(monday, self._first)
        return day.year, day.month

    def bar(self, load: Load, below: int, minutes: int) -> Box:
        """So many minutes of a week, above others."""
        scale = self.height * 0.88 / self.most
        foot = HEAD + (self._row[load.staff] + 1) * self.height - 0.01
        return self.x(load.monday) + self.week * 0.1, foot - (below + minutes) * scale, self.week * 0.8, minutes * scale


def _draw_grid(ax: Axes, grid: _Grid, plan: Plan, wording: Wording) -> None:
    """Names, weeks and months; red where days cannot be served."""
    for (year, month), same in groupby(grid.mondays, key=grid.month):
        first, *others = same
        day = dt.date(year, month, 1)
        begins = month == 1 or first == grid.mondays[0]
        name = wording.month_and_year(day) if begins else wording.month(day)
        if canvas.wide(name, 8, "bold") > (1 + len(others)) * grid.week:
            name = wording.month(day, short=True)
        canvas.write(ax, grid.x(first), HEAD - 0.4, headed(name), size=8, weight="bold", gid="month")
        ax.plot([grid.x(first)] * 2, [HEAD - 0.3, grid.bottom], color=FAINT, lw=0.6, zorder=1.5)
    for monday in grid.mondays:
        where = grid.x(monday) + grid.week / 2, HEAD - 0.2
        canvas.write(ax, *where, str(monday.isocalendar().week), size=7, ha="center", gid="week")
    for i, name in enumerate(grid.names):
        canvas.write(ax, PAD, HEAD + (i + 0.5) * grid.height, name, size=NAME, gid="name")
    for i in range(len(grid.people) + 1):
        colour = FAINT if new_role(grid.people, i) else canvas.RULE
        ax.plot([PAD, grid.right + TOTAL], [HEAD + i * grid.height] * 2, color=colour, lw=0.7, zorder=1.5)
    windows = [(one.from_, one.to) for one in plan.infeasible_days]
    red = [one for one in grid.mondays if any(first < one + WEEK and one <= last for first, last in windows)]
    canvas.boxes(ax, "infeasible", [(grid.x(one), HEAD, grid.week, grid.bottom - HEAD) for one in red], TINT, zorder=1)
    canvas.boxes(ax, "stripe", [(grid.x(one), HEAD - 0.09, grid.week, 0.09) for one in red], STRIPE, zorder=1)


def _draw_bars(ax: Axes, grid: _Grid, weeks: list[Load], wording: Wording) -> None:
    """Each week: from below what is booked, worked, taken by background; then what is free, then what is away."""
    drawn: dict[str, list[Box]] = defaultdict(list)
    for one in weeks:
        given = one.background - one.lacking
        drawn["open"].append(grid.bar(one, 0, one.open))
        drawn["booked"].append(grid.bar(one, 0, one.booked))
        drawn["work"].append(grid.bar(one, one.booked, one.work))
        drawn["background"].append(grid.bar(one, one.booked + one.work, given))
        drawn["away"].append(grid.bar(one, one.open, one.away))
        drawn["outside"].append(grid.bar(one, one.open + one.away, one.outside))
        if _full(one):
            drawn["full"].append(grid.bar(one, 0, one.open))
    seen = defaultdict(list, {name: [box for box in where if box[3] > 0] for name, where in drawn.items()})
    canvas.boxes(ax, "open", seen["open"], CLEAR, edge=FAINT, line=0.5, zorder=2)
    for name, look in LAYERS.items():
        canvas.boxes(ax, name, seen[name], look, zorder=3)
    canvas.boxes(ax, "full", seen["full"], CLEAR, edge=RED, line=1.6, zorder=4)
    canvas.write(ax, grid.right + TOTAL, HEAD - 0.2, wording.say("busy"), size=7, ha="right", weight="bold")
    for i, person in enumerate(grid.people):
        mine = [one for one in weeks if one.staff == person.id]
        there = sum(one.open for one in mine)
        busy = 100 * sum(one.busy for one in mine)
        told = wording.say("{percent:.0f}%", percent=busy / there) if there else "–"
        where = grid.right + TOTAL, HEAD + (i + 0.5) * grid.height
        canvas.write(ax, *where, told, size=NAME, ha="right", color=canvas.INK, gid="busy")


LAYERS = {
    "booked": BOOKED,
    "work": canvas.WORK,
    "background": canvas.look_of("background"),
    "away": canvas.AWAY,
    "outside": OUTSIDE,
}


def _full(load: Load) -> bool:
    return load.open > 0 and load.free < FULL


def _samples(weeks: list[Load], plan: Plan, wording: Wording) -> list[Sample]:
    """What the legend explains: what is to be seen, and nothing else."""
    words = {
        "booked": wording.say("booked"),
        "work": wording.say("preparation, follow-up"),
        "background": wording.say("background work"),
        "away": wording.say("away"),
        "outside": wording.say("on days off"),
    }
    seen = [name for name in words if any(getattr(one, name) for one in weeks)]
    samples = [swatch(words[name], LAYERS[name]) for name in seen]
    samples.append(swatch(wording.say("free"), CLEAR, FAINT))
    if any(map(_full, weeks)):
        samples.append(swatch(wording.say("full: less than an hour is free"), CLEAR, RED))
    if plan.infeasible_days:
        samples.append(swatch(wording.say("not everything can be held"), STRIPE))
    return samples
