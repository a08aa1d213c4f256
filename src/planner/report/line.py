"""One booking, and one journey, as a reader is told them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from planner.plan.journey import Journey
from planner.report.words import tidy
from planner.rules.base import Names


class Line(NamedTuple):
    """One booking as a reader is told it. `day` and `time` are missing where no time is possible.

    `month` is the heading it stands under, `date` its day there; `state` says in a word whether it is held as asked,
    or left out; `people` tells what it lacks, too.
    """

    occurrence: str
    day: dt.date | None
    month: str
    date: str
    time: str
    title: str
    kind: str
    state: str
    people: str
    lacks: str
    notes: tuple[str, ...]
    complete: bool
    declined: bool = False


def journey_told(one: Journey, times: tuple[dt.datetime, dt.datetime], names: Names) -> str:
    """Who goes from where to where, from one local time to another."""
    wording, (start, end) = names.wording, times
    return wording.say(
        "{person}: {day}, {start}–{end}, from {one} to {other}",
        person=tidy(names.person(one.staff)),
        day=wording.day(start),
        start=wording.clock(start),
        end=wording.clock(end),
        one=tidy(names.site(one.from_)),
        other=tidy(names.site(one.to)),
    )
