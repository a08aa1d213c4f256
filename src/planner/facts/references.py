"""Do the facts fit together? Ids are unique, every reference resolves, what happens lies inside the horizon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from planner.errors import Fault, Path, did_you_mean
from planner.facts.activities import ASSIGNED, Activity, Need, Terms
from planner.facts.order import disorder
from planner.facts.whereabouts import misplaced

if TYPE_CHECKING:
    from planner.facts.organisation import Facts


class Known:
    """The names that facts may refer to.

    Parameters
    ----------
    facts
        The facts that could be read.
    unread
        More names, by what they name (``"staff"``, ``"roles"``), of things that could not be read: a reference to one
        is no further fault. `None` where such a name could be any.
    whole
        Whether all that was stated could be read: only then is something known to be lacking.
    """

    def __init__(
        self, facts: Facts, unread: Mapping[str, set[str] | None] | None = None, *, whole: bool = True
    ) -> None:
        self.whole = whole
        skills = {skill.name for one in facts.staff for skill in one.skills}
        for activity in facts.activities:
            skills.update(facts.settled(activity).grants or ())
        read = {
            "staff": {one.id for one in facts.staff},
            "sites": {one.id for one in facts.sites},
            "activities": {one.id for one in facts.activities},
            "optional": {one.id for one in facts.activities if facts.settled(one).optional},
            "conditions": set(facts.conditions),
            "roles": {role for one in facts.staff for role in one.roles},
            "skills": skills,
        }
        known = {key: _and(names, (unread or {}).get(key, set())) for key, names in read.items()}
        self.staff, self.sites, self.activities = known["staff"], known["sites"], known["activities"]
        self.optional = known["optional"]
        self.conditions, self.roles, self.skills = known["conditions"], known["roles"], known["skills"]
        self.distances = any(one.distance for one in facts.sites)
        self.roles_of = {one.id: one.roles for one in facts.staff}
        self.owners = _together(self.staff, self.roles)


class _AnyName(set[str]):
    """The names of things of which some cannot be told."""

    def __contains__(self, name: object) -> bool:
        return True


def _and(names: set[str], more: set[str] | None) -> set[str]:
    return _AnyName(names) if more is None else names | more


def _together(*sorts: set[str]) -> set[str]:
    names = set[str]().union(*sorts)
    return _AnyName(names) if any(isinstance(one, _AnyName) for one in sorts) else names


def dangling(facts: Facts, known: Known) -> Iterator[Fault]:
    """Every fault that shows only when facts are laid side by side."""
    for key in ("sites", "staff", "rooms", "activities"):
        yield from _duplicates(key, [one.id for one in getattr(facts, key)])
    for i, site in enumerate(facts.sites):
        for key in ("travel", "distance"):
            for other in getattr(site, key):
                yield from unknown(("sites", i, key, other), "site", [other], known.sites)
    for i, staff in enumerate(facts.staff):
        yield from unknown(("staff", i, "site"), "site", [staff.site], known.sites)
    for i, room in enumerate(facts.rooms):
        yield from unknown(("rooms", i, "site"), "site", [room.site], known.sites)
    for kind, terms in facts.defaults.items():
        yield from _terms(("defaults", kind), terms, known)
    for i, activity in enumerate(facts.activities):
        yield from _terms(("activities", i), activity, known)
        yield from _activity(("activities", i), activity, known)
        yield from _outside(("activities", i), activity, facts.horizon.from_, facts.horizon.to)
    if known.whole:
        yield from misplaced(facts)
    yield from disorder(facts.activities)


def _terms(path: Path, terms: Terms, known: Known) -> Iterator[Fault]:
    for i, need in enumerate(terms.needs or ()):
        yield from _need((*path, "needs", i), need, known)
    if terms.attendees:
        yield from unknown((*path, "attendees", "staff"), "person", terms.attendees.staff, known.staff)
    yield from unknown((*path, "site"), "site", [terms.site], known.sites)
    for i, step in enumerate(terms.steps or ()):
        for key, some in (("owner", [step.owner]), ("deputies", step.deputies)):
            named = [one for one in some if one != ASSIGNED]
            yield from unknown((*path, "steps", i, key), "person or role", named, known.owners)


def _need(path: Path, need: Need, known: Known) -> Iterator[Fault]:
    for key, people in (("from", need.from_), ("prefer", need.prefer), ("exclude", need.exclude)):
        yield from unknown((*path, key), "person", people, known.staff)
    if need.in_turn and not need.from_:
        yield Fault((*path, "in_turn"), "nobody is named whose turn it could be", "Add from: [OWNER, DEPUTY].")
    for skill in need.skills:
        if skill not in known.skills:
            hint = did_you_mean(skill, known.skills) or "Give it to somebody, or let a training grant it."
            yield Fault((*path, "skills"), f"nobody has the skill {skill!r}, and no training grants it", hint)


def _activity(path: Path, activity: Activity, known: Known) -> Iterator[Fault]:
    for i, one in enumerate(activity.after):
        yield from unknown((*path, "after", i, "activity"), "activity", [one.activity], known.activities)
    yield from unknown((*path, "only_if"), "condition", [activity.only_if], known.conditions)
    for role, people in activity.pins.staff.items():
        yield from unknown((*path, "pins", "staff", role), "person", people, known.staff)


def _outside(path: Path, activity: Activity, first: dt.date, last: dt.date) -> Iterator[Fault]:
    """Dates that no day of the horizon can serve. Recurrences and open-ended spans are cut to it instead."""
    if last < first:
        return
    for where, day in _dates(activity):
        if not first <= day <= last:
            message = f"{activity.id!r} is on {day}, the horizon goes from {first} to {last}"
            yield Fault((*path, *where), message, "Mend the date, or widen the horizon.")
    window = activity.between or (activity if activity.from_ else None)
    if window and window.from_ and (window.from_ > last or (window.to or last) < first):
        key = "between" if activity.between else "from"
        message = f"{activity.id!r} lies outside the horizon, which goes from {first} to {last}"
        yield Fault((*path, key), message, "Mend the dates, or widen the horizon.")


def _dates(activity: Activity) -> Iterator[tuple[Path, dt.date]]:
    """Every single date that an activity names, and where."""
    if activity.at:
        yield ("at",), activity.at.date()
    for day in activity.on or ():
        yield ("on",), day
    for i, session in enumerate(activity.sessions or ()):
        if session.at:
            yield ("sessions", i, "at"), session.at.date()
        if session.on:
            yield ("sessions", i, "on"), session.on
    if activity.pins.on:
        yield ("pins", "on"), activity.pins.on
    if activity.pins.at:
        yield ("pins", "at"), activity.pins.at.date()


def unknown(path: Path, what: str, names: Iterable[str | None], known: set[str]) -> Iterator[Fault]:
    """A fault for each name that is not known; `None` names nothing."""
    for name in names:
        if name is not None and name not in known:
            yield Fault(path, f"{name!r} is no {what}", did_you_mean(name, known) or f"No {what} is defined.")


def _duplicates(key: str, ids: list[str]) -> Iterator[Fault]:
    told: set[str] = set()
    for i, one in enumerate(ids):
        if one in told:
            message = f"{one!r} is the id of another of the {key}"
            yield Fault((key, i, "id"), message, "Ids are unique: rename one of them.")
        told.add(one)
