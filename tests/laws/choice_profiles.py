"""Profiles of the rules about what is left out, what is chosen and who stands by."""

from __future__ import annotations

from laws.random_problems import Facts, Maker


def standby(make: Maker) -> None:
    """Needs that ask for one or two more people who are free, with skills, other activities and few people."""
    make.play()
    make.staff(3, ("a",))
    for person in make.facts["staff"]:
        if make.chance(0.5):
            person["skills"] = make.rng.choice([["s"], [{"name": "s", "from": make.day()}]])
    make.facts["staff"][0].setdefault("skills", ["s"])
    day = make.day()
    for n in range(make.rng.randint(1, 2)):
        asked: Facts = {"standby": make.rng.randint(n == 0, 2), "skills": make.rng.choice([[], [], ["s"]])}
        activity = make.timed(needs=[make.need("a", count=1, **asked)], on=sorted({day, make.day()})[: 2 - n])
        activity["optional"] = make.chance(0.2)
    if make.chance(0.3):
        make.absent(make.someone(), day)
    if make.chance(0.4):
        make.activity("training", on=day, attendees=make.rng.choice([["p0"], ["p1", "p2"]]), grants=["s"], duration=60)
    if make.chance(0.3):
        make.activity("fair", on=day, needs=[make.need("a", count=1, standby=1)])


def in_turn(make: Maker) -> None:
    """An owner and deputies, who are away or booked at times; some are named who do not hold the role."""
    make.play()
    make.staff(3, ("a",))
    for person in make.facts["staff"][:2]:
        if make.chance(0.6):
            make.absent(person)
    if make.chance(0.3):
        make.facts["staff"][make.rng.randint(0, 2)]["roles"] = ["b"]
    for _ in range(make.rng.randint(1, 2)):
        line = make.rng.sample(["p0", "p1", "p2"], make.rng.randint(2, 3))
        make.timed(needs=[make.need("a", **{"from": line}, in_turn=True)])
    if make.chance(0.5):
        make.timed(needs=[make.need("a")])
    if make.chance(0.3):
        make.activity("fair", on=make.day(), needs=[make.need("a", **{"from": ["p1", "p0"]}, in_turn=True)])


def reserve(make: Maker) -> None:
    """So many of a role who are to be free each day or half-day, and activities that take them."""
    make.play("week", "odd", "holiday", "weekend", "month", "spring night", "autumn")
    make.staff(3, ("a",))
    day = make.day()
    for _ in range(make.rng.randint(1, 2)):
        make.timed(needs=[make.need("a", count=make.rng.randint(1, 2))], on=sorted({day, make.day()}))
    if make.chance(0.4):
        make.whole_days()
    if make.chance(0.3):
        make.timed(attendees={"roles": ["a"]})
    per = make.rng.choice(["day", "half-day"])
    make.facts["rules"].append(
        {"rule": "reserve", "role": "a", "count": make.rng.choice([1, 1, 2]), "per": per, **make.price()}
    )


def shifts(make: Maker) -> Facts:
    """A fair of some days, whose people may change from day to day."""
    first, last = sorted([make.day(), make.day()])
    when: Facts = {"from": first, "to": last}
    if make.chance(0.5):
        start = make.clock(off=make.chance(0.2))
        when["time"] = f"{start}-{(int(start[:2]) + 1) % 24:02d}:{start[3:]}"
    return make.activity("fair", needs=[make.need("a", count=1)], shifts="day", **when)


def optional(make: Maker) -> None:
    """Activities that may be left out beside others that may not, with few people; some must be attended."""
    make.play()
    make.staff(2)
    for _ in range(make.rng.randint(2, 3)):
        make.timed(optional=make.chance(0.7), needs=[make.need(count=make.rng.randint(1, 2))])
    if make.chance(0.4):
        make.absent(make.someone())
    if make.chance(0.4):
        make.whole_days()["optional"] = True
    if make.chance(0.5):
        shifts(make)["optional"] = make.chance(0.7)
    if make.chance(0.3):
        make.timed(optional=True, attendees={"roles": ["a"]})


def choose(make: Maker) -> None:
    """So many of some activities that may be left out, one of which recurs perhaps."""
    make.play()
    make.staff(2, ("a",))
    for _ in range(make.rng.randint(2, 3)):
        make.timed(optional=True, needs=[make.need("a", count=1)])
    if make.chance(0.5):
        whole = shifts(make) if make.chance(0.5) else make.whole_days()
        whole["optional"] = True
    if make.chance(0.4):
        make.timed()
    among = [one["id"] for one in make.facts["activities"] if one.get("optional")]
    wanted: Facts = make.rng.choice([{"count": 1}, {"count": 2}, {"least": 2}, {"most": 1}, {"least": 1, "most": 2}])
    make.facts["rules"].append({"rule": "choose", "of": among, **wanted, **make.price()})
