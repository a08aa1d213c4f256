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
    """In which period, as people say it: ``on Tue 23 June``, ``in week 26 of 2020``, ``in June 2020``."""
    say = wording.say
    match per:
        case "day":
            return say("on {day}", day=wording.day(dt.date.fromisoformat(period)))
        case "week":
            year, week = period.split("-W")
            return say("in week {week} of {year}", week=int(week), year=year)
        case "month":
            return say("in {month}", month=wording.month_and_year(dt.date.fromisoformat(f"{period}-01")))
        case "horizon":
            return say("over the whole time")
