"""Edges of the rules about rooms and sites."""

from __future__ import annotations

from typing import Any

from laws.edges import Edge, Facts, Held, Told, visit

BOARD: Facts = {"id": "board", "name": "Board room", "seats": 6, "features": ["screen"]}


def housed(held: Held, *rooms: Facts, **asked: Any) -> Told:
    """Two visits of an hour that ask for a room."""
    visits = [visit(room=asked or {"seats": 6}), visit("tour")]
    if "tour" in held and len(held["tour"]) > 2:
        visits[1]["room"] = {"seats": 2}
    return Told(visits, held, places={"rooms": list(rooms) or [BOARD]})


def both(visit_at: str, tour_at: str) -> Told:
    """Two visits in the one room there is."""
    return housed({"visit": (f"23 {visit_at}", ["ana"], "board"), "tour": (f"23 {tour_at}", ["bo"], "board")})


def closed(start: str) -> Told:
    """A visit in a room that is closed until eleven."""
    shut = {"from": "2020-06-23 09:30", "to": "2020-06-23 11:00"}
    held: Held = {"visit": (f"23 {start}", ["ana"], "board"), "tour": ("23 14:00", ["bo"])}
    return housed(held, {**BOARD, "closed": [shut]})


def seated(seats: int, *features: str) -> Told:
    """A visit in the one room there is, asked for so many."""
    held: Held = {"visit": ("23 10:00", ["ana"], "board"), "tour": ("23 14:00", ["bo"])}
    return housed(held, seats=seats, features=list(features))


WITHOUT = housed({"visit": ("23 10:00", ["ana"]), "tour": ("23 14:00", ["bo"])})

SITES: list[Facts] = [
    {"id": "office", "name": "the office", "travel": {"lyon": "2h"}},
    {"id": "lyon", "name": "Lyon", "travel": {"office": "1h"}, "first_arrival": "09:30", "last_return": "17:00"},
]


def afar(visit_at: str, tour_at: str, home: str | None = None) -> Told:
    """A visit in Lyon and one at the office; two hours there, one hour back."""
    visits = [visit(site="lyon", on=["2020-06-23", "2020-06-24"]), visit("tour", site="office")]
    staff: tuple[Facts, ...] = ({"id": "ana", "site": home},) if home else ()
    held: Held = {"visit": (f"{visit_at}", ["ana"]), "tour": (f"{tour_at}", ["ana"])}
    return Told(visits, held, staff=staff, places={"sites": SITES})


def called_away(tour_at: str, *attends: str) -> Told:
    """Two meetings that Ana should attend, so far apart that the one may excuse from the other."""
    meetings = [
        visit(kind="meeting", at="2020-06-23 14:00", attendees=["ana", "bo"], site="lyon"),
        visit("tour", kind="meeting", at=f"2020-06-{tour_at}", attendees=["ana"], site="office"),
    ]
    held: Held = {"visit": ("23 14:00", {*attends}), "tour": (tour_at, {"ana"})}
    return Told(meetings, held, places={"sites": SITES})


def over_night(hours: int) -> Told:
    """A visit in Lyon ends at six, another begins there at nine: fifteen hours, and Ana lives so far away."""
    far = [{"id": "home"}, {"id": "lyon", "travel": {"home": f"{hours}h30"}}]
    visits = [visit(site="lyon"), visit("tour", site="lyon", on="2020-06-24")]
    held: Held = {"visit": ("23 17:00", ["ana"]), "tour": ("24 09:00", ["ana"])}
    return Told(visits, held, staff=({"id": "ana", "site": "home"},), places={"sites": far})


def on_the_way(start: str, **rule: Any) -> Told:
    """Ana, who lives at the office, visits Lyon, comes back, and may go there again."""
    visits = [
        visit(site="lyon", on=["2020-06-23", "2020-06-24"]),
        visit("tour", site="office"),
        visit("walk", site="lyon", on=["2020-06-23", "2020-06-24"]),
    ]
    held: Held = {
        "visit": ("23 09:30", ["ana"]),
        "tour": ("23 14:00", ["ana" if rule else "bo"]),
        "walk": (start, ["ana"]),
    }
    sites = [
        {**SITES[0], "travel": {"lyon": "61min"}, "distance": {"lyon": 12.5}},
        {"id": "lyon", "name": "Lyon", "travel": {"office": "1h"}, "distance": {"office": 10.012}},
    ]
    return Told(visits, held, ({"rule": "travel", **rule},), ({"id": "ana", "site": "office"},), {"sites": sites})


def at_home(**rule: Any) -> Told:
    """A visit at the office, where Ana lives."""
    held: Held = {"visit": ("23 09:30", ["ana"])}
    staff: tuple[Facts, ...] = ({"id": "ana", "site": "office"},)
    sites = [{**SITES[0], "distance": {"lyon": 12.5}}, SITES[1]]
    return Told([visit(site="office")], held, ({"rule": "travel", **rule},), staff, {"sites": sites})


def late(*starts: str, **rule: Any) -> Told:
    """Visits of an hour each, by different people, that should be over by eleven."""
    people = ("ana", "bo", "cy")
    visits = [visit(f"visit{n}", prefer={"time": "09:00-11:00"}) for n in range(len(starts))]
    held: Held = {f"visit{n}": (f"23 {start}", [people[n]]) for n, start in enumerate(starts)}
    return Told(visits, held, ({"rule": "on_time", **rule},))


PLACES_EDGES = [
    Edge("on_time", "Visit0 is late by 16 min (costs 2 a time)", late("10:00"), late("10:16", minutes=15, price=2), 4),
    Edge(
        "on_time",
        "Visit1 is late the most, by 30 min (costs 1 a time)",
        late("10:00", "09:00", of="latest"),
        late("10:01", "10:30", of="latest"),
        30,
    ),
    Edge(
        "travel",
        "Ana Lopes is on the way for 2 h 01 on Tue 23 June (costs 1 a time)",
        at_home(),
        on_the_way("24 10:00", per="hour"),
        6,
    ),
    Edge(
        "travel",
        "Ana Lopes is on the way for 4 h 02 on Tue 23 June (costs 7 a time)",
        at_home(per="minute"),
        on_the_way("23 17:00", per="minute", price=7),
        242 * 7,
    ),
    Edge(
        "travel",
        "Ana Lopes travels 45.024 km on Tue 23 June (costs 2 a time)",
        at_home(per="km", price=2),
        on_the_way("23 17:00", per="km", price=2),
        46 * 2,
    ),
    Edge(
        "travel",
        "Ana Lopes travels 45.024 km on Tue 23 June (costs 1 a time)",
        at_home(per="metre"),
        on_the_way("23 17:00", per="metre"),
        45_024,
    ),
    Edge(
        "travel",
        "Ana Lopes leaves home 2 times on Tue 23 June (costs 5 a time)",
        at_home(per="trip", price=5),
        on_the_way("23 17:00", per="trip", price=5),
        10,
    ),
    Edge(
        "journeys",
        "Ana Lopes has 59 min for the way from Visit to Tour, which takes 1 h",
        afar("23 15:00", "23 17:00"),
        afar("23 15:01", "23 17:00"),
    ),
    Edge(
        "journeys",
        "Ana Lopes has 1 h 59 for the way from Tour to Visit, which takes 2 h",
        afar("23 17:00", "23 14:00"),
        afar("23 16:59", "23 14:00"),
    ),
    Edge(
        "journeys",
        "Ana Lopes lives elsewhere, and cannot be at Visit so early or late on Tue 23 June",
        afar("23 09:30", "23 17:00", "office"),
        afar("23 09:29", "23 17:00", "office"),
    ),
    Edge(
        "journeys",
        "Ana Lopes lives elsewhere, and cannot be at Visit so early or late on Wed 24 June",
        afar("24 16:00", "23 17:00", "office"),
        afar("24 16:01", "23 17:00", "office"),
    ),
    Edge(
        "journeys",
        "Ana Lopes has 15 h for the way from Visit to Tour, which takes 17 h",
        over_night(7),
        over_night(8),
    ),
    Edge(
        "attendance",
        "Ana Lopes could attend Visit and does not",
        called_away("23 15:59", "bo"),
        called_away("23 16:00", "bo"),
    ),
    Edge(
        "rooms",
        "Board room is taken by Tour and by Visit on Tue 23 June at 10:00",
        both("10:00", "11:00"),
        both("10:00", "09:01"),
    ),
    Edge(
        "rooms",
        "Visit is in Board room, which is closed on Tue 23 June at 10:59",
        closed("11:00"),
        closed("10:59"),
    ),
    Edge("rooms", "Visit is in Board room, which does not suit it", seated(6, "screen"), seated(7)),
    Edge("rooms", "Visit is in Board room, which does not suit it", seated(6), seated(6, "screen", "piano")),
    Edge("rooms", "Visit lacks a room", seated(6), WITHOUT, 1),
]
