"""The year calendar: who is where, day by day, and the days in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report import canvas
from planner.report.bands import PAD, Layout
from planner.report.canvas import PALE_RED, RED, Legend, Look
from planner.report.sheet import laid
from planner.report.whereabouts import marks, whereabouts
from planner.report.words import SURE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TINT = Look(PALE_RED)
WINDOW = Look(PALE_RED, "xxxxx", RED)
SUSPECT = Look("#ffffff", ".....", RED)
NUMBER = 5.5
FOOT = 0.3
"""Inches between the last band and the legend."""


def year_calendar(problem: Problem, plan: Plan, *, ax: Axes | None = None) -> Figure:
    """Draw who is where, day by day, with absences, and with the days in red that cannot be served.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan of this problem.
    ax
        Where to draw. If not given, a figure of its own is made, large enough for everybody and every day.

    Returns
    -------
    Figure
        The figure; ``.savefig("year.png")`` writes it.

    Raises
    ------
    NoPlanError
        If the plan has no bookings.
    InputError
        If the plan is not one of this problem.
    """
    ledger = laid(problem, plan)
    found = marks(problem, ledger)
    layout = Layout(problem, found)
    cells = whereabouts(ledger)
    words = _legend_words(plan, cells, found)
    lines = Legend.lines([text for text, _ in words], layout.right - PAD)
    ax = canvas.sheet(layout.width, layout.bottom + FOOT + lines * canvas.LEGEND_LINE + 0.1, ax)
    canvas.write(ax, PAD, 0.25, f"{problem.name}: who is where", size=13, weight="bold", gid="title")
    told = f"{SURE[plan.status].rstrip('.')}; {canvas.staffed(plan)}."
    canvas.write(ax, PAD, 0.5, told, size=9, gid="status")
    for band in layout.bands:
        _draw_days(ax, band, found)
        _draw_people(ax, band, cells)
        _draw_marks(ax, band, found)
    legend = Legend(ax, PAD, layout.bottom + FOOT, layout.right)
    for text, looks in words:
        legend.add(text, lambda box, looks=looks, text=text: _sample(ax, box, text, looks))
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure
