"""Profiles of the rules about rooms and sites."""

from __future__ import annotations

from typing import Any

from laws.random_problems import Facts, Maker, Profile


def add_sites(make: Maker, *ways: Facts) -> None:
    """Two sites, the way between which is told once or both ways."""
    known: list[Facts] = [{"travel": {"s1": 45}}, {"travel": {"s1": "1h"}}, *ways]
    make.facts["sites"] = [{"id": "s0", **make.rng.choice(known)}, {"id": "s1"}]


def add_rooms(make: Maker, count: int) -> None:
    """Some rooms, at the first site if there is any, closed now and then."""
    site = {"site": "s0"} if "sites" in make.facts else {}
    for n in range(count):
        room: Facts = {"id": f"r{n}", "seats": make.rng.choice([2, 4, 8]), **site}
        if make.chance(0.3):
            room["features"] = ["screen"]
        if make.chance(0.3):
            start, day = make.clock(off=make.chance(0.3)), make.day()
            hour = {"from": day, "to": day, "time": f"{start}-{(int(start[:2]) + 1) % 24:02d}:{start[3:]}"}
            room["closed"] = [make.rng.choice([hour, {"from": day, "to": day}])]
        make.facts.setdefault("rooms", []).append(room)


def ask_room(make: Maker, activity: Facts) -> None:
    """An activity asks for a room, most of the time."""
    if make.chance(0.85):
        room: Facts = make.rng.choice([{}, {"seats": 2}, {"seats": 4}, {"seats": 5}])
        activity["room"] = room | ({"features": ["screen"]} if make.chance(0.15) else {})


def rooms(make: Maker) -> None:
    """Activities that ask for rooms of some size and with some features; few rooms, some of them closed."""
    make.play()
    make.staff(2)
    if make.chance(0.3):
        add_sites(make)
    add_rooms(make, make.rng.randint(1, 2))
    day = make.day()
    for _ in range(make.rng.randint(2, 3)):
        when: Facts = {"on": day} if make.chance(0.6) else {}
        who: dict[str, Any] = {"needs": [make.need(count=1)]}
        if make.chance(0.2):
            who = {"attendees": {"roles": ["a"]}}
        ask_room(make, make.timed(**when, **who))
    if make.chance(0.4):
        ask_room(make, make.whole_days())


def journeys(make: Maker) -> None:
    """Activities at two sites or at none, people who live at one of them, ways that are asymmetric now and then."""
    make.play("week", "june", "week", "month", "spring", "autumn", "moselle", "spring night", "autumn night", "weekend")
    make.staff(make.rng.choice([1, 1, 2]), ("a",))
    make.facts["staff"][-1]["roles"] = ["a", "b"]
    add_sites(make, *[{"travel": {"s1": minutes}} for minutes in (61, 100, 150)])
    first, second = make.facts["sites"]
    if make.chance(0.3):
        second["travel"] = {"s0": make.rng.choice([20, 90, 300])}
    if make.chance(0.3):
        second[make.rng.choice(["first_arrival", "last_return"])] = make.clock(off=make.chance(0.3))
    if make.chance(0.1):
        first["travel"]["s1"] = 1000
    for person in make.facts["staff"]:
        if make.chance(0.5):
            person["site"] = make.rng.choice(["s0", "s0", "s1"])
    day = make.day()
    for n in range(make.rng.randint(2, 3)):
        when: Facts = {"on": day} if make.chance(0.85) else {}
        who: dict[str, Any] = {"needs": [make.need("a", count=1)]}
        if make.chance(0.15):
            who = {"attendees": {"roles": ["a"]}}
        place = {"site": f"s{n % 2}"} if make.chance(0.9) else {}
        make.timed(**when, **who, **place, duration=make.rng.choice([25, 30]))
    if make.chance(0.2):
        make.whole_days()["site"] = make.rng.choice(["s0", "s1"])


def travel(make: Maker) -> None:
    """Activities at two sites, some of them where people live, and a price for the way."""
    journeys(make)
    for person in make.facts["staff"]:
        if make.chance(0.7):
            person["site"] = make.rng.choice(["s0", "s1"])
    rule: Facts = {"rule": "travel", "per": make.rng.choice(["hour", "hour", "minute", "trip", "km", "metre"])}
    if rule["per"] in ("km", "metre"):
        first, second = make.facts["sites"]
        first["distance"] = {second["id"]: make.rng.choice([0, 0.4, 12.345])}
        if make.chance(0.3):
            second["distance"] = {first["id"]: 3}
    rule |= {"price": make.rng.choice([1, 3, 10])} if make.priced else {}
    if make.chance(0.2):
        rule["kinds"] = ["appointment"]
    if make.chance(0.2):
        rule["role"] = "a"
    if make.chance(0.2):
        rule["people"] = ["p0"]
    make.facts["rules"].append(rule)


def on_time(make: Maker) -> None:
    """Activities that prefer times, some of them too early for all to be on time."""
    make.play()
    make.staff(make.rng.choice([1, 2]), ("a",))
    day = make.day()
    for _ in range(make.rng.randint(2, 3)):
        start = make.clock(off=make.chance(0.3))
        wish = {"time": f"{start}-{(int(start[:2]) + make.rng.randint(1, 2)) % 24:02d}:{start[3:]}"}
        make.timed(needs=[make.need("a", count=1)], prefer=wish, **({"on": day} if make.chance(0.6) else {}))
    rule: Facts = {"rule": "on_time", "of": make.rng.choice(["each", "each", "latest"])}
    rule |= {"minutes": make.rng.choice([1, 15, 60])} | ({"price": 3} if make.priced else {})
    make.facts["rules"].append(rule | ({"kinds": ["appointment"]} if make.chance(0.2) else {}))


PLACES: tuple[Profile, ...] = (rooms, journeys, travel, on_time)
