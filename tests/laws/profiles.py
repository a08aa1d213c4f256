"""One profile a rule: what its problems are made of, so that the rule often binds."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from laws.choice_profiles import choose, in_turn, optional, reserve, shifts, standby
from laws.load_profiles import LOAD_PROFILES
from laws.ordered_profiles import accompany, earliest, order, sessions
from laws.places_profiles import PLACES
from laws.random_problems import Case, Facts, Maker, Profile, case_of


def own_time(make: Maker) -> None:
    """Times of day, given or as spans, several days, times when the client is away."""
    make.play()
    make.staff(2)
    for _ in range(make.rng.randint(1, 2)):
        activity = make.timed()
        if "at" not in activity and "every" not in activity and make.chance(0.6):
            start = make.clock(off=make.chance(0.3))
            activity["time"] = make.rng.choice([start, f"{start}-{(int(start[:2]) + 3) % 24:02d}:00"])
        if make.chance(0.4):
            away: Facts = make.rng.choice([{"time": "10:20-11:10"}, {"half": "morning"}, {"time": "01:30-02:30"}])
            activity["client_away"] = [{"from": make.days[0], "to": make.day(), **away}]
    if make.chance(0.4):
        make.whole_days()


def own_hours(make: Maker) -> None:
    """Absences of every form, hours of one's own, days off, whole days."""
    make.play()
    make.staff(3, ("a",))
    day = make.day()
    for person in make.facts["staff"]:
        if make.chance(0.7):
            make.absent(person, day)
        if make.chance(0.4):
            make.other_hours(person)
    for _ in range(make.rng.randint(1, 2)):
        make.timed(needs=[make.need("a")], on=sorted({day, make.day()}), on_days_off=make.chance(0.3))
    if make.chance(0.4):
        make.whole_days()["on_days_off"] = make.chance(0.5)


def qualification(make: Maker) -> None:
    """Skills with validity, and trainings that grant them."""
    make.play()
    make.staff(3, ("a",))
    for person in make.facts["staff"]:
        validity = make.rng.choice([{}, {"from": make.day()}, {"to": make.day()}, None, None])
        if validity is not None:
            more: list[Any] = make.rng.choice([[], ["t"], [{"name": "s", "to": make.days[0]}]])
            person["skills"] = [{"name": "s", **validity}, *more]
    days = make.workdays() or make.days
    if make.chance(0.7):
        taught: Any = make.rng.choice([{"roles": ["a"]}, make.rng.sample(["p0", "p1", "p2"], 2), ["p0"]])
        training = make.activity("training", on=make.rng.choice(days[:2]), attendees=taught, grants=["s"])
        if make.chance(0.7):
            training |= {"duration": 60, "on": sorted({days[0], make.day()})}
    else:
        make.facts["staff"][0].setdefault("skills", ["s"])
    for _ in range(make.rng.randint(1, 2)):
        make.timed(needs=[make.need("a", skills=["s"], count=1)], on=sorted({make.rng.choice(days), days[-1]}))
    if make.chance(0.3):
        make.activity("fair", **{"from": days[0], "to": days[-1]}, needs=[make.need("a", skills=["s"], count=1)])


def staffing(make: Maker) -> None:
    """Several heads and needs, people named and excluded, heads counted one by one, priorities and values."""
    make.play()
    make.staff(3)
    for _ in range(make.rng.randint(1, 2)):
        needs = [make.need(count=make.rng.randint(1, 2)), *([make.need("a")] if make.chance(0.5) else [])]
        if make.chance(0.4):
            needs[0]["from"] = [make.someone()["id"], make.someone()["id"]]
        activity = make.timed(needs=needs, partial=make.chance(0.4))
        if make.chance(0.4):
            activity["priority"] = make.rng.choice(["critical", "low"])
    if make.chance(0.4):
        make.whole_days()
    if make.chance(0.3):
        shifts(make)


def attendance(make: Maker) -> None:
    """Meetings and trainings at chosen times, some at the same time, some people away, some needed elsewhere."""
    make.play()
    make.staff(2)
    if make.chance(0.5):
        make.absent(make.someone())
    make.timed(attendees=make.rng.choice(["all", {"roles": ["a"]}, ["p0"]]))
    make.timed(attendees={"roles": [make.rng.choice("ab")]}, **({"needs": [make.need()]} if make.chance(0.4) else {}))
    if make.chance(0.6):
        make.whole_days()
    if make.chance(0.5):
        make.timed()


def one_place(make: Maker) -> None:
    """More activities than people, at the same times."""
    make.play()
    make.staff(2, ("a",))
    day = make.day()
    for _ in range(make.rng.randint(2, 3)):
        make.timed(on=day, needs=[make.need("a", count=1)])
    if make.chance(0.4):
        make.activity("fair", on=day, needs=[make.need("a", count=1)])


def required(make: Maker) -> None:
    """Activities that must be staffed, with few people, some of them away."""
    make.play()
    make.staff(2)
    for person in make.facts["staff"]:
        if make.chance(0.4):
            make.absent(person)
    for _ in range(make.rng.randint(1, 3)):
        make.timed(required=make.chance(0.7))
    if make.chance(0.3):
        make.whole_days()["required"] = True


def pins(make: Maker) -> None:
    """Days, starts and people that are pinned, off the grid too."""
    make.play()
    make.staff(2)
    for _ in range(make.rng.randint(1, 2)):
        activity = make.timed(
            on=sorted({make.day(), make.day()}), needs=[make.need(), make.need()][: make.rng.randint(1, 2)]
        )
        day = make.rng.choice(activity["on"]) if make.chance(0.9) else make.day()
        pin = make.rng.choice(["on", "at", "staff", "staff"])
        people = {need["role"]: [make.someone()["id"]] for need in activity["needs"]}
        clock = make.clock(off=make.chance(0.4))
        activity["pins"] = {"on": {"on": day}, "at": {"at": f"{day} {clock}"}, "staff": {"staff": people}}[pin]
    if make.chance(0.4):
        make.timed()


def wishes(make: Maker) -> None:
    """People whom needs prefer, days and times that activities prefer."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    for _ in range(2):
        chosen = make.rng.sample(["p0", "p1", "p2"], make.rng.randint(1, 2))
        activity = make.timed(needs=[make.need("a", prefer=chosen)])
        if make.chance(0.6):
            start = make.clock(off=make.chance(0.2))
            time = f"{start}-{(int(start[:2]) + 2) % 24:02d}:00"
            days = [make.rng.choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])]
            activity["prefer"] = make.rng.choice([{"time": time}, {"days": days}, {"days": days, "time": time}])
    if make.chance(0.3):
        make.whole_days()["prefer"] = {"days": ["mon", "sun"]}


def work_time(make: Maker) -> None:
    """Preparation and follow-up that hardly find room."""
    make.play("week", "month", "holiday", "moselle", "weekend", "new year", "spring", "autumn", "autumn night")
    make.staff(2, ("a",))
    for _ in range(make.rng.randint(1, 3)):
        middle, last = make.rng.choice(make.days[1:]), make.days[-1]
        make.work(make.timed(needs=[make.need("a")], on=sorted({middle, make.rng.choice([middle, last])})), most=200)
    if make.chance(0.5):
        make.absent(make.someone())
    if make.chance(0.4):
        make.activity("fair", on=make.day(), needs=[make.need("a", count=1)])
    if make.chance(0.4):
        make.timed()


def steps(make: Maker) -> None:
    """Steps that hardly find a day, beside bookings and work: owners away, deputies, terms that end soon."""
    make.play("week", "month", "holiday", "moselle", "weekend", "new year", "spring", "autumn", "odd")
    make.staff(3)
    for _ in range(make.rng.randint(1, 2)):
        activity = make.timed()
        if make.chance(0.3):
            make.work(activity, most=120)
        make.step(activity)
        if make.chance(0.4):
            make.step(activity)
    for person in make.facts["staff"]:
        if make.chance(0.6):
            make.absent(person)


def background(make: Maker) -> None:
    """Shares of time, with bookings and work that leave too little."""
    make.play("week", "month", "holiday", "moselle", "weekend", "new year", "spring", "autumn", "autumn night", "odd")
    make.staff(2)
    first, last = sorted([make.day(), make.day()])
    until = {"to": last} if make.chance(0.5) else {}
    share = make.rng.choice([0.3, 0.75, 0.95])
    make.activity("background", **{"from": first}, **until, share={make.rng.choice("ab"): share, "b": 0.6})
    del make.facts["activities"][-1]["needs"]
    make.facts["activities"][-1].pop("on_days_off", None)
    if make.chance(0.3):
        make.facts["activities"].append(
            {"kind": "background", "id": "y", "from": make.days[0], "share": {"a": 0.35, "b": 0.2}}
        )
    for _ in range(make.rng.randint(1, 2)):
        activity = make.timed(needs=[make.need(count=1)])
        if make.chance(0.7):
            make.work(activity)
    if make.chance(0.4):
        make.whole_days()


def _scope(make: Maker, *, role: bool = True) -> Facts:
    """What a stated rule applies to."""
    scope: Facts = make.price()
    if make.chance(0.3):
        scope["kinds"] = make.rng.choice([["appointment"], ["appointment", "fair", "training"]])
    if role and make.chance(0.3):
        scope["role"] = "a"
    if make.chance(0.2):
        scope["people"] = ["p0"]
    return scope


def _busy(make: Maker, people: int = 2, **when: Any) -> None:
    """People of one role and a few activities, most of them appointments."""
    make.staff(people, ("a",))
    make.facts["staff"][-1]["roles"] = ["a", "b"]
    for _ in range(make.rng.randint(2, 3)):
        needs = make.rng.choice([[make.need("a", count=1)]] * 2 + [[make.need("b"), make.need("a", count=1)]])
        make.activity(needs=needs, **when)
    if make.chance(0.3):
        make.whole_days()
    if make.chance(0.2):
        make.timed(attendees={"roles": ["a"]})


def at_most(make: Maker) -> None:
    """Ceilings on bookings and on minutes, by day, week, month and horizon."""
    make.play()
    _busy(make)
    per = make.rng.choice(["day", "week", "month", "horizon"])
    ceiling: Facts = make.rng.choice([{"count": make.rng.randint(0, 1)}, {"minutes": make.rng.choice([45, 60, 100])}])
    make.facts["rules"].append({"rule": "at_most", "per": per, **ceiling, **_scope(make)})


def rest(make: Maker) -> None:
    """A rest that some pairs of days leave and others do not."""
    make.play()
    make.staff(make.rng.choice([1, 1, 2]), ("a",))
    days = make.workdays() or make.days
    for n in range(make.rng.randint(2, 3)):
        day, length = days[n % min(2, len(days))], make.rng.choice([30, 60, 90])
        make.activity(needs=[make.need("a", count=1)], on=day, duration=length)
    if make.chance(0.4):
        make.whole_days()
    first, second = (dt.date.fromisoformat(day) for day in (days * 2)[:2])
    gap = 24 * (max(1, (second - first).days))
    hours = gap + make.rng.choice([-13, -2, -1.25, -1, -0.5, 0, 1, 23])
    make.facts["rules"].append({"rule": "rest", "hours": hours, **_scope(make)})


def buffer(make: Maker) -> None:
    """A pause that some pairs of bookings leave and others do not."""
    make.play(
        "spring", "spring night", "spring hole", "autumn", "autumn night", "autumn twice", "week", "odd", "weekend"
    )
    if make.chance(0.7):
        _busy(make, make.rng.randint(1, 2), on=make.day(), duration=make.rng.choice([30, 60]))
    else:
        _busy(make)
    minutes = make.rng.choice([15, 60, 61, 120, 600, 1440])
    make.facts["rules"].append({"rule": "buffer", "minutes": minutes, **_scope(make)})


def balance(make: Maker) -> None:
    """Bookings of one role among people who are there more or less."""
    make.play()
    make.staff(3, ("a",))
    for person in make.facts["staff"]:
        if make.chance(0.3):
            person["contract_hours"] = make.rng.choice([10, 17.5, 35])
    for _ in range(make.rng.randint(1, 3)):
        make.activity(needs=[make.need("a")], partial=make.chance(0.2))
    kinds = {"kinds": ["appointment"]} if make.chance(0.3) else {}
    if kinds and make.chance(0.5):
        make.activity("fair", on=make.day(), needs=[make.need("a", count=1)])
    carried = {who["id"]: make.rng.choice([-1.5, -0.33, 1, 2]) for who in make.facts["staff"] if make.chance(0.4)}
    make.facts["rules"].append({"rule": "balance", "role": "a", **kinds, **({"carried": carried} if carried else {})})


def prefer(make: Maker) -> None:
    """Wishes for many activities at once."""
    make.play()
    _busy(make)
    start = make.clock(off=make.chance(0.2))
    wish: Facts = make.rng.choice(
        [
            {"people": ["p0"]},
            {"days": [make.rng.choice(["mon", "tue", "sat", "sun"])]},
            {"time": f"{start}-{(int(start[:2]) + 2) % 24:02d}:00"},
            {"people": ["p1"], "days": ["tue"]},
        ]
    )
    make.facts["rules"].append({"rule": "prefer", **_scope(make), **wish})


PROFILES: dict[str, Profile] = {
    profile.__name__: profile
    for profile in (
        own_time,
        own_hours,
        qualification,
        staffing,
        attendance,
        sessions,
        one_place,
        order,
        standby,
        in_turn,
        optional,
        required,
        pins,
        wishes,
        steps,
        work_time,
        background,
        at_most,
        rest,
        buffer,
        balance,
        prefer,
        *PLACES,
        earliest,
        accompany,
        choose,
        reserve,
        *LOAD_PROFILES,
    )
}


@lru_cache(maxsize=4096)
def case(name: str, seed: int) -> Case:
    """The case of a rule and a seed."""
    return case_of(name, PROFILES[name], seed)
