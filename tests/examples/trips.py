"""What each choice of the consultant brings and costs, counted from the brief, the days and the ways as stated."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise, permutations, product
from typing import NamedTuple

import holidays

import planner
from planner.facts.activities import Activity

TRIP, HOUR, MEETING = 150, 30, 100
HOLIDAYS = holidays.country_holidays("FR", years=2026)
OPEN = ((9 * 60, 12 * 60 + 30), (13 * 60 + 30, 18 * 60 + 30))


class Year(NamedTuple):
    problem: planner.Problem
    plan: planner.Plan

    @property
    def requests(self) -> dict[str, Activity]:
        """Each client's request: the activity that carries the brief."""
        return {one.client: self.problem.settled(one) for one in self.problem.activities if one.details and one.client}

    def held(self, kind: str) -> dict[str, planner.Booking]:
        """What is held in Paris (appointments) or by video (meetings), by client."""
        clients = {one.id: one.client or "" for one in self.problem.activities}
        held = [one for one in self.plan.bookings if one.start is not None and one.kind == kind]
        return {clients[one.activity]: one for one in held}

    @property
    def turned_down(self) -> set[str]:
        return set(self.requests) - set(self.held("appointment")) - set(self.held("meeting"))

    def way(self, one: str, other: str) -> int:
        """Minutes from one place to another, the same both ways."""
        stated = {(site.id, to): minutes for site in self.problem.sites for to, minutes in site.travel.items()}
        return int(stated.get((one, other)) or stated[other, one])


def brief(request: Activity, name: str) -> float:
    return float(request.details.get(name) or 0)


def income(request: Activity, chance: str) -> float:
    return brief(request, "budget") * brief(request, chance)


def there(day: dt.date) -> list[tuple[int, int]]:
    """The minutes of a day on which she works."""
    on_leave = dt.date(2026, 2, 23) <= day <= dt.date(2026, 2, 25) or dt.date(2026, 7, 13) <= day <= dt.date(
        2026, 8, 21
    )
    if day.weekday() > 4 or day in HOLIDAYS or on_leave:
        return []
    teaches = day.weekday() == 3 and day <= dt.date(2026, 6, 18)
    return [OPEN[1]] if teaches else [*OPEN]


def tour(year: Year, day: dt.date, visits: Iterable[Activity]) -> int | None:
    """What the shortest way through all visits of a day costs, or nothing if they do not fit into it."""
    costs = []
    sites = {site.id: site for site in year.problem.sites}
    for order in permutations(visits):
        stops = ["marseille", *(one.site or "" for one in order), "marseille"]
        now, fits = 0, True
        for before, one in zip(stops, order, strict=False):
            now += year.way(before, one.site or "") if before not in ("marseille", one.site) else 0
            start = earliest(one, max(now, minute(sites[one.site or ""].first_arrival)), day)
            now = start + (one.duration or 0)
            fits = fits and now <= minute(sites[one.site or ""].last_return)
        if fits:
            minutes = sum(year.way(a, b) for a, b in pairwise(stops) if a != b)
            costs.append(TRIP + HOUR * -(-minutes // 60))
    return min(costs, default=None)


def minute(clock: object) -> int:
    return int(clock) if isinstance(clock, int) else clock.hour * 60 + clock.minute  # type: ignore[attr-defined]


def earliest(one: Activity, after: int, day: dt.date) -> int:
    """The first start from a minute on, or a minute of the next day: a meeting is not cut, and begins at a quarter."""
    after = -(-after // 15) * 15
    length = one.duration or 0
    fixed = minute(one.time) if one.time is not None else None
    for first, last in there(day):
        start = max(after, first) if fixed is None else fixed
        if after <= start and first <= start and start + length <= last:
            return start
    return 24 * 60


def together(requests: Iterable[Activity]) -> list[list[Activity]]:
    """Requests that share a day, directly or through others: what one costs depends on no other group."""
    groups: list[list[Activity]] = []
    for one in requests:
        near = [group for group in groups if any(set(one.on or ()) & set(other.on or ()) for other in group)]
        groups = [group for group in groups if group not in near] + [
            [one, *(other for group in near for other in group)]
        ]
    return groups


def least(year: Year, group: list[Activity]) -> float:
    """The least that a group can lose and cost, over all its choices: a day in Paris, video, or nothing."""
    choices: list[list[tuple[dt.date | None, float]]] = []
    for one in group:
        in_paris, by_video = (income(one, "chance"), income(one, "by video"))
        best = in_paris if one.site else by_video
        days = [day for day in one.on or () if there(day)]
        found: list[tuple[dt.date | None, float]] = [(None, best)]
        if days and by_video:
            found.append((None, best - by_video + MEETING))
        if one.site:
            found += [(day, MEETING) for day in days]
        choices.append(found)
    costs: dict[tuple[dt.date, tuple[str, ...]], int | None] = {}
    lowest = float("inf")
    for chosen in product(*choices):
        total, days_out = sum(cost for _, cost in chosen), defaultdict(list)
        for one, (day, _) in zip(group, chosen, strict=True):
            if day is not None:
                days_out[day].append(one)
        for day, visits in days_out.items():
            key = day, tuple(one.id for one in visits)
            if key not in costs:
                costs[key] = tour(year, day, visits)
            cost = costs[key]
            total += float("inf") if cost is None else cost
        lowest = min(lowest, total)
    return lowest
