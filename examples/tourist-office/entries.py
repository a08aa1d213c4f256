"""The season as calendar entries: what was told, what a change cancels of it, and what replaces that.

An entry keeps its UID for ever. A calendar that is given a cancellation takes the entry out; published again with a
higher SEQUENCE, the entry comes back on its new day (RFC 5546).
"""

import datetime as dt
from typing import NamedTuple

from icalendar import Calendar, Event, vCalAddress

OFFICE = "tourist-office.example"


class Entry(NamedTuple):
    """What is in a calendar, for some hours or for a whole day."""

    start: dt.date
    end: dt.date
    title: str
    who: str

    def __str__(self) -> str:
        hour = " %H:%M" if isinstance(self.start, dt.datetime) else ""
        return f"{self.start.strftime(f'%a %d %b{hour}')}, {self.who}"


def entries(problem, plan) -> dict[str, Entry]:
    """Everything that has a day, by UID: bookings at their hours, steps on their days."""
    names = {one.id: one.title for one in problem.staff}
    titles = {one.occurrence: one.title for one in plan.bookings}
    found = {}
    for one in plan.bookings:
        if one.start:
            who = ", ".join(names[each] for each in one.people)
            found[f"{one.occurrence}@{OFFICE}"] = Entry(one.start, one.end, one.title, who)
    for one in plan.steps:
        if one.day:
            title, who = f"{titles[one.occurrence]}: {one.name}", names.get(one.owner, "a date only")
            uid = f"{one.occurrence}/{one.name.replace(' ', '-')}@{OFFICE}"
            found[uid] = Entry(one.day, one.day + dt.timedelta(days=1), title, who)
    return found


def calendar(found: dict[str, Entry], sequence: int = 0, cancel: bool = False) -> bytes:
    """A calendar file that publishes or cancels entries."""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//{OFFICE}//season//EN")
    file.add("method", "CANCEL" if cancel else "PUBLISH")
    for uid, one in found.items():
        timed = isinstance(one.start, dt.datetime)
        event = Event()
        event.add("uid", uid)
        event.add("sequence", sequence)
        event.add("status", "CANCELLED" if cancel else "CONFIRMED")
        event.add("dtstamp", dt.datetime.now(dt.UTC))
        event.add("organizer", vCalAddress(f"mailto:groups@{OFFICE}"))
        event.add("dtstart", one.start.astimezone(dt.UTC) if timed else one.start)
        event.add("dtend", one.end.astimezone(dt.UTC) if timed else one.end)
        event.add("summary", one.title)
        event.add("description", one.who)
        event.add("transp", "OPAQUE" if timed else "TRANSPARENT")
        file.add_component(event)
    return file.to_ical()
