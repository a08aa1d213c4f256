"""Does each fact make sense by itself? Ends after starts, one *when*, a length, somebody to attend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planner.errors import Fault, Path, did_you_mean
from planner.facts.activities import WHEN_KEYS, Activity
from planner.facts.calendar import Calendar
from planner.facts.places import Site
from planner.facts.public_holidays import holidays_of
from planner.facts.staff import Staff
from planner.facts.stepping import senseless_steps
from planner.facts.times import DAY_MINUTES, clock_text
from planner.facts.when import Away, Session

if TYPE_CHECKING:
    from planner.facts.organisation import Facts

MOST_DAYS = 366 * 20
NEVER_BACKGROUND = (
    "needs", "attendees", "duration", "time", "preparation", "follow_up", "grants", "pins", "room", "site", "after",
    "optional", "shifts", "steps", "requires",
)  # fmt: skip


def incoherences(facts: Facts) -> Iterator[Fault]:
    """Every fault that can be seen on one fact alone."""
    yield from _backwards(("horizon",), facts.horizon)
    if (facts.horizon.to - facts.horizon.from_).days > MOST_DAYS:
        yield Fault(("horizon", "to"), f"{facts.horizon.to} is more than twenty years after the start", "Plan a part.")
    yield from _calendar(facts.calendar)
    for i, staff in enumerate(facts.staff):
        yield from _staff(("staff", i), staff)
    for i, room in enumerate(facts.rooms):
        for j, away in enumerate(room.closed):
            yield from _away(("rooms", i, "closed", j), away)
    for i, site in enumerate(facts.sites):
        yield from _site(("sites", i), site)
    for i, activity in enumerate(facts.activities):
        yield from _activity(("activities", i), facts, facts.settled(activity), activity)


def _calendar(calendar: Calendar) -> Iterator[Fault]:
    if not any(calendar.hours):
        yield Fault(("calendar", "hours"), "no weekday has hours", "Write them as {mon-fri: [09:00-12:30]}.")
    for i, closure in enumerate(calendar.closed):
        yield from _backwards(("calendar", "closed", i), closure)
    if calendar.subdivision and not calendar.country:
        yield Fault(("calendar", "subdivision"), "a subdivision needs its country", "Add country: FR, for example.")
    if not calendar.country:
        return
    try:
        places = holidays_of(calendar.country)
    except NotImplementedError:
        import holidays

        hint = did_you_mean(calendar.country, holidays.list_supported_countries())  # slow: it loads every country
        yield Fault(("calendar", "country"), f"{calendar.country!r} is no country code of the holidays library", hint)
        return
    known = {*places.subdivisions, *places.subdivisions_aliases}
    if calendar.subdivision and calendar.subdivision not in known:
        message = f"{calendar.subdivision!r} is no subdivision of {calendar.country}"
        yield Fault(("calendar", "subdivision"), message, did_you_mean(calendar.subdivision, known))


def _staff(path: Path, staff: Staff) -> Iterator[Fault]:
    yield from _backwards((*path, "employed"), staff.employed)
    for j, skill in enumerate(staff.skills):
        yield from _backwards((*path, "skills", j), skill)
    for j, absence in enumerate(staff.absences):
        yield from _away((*path, "absences", j), absence)
    starts = [hours.from_ or dt.date.min for hours in staff.hours]
    if starts != sorted(set(starts)):
        yield Fault((*path, "hours"), "two weeks of hours begin on the same day, or a later one first", "Sort them.")


def _site(path: Path, site: Site) -> Iterator[Fault]:
    for key in ("travel", "distance"):
        if site.id in getattr(site, key):
            yield Fault((*path, key, site.id), f"{site.id!r} is no way from itself", "Remove it.")
    first, last = site.first_arrival, site.last_return
    if first is not None and last is not None and last <= first:
        message = f"{site.id!r} is left by {clock_text(last)}, before anybody arrives at {clock_text(first)}"
        yield Fault((*path, "last_return"), message, "Swap them, or mend the time.")


def _activity(path: Path, facts: Facts, activity: Activity, said: Activity) -> Iterator[Fault]:
    told = [key for key in WHEN_KEYS if getattr(activity, "from_" if key == "from" else key) is not None]
    if len(told) != 1:
        found = f"says when {len(told)} times ({', '.join(told)})" if told else "does not say when"
        yield Fault(path, f"{activity.id!r} {found}", f"Give exactly one of {', '.join(WHEN_KEYS)}.")
        return
    when = told[0]
    yield from _dates(path, activity, when)
    yield from _pins(path, activity, when)
    if activity.kind == "background":
        yield from _background(path, activity, when)
    else:
        yield from _meeting(path, facts, activity, when, said)
        yield from _choice(path, activity)
        yield from _shifts(path, activity, when, said)
        yield from senseless_steps(path, activity)


def _dates(path: Path, activity: Activity, when: str) -> Iterator[Fault]:
    yield from _backwards(path, activity)
    for key in ("between", "could_move"):
        if getattr(activity, key) is not None:
            yield from _backwards((*path, key), getattr(activity, key))
    for j, away in enumerate(activity.client_away):
        yield from _away((*path, "client_away", j), away)
    for j, session in enumerate(activity.sessions or ()):
        if (session.on is None) == (session.at is None):
            yield Fault((*path, "sessions", j), "a session has one date", "Give it on or at.")
        elif session.at is not None and session.time is not None:
            yield Fault((*path, "sessions", j, "time"), "at gives the time already", "Keep one of them.")
    if activity.sessions:
        yield from _sessions(path, activity, activity.sessions)
    if () in (activity.on, activity.sessions):
        yield Fault((*path, when), f"{activity.id!r} names no day", "Name at least one.")
    if activity.to is not None and when != "from":
        message = f"{activity.id!r} ends on {activity.to} but begins on no day of its own"
        yield Fault((*path, "to"), message, f"Remove it, or write from instead of {when}.")
    if activity.except_ and when != "every":
        yield Fault((*path, "except"), "only a recurring activity has exceptions", "Remove it, or say every.")


def _sessions(path: Path, activity: Activity, sessions: tuple[Session, ...]) -> Iterator[Fault]:
    if activity.kind != "training":
        hint = "Say on: [...] for one of several days, or make it a training."
        yield Fault((*path, "sessions"), f"only a training has sessions, {activity.id!r} is a {activity.kind}", hint)
    elif activity.attendees is None:
        message = f"nobody attends {activity.id!r}, so nobody can choose a session"
        yield Fault((*path, "sessions"), message, "Add attendees.")
    known: set[str] = set()
    for j, session in enumerate(sessions):
        if session.begins in known:
            message = f"{activity.id!r} has another session on {session.begins.replace('T', ' ')}"
            yield Fault((*path, "sessions", j), message, "Give each session of a day its own time.")
        known.add(session.begins)


def _pins(path: Path, activity: Activity, when: str) -> Iterator[Fault]:
    if activity.pins.on or activity.pins.at:
        many = {"every": "a recurring activity", "sessions": "a training with sessions"}
        if when == "from" and activity.shifts:
            many["from"] = "an activity in shifts"
        if when in many:
            message = f"{many[when]} has many dates; one cannot be pinned"
            yield Fault((*path, "pins"), message, "Pin its staff only.")
    needed = {need.role for need in activity.needs or ()}
    for role in sorted(activity.pins.staff.keys() - needed):
        hint = did_you_mean(role, needed) or f"Add needs: {{{role}: 1}}."
        yield Fault((*path, "pins", "staff", role), f"{activity.id!r} pins a {role!r} but needs none", hint)


def _background(path: Path, activity: Activity, when: str) -> Iterator[Fault]:
    if when != "from":
        yield Fault((*path, when), "background work lasts from a day on", "Say from, and to if it ends.")
    if not activity.share:
        yield Fault(path, f"{activity.id!r} does not say how much time it takes", "Add share: {ROLE: 0.2}.")
    for key in NEVER_BACKGROUND:
        if getattr(activity, key) not in (None, type(activity).model_fields[key].default):
            yield Fault((*path, key), f"background work has no {key}", "It takes a share of a role's time only.")


def _meeting(path: Path, facts: Facts, activity: Activity, when: str, said: Activity) -> Iterator[Fault]:
    if activity.share:
        yield Fault((*path, "share"), "only background work takes a share of time", "Say needs or attendees.")
    if not activity.needs and activity.attendees is None and activity.kind != "seminar":
        hint = f"Add needs: {{ROLE: 1}} or attendees, here or under defaults: {activity.kind}."
        yield Fault(path, f"{activity.id!r} says neither whom it needs nor who attends", hint)
    whole_day = activity.kind in ("training", "fair", "seminar")
    spans_time = isinstance(activity.time, tuple)
    if activity.duration is None and not whole_day and not (spans_time and when == "from"):
        hint = f"Add duration: 2h, here or under defaults: {activity.kind}."
        yield Fault(path, f"{activity.id!r} does not say how long it lasts", hint)
    longest, name = (DAY_MINUTES, "a day") if when == "from" else (7 * DAY_MINUTES, "a week")
    if activity.duration is not None and activity.duration > longest:
        hint = "Give its first and last day: from and to."
        yield Fault((*path, "duration"), f"{activity.id!r} lasts longer than {name}", hint)
    if when == "at" and said.time is not None:
        yield Fault((*path, "time"), "at gives the time already", "Keep one of them, or say on instead of at.")
    if activity.duration is not None and spans_time and activity.time is not None:
        assert isinstance(activity.time, tuple)
        room = activity.time[1] - activity.time[0]
        if room < activity.duration:
            message = f"{activity.id!r} lasts {activity.duration} minutes, its time leaves {room}"
            yield Fault((*path, "time"), message, "Widen the time or shorten the activity.")
    if when == "from" and activity.duration is not None and not isinstance(activity.time, int):
        yield Fault(path, f"{activity.id!r} lasts several days but its time is open", "Add time: 10:00.")
    if activity.grants and activity.attendees is None:
        yield Fault((*path, "grants"), "only who attends can be granted a skill", "Add attendees.")
    for key in ("preparation", "follow_up"):
        if getattr(activity, key) is not None and not activity.needs:
            yield Fault((*path, key), "preparation and follow-up are done by those who are needed", "Add needs.")


def _choice(path: Path, activity: Activity) -> Iterator[Fault]:
    for key in ("required", "partial") if activity.optional else ():
        if getattr(activity, key):
            message = f"{activity.id!r} is optional and {key}: it is held whole or left out"
            yield Fault((*path, "optional"), message, f"Leave out optional or {key}.")


def _shifts(path: Path, activity: Activity, when: str, said: Activity) -> Iterator[Fault]:
    if said.shifts and when != "from":
        yield Fault((*path, "shifts"), "only what lasts several days is held in shifts", f"Say from instead of {when}.")
    elif activity.shifts and when == "from":
        if not activity.needs:
            yield Fault((*path, "shifts"), "shifts change who fills needs, and there are none", "Add needs.")
        if activity.grants:
            hint = "Leave shifts out, or give sessions."
            yield Fault((*path, "grants"), "who comes for a shift is not there for all of a training", hint)


def _away(path: Path, away: Away) -> Iterator[Fault]:
    if away.every is None and away.from_ is None:
        yield Fault(path, "does not say when", "Give from and to, or every.")
    if away.time is not None and away.half is not None:
        yield Fault((*path, "half"), "time and half both narrow the day", "Keep one of them.")
    moments = [one for one in (away.from_, away.to) if isinstance(one, dt.datetime)]
    if moments and (away.time is not None or away.half is not None or away.every is not None):
        yield Fault((*path, "from"), "from and to give the hours already", "Write days there, or leave the rest out.")
    yield from _backwards(path, away)


def _backwards(path: Path, fact: Any) -> Iterator[Fault]:
    start, end = fact.from_, fact.to
    if start is None or end is None:
        return
    exact = isinstance(start, dt.datetime) or isinstance(end, dt.datetime)
    if _moment(end, dt.time.max) <= _moment(start, dt.time.min) if exact else end < start:
        yield Fault((*path, "to"), f"ends on {end}, before it starts on {start}", "Swap them, or mend the date.")


def _moment(value: dt.date, clock: dt.time) -> dt.datetime:
    """A moment; of a whole day, the one at a time of day."""
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, clock)
