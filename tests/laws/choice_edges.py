"""Edges of the rules about what is left out, what is chosen and who stands by."""

from __future__ import annotations

from laws.edges import Edge, Facts, Held, Told, at, person, twice, visit

TEN = at("23 10:00", "ana")
MAYBE = [visit(optional=True), visit("tour", optional=True), visit("walk", optional=True)]
NOT_HELD = at("", name="visit") | at("", name="tour") | at("", name="walk")


def left_out(*there: str) -> Told:
    """A visit for two that may be left out; it is, if nobody is there."""
    return Told([visit(optional=True, needs={"guide": 2})], at("23 10:00" if there else "", *there))


def second(*stands: str, tour: str = "bo", staff: tuple[Facts, ...] = (), need: Facts | None = None) -> Told:
    """Ana's visit at ten, somebody who stands by for it, and a tour from eleven on with somebody else."""
    needs = [{"role": "guide", "standby": 1, **(need or {})}]
    held: Held = {"visit": ("23 10:00", ["ana"], (list(stands),)) if stands else ("23 10:00", ["ana"])}
    return Told([visit(needs=needs), visit("tour")], held | at("23 10:59", tour, name="tour"), (), staff)


def two_tours(other: str) -> Told:
    """Two visits at the same time; Cy stands by for one of them, and somebody for the other."""
    needs = [{"role": "guide", "standby": 1}]
    held: Held = {"visit": ("23 10:00", ["ana"], (["cy"],)), "tour": (other, ["bo"], (["cy"],))}
    return Told([visit(needs=needs), visit("tour", needs=needs)], held)


LINE: Facts = {"needs": [{"role": "guide", "from": ["ana", "bo", "cy"], "in_turn": True}]}


def deputy(away_until: str, who: str = "bo") -> Told:
    """A visit at ten that is Ana's, who is away until some time, with somebody in her place."""
    away = person("ana", absences=[{"from": "2020-06-23 09:00", "to": f"2020-06-23 {away_until}"}])
    return Told([visit(**LINE)], at("23 10:00", who), (), away)


def fair(*days: str) -> Told:
    """An optional fair of two days in shifts, held on some of them."""
    shifts = visit(kind="fair", **{"from": "2020-06-23", "to": "2020-06-24"}, shifts="day", optional=True)
    held: Held = {
        f"visit@2020-06-{day}": (f"{day} 09:00", ["ana"]) if day in days else ("", []) for day in ("23", "24")
    }
    return Told([shifts], held)


STANDING_CHOICE_EDGES = [
    Edge("optional", "Visit on Tue 23 June is held, and other days of it are declined", fair("23", "24"), fair("23")),
    Edge(
        "in_turn",
        "Bo Diaz comes to Visit before Ana Lopes, who is not away and comes first",
        deputy("10:01"),
        deputy("10:00"),
    ),
    Edge(
        "in_turn",
        "Cy Roux comes to Visit before Bo Diaz, who is not away and comes first",
        deputy("11:00"),
        deputy("11:00", "cy"),
    ),
    Edge("standby", "Visit lacks 1 stand-by as guide", second("cy"), second(), cost=1),
    Edge("standby", "Bo Diaz stands by for Visit, and is at Tour then", second("cy"), second("bo")),
    Edge("standby", "Ana Lopes stands by for Visit, and is there", second("cy"), second("ana")),
    Edge(
        "standby",
        "Cy Roux stands by for Visit, and is away then",
        second("cy", staff=person("cy", absences=[{"from": "2020-06-23 11:00", "to": "2020-06-23 12:00"}])),
        second("cy", staff=person("cy", absences=[{"from": "2020-06-23 10:59", "to": "2020-06-23 12:00"}])),
    ),
    Edge(
        "standby",
        "Cy Roux stands by for Visit without banking, which it asks for",
        second(
            "cy",
            need={"skills": ["banking"]},
            staff=(*person("ana", skills=["banking"]), *person("cy", skills=["banking"])),
        ),
        second("cy", need={"skills": ["banking"]}, staff=person("ana", skills=["banking"])),
    ),
    Edge(
        "standby",
        "Cy Roux stands by for Visit as guide, and could not fill it",
        second("cy", need={"exclude": ["bo"]}),
        second("cy", need={"exclude": ["cy"]}),
    ),
    Edge(
        "standby",
        "Cy Roux stands by for Tour and for Visit at the same time",
        two_tours("23 11:00"),
        two_tours("23 10:59"),
    ),
    Edge(
        "optional",
        "Visit is optional, and neither held as asked nor declined",
        left_out("ana", "bo"),
        left_out("ana"),
    ),
    Edge(
        "optional",
        "Tour is optional, and neither held as asked nor declined",
        Told([visit(), visit("tour", optional=True, needs={"guide": 2})], at("23 10:00", "ana") | at("", name="tour")),
        Told(
            [visit(), visit("tour", optional=True, needs={"guide": 2})],
            at("23 10:00", "ana") | at("23 10:00", "bo", name="tour"),
        ),
    ),
]

SPARE = [visit(), visit("tour"), visit("walk")]


def three(walk: str, who: str) -> Held:
    """Three visits on Tuesday: Ana's in the morning, Bo's in the afternoon, and a third."""
    return TEN | at("23 14:00", "bo", name="tour") | at(walk, who, name="walk")


STATED_CHOICE_EDGES = [
    *twice(
        "0 × guide left in reserve on Tue 23 June, 1 asked for",
        SPARE,
        three("23 15:00", "bo"),
        three("23 15:00", "cy"),
        rule="reserve",
        role="guide",
    ),
    *twice(
        "1 × guide left in reserve in the afternoon of Tue 23 June, 2 asked for",
        SPARE,
        three("23 09:00", "ana"),
        three("23 15:00", "cy"),
        rule="reserve",
        role="guide",
        count=2,
        per="half-day",
    ),
    *twice(
        "2 are held, at most 1 of Visit, Tour and Walk",
        MAYBE,
        NOT_HELD | TEN,
        NOT_HELD | TEN | at("23 14:00", "ana", name="tour"),
        rule="choose",
        of=["visit", "tour", "walk"],
        count=1,
    ),
    *twice(
        "0 are held, at least 2 of Visit, Tour and Walk",
        MAYBE,
        NOT_HELD | TEN | at("23 14:00", "ana", name="tour"),
        NOT_HELD,
        times=2,
        rule="choose",
        of=["visit", "tour", "walk"],
        least=2,
    ),
]
