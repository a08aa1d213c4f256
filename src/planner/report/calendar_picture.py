"""The year calendar: who is where, day by day, and the days in trouble."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from planner.checking import names_of
from planner.facts.activities import Kind
from planner.facts.calendar import days_between
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report import canvas
from planner.report.bands import BAR, LABEL, LANE, MONTH, NAME, NUMBERS, PAD, Band, Layout
from planner.report.canvas import CLEAR, FAINT, RED, Box, Legend, Look, Sample, swatch, symbol
from planner.report.sheet import laid
from planner.report.whereabouts import Cell, Mark, Seen, There, marks, new_role, whereabouts
from planner.report.words import headed, staffed, sure, tidy
from planner.rules.base import Names
from planner.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TINT, TINT_OFF = Look(canvas.PALE_RED), Look("#e6b8b2")
WINDOW = Look(canvas.PALE_RED, "xxxxx", RED)
SUSPECT = Look("#ffffff", ".....", RED)
SIGNS = {Seen.SHORT: "v", Seen.UNHELD: "X"}
NUMBER = 5.5
FOOT = 0.12


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
    cells, names = whereabouts(ledger), names_of(problem)
    legend = Legend(_samples(plan, found, names), PAD, layout.right)
    ax = canvas.sheet(layout.width, layout.bottom + FOOT + legend.height + PAD / 2, ax)
    title = names.wording.say("{problem}: who is where", problem=tidy(problem.name))
    canvas.write(ax, PAD, 0.25, title, size=13, weight="bold", gid="title")
    status = f"{sure(plan, names.wording)} {staffed(plan, names.wording)}"
    canvas.write(ax, PAD, 0.5, status, size=9, gid="status")
    for band in layout.bands:
        _draw_days(ax, band, names.wording)
        _draw_people(ax, band, cells)
        _draw_marks(ax, band, found, cells)
        _draw_labels(ax, band)
    legend.draw(ax, layout.bottom + FOOT)
    return canvas.figure_of(ax)


def _draw_days(ax: Axes, band: Band, wording: Wording) -> None:
    """The months' names, the days' numbers, and the lines between weeks and months."""
    layout = band.layout
    for _, days in groupby(band.days, key=lambda day: (day.year, day.month)):
        first = next(days)
        month = headed(wording.month_and_year(first))
        canvas.write(ax, band.x(first), band.top + MONTH / 2, month, size=9.5, weight="bold", gid="month")
        ax.plot([band.x(first)] * 2, [band.bar, band.bottom], color=canvas.INK, lw=0.8, zorder=4.5)
    for day in band.days:
        bold = "bold" if day.weekday() == 0 else "normal"
        where = band.x(day) + layout.day / 2, band.numbers + NUMBERS / 2
        canvas.write(ax, *where, str(day.day), size=NUMBER, ha="center", weight=bold, gid="day")
        if day.weekday() == 0:
            ax.plot([band.x(day)] * 2, [band.body, band.bottom], color=canvas.RULE, lw=0.5, zorder=2.5)
    for i in range(len(layout.people) + 1):
        colour = FAINT if new_role(layout.people, i) else canvas.RULE
        ax.plot([PAD, band.x(band.days[-1]) + layout.day], [band.row(i)] * 2, color=colour, lw=0.7, zorder=2.5)
    for i, name in enumerate(layout.names):
        canvas.write(ax, PAD, band.row(i) + layout.row / 2, name, size=NAME, gid="name")


def _draw_people(ax: Axes, band: Band, cells: dict[tuple[str, dt.date], Cell]) -> None:
    """Each person's days: off or away, what they are at, and the work around it."""
    layout = band.layout
    height, width = layout.row, layout.day
    drawn: dict[str, list[Box]] = defaultdict(list)
    short: list[Box] = []
    for i, who in enumerate(layout.people):
        for day in band.days:
            cell, x, y = cells[who.id, day], band.x(day), band.row(i)
            whole = x, y, width, height
            if cell.there is There.OFF:
                drawn["off"].append(whole)
            elif cell.there is not There.YES:
                part = height if cell.there is There.AWAY else height / 2
                drawn["away"].append((x, y + (part if cell.there is There.AFTERNOON_AWAY else 0), width, part))
            if cell.works:
                drawn["work"].append((x, y + height * 0.62, width, height * 0.2))
            for j, entry in enumerate(cell.entries):
                part = height * 0.84 / len(cell.entries)
                box = x + width * 0.06, y + height * 0.08 + j * part, width * 0.88, part
                drawn[entry.booking.kind].append(box)
                if not entry.booking.complete:
                    short.append(box)
    canvas.boxes(ax, "off", drawn.pop("off", []), canvas.OFF, zorder=1.5)
    canvas.boxes(ax, "away", drawn.pop("away", []), canvas.AWAY, zorder=1.8)
    canvas.boxes(ax, "work", drawn.pop("work", []), canvas.WORK, zorder=2.8)
    for kind, where in sorted(drawn.items()):
        canvas.boxes(ax, kind, where, canvas.look_of(kind), zorder=3)
    canvas.boxes(ax, "half-staffed", short, CLEAR, edge=RED, line=1.6, zorder=3.5)


def _draw_marks(ax: Axes, band: Band, found: list[Mark], cells: dict[tuple[str, dt.date], Cell]) -> None:
    """Red: a tint on everybody's days that cannot be served, a frame around them, a sign for what is short."""
    layout, tinted = band.layout, set[dt.date]()
    for mark in found:
        shown = band.cut(mark)
        if shown is None or mark.what == Seen.HELD:
            continue
        x, width = band.x(shown[0]), band.x(shown[1]) + layout.day - band.x(shown[0])
        if mark.window:
            tinted.update(days_between(*shown))
            look = WINDOW if mark.what == Seen.WINDOW else SUSPECT
            canvas.boxes(ax, mark.what, [(x, band.bar, width, BAR)], look, edge=RED, line=0.8, zorder=4)
            frame = x, band.bar, width, band.bottom - band.bar
            canvas.boxes(ax, "frame", [frame], CLEAR, edge=RED, line=1.4, zorder=5)
            continue
        for day in {shown[0], shown[1]}:
            canvas.sign(ax, mark.what, SIGNS[mark.what], band.x(day) + layout.day / 2, band.bar + BAR / 2)
    for i, who in enumerate(layout.people):
        for off in (False, True):
            days = [day for day in sorted(tinted) if (cells[who.id, day].there is There.OFF) == off]
            where = [(band.x(day), band.row(i), layout.day, layout.row) for day in days]
            canvas.boxes(ax, "infeasible", where, TINT_OFF if off else TINT, zorder=1.6)


def _draw_labels(ax: Axes, band: Band) -> None:
    """What is held and what is in trouble, by name, with a line down to its day."""
    for label in band.labels:
        y = band.bar - (label.lane + 0.5) * LANE
        shown = band.cut(label.mark)
        assert shown is not None
        trouble = label.mark.what != Seen.HELD
        colour, foot = (RED, band.bar) if trouble else (FAINT, band.numbers)
        if not label.mark.window:
            x = band.x(shown[0]) + band.layout.day / 2
            ax.plot([x, x], [y, foot], color=colour, lw=0.6, zorder=4)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        style = {"color": RED, "weight": "bold"} if trouble else {}
        canvas.write(ax, label.left, y, label.text, size=LABEL, bbox=paper, gid="label", **style)


def _samples(plan: Plan, found: list[Mark], names: Names) -> list[Sample]:
    """What the legend explains: what is to be seen, and nothing else."""
    wording = names.wording
    kinds = {one.kind for one in plan.bookings if one.start is not None}
    known = [one for one in get_args(Kind) if one in kinds]
    samples = [swatch(names.kind(kind), canvas.look_of(kind)) for kind in [*known, *sorted(kinds - {*known})]]
    if any(one.work for one in plan.bookings):
        samples.append(swatch(wording.say("preparation, follow-up"), canvas.WORK))
    samples.append(swatch(wording.say("away"), canvas.AWAY))
    samples.append(swatch(wording.say("day off, holiday, closure"), canvas.OFF))
    shown = {mark.what for mark in found}
    if Seen.WINDOW in shown:
        samples.append(swatch(Seen.WINDOW.told(wording), WINDOW, RED))
    if Seen.SUSPECT in shown:
        samples.append(swatch(Seen.SUSPECT.told(wording), SUSPECT, RED))
    samples += [symbol(what.told(wording), SIGNS[what]) for what in SIGNS if what in shown]
    return samples
