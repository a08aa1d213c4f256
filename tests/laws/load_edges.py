"""Edges of the rules about people together and about loads, without and with a price."""

from __future__ import annotations

from laws.edges import at, visit
from laws.stated_edges import twice

PAIR = [visit(needs={"guide": 2})]
ATTENDED = [visit(attendees=["ana"], needs={"guide": 1})]

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
]
