"""Recurrences without a single date."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Fault
from planner.facts.organisation import Facts
from planner.timeline.company import CompanyDays
from planner.timeline.recurrence import days_of


def undated(facts: Facts) -> Iterator[Fault]:
    """Every recurring activity that no day of the horizon serves."""
    company = None
    for i, stated in enumerate(facts.activities):
        activity = facts.settled(stated)
        if activity.every is None:
            continue
        days = days_of(activity.every, facts.horizon.from_, facts.horizon.to)
        left = [day for day in days if day not in activity.except_]
        company = company or CompanyDays(facts.calendar, facts.language)
        if not left:
            why = "no date inside the horizon" if not days else "only dates that it excepts"
            yield Fault(("activities", i, "every"), f"{activity.id!r} has {why}", "Mend the recurrence or the horizon.")
        elif not (activity.on_days_off or activity.holidays in ("before", "after") or any(map(company.works, left))):
            hint = "Say on_days_off: true, or holidays: before or after."
            yield Fault(("activities", i, "every"), f"{activity.id!r} falls on days off only", hint)
