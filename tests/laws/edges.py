"""How edges are made: a week in June, three guides, and plans told in clock times."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from laws.decisions import Decision, Decisions, placed, plan_of
from laws.models import Answered, Model
from laws.oracle import Oracle
from planner.checking import judge
from planner.plan.verdict import Verdict
from planner.problem import Problem
from planner.timeline.timeline import Timeline

PARIS = ZoneInfo("Europe/Paris")
PRICE = 7
Facts = dict[str, Any]
Held = dict[str, tuple[Any, ...]]
"""By activity: its start (``"23 10:00"`` is in June; empty if left out), by need who fills it, in a set who attends.

A text names the room; a tuple, by need, who stands by.
"""


class Told(NamedTuple):
    """What is stated, what is decided, the rules, and what else is said of people and of places."""

    activities: list[Facts]
    held: Held
    rules: tuple[Facts, ...] = ()
    staff: tuple[Facts, ...] = ()
    places: Facts = {}


class Edge(NamedTuple):
    """Two plans, one of which just keeps a rule and one just breaks it.

    Where the rule is broken it says the `sentence`, and the plan pays `cost`; without a cost it is refused.
    """

    rule: str
    sentence: str
    kept: Told
    broken: Told
    cost: int | float | None = None


def visit(name: str = "visit", **said: Any) -> Facts:
    """An appointment of an hour on Tuesday 23 June with one guide, unless it is said otherwise."""
    usual: Facts = {"kind": "appointment", "id": name, "name": name.title()}
    if not {"from", "duration"} & said.keys():
        usual["duration"] = "1h"
    if "attendees" not in said:
        usual["needs"] = {"guide": 1}
    if not {"at", "from", "sessions", "every"} & said.keys():
        usual["on"] = "2020-06-23"
    return usual | said


def person(who: str, **said: Any) -> tuple[Facts, ...]:
    """Something that is said of one of the guides."""
    return ({"id": who, **said},)


def leave(start: str, end: str = "12:00") -> tuple[Facts, ...]:
    """Ana's absence on Tuesday."""
    return person("ana", absences=[{"from": f"2020-06-23 {start}", "to": f"2020-06-23 {end}"}])


def at(start: str, *who: str, name: str = "visit") -> Held:
    """One activity, held at a time by some people."""
    return {name: (start, list(who))}


def twice(
    sentence: str,
    activities: list[Facts],
    kept: Held,
    broken: Held,
    *,
    times: int = 1,
    staff: tuple[Facts, ...] = (),
    **rule: Any,
) -> list[Edge]:
    """The edge of a rule that must hold, and of the same rule with a price, broken so many times."""
    priced = rule | {"price": PRICE}
    return [
        Edge(rule["rule"], sentence, Told(activities, kept, (rule,), staff), Told(activities, broken, (rule,), staff)),
        Edge(
            rule["rule"],
            f"{sentence} (costs {PRICE} a time)",
            Told(activities, kept, (priced,), staff),
            Told(activities, broken, (priced,), staff),
            times * PRICE,
        ),
    ]


def problem_of(told: Told) -> Problem:
    """From Monday 22 June to Friday 3 July with Ana, Bo and Cy, who are guides."""
    staff: dict[str, Facts] = {
        "ana": {"id": "ana", "name": "Ana Lopes", "roles": ["guide"]},
        "bo": {"id": "bo", "name": "Bo Diaz", "roles": ["guide"]},
        "cy": {"id": "cy", "name": "Cy Roux", "roles": ["guide"]},
    }
    for one in told.staff:
        staff[one["id"]] |= one
    return Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-07-03"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "14:00-18:00"]}},
            "staff": list(staff.values()),
            "activities": told.activities,
            "rules": list(told.rules),
            **told.places,
        }
    )


def decided(held: Held) -> Decisions:
    """Decisions from clock times."""
    found = {}
    for name, (start, *places) in held.items():
        if not start:
            found[name] = Decision(None, tuple(() for _ in places), ())
            continue
        written = f"2020-{start}" if start.count("-") else f"2020-06-{start}"
        moment = dt.datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
        room = next((one for one in places if isinstance(one, str)), None)
        filling = tuple(tuple(one) for one in places if isinstance(one, list))
        standby = tuple(tuple(who) for one in places if isinstance(one, tuple) for who in one)
        attendees = tuple(sorted(who for one in places if isinstance(one, set) for who in one))
        found[name] = Decision(int(moment.timestamp()) // 60, filling, attendees, room, standby)
    return dict(sorted(found.items()))


def judged(told: Told) -> tuple[Verdict, Answered | None]:
    """What the checker says of a plan, and what the model makes of it on a grid of one minute."""
    problem, decisions = problem_of(told), decided(told.held)
    oracle, timeline = Oracle(problem), Timeline(problem)
    verdict = judge(problem, plan_of(oracle, decisions, placed(oracle, decisions)), timeline)
    return verdict, Model(oracle, timeline, 1).pinned(decisions)
