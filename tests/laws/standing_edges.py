"""Edges of the rules that hold in every problem."""

from __future__ import annotations

from typing import Any

from laws.choice_edges import STANDING_CHOICE_EDGES
from laws.edges import Edge, Facts, Held, Told, at, leave, person, visit
from laws.ordered_edges import ORDERED_EDGES

MORNING = {"time": "09:00-11:00"}
BANKING = [{"role": "guide", "skills": ["banking"]}]
TEN, PAST_TEN = at("23 10:00", "ana"), at("23 10:01", "ana")
PAIR: Facts = {"needs": {"guide": 2}}
TWO = [visit(), visit("tour")]
DAYS = ["2020-06-23", "2020-06-24"]
ON_23 = "Tue 23 June, though there is a better way"
FAIR = visit(kind="fair", **{"from": "2020-06-23", "to": "2020-06-24"})


def starts(activity: Facts, kept: str, broken: str, staff: tuple[Facts, ...] = ()) -> tuple[Told, Told]:
    """The same activity with Ana at two starts."""
    return Told([activity], at(kept, "ana"), staff=staff), Told([activity], at(broken, "ana"), staff=staff)


def who(activity: Facts, kept: list[str], broken: list[str], staff: tuple[Facts, ...] = ()) -> tuple[Told, Told]:
    """The same activity at ten with two choices of people."""
    first, second = at("23 10:00", *kept), at("23 10:00", *broken)
    return Told([activity], first, staff=staff), Told([activity], second, staff=staff)


def banking(*skills: Any) -> Told:
    """A visit with Ana that needs banking; Bo has it, too."""
    return Told([visit(needs=BANKING)], TEN, staff=person("ana", skills=[*skills]) + person("bo", skills=["banking"]))


def taught(start: str, *attends: str) -> Told:
    """A visit with Ana that needs what a training from ten to eleven grants to those who come."""
    training = visit("course", kind="training", at="2020-06-23 10:00", attendees=["ana", "bo"], grants=["banking"])
    away = tuple({"id": one, "absences": [{"from": "2020-06-23 10:00", "to": "2020-06-23 10:30"}]} for one in ("ana",))
    held: Held = {"course": ("23 10:00", {*attends}), **at(start, "ana")}
    return Told([training, visit(needs=BANKING)], held, staff=() if "ana" in attends else away)


def called(absent_from: str) -> Told:
    """A meeting from ten to eleven that Ana does not attend."""
    meeting = visit(kind="meeting", at="2020-06-23 10:00", attendees=["ana", "bo"])
    return Told([meeting], {"visit": ("23 10:00", {"bo"})}, staff=leave(absent_from))


def chosen(day: int, *attends: str) -> Told:
    """A meeting on either day, on the second of which Ana is away."""
    meeting = visit(kind="meeting", on=DAYS, attendees=["ana", "bo"])
    away = person("ana", absences=[{"from": DAYS[1], "to": DAYS[1]}])
    return Told([meeting], {"visit": (f"{day} 10:00", {*attends})}, staff=away)


def parallel(tour: str) -> Told:
    """Two meetings at given times, of which Ana attends the later one."""
    meetings = [
        visit(kind="meeting", at="2020-06-23 10:00", attendees=["ana", "bo"]),
        visit("tour", kind="meeting", at=f"2020-06-{tour}", attendees=["ana"]),
    ]
    return Told(meetings, {"visit": ("23 10:00", {"bo"}), "tour": (tour, {"ana"})})


def morning_off(start: str, *attends: str) -> Told:
    """A meeting at any time of Tuesday, on the morning of which Ana is away."""
    meeting = visit(kind="meeting", attendees=["ana", "bo"])
    return Told([meeting], {"visit": (start, {*attends})}, staff=leave("09:00"))


def series(absent_from: str) -> Told:
    """A visit from eleven to twelve on two days; Ana is away on the second."""
    days: Facts = {"from": "2020-06-23", "to": "2020-06-24", "time": "11:00", "duration": "1h"}
    away = person("ana", absences=[{"from": f"2020-06-24 {absent_from}", "to": "2020-06-24 14:00"}])
    return Told([visit(**days)], at("23 11:00", "ana"), staff=away)


def two_hats(kept: list[str], broken: list[str]) -> tuple[Told, Told]:
    """A visit on either day with a guide and a driver with banking, which Ana, who is both, has from the second on."""
    needs = [{"role": "guide"}, {"role": "driver", "skills": ["banking"]}]
    later = person("ana", roles=["guide", "driver"], skills=[{"name": "banking", "from": DAYS[1]}])
    staff = later + person("bo", roles=["guide", "driver"], skills=["banking"])
    visits = [visit(needs=needs, on=DAYS)]
    first, second = ({"visit": ("23 10:00", *([one] for one in people))} for people in (kept, broken))
    return Told(visits, first, staff=staff), Told(visits, second, staff=staff)


def stepping(minutes: int, other: str | int = "", within: int = 0) -> Told:
    """A visit of an hour with Ana, who does a step on that day, or Bo does; or she is away until an hour."""
    step: Facts = {"name": "menu", "days": 0, "within": within, "owner": "ana", "minutes": minutes}
    step |= {"deputies": ["bo"]} if other == "bo" else {}
    away = leave("11:00", f"{other}:00") if isinstance(other, int) else ()
    return Told([visit(steps=[step])], TEN, staff=away)


def night(minutes: int) -> Told:
    """Ana's night of Tuesday lasts until two: a visit in it leaves six of its seven hours to prepare a tour."""
    hours = {"mon-fri": ["09:00-12:00", "22:00-02:00"]}
    tour = visit("tour", on="2020-06-24", time="09:00", preparation={"minutes": minutes, "within": 1})
    held = at("24 00:30", "ana") | at("24 09:00", "ana", name="tour")
    return Told([visit(on="2020-06-24"), tour], held, staff=person("ana", hours=hours))


def work(what: str, minutes: int, within: int = 1) -> Told:
    """A visit on Tuesday with work on so many days of seven hours."""
    asked: Facts = {what: {"minutes": minutes, "within": within}}
    return Told([visit(**asked)], TEN)


def campaign(minutes: int) -> Told:
    """A booking of so many minutes in a week of 35 hours, nine tenths of which are asked for: 210 minutes are left."""
    asked = {"from": "2020-06-22", "to": "2020-06-28", "share": {"guide": 0.9}}
    tenders = {"kind": "background", "id": "tenders", "name": "Tenders", **asked}
    return Told([tenders, visit(duration=minutes)], at("23 14:00", "ana"))


def pinned(pins: Facts, kept: Held, broken: Held, **said: Any) -> tuple[Told, Told]:
    """A pinned visit, held in two ways."""
    return Told([visit(pins=pins, **said)], kept), Told([visit(pins=pins, **said)], broken)


STANDING_EDGES = [
    *ORDERED_EDGES,
    *STANDING_CHOICE_EDGES,
    Edge(
        "own_time",
        "Visit from 10:01 to 11:01 lies outside its own hours",
        *starts(visit(**MORNING), "23 10:00", "23 10:01"),
    ),
    Edge(
        "own_time",
        "Visit from 09:59 to 10:59 lies outside its own hours",
        *starts(visit(time="10:00-12:00"), "23 10:00", "23 09:59"),
    ),
    Edge(
        "own_time",
        "Visit is held on Wed 24 June, which is none of its days",
        *starts(visit(), "23 10:00", "24 10:00"),
    ),
    Edge(
        "own_time",
        "Visit starts at 10:01, its time is 10:00",
        *starts(visit(time="10:00"), "23 10:00", "23 10:01"),
    ),
    Edge(
        "own_hours",
        "Ana Lopes cannot be at Visit on Tue 23 June from 10:01 to 11:01",
        *starts(visit(), "23 10:00", "23 10:01", leave("11:00")),
    ),
    Edge(
        "own_hours",
        "Ana Lopes cannot be at Visit on Tue 23 June from 10:59 to 11:59",
        *starts(visit(), "23 11:00", "23 10:59", leave("10:00", "11:00")),
    ),
    Edge(
        "own_hours",
        "Ana Lopes cannot be at Visit on Wed 24 June for the whole day",
        Told([FAIR], at("23 09:00", "bo"), staff=person("ana", absences=[{"from": DAYS[1], "to": DAYS[1]}])),
        Told([FAIR], at("23 09:00", "ana"), staff=person("ana", absences=[{"from": DAYS[1], "to": DAYS[1]}])),
    ),
    Edge(
        "own_hours", "Ana Lopes cannot be at Visit on Wed 24 June from 11:00 to 12:00", series("12:00"), series("11:59")
    ),
    Edge(
        "qualification",
        "Ana Lopes lacks the skill banking on Tue 23 June, which Visit asks for",
        *two_hats(["ana", "bo"], ["bo", "ana"]),
    ),
    Edge(
        "qualification",
        "Ana Lopes lacks the skill banking on Tue 23 June, which Visit asks for",
        banking("law", {"name": "banking", "from": "2020-06-23"}),
        banking("law", {"name": "banking", "from": "2020-06-24"}),
    ),
    Edge(
        "qualification",
        "Ana Lopes lacks the skill banking on Tue 23 June, which Visit asks for",
        banking({"name": "banking", "to": "2020-06-23"}),
        banking({"name": "banking", "to": "2020-06-22"}, {"name": "banking", "from": "2020-06-24"}),
    ),
    Edge(
        "qualification",
        "Ana Lopes lacks the skill banking on Tue 23 June, which Visit asks for",
        taught("23 11:00", "ana", "bo"),
        taught("23 09:00", "ana", "bo"),
    ),
    Edge(
        "qualification",
        "Ana Lopes lacks the skill banking on Tue 23 June, which Visit asks for",
        taught("23 14:00", "ana", "bo"),
        taught("23 14:00", "bo"),
    ),
    Edge(
        "staffing",
        "Visit has 3 of 2 guide asked for",
        *who(visit(**PAIR), ["ana", "bo"], ["ana", "bo", "cy"]),
    ),
    Edge("staffing", "Visit lacks 1 person", *who(visit(**PAIR), ["ana", "bo"], ["ana"]), 1),
    Edge(
        "staffing",
        "Visit takes Cy Roux as guide, who is excluded",
        *who(visit(needs=[{"role": "guide", "exclude": ["cy"]}]), ["bo"], ["cy"]),
    ),
    Edge(
        "staffing",
        "Visit takes Cy Roux as guide, who is not among those named",
        *who(visit(needs=[{"role": "guide", "from": ["ana", "bo"]}]), ["bo"], ["cy"]),
    ),
    Edge(
        "staffing",
        "Visit takes Cy Roux as guide, a role not held",
        *who(visit(), ["bo"], ["cy"], person("cy", roles=["driver"])),
    ),
    Edge("attendance", "Ana Lopes could attend Visit and does not", called("10:59"), called("11:00")),
    Edge("attendance", "Ana Lopes cannot attend Visit at that time", chosen(23, "ana", "bo"), chosen(24, "bo"), 1),
    Edge(
        "attendance",
        "Ana Lopes cannot attend Visit at that time",
        morning_off("23 14:00", "ana", "bo"),
        morning_off("23 11:00", "bo"),
        1,
    ),
    Edge("attendance", "Ana Lopes could attend Visit and does not", parallel("23 10:59"), parallel("23 11:00")),
    Edge(
        "one_place",
        "Ana Lopes is at Visit and at Tour at the same time, on Tue 23 June at 10:59",
        Told(TWO, TEN | at("23 11:00", "ana", name="tour")),
        Told(TWO, TEN | at("23 10:59", "ana", name="tour")),
    ),
    Edge(
        "required",
        "Visit is required and not fully staffed",
        *who(visit(**PAIR, required=True), ["ana", "bo"], ["ana"]),
    ),
    Edge(
        "pins",
        "not kept: Visit is pinned to Tue 23 June at 10:00",
        *pinned({"at": "2020-06-23 10:00"}, TEN, PAST_TEN),
    ),
    Edge(
        "pins",
        "not kept: Visit is pinned to Tue 23 June",
        *pinned({"on": DAYS[0]}, TEN, at("24 10:00", "ana"), on=DAYS),
    ),
    Edge(
        "pins",
        "not kept: Visit is pinned to Bo Diaz as guide",
        *pinned({"staff": {"guide": "bo"}}, at("23 10:00", "bo"), TEN),
    ),
    Edge(
        "wishes",
        "Visit is not held on the days or at the time it prefers",
        *starts(visit(prefer=MORNING), "23 10:00", "23 10:01"),
        1,
    ),
    Edge(
        "wishes",
        "Visit is not held on the days or at the time it prefers",
        *starts(visit(on=DAYS, prefer={"days": "tue", "time": "10:00-12:00"}), "23 10:00", "24 09:59"),
        2,
    ),
    Edge(
        "wishes",
        "Visit takes Cy Roux, its choice number 3",
        *who(visit(needs=[{"role": "guide", "prefer": ["bo", "ana"]}]), ["bo"], ["cy"]),
        2,
    ),
    Edge(
        "work_time",
        "Ana Lopes has 420 minutes of preparation for Visit instead of 421",
        work("preparation", 420),
        work("preparation", 421),
    ),
    Edge(
        "work_time",
        "Ana Lopes has 840 minutes of follow-up for Visit instead of 841",
        work("follow_up", 840, 2),
        work("follow_up", 841, 2),
    ),
    Edge("work_time", "Ana Lopes has 360 minutes of preparation for Tour instead of 361", night(360), night(361)),
    Edge("steps", "Visit: the step 'menu' is not done by Tue 23 June", stepping(360), stepping(361), 1),
    Edge("steps", "Visit: the step 'menu' is not done by Tue 23 June", stepping(180, 16), stepping(180, 17), 1),
    Edge("steps", f"Visit: the step 'menu' is left to Bo Diaz on {ON_23}", stepping(360, "bo"), stepping(361, "bo"), 1),
    Edge("background", "Ana Lopes lacks up to 1 h for Tenders in week 26 of 2020", campaign(210), campaign(211), 1),
    Edge("background", "Ana Lopes lacks up to 1 h for Tenders in week 26 of 2020", campaign(210), campaign(240), 1),
]
