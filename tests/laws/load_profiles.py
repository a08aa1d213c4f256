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
    rule: Facts = {"rule": "together", "who": make.rng.choice([who, [who, others[0]]]), "with": others}
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


LOAD_PROFILES: tuple[Profile, ...] = (together, apart)
