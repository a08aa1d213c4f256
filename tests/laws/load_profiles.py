"""Profiles of the rules about people together and about loads."""

from __future__ import annotations

from laws.random_problems import Facts, Maker, Profile


def _kinds(make: Maker) -> Facts:
    """Some kinds now and then."""
    return {"kinds": ["appointment", "training"]} if make.chance(0.3) else {}


def _visits(make: Maker, least: int = 1, most: int = 2) -> None:
    """Activities with one need or two, some of them attended, some of whole days."""
    for _ in range(make.rng.randint(least, most)):
        needs = make.rng.choice([[make.need("a")], [make.need("a", count=2)], [make.need("a"), make.need("b")]])
        who: Facts = {"needs": needs}
        if make.chance(0.3):
            who["attendees"] = [make.someone()["id"]]
        make.timed(**who)
    if make.chance(0.3):
        make.whole_days()


def together(make: Maker) -> None:
    """People who go only with others, some of them until a day."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    _visits(make)
    who, *others = make.rng.sample(["p0", "p1", "p2"], make.rng.randint(2, 3))
    both = [who, others[0]] if len(others) > 1 else who
    rule: Facts = {"rule": "together", "who": make.rng.choice([who, both]), "with": others}
    if make.chance(0.4):
        rule["until"] = make.day()
    make.facts["rules"].append({**rule, **_kinds(make), **make.price()})


def apart(make: Maker) -> None:
    """People who are kept apart."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    _visits(make)
    if make.chance(0.3):
        make.timed(attendees=make.rng.choice(["all", {"roles": ["a"]}]))
    people = make.rng.sample(["p0", "p1", "p2"], make.rng.randint(2, 3))
    make.facts["rules"].append({"rule": "apart", "people": people, **_kinds(make), **make.price()})


def _scope(make: Maker) -> Facts:
    """Some kinds, one role, some people, now and then."""
    scope = _kinds(make) | make.price()
    if make.chance(0.3):
        scope["role"] = make.rng.choice("ab")
    if make.chance(0.2):
        scope["people"] = ["p0", "p1"]
    return scope


def fewest_people(make: Maker) -> None:
    """Activities for which several people could be taken, or the same ones again."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    make.facts["staff"][-1]["roles"] = ["a", "b"]
    for _ in range(make.rng.randint(2, 3)):
        make.timed(needs=[make.need("a", count=1)], on=make.day())
    if make.chance(0.3):
        make.whole_days()
    make.facts["rules"].append({"rule": "fewest_people", **_scope(make)})


def contract_hours(make: Maker) -> None:
    """Contracts that ask for more or less than there is to do; work where no week or month ends."""
    within = make.chance(0.5)
    make.play(*(("week", "odd", "fine", "june", "new york") if within else ()))
    make.staff(2, ("a",))
    for person in make.facts["staff"]:
        if make.chance(0.85):
            person["contract_hours"] = make.rng.choice([0.01, 2, 5.5, 17.5])
    kind = "appointment" if within else "meeting"  # other seasons add work to appointments
    for _ in range(make.rng.randint(1, 3)):
        make.activity(kind, needs=[make.need("a", count=1)])
    if make.chance(0.4):
        make.whole_days()
    people = {"people": ["p0"]} if make.chance(0.2) else {}
    per = "horizon" if not within and make.chance(0.5) else make.rng.choice(["week", "month"])
    most: Facts = {"most": True} if make.chance(0.6) else {"each": 45} if make.chance(0.3) else {}
    make.facts["rules"].append({"rule": "contract_hours", "per": per, **most, **people, **make.price()})


def continuity(make: Maker) -> None:
    """Clients and series that could see few faces or many."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    make.facts["staff"][-1]["roles"] = ["a", "b"]
    for _ in range(make.rng.randint(2, 3)):
        needs = [make.need("a", count=1)] if make.chance(0.7) else [make.need("a", count=1), make.need("b")]
        make.activity(needs=needs, client=make.rng.choice(["Yurt", "Yurt", "Mapom"]))
    by = {"by": "activity"} if make.chance(0.4) else {}
    if by:
        del make.facts["activities"][1:]
        make.timed(every="FREQ=DAILY", time=make.clock(), needs=[make.need("a", count=1)])
    make.facts["rules"].append({"rule": "continuity", **by, **_scope(make)})


def spread(make: Maker) -> None:
    """Activities that could all lie in one week or month."""
    make.play("month", "weekend", "new year", "moselle", "holiday", "autumn", "spring")
    make.staff(2, ("a",))
    for _ in range(make.rng.randint(2, 3)):
        days = [make.days[0], make.days[-1]] if make.chance(0.8) else make.day()
        make.timed(on=days, needs=[make.need("a", count=1)], client="Yurt" if make.chance(0.8) else "Mapom")
    by = {"by": "client"} if make.chance(0.4) else {}
    kinds = {"kinds": ["appointment", "meeting"]} if make.chance(0.2) else {}
    per = "month" if make.days[0][:7] < make.days[-1][:7] else "week"
    make.facts["rules"].append({"rule": "spread", "per": per, **by, **kinds, **make.price()})


def no_idle(make: Maker) -> None:
    """Bookings of one day that can lie close together or apart, some at given times, some that take whole days."""
    make.play()
    make.staff(make.rng.randint(1, 2), ("a",))
    day = make.rng.choice(make.workdays() or make.days)
    for n in range(make.rng.randint(2, 3)):
        when: Facts = {"at": f"{day} {make.clock(off=make.chance(0.3))}"} if n and make.chance(0.3) else {"on": day}
        make.timed(needs=[make.need("a", count=1)], **when)
    if make.chance(0.3):
        make.whole_days()
    people = {"people": ["p0"]} if make.chance(0.2) else {}
    make.facts["rules"].append({"rule": "no_idle", **people, **make.price()})


def level(make: Maker) -> None:
    """Activities for which several people could be taken, some of them for more."""
    make.play()
    make.staff(3, ("a", "a", "b"))
    make.facts["staff"][-1]["roles"] = ["a", "b"]
    _visits(make, 2, 3)
    make.facts["rules"].append({"rule": "level", **_scope(make)})


LOAD_PROFILES: tuple[Profile, ...] = (
    together,
    apart,
    fewest_people,
    contract_hours,
    continuity,
    spread,
    no_idle,
    level,
)
