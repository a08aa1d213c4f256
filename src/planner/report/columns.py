"""The columns of a plan's tables, and what stands in each."""

from __future__ import annotations

from typing import Literal

Kind = Literal["text", "count", "number", "place", "yes", "time", "day"]
Columns = dict[str, Kind]

BOOKINGS: Columns = {
    "occurrence": "text", "activity": "text", "kind": "text", "title": "text", "client": "text", "priority": "text",
    "start": "time", "end": "time", "complete": "yes", "declined": "yes", "missing": "count", "attendees": "text",
    "away": "text", "standby": "text", "moved_from": "day", "site": "text", "room": "text", "room_missing": "yes",
}  # fmt: skip
PLACES: Columns = {
    "occurrence": "text", "title": "text", "start": "time", "end": "time", "staff": "text", "name": "text",
    "need": "place", "role": "text",
}  # fmt: skip
WORK: Columns = {
    "occurrence": "text", "title": "text", "staff": "text", "name": "text", "what": "text", "start": "time",
    "end": "time", "minutes": "count",
}  # fmt: skip
JOURNEYS: Columns = {
    "staff": "text", "name": "text", "from": "text", "to": "text", "start": "time", "end": "time", "minutes": "count",
}  # fmt: skip
SHORTAGES: Columns = {
    "occurrence": "text", "activity": "text", "title": "text", "start": "time", "need": "place", "role": "text",
    "missing": "count", "staff": "text", "name": "text", "fact": "text", "text": "text", "subject": "text",
    "step": "text",
}  # fmt: skip
DECLINED: Columns = {
    "occurrence": "text", "activity": "text", "title": "text", "displaces": "text", "instead": "text", "text": "text",
}  # fmt: skip
STEPS: Columns = {
    "occurrence": "text", "title": "text", "step": "text", "due": "day", "day": "day", "staff": "text", "name": "text",
    "backup": "text", "valid_until": "day", "why": "text",
}  # fmt: skip
INCOMPLETE: Columns = {"activity": "text", "title": "text", "missing": "text"}
INFEASIBLE: Columns = {"from": "day", "to": "day", "verdict": "text", "activities": "text", "text": "text"}
MINUTES: Columns = {
    "away": "count", "open": "count", "booked": "count", "outside": "count", "work": "count", "background": "count",
    "lacking": "count", "free": "count",
}  # fmt: skip
LOADS: Columns = {"staff": "text", "name": "text", "week": "text", "monday": "day", **MINUTES}
PEOPLE: Columns = {
    "staff": "text", "name": "text", "roles": "text", "bookings": "count", "attended": "count", **MINUTES,
}  # fmt: skip
BALANCES: Columns = {
    "role": "text", "kinds": "text", "staff": "text", "name": "text", "load": "count", "presence": "count",
    "fair": "number", "carried": "number", "due": "number", "balance": "number",
}  # fmt: skip
