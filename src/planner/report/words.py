"""Words that every report shares: days, amounts, lists of names, and how sure a plan is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Plan, Status
from planner.timeline.causes import day_text

SURE = {
    Status.OPTIMAL: "Optimal: the best possible plan, proved on every goal.",
    Status.FEASIBLE: "Feasible: the best plan found.",
    Status.IMPOSSIBLE: "Impossible: it is proved that what is required cannot all hold.",
    Status.STOPPED: "Stopped: no plan was found before time ran out.",
}
OPEN_HEADS = {goal.name for goal in ORDER if goal.level == "heads"}


def tidy(text: str) -> str:
    r"""One line of text, without what a terminal would take for a command.

    Examples
    --------
    >>> tidy("two\nlines, \x1b[31mred")
    'two lines, ?[31mred'
    """
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def listed(names: Iterable[str]) -> str:
    """Names as they are read aloud.

    Examples
    --------
    >>> listed(["Yurt", "Guardia", "Nutriflux"])
    'Yurt, Guardia and Nutriflux'
    """
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def days_told(first: dt.date, last: dt.date) -> str:
    """Days from one to another, both included.

    Examples
    --------
    >>> days_told(dt.date(2020, 6, 12), dt.date(2020, 6, 25)), days_told(dt.date(2020, 6, 29), dt.date(2020, 7, 2))
    ('12 to 25 June', '29 June to 2 July')
    >>> days_told(dt.date(2020, 6, 12), dt.date(2020, 6, 12))
    'Fri 12 June'
    """
    if first == last:
        return day_text(first)
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%B}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day}{month}{year} to {last.day} {last:%B}{year and f' {last.year}'}"


def amount(number: float) -> str:
    """A number as people write it.

    Examples
    --------
    >>> amount(8000), amount(1.5), amount(0.26)
    ('8,000', '1.5', '0.26')
    """
    return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}".rstrip("0").rstrip(".")


def heads(missing: int, role: str) -> str:
    """So many of a role.

    Examples
    --------
    >>> heads(1, "engineer"), heads(2, "engineer")
    ('1 engineer', '2 × engineer')
    """
    return f"{missing} {role}" if missing == 1 else f"{missing} × {role}"


def gap(goal: Reached) -> float:
    """By how much another plan could at most be better on a goal, as far as is known."""
    return abs(goal.bound - goal.value)


def surety(goal: Reached) -> str:
    """How sure the value of a goal is."""
    if goal.proved:
        return "proved: no plan does better"
    most = (
        "no plan is known to do better, nor proved not to" if not gap(goal) else f"at most {amount(gap(goal))} better"
    )
    return f"not proved: {most}"


def how_sure(plan: Plan) -> str:
    """The status in words, with what another plan could at most do better."""
    told = SURE[plan.status]
    loose = [f"{amount(gap(goal))} better on {goal.name}" for goal in plan.goals if not goal.proved and gap(goal)]
    if plan.status == Status.FEASIBLE and loose:
        return f"{told} Another could be at most {listed(loose)}."
    return told


def shortened(names: Sequence[str], most: int) -> list[str]:
    """The first names, and how many more there are."""
    return list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]


def staffed(plan: Plan) -> str:
    """How much of a plan is held as asked, in a sentence."""
    many, short = len(plan.bookings), sum(not one.complete for one in plan.bookings)
    if not many:
        return "There is nothing to hold."
    if many == 1:
        return f"The only activity is {'not held as asked' if short else 'fully staffed'}."
    if not short:
        return f"All {many} activities are fully staffed."
    return f"{short} of {many} activities {'is' if short == 1 else 'are'} not held as asked."
