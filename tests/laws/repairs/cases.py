"""Tiny problems at random that leave something open, with dates that could move and prices of their own."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import pytest

from laws.oracle import Oracle
from laws.proofs.crowded import DAYS, FRIDAY, MONDAY, SETTINGS, THEMES, THURSDAY, WEDNESDAY, Draw, Theme, small
from planner.asking import diagnose
from planner.plan.diagnosis import Diagnosis
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem

QUICK = *range(30), 33, 60  # a reserve and a room are done without there
LONG = tuple(seed for seed in range(300) if seed not in QUICK)

seeds = pytest.mark.parametrize("seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.long) for seed in LONG)])


def early(draw: Draw) -> None:
    """Preparation for which there is time, only not so late."""
    for _ in range(draw.rng.randint(1, 2)):
        visit = draw.visit(on=draw.rng.choice([MONDAY, WEDNESDAY]), needs=[{"role": "a"}], duration=60)
        visit["preparation"] = {"minutes": draw.rng.choice([200, 240, 300]), "within": 1}


def holidaying(draw: Draw) -> None:
    """Everybody who could come is away for days, or every week, beside work that takes several of them."""
    visit = draw.visit(on=draw.rng.choice([MONDAY, WEDNESDAY]), needs=[{"role": "a"}], duration=60)
    if draw.chance(0.6):
        visit["preparation"] = {"minutes": draw.rng.choice([60, 150, 200]), "within": 2}
    for person in draw.staff:
        if "a" in person["roles"]:
            spans = [
                {"from": THURSDAY, "to": WEDNESDAY},
                {"from": FRIDAY, "to": WEDNESDAY},
                {"from": FRIDAY},
                {"every": "FREQ=WEEKLY;BYDAY=MO,WE"},
            ]
            person["absences"] = [{**draw.rng.choice(spans), "reason": "leave"}]


def recurring(draw: Draw) -> None:
    """A visit on two days of the week, and another one beside it."""
    days = draw.rng.choice(["TH,FR", "FR,WE", "MO"])
    visit = draw.visit(every=f"FREQ=WEEKLY;BYDAY={days}", needs=[{"role": "a"}], duration=draw.rng.choice([60, 120]))
    if draw.chance(0.6):
        draw.prepared(visit)
    day = draw.rng.choice([FRIDAY, WEDNESDAY, MONDAY])
    for _ in range(draw.rng.randint(1, 2)):
        draw.visit(on=day, needs=[{"role": "a"}], duration=draw.rng.choice([60, 120]))


def decided(draw: Draw) -> None:
    """Somebody is named for two visits at a time, or a day is pinned on which nobody is there."""
    able = [one for one in draw.staff if "a" in one["roles"]]
    named, day = draw.rng.choice(able)["id"], draw.rng.choice([MONDAY, WEDNESDAY])
    others = [one["id"] for one in able if one["id"] != named]
    forms: list[dict[str, Any]] = [
        {"needs": [{"role": "a", "from": [named]}]},
        {"needs": [{"role": "a"}], "pins": {"staff": {"a": [named]}}},
        {"needs": [{"role": "a", "exclude": others}]} if others else {"needs": [{"role": "a", "from": [named]}]},
    ]
    if draw.chance(0.6):
        for form in draw.rng.choices(forms, k=2):
            draw.visit(at=f"{day} 09:00" if draw.chance(0.7) else f"{day} {draw.clock()}", duration=60, **form)
        return
    draw.visit(on=[FRIDAY, day], needs=[{"role": "a"}], duration=60, pins={"on": day})
    for person in able:
        person["absences"] = [{"from": day, "to": day, "reason": "leave"}]


ALL: tuple[Theme, ...] = (*THEMES[:6], early, holidaying, recurring, decided, *THEMES[6:])


class Case(NamedTuple):
    """A problem, its best plan, which leaves something open, and what is wrong and would help."""

    problem: Problem
    plan: Plan
    diagnosis: Diagnosis


@lru_cache(maxsize=512)
def case(seed: int) -> Case:
    """The first draw of a seed that is small enough and leaves something open."""
    rng = Random(f"mended {seed}")
    while True:
        draw = Draw(rng)
        ALL[seed % len(ALL)](draw)
        for person in draw.staff:
            if draw.chance(0.2):
                draw.leave(person, draw.day())
        for activity in draw.activities:
            if "every" not in activity and draw.chance(0.2):
                first, last = sorted(draw.rng.choices(DAYS, k=2))
                activity["could_move"] = {"from": first, "to": last}
        priced = ["move_day", "ask_client", "recall", "hire_day", "shorten", "decline", "day_off", "overtime", "swap"]
        prices = {one: draw.rng.choice([0, 1.5, 4, 30]) for one in priced if draw.chance(0.15)}
        problem = draw.problem().with_(prices=prices)
        if not small(Oracle(problem)):
            continue
        plan = solve(problem, settings=SETTINGS)
        if plan.status is Status.OPTIMAL and plan.shortages:
            return Case(problem, plan, diagnose(problem, plan, settings=SETTINGS))
