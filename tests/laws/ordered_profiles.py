"""Profiles of what comes after what, of sessions, of finishing first, and of newcomers."""

from __future__ import annotations

from laws.random_problems import Facts, Maker


def sessions(make: Maker) -> None:
    """A training with several sessions, given or free in time, beside what people are needed or asked for."""
    make.play()
    make.staff(2, ("a",))
    days = make.workdays() or make.days
    clocks = sorted({make.clock(), make.clock(off=make.chance(0.3))})
    dated = [{"at": f"{make.rng.choice(days)} {clock}"} for clock in clocks]
    if make.chance(0.5):
        dated = [{"on": day} for day in make.rng.sample(days, min(2, len(days)))]
    length: Facts = {} if "on" in dated[0] and make.chance(0.3) else {"duration": 60}
    make.activity("training", sessions=dated, attendees={"roles": ["a"]}, grants=["s"], **length)
    if make.chance(0.5):
        make.absent(make.someone())
    need = make.need("a", count=1, **({"skills": ["s"]} if make.chance(0.5) else {}))
    make.timed(needs=[need], on=make.rng.choice(days))
    if make.chance(0.2):
        make.timed(attendees=["p0"])


def order(make: Maker) -> None:
    """Activities one after the other, some days or minutes apart; whole days, runs and recurrences among them."""
    make.play()
    make.staff(3, ("a",))
    days = make.workdays() or make.days
    first = make.rng.choice([make.timed, make.timed, make.whole_days])()
    for _ in range(make.rng.randint(1, 2)):
        chosen = sorted(make.rng.sample(days, min(2, len(days))))
        when: Facts = {} if make.chance(0.2) else {"on": chosen}
        later = make.timed(needs=[make.need("a", count=1)], **when)
        lag: Facts = {}
        if make.chance(0.8):
            lag["least"] = make.rng.choice([0, 1, 1, 2, "30min", "1h30", "20h"])
        if make.chance(0.4):
            lag["most"] = make.rng.choice([0, 1, 2, "2h", "25h"])
        if make.chance(0.4):
            lag["count"] = make.rng.choice(["working", "clear"])
        if lag and make.chance(0.3):
            lag["since"] = "start"
        if type(lag.get("least")) is type(lag.get("most")) and lag.get("most", 9) in (0, 1, "2h"):
            del lag["least"]
        later["after"] = [{"activity": make.rng.choice([first["id"], "x0"]), **lag}] if lag else first["id"]


def earliest(make: Maker) -> None:
    """The last activity or each of them as early as can be, whatever it lasts."""
    make.play()
    make.staff(2, ("a",))
    for _ in range(make.rng.randint(2, 3)):
        make.activity(needs=[make.need("a", count=1)])
    if make.chance(0.3):
        make.whole_days()
    if make.chance(0.3):
        make.facts["activities"][-1]["after"] = "x0"
    kinds = {"kinds": ["appointment"]} if make.chance(0.3) else {}
    goal = {"of": make.rng.choice(["last", "each"]), "per": make.rng.choice(["day", "minute"])}
    make.facts["rules"].append({"rule": "earliest", **goal, **kinds, **make.price()})


def accompany(make: Maker) -> None:
    """A newcomer who may not fill needs until a day, and joins one of the others."""
    make.play()
    make.staff(2, ("a",))
    for _ in range(make.rng.randint(1, 2)):
        make.timed(needs=[make.need("a", count=1)])
    if make.chance(0.3):
        make.timed(attendees={"roles": ["a"]}, needs=[make.need("a")])
    last = make.rng.choice([*make.days[1:], "2021-02-01"])
    asked: Facts = make.rng.choice([{}, {"count": 2}, {"per": "day"}, {"kinds": ["appointment"]}])
    if make.priced:
        asked = {**asked, "price": 3}
    make.facts["rules"].append({"rule": "accompany", "who": "p0", "with": ["p1"], "until": last, **asked})
