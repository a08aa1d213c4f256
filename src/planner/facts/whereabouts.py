"""Do rooms and sites fit together? An activity is at one site, and every way that somebody may take has a length."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from planner.errors import Fault
from planner.facts.activities import Activity
from planner.facts.places import site_of, suiting

if TYPE_CHECKING:
    from planner.facts.organisation import Facts


def misplaced(facts: Facts) -> Iterator[Fault]:
    """Activities whose rooms lie at several sites, and ways between sites that nobody has told."""
    activities = [facts.settled(one) for one in facts.activities]
    for i, activity in enumerate(activities):
        sites = sorted({one.site or "" for one in suiting(activity, facts.rooms)})
        if activity.site is None and len(sites) > 1:
            told = ", ".join(one or "no site" for one in sites)
            message = f"{activity.id!r} suits rooms at several places ({told})"
            yield Fault(("activities", i, "room"), message, f"Say where it is: site: {next(filter(None, sites))}.")
    yield from _untold_ways(facts, activities)


def _untold_ways(facts: Facts, activities: list[Activity]) -> Iterator[Fault]:
    """Pairs of sites between which somebody may have to go, and neither of which says how long or far that is."""
    places = {one.id: i for i, one in enumerate(facts.sites)}
    long = {frozenset((site.id, other)) for site in facts.sites for other in site.travel}
    far = {frozenset((site.id, other)) for site in facts.sites for other in site.distance}
    asked: set[frozenset[str]] = set()
    sites = [(one, site) for one in activities if (site := site_of(one, facts.rooms)) is not None]
    for person in facts.staff:
        roles = set(person.roles)
        mine = {site for activity, site in sites if _may_be_at(activity, person.id, roles)}
        if person.site is not None and mine:
            mine.add(person.site)
        for pair in combinations(sorted(mine), 2):
            if frozenset(pair) in asked or not set(pair) <= places.keys():
                continue
            asked.add(frozenset(pair))
            one, other = sorted(pair, key=places.__getitem__)
            untold = f"the way from {one!r} to {other!r}"
            if frozenset(pair) not in long:
                message = f"nothing says how long {untold} takes, and {person.id!r} may need it"
                hint = f"Add travel: {{{other}: 1h}} to {one!r}, with the time that it takes."
                yield Fault(("sites", places[one]), message, hint)
            if far and frozenset(pair) not in far:
                message = f"nothing says how far {untold} leads, and {person.id!r} may need it"
                hint = f"Add distance: {{{other}: 12.5}} to {one!r}, in kilometres, or leave out all distances."
                yield Fault(("sites", places[one]), message, hint)


def _may_be_at(activity: Activity, person: str, roles: set[str]) -> bool:
    """Whether somebody may fill a need of an activity, or should attend it."""
    attends = activity.attendees
    if attends is None:
        invited = activity.kind == "seminar"
    else:
        invited = attends.everyone or person in attends.staff or bool(roles & set(attends.roles))
    return invited or any(
        need.role in roles and (not need.from_ or person in need.from_) and person not in need.exclude
        for need in activity.needs or ()
    )
