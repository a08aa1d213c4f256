"""Edges of the rules that a problem may state, without and with a price."""

from __future__ import annotations

from typing import Any

from laws.choice_edges import STATED_CHOICE_EDGES
from laws.edges import Edge, Facts, Held, Told, at, twice, visit

TEN = at("23 10:00", "ana")
TWO = [visit(), visit("tour")]
FREE: Facts = {"on": ["2020-06-23", "2020-06-24", "2020-06-26", "2020-06-30", "2020-07-01"]}
ANY = [visit(**FREE), visit("tour", **FREE)]
LATER = at("23 11:00", "ana")
RUN: dict[str, str] = {"from": "2020-06-23", "to": "2020-06-24", "time": "10:00", "duration": "1h"}
SERIES = [visit("series", **RUN), visit("tour", duration="30min")]
MANY = [visit(), visit("tour", on="2020-06-24"), visit("walk", on="2020-06-24")]


def tour(start: str, who: str = "ana") -> Held:
    """The second activity."""
    return at(start, who, name="tour")


def fair(ceiling: int) -> Told:
    """A fair of two days, seven hours each, under a ceiling on minutes."""
    days = visit(kind="fair", **{"from": "2020-06-23", "to": "2020-06-24"})
    rule = {"rule": "at_most", "per": "week", "minutes": ceiling}
    return Told([days], at("23 09:00", "ana"), (rule,))


def shared(*people: str) -> Told:
    """As many visits as people, one each day, and an even share among the guides."""
    activities = [visit(f"visit{n}", on=f"2020-06-2{n}") for n in range(2, 2 + len(people))]
    held = {f"visit{n}": (f"2{n} 10:00", [who]) for n, who in enumerate(people, start=2)}
    return Told(activities, held, ({"rule": "balance", "role": "guide"},))


def both_hats() -> list[Edge]:
    """Two visits in a week with a guide and a driver; Ana, who is both, is away on one of the days to choose from."""
    needs = [{"role": "guide"}, {"role": "driver"}]
    days: Facts = {"needs": needs, "on": ["2020-06-23", "2020-06-24"]}
    staff: tuple[Facts, ...] = (
        {"id": "ana", "roles": ["guide", "driver"], "absences": [{"from": "2020-06-24", "to": "2020-06-24"}]},
        {"id": "bo", "roles": ["guide", "driver"]},
        {"id": "cy", "roles": ["guide"]},
    )
    rule = {"rule": "at_most", "role": "guide", "per": "day", "count": 1}

    def plan(start: str, guide: str) -> Told:
        held: Held = {
            "visit": ("23 10:00", ["ana"], ["bo"]),
            "tour": (start, [guide], ["ana" if guide == "bo" else "bo"]),
        }
        return Told([visit(**days), visit("tour", **days)], held, (rule,), staff)

    sentence = "Ana Lopes has 2 bookings on Tue 23 June, at most 1 booking a day"
    return [Edge("at_most", sentence, plan("23 14:00", "bo"), plan("23 14:00", "ana"))]


def finished(sentence: str, tour: str, cost: int, **rule: Any) -> Edge:
    """The edge of a visit at ten and a tour, of which the last or each is to be over early: it always counts."""
    stated: Facts = {"rule": "earliest", **rule}
    none = {**stated, "kinds": ["fair"]}
    tours = visit("tour", on=["2020-06-23", "2020-06-24", "2020-06-26"])
    held = {**TEN, **at(tour, "bo", name="tour")}
    return Edge(
        "earliest", sentence, Told([visit(), tours], held, (none,)), Told([visit(), tours], held, (stated,)), cost
    )


def accompanied(visits: Held, attends: set[str], tour: str = "bo", *, until: str = "2020-06-29", **rule: Any) -> Told:
    """Ana is new: until Monday she fills no need, and joins Bo once a week."""
    told: Held = {**visits, "tour": ("24 10:00", [tour], attends)}
    stated = {"rule": "accompany", "who": "ana", "with": ["bo"], "until": until, **rule}
    return Told([visit(), visit("tour", on="2020-06-24")], told, (stated,))


def preferred(sentence: str, kept: Held, broken: Held, **wish: Any) -> list[Edge]:
    """The edge of a wish without a price, which is a preference, and of one with it."""
    (free, priced) = twice(sentence, [visit()], kept, broken, rule="prefer", **wish)
    return [free._replace(cost=1), priced]


STATED_EDGES = [
    *STATED_CHOICE_EDGES,
    *twice(
        "Ana Lopes has 2 bookings on Tue 23 June, at most 1 booking a day",
        TWO,
        TEN | tour("23 14:00", "bo"),
        TEN | tour("23 14:00"),
        rule="at_most",
        count=1,
    ),
    *twice(
        "Ana Lopes has 2 bookings in week 26 of 2020, at most 1 booking a week",
        ANY,
        at("26 10:00", "ana") | tour("30 10:00"),
        at("26 10:00", "ana") | tour("23 10:00"),
        rule="at_most",
        per="week",
        count=1,
    ),
    *twice(
        "Ana Lopes has 2 bookings in June 2020, at most 1 booking a month",
        ANY,
        at("30 10:00", "ana") | tour("07-01 10:00"),
        at("30 10:00", "ana") | tour("23 10:00"),
        rule="at_most",
        per="month",
        count=1,
    ),
    *twice(
        "Ana Lopes has 2 bookings over the whole time, at most 1 booking in all",
        ANY,
        at("30 10:00", "ana") | tour("07-01 10:00", "bo"),
        at("30 10:00", "ana") | tour("07-01 10:00"),
        rule="at_most",
        per="horizon",
        count=1,
    ),
    *twice(
        "Ana Lopes has 61 minutes of bookings in week 26 of 2020, at most 60 minutes of bookings a week",
        [visit(), visit("tour", duration=1)],
        TEN | tour("23 14:00", "bo"),
        TEN | tour("23 14:00"),
        rule="at_most",
        minutes=60,
        per="week",
    ),
    *twice(
        "Ana Lopes has 121 minutes of bookings on Tue 23 June, at most 60 minutes of bookings a day",
        [*TWO, visit("walk", duration=1)],
        TEN | tour("23 14:00", "bo") | at("23 16:00", "cy", name="walk"),
        TEN | tour("23 14:00") | at("23 16:00", "ana", name="walk"),
        rule="at_most",
        minutes=60,
        times=2,
    ),
    Edge(
        "at_most",
        "Ana Lopes has 840 minutes of bookings in week 26 of 2020, at most 839 minutes of bookings a week",
        fair(840),
        fair(839),
    ),
    *twice(
        "Ana Lopes rests 21 h 59 before 2020-06-24, at least 22 h",
        ANY,
        LATER | tour("24 10:00"),
        LATER | tour("24 09:59"),
        rule="rest",
        hours=22,
    ),
    *twice(
        "Ana Lopes rests 22 h 00 before 2020-06-24, at least 22.01 h",
        ANY,
        LATER | tour("24 10:01"),
        LATER | tour("24 10:00"),
        rule="rest",
        hours=22.01,
    ),
    *twice(
        "Ana Lopes rests 21 h 59 before 2020-06-24, at least 22 h",
        MANY,
        LATER | tour("24 10:00") | at("24 11:00", "ana", name="walk"),
        LATER | tour("24 09:59") | at("24 11:00", "ana", name="walk"),
        rule="rest",
        hours=22,
    ),
    *twice(
        "Ana Lopes has 29 minutes between Tour and Visit, at least 30",
        TWO,
        at("23 14:00", "ana") | tour("23 15:30"),
        at("23 14:00", "ana") | tour("23 15:29"),
        rule="buffer",
        minutes=30,
    ),
    *twice(
        "Ana Lopes has 10 minutes between Series and Tour, at least 1500",
        SERIES,
        at("23 10:00", "ana", name="series") | tour("23 11:10", "bo"),
        at("23 10:00", "ana", name="series") | tour("23 11:10"),
        rule="buffer",
        minutes=1500,
    ),
    *both_hats(),
    Edge(
        "balance",
        "Ana Lopes has 2 bookings as guide, a fair share is 0.7",
        shared("ana", "bo", "cy"),
        shared("ana", "ana"),
        2.68,
    ),
    *preferred(
        "Visit is not held on the days or at the time preferred", TEN, at("23 10:01", "ana"), time="09:00-11:00"
    ),
    Edge(
        "accompany",
        "Ana Lopes accompanies Bo Diaz 0 times in week 26 of 2020, 1 asked for (costs 1 a time)",
        accompanied(at("23 10:00", "cy"), {"ana"}),
        accompanied(at("23 10:00", "cy"), set()),
        1,
    ),
    Edge(
        "accompany",
        "Ana Lopes accompanies Bo Diaz 1 time in June 2020, 3 asked for (costs 5 a time)",
        accompanied(at("23 10:00", "cy"), {"ana"}, per="month", count=1, price=5),
        accompanied(at("23 10:00", "cy"), {"ana"}, per="month", count=3, price=5),
        10,
    ),
    Edge(
        "accompany",
        "Ana Lopes only accompanies before 2020-06-29, and is needed at Visit",
        accompanied(at("23 10:00", "cy"), {"ana"}),
        accompanied(at("23 10:00", "ana"), {"ana"}),
    ),
    Edge(
        "accompany",
        "Ana Lopes joins Tour without Bo Diaz",
        accompanied(at("23 10:00", "cy"), {"ana"}),
        accompanied(at("23 10:00", "bo"), {"ana"}, tour="cy"),
    ),
    Edge(
        "accompany",
        "Ana Lopes joins Tour, and accompanies only before 2020-06-24",
        accompanied(at("23 10:00", "cy"), {"ana"}, until="2020-06-25"),
        accompanied(at("23 10:00", "cy"), {"ana"}, until="2020-06-24", count=0),
    ),
    finished("Tour is over on Wed 24 June at 16:00, within 3 days", "24 15:00", 3),
    finished("Visit is over on Tue 23 June at 11:00, within 2 days", "24 15:00", 5, of="each"),
    finished("Tour is over on Wed 24 June at 10:00, after 58 h", "24 09:00", 58 * 60, per="minute"),
    finished("Visit is over on Tue 23 June at 11:00, after 35 h", "23 09:00", 3 * 35 * 60, per="minute", price=3),
    *preferred("Visit takes Ana Lopes instead of Bo Diaz, Cy Roux", at("23 10:00", "cy"), TEN, people=["bo", "cy"]),
]
