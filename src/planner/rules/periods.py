"""Days, weeks, months: the periods over which rules count."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from planner.wording import Wording

Period = Literal["day", "week", "month", "horizon"]


def period_of(day: dt.date, per: Period) -> str:
    """The period that a day lies in, as data name it."""
    if per == "day":
        return day.isoformat()
    if per == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{day:%Y-%m}" if per == "month" else "the horizon"


def by_period(days: Iterable[dt.date], per: Period) -> dict[str, list[dt.date]]:
    """Days by the period that they lie in."""
    found: dict[str, list[dt.date]] = defaultdict(list)
    for day in days:
        found[period_of(day, per)].append(day)
    return found


def period_told(period: str, per: Period, wording: Wording) -> str:
    """A period as people write it."""
    say = wording.say
    match per:
        case "day":
            return wording.date(dt.date.fromisoformat(period))
        case "week":
            year, week = period.split("-W")
            return say("{year}-W{week}", year=year, week=week)
        case "month":
            return say("{month:%Y-%m}", month=dt.date.fromisoformat(f"{period}-01"))
        case "horizon":
            return say("the horizon")
