"""Edges of what comes after what, and of sessions."""

from __future__ import annotations

from typing import Any

from laws.edges import Edge, Held, Told, at, leave, visit

TEN = at("23 10:00", "ana")
FAIR = visit(kind="fair", **{"from": "2020-06-23", "to": "2020-06-24"})


def following(tour: str, **lag: Any) -> Told:
    """A visit by Ana from ten to eleven, and a tour by Bo some time after it."""
    days = ["2020-06-23", "2020-06-24", "2020-06-25", "2020-06-26", "2020-06-29", "2020-06-30"]
    later = visit("tour", on=days, after=[{"activity": "visit", **lag}] if lag else "visit")
    return Told([visit(), later], {**TEN, **at(tour, "bo", name="tour")})


def after_fair(tour: str) -> Told:
    """A fair of two days by Ana, until six in the evening, and a tour by Bo within two working days after it."""
    tours = visit("tour", on=["2020-06-24", "2020-06-25", "2020-06-26", "2020-06-29", "2020-06-30"])
    tours["after"] = {"activity": "visit", "most": 2, "count": "working"}
    return Told([FAIR, tours], {**at("23 09:00", "ana"), **at(tour, "bo", name="tour")})


def course(first: set[str], then: set[str], away_from: str = "") -> Told:
    """A training with two sessions on Tuesday, at ten and at eleven, until noon; Ana may be away before."""
    sessions = [{"at": "2020-06-23 10:00"}, {"at": "2020-06-23 11:00"}]
    training = visit(kind="training", sessions=sessions, attendees=["ana", "bo"])
    held: Held = {"visit@2020-06-23T10:00": ("23 10:00", first), "visit@2020-06-23T11:00": ("23 11:00", then)}
    return Told([training], held, staff=leave(away_from) if away_from else ())


ORDERED_EDGES = [
    Edge(
        "order",
        "Tour comes after Visit; it starts on Tue 23 June at 10:59, Visit is over on Tue 23 June at 11:00",
        following("23 11:00"),
        following("23 10:59"),
    ),
    Edge(
        "order",
        "Tour starts at least 1 h 30 after Visit; "
        "it starts on Tue 23 June at 09:00, Visit is over on Tue 23 June at 11:00",
        following("23 14:00", least="1h30"),
        following("23 09:00", least="1h30"),
    ),
    Edge(
        "order",
        "Tour starts at least 2 days after Visit; "
        "it starts on Wed 24 June at 17:00, Visit is over on Tue 23 June at 11:00",
        following("25 09:00", least=2),
        following("24 17:00", least=2),
    ),
    Edge(
        "order",
        "Tour starts at least 4 working days after Visit; "
        "it starts on Fri 26 June at 17:00, Visit is over on Tue 23 June at 11:00",
        following("29 09:00", least=4, count="working"),
        following("26 17:00", least=4, count="working"),
    ),
    Edge(
        "order",
        "Tour starts at least 1 clear day and at most 2 clear days after Visit; "
        "it starts on Mon 29 June at 09:00, Visit is over on Tue 23 June at 11:00",
        following("26 17:00", least=1, most=2, count="clear"),
        following("29 09:00", least=1, most=2, count="clear"),
    ),
    Edge(
        "order",
        "Tour starts at least 30 min and at most 50 min after the start of Visit; "
        "it starts on Tue 23 June at 10:51, Visit on Tue 23 June at 10:00",
        following("23 10:30", least="30min", most="50min", since="start"),
        following("23 10:51", least="30min", most="50min", since="start"),
    ),
    Edge(
        "order",
        "Tour starts at most 23 h after Visit; "
        "it starts on Wed 24 June at 10:01, Visit is over on Tue 23 June at 11:00",
        following("24 10:00", most="23h"),
        following("24 10:01", most="23h"),
    ),
    Edge(
        "order",
        "Tour starts at most 2 working days after Visit; "
        "it starts on Mon 29 June at 09:00, Visit is over on Wed 24 June at 18:00",
        after_fair("26 17:00"),
        after_fair("29 09:00"),
    ),
    Edge(
        "sessions",
        "Ana Lopes attends 2 sessions of Visit, one is enough",
        course({"bo"}, {"ana"}),
        course({"ana", "bo"}, {"ana"}),
    ),
    Edge(
        "attendance",
        "Ana Lopes could attend Visit on Tue 23 June at 10:00 and does not",
        course({"bo"}, set(), "10:59"),
        course({"bo"}, set(), "11:00"),
    ),
]
