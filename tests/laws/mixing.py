"""Facts of other kinds, mixed into problems that were drawn for one rule."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

Facts = dict[str, Any]


def spared(rng: Random, facts: Facts, activity: Facts) -> None:
    """It may be left out."""
    activity["optional"] = True


def housed(rng: Random, facts: Facts, activity: Facts) -> None:
    """It asks for a room, of which there is one unless there are others."""
    facts.setdefault("rooms", [{"id": "r9", "seats": 4}])
    activity["room"] = {}


def placed(rng: Random, facts: Facts, activity: Facts) -> None:
    """It is at one of two sites, and so is another one perhaps."""
    facts.setdefault("sites", [{"id": "s0", "travel": {"s1": 45}}, {"id": "s1"}])
    for one in (activity, rng.choice(facts["activities"])):
        one["site"] = rng.choice(["s0", "s1"])


def following(rng: Random, facts: Facts, activity: Facts) -> None:
    """It comes after another one."""
    activity["after"] = rng.choice(facts["activities"])["id"]


def backed(rng: Random, facts: Facts, activity: Facts) -> None:
    """It asks for somebody who stands by."""
    for need in activity.get("needs", []):
        need["standby"] = 1


def stepped(rng: Random, facts: Facts, activity: Facts) -> None:
    """Something is to be done before or after it."""
    owner = rng.choice(["assigned", rng.choice(facts["staff"])["id"]])
    minutes = {"minutes": rng.choice([20, 60])} if rng.random() < 0.5 else {}
    activity["steps"] = [{"name": "call", "days": rng.choice([-1, 0, 1]), "owner": owner, **minutes}]


Mixing = Callable[[Random, Facts, Facts], None]
MIXINGS: tuple[Mixing, ...] = (spared, housed, placed, following, backed, stepped)


def mixed(rng: Random, facts: Facts) -> Facts:
    """The facts with one or two others; they may make no sense together."""
    more = deepcopy(facts)
    for mixing in rng.sample(MIXINGS, rng.randint(1, 2)):
        mixing(rng, more, rng.choice(more["activities"]))
    return more
