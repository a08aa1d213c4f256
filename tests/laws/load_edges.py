"""Edges of the rules about people together and about loads, without and with a price."""

from __future__ import annotations

from typing import Any

from laws.edges import Edge, Facts, Held, Told, at, person, twice, visit
from laws.stated_edges import ANY, FREE, TWO

PAIR = [visit(needs={"guide": 2})]
PREPARED = [visit(on=["2020-06-29", "2020-06-30"], preparation={"minutes": 60, "within": 1})]
ATTENDED = [visit(attendees=["ana"], needs={"guide": 1})]


def wished(
    sentence: str, activities: list[Facts], kept: Held, broken: Held, *, times: int = 1, **wish: Any
) -> list[Edge]:
    """The edge of a wish without a price, which is a preference, and of one with it."""
    free, priced = twice(sentence, activities, kept, broken, times=times, **wish)
    return [free._replace(cost=times), priced]


def carried(*who: str) -> Told:
    """Three visits; Ana had one more than her share in the last period, Bo one less, and Cy is new."""
    rule = {"rule": "balance", "role": "guide", "carried": {"ana": 1, "bo": -1}}
    held = {f"visit{n}": (f"2{n} 10:00", [one]) for n, one in enumerate(who, start=2)}
    return Told([visit(name, on=f"2020-06-{start[:2]}") for name, (start, _) in held.items()], held, (rule,))


LOAD_EDGES = [
    *twice(
        "Ana Lopes is at Visit without any of Bo Diaz",
        PAIR,
        at("23 10:00", "ana", "bo"),
        at("23 10:00", "ana", "cy"),
        rule="together",
        who="ana",
        with_="bo",
    ),
    *twice(
        "Ana Lopes is at Visit without any of Bo Diaz, Cy Roux",
        [visit(on=["2020-06-23", "2020-06-24"])],
        at("24 10:00", "ana"),
        at("23 10:00", "ana"),
        rule="together",
        who=["ana", "bo"],
        until="2020-06-23",
        with_=["bo", "cy"],
    ),
    *twice(
        "Ana Lopes, Bo Diaz are at Visit together",
        ATTENDED,
        {"visit": ("23 10:00", ["cy"], {"ana"})},
        {"visit": ("23 10:00", ["bo"], {"ana"})},
        rule="apart",
        people=["ana", "bo"],
    ),
    *twice(
        "Ana Lopes, Bo Diaz, Cy Roux are at Visit together",
        [visit(needs={"guide": 3})],
        at("23 10:00", "ana"),
        at("23 10:00", "ana", "bo", "cy"),
        rule="apart",
        people=["ana", "bo", "cy"],
        times=2,
    ),
    *wished(
        "2 people have bookings: Ana Lopes, Cy Roux",
        TWO,
        at("23 10:00", "bo") | at("23 14:00", "bo", name="tour"),
        at("23 10:00", "ana") | at("23 14:00", "cy", name="tour"),
        times=2,
        rule="fewest_people",
        people=["ana", "cy"],
    ),
    *wished(
        "1 person has bookings: Ana Lopes",
        [visit(), visit("tour", kind="meeting", attendees=["ana"])],
        at("23 10:00") | {"tour": ("23 14:00", {"ana"})},
        at("23 10:00", "ana") | {"tour": ("23 14:00", {"ana"})},
        rule="fewest_people",
        kinds=["appointment"],
    ),
    *wished(
        "Ana Lopes has 2 bookings",
        TWO,
        at("23 10:00", "bo") | at("23 14:00", "bo", name="tour"),
        at("23 10:00", "ana") | at("23 14:00", "ana", name="tour"),
        times=4,
        rule="level",
        people=["ana", "cy"],
    ),
    *wished(
        "Ana Lopes has 1 booking",
        [visit(), visit("tour", kind="meeting", attendees=["ana"])],
        at("23 10:00") | {"tour": ("23 14:00", {"ana"})},
        at("23 10:00", "ana") | {"tour": ("23 14:00", {"ana"})},
        rule="level",
        kinds=["appointment"],
    ),
    *twice(
        "Ana Lopes has 2 h in week 26 of 2020, 1 h 30 by contract",
        TWO,
        at("23 10:00", "ana") | at("23 14:00", "bo", name="tour"),
        at("23 10:00", "ana") | at("23 14:00", "ana", name="tour"),
        rule="contract_hours",
        staff=person("ana", contract_hours=1.5),
        most=True,
    ),
    *twice(
        "Ana Lopes has 2 h in week 27 of 2020, 1 h by contract",
        PREPARED,
        at("29 10:00", "ana"),
        at("30 10:00", "ana"),
        rule="contract_hours",
        staff=person("ana", contract_hours=1),
        most=True,
    ),
    *wished(
        "Ana Lopes has 1 h over the whole time, 2 h by contract",
        TWO,
        at("23 10:00", "ana") | at("23 14:00", "ana", name="tour"),
        at("23 10:00", "ana") | at("23 14:00", "bo", name="tour"),
        rule="contract_hours",
        staff=person("ana", contract_hours=1),
        per="horizon",
    ),
    *wished(
        "Yurt meets 2 people (Ana Lopes, Bo Diaz), 1 could do",
        [visit(client="Yurt"), visit("tour", client="Yurt")],
        at("23 10:00", "ana") | at("23 14:00", "ana", name="tour"),
        at("23 10:00", "ana") | at("23 14:00", "bo", name="tour"),
        rule="continuity",
    ),
    *wished(
        "Series meets 2 people (Ana Lopes, Cy Roux), 1 could do",
        [visit("series", every="FREQ=WEEKLY;BYDAY=TU", time="10:00")],
        at("23 10:00", "ana", name="series@2020-06-23") | at("30 10:00", "ana", name="series@2020-06-30"),
        at("23 10:00", "ana", name="series@2020-06-23") | at("30 10:00", "cy", name="series@2020-06-30"),
        rule="continuity",
        by="activity",
    ),
    *wished(
        "2 in week 26 of 2020; 1 would be even",
        ANY,
        at("26 10:00", "ana") | at("30 10:00", "ana", name="tour"),
        at("26 10:00", "ana") | at("23 10:00", "ana", name="tour"),
        times=2,
        rule="spread",
        per="week",
    ),
    *wished(
        "Yurt has 2 in July 2020; 0 or 1 would be even",
        [one | {"client": "Yurt"} for one in [*ANY, visit("walk", **FREE)]],
        at("26 10:00", "ana") | at("30 10:00", "ana", name="tour") | at("07-01 10:00", "ana", name="walk"),
        at("26 10:00", "ana") | at("07-01 14:00", "ana", name="tour") | at("07-01 10:00", "ana", name="walk"),
        times=2,
        rule="spread",
        by="client",
    ),
    Edge(
        "balance",
        "Ana Lopes has 1 bookings as guide, a fair share is 0.0 with 1 carried over",
        carried("bo", "bo", "cy"),
        carried("ana", "bo", "cy"),
        2,
    ),
    *wished(
        "Ana Lopes waits 1 h 01 on 2020-06-23",
        TWO,
        at("23 11:00", "ana") | at("23 14:00", "ana", name="tour"),
        at("23 10:59", "ana") | at("23 15:00", "ana", name="tour"),
        times=2,
        rule="no_idle",
    ),
    *wished(
        "Ana Lopes waits 30 min on 2020-06-23",
        TWO,
        at("23 09:00", "ana") | at("23 10:30", "bo", name="tour"),
        at("23 09:00", "ana") | at("23 10:30", "ana", name="tour"),
        rule="no_idle",
        people=["ana", "cy"],
    ),
]
