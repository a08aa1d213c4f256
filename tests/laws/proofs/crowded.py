"""Tiny problems at random with too few people or too little time for what is asked. The seed decides everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import prod
from random import Random
from typing import Any, NamedTuple

from laws.choosing import CHOICES, vary
from laws.decisions import options, whole
from laws.oracle import Oracle
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving.settings import Settings

Facts = dict[str, Any]
STEP = 60
SETTINGS = Settings(work=20, workers=1, step=STEP)
MOST = 20_000
"""Ways to hold all activities, each taken alone, that a problem may have: most are dropped before all are placed."""

THURSDAY, FRIDAY, SATURDAY, MONDAY, HOLIDAY, WEDNESDAY = (f"2020-07-{day:02d}" for day in (9, 10, 11, 13, 14, 15))
DAYS = (THURSDAY, FRIDAY, MONDAY, WEDNESDAY)
SHORT, SPLIT, ODD, NIGHT = ["09:00-12:00"], ["09:00-11:00", "13:00-15:00"], ["09:10-12:50"], ["22:00-02:00"]
CLOCKS = {
    "09:00-12:00": ["09:00", "09:30", "10:00"],
    "09:00-11:00": ["09:00", "09:30", "09:30", "13:30"],
    "09:10-12:50": ["09:10", "09:45", "10:30"],
    "22:00-02:00": ["22:00", "22:30", "23:30"],
}
"""Times at which something of an hour or more fits into the hours of a day."""


class Draw:
    """A week in July in the making, of which four days are worked: two to four people, and what is asked of them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.hours = rng.choice([SHORT, SHORT, SPLIT, SPLIT, ODD, NIGHT])
        roles = rng.sample([["a"], ["a", "b"], ["a"], ["b"]], rng.choice([2, 3, 3, 4]))
        self.staff: list[Facts] = [{"id": f"p{n}", "roles": some} for n, some in enumerate(roles)]
        self.activities: list[Facts] = []
        self.rules: list[Facts] = []
        self.rooms: list[Facts] = []
        self.sites: list[Facts] = []

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.rng.random() < share

    def clock(self) -> str:
        """A time of day inside the hours, or now and then any."""
        return self.rng.choice(CLOCKS[self.hours[0]] if self.chance(0.95) else ["00:30", "09:30", "12:00", "14:00"])

    def day(self) -> str:
        """A working day."""
        return self.rng.choice(DAYS)

    def needs(self) -> list[Facts]:
        """One or two needs; now and then of two heads, or of some people only."""
        needs: list[Facts] = [{"role": one} for one in self.rng.choice(["a", "a", "a", "ab"])]
        if self.chance(0.15):
            needs[0]["count"] = 2
        if self.chance(0.1):
            needs[0]["exclude"] = [self.rng.choice(self.staff)["id"]]
        return needs

    def visit(self, **said: Any) -> Facts:
        """One more appointment."""
        visit = {
            "kind": "appointment",
            "id": f"x{len(self.activities)}",
            "duration": self.rng.choice([60, 60, 90]),
            "needs": self.needs(),
            **said,
        }
        if self.chance(0.2):
            visit["priority"] = self.rng.choice(["critical", "low"])
        if self.chance(0.15):
            visit["partial"] = True
        self.activities.append(visit)
        return visit

    def gathering(self, kind: str = "meeting", **said: Any) -> Facts:
        """Something that people should attend."""
        who: Any = self.rng.choice(["all", {"roles": ["a"]}, ["p0"]])
        gathering = {"kind": kind, "id": f"m{len(self.activities)}", "attendees": who, **said}
        self.activities.append(gathering)
        return gathering

    def leave(self, person: Facts, day: str) -> None:
        """Somebody is away for a day, half of it, or some hours."""
        time = "23:00-01:00" if self.hours is NIGHT else "10:00-11:00"
        forms: list[Facts] = [{}, {}, {"half": "morning"}, {"half": "afternoon"}, {"time": time}]
        away = {"from": day, "to": day, "reason": "leave", **self.rng.choice(forms)}
        person.setdefault("absences", []).append(away)

    def prepared(self, visit: Facts) -> None:
        """Preparation or follow-up, or both."""
        for key in self.rng.choice([("preparation",)] * 4 + [("follow_up",), ("preparation", "follow_up")]):
            visit[key] = {"minutes": self.rng.choice([60, 90, 120, 150, 180]), "within": self.rng.choice([1, 1, 2])}

    def problem(self) -> Problem:
        """The problem as it is by now."""
        return Problem.model_validate(
            {
                "name": "crowded",
                "horizon": {"from": THURSDAY, "to": WEDNESDAY},
                "timezone": "Europe/Paris",
                "calendar": {"country": "FR", "hours": {"mon-fri": self.hours}},
                "staff": self.staff,
                "activities": self.activities,
                "rules": self.rules,
                "rooms": self.rooms,
                "sites": self.sites,
            }
        )


def crowd(draw: Draw) -> None:
    """Several visits at given times that overlap."""
    day = draw.day()
    for _ in range(draw.rng.randint(3, 4)):
        draw.visit(at=f"{day} {draw.clock()}")


def packed(draw: Draw) -> None:
    """More visits on a day than there are hours."""
    day = draw.day()
    for _ in range(draw.rng.randint(2, 4)):
        draw.visit(on=day, duration=draw.rng.choice([90, 120]), needs=[{"role": "a"}])


def preparing(draw: Draw) -> None:
    """More preparation and follow-up than there are minutes."""
    day = draw.rng.choice(DAYS[1:])
    for _ in range(draw.rng.randint(3, 4)):
        needs = [{"role": "a"}] if draw.chance(0.8) else draw.needs()
        when: Facts = {"at": f"{day} {draw.clock()}"} if draw.chance(0.6) else {"on": draw.rng.choice([DAYS, [day]])}
        draw.prepared(draw.visit(needs=needs, duration=60, **when))


def gathered(draw: Draw) -> None:
    """Meetings at given times, which may excuse from one another, and visits meanwhile."""
    day = draw.day()
    for _ in range(draw.rng.randint(1, 2)):
        draw.gathering(at=f"{day} {draw.clock()}", duration=draw.rng.choice([30, 60, 120]))
    for _ in range(draw.rng.randint(1, 2)):
        draw.visit(**draw.rng.choice([{"at": f"{day} {draw.clock()}"}, {"on": day}]))


def busy(draw: Draw) -> None:
    """Meetings and a training that leave too few minutes for preparation."""
    first, then = sorted(draw.rng.sample(DAYS, 2))
    draw.gathering(at=f"{first} {draw.clock()}", duration=draw.rng.choice([60, 90]))
    if draw.chance(0.3):
        draw.gathering("training", on=draw.rng.choice(DAYS))
    for _ in range(draw.rng.randint(1, 3)):
        draw.prepared(draw.visit(needs=[{"role": "a"}], on=then))


def taught(draw: Draw) -> None:
    """A skill that few have, and a training that may grant it."""
    for person in draw.staff:
        validity: Facts | None = draw.rng.choice([None, None, {}, {"to": FRIDAY}, {"from": WEDNESDAY}])
        if validity is not None:
            person["skills"] = [{"name": "law", **validity}]
    draw.staff[0].setdefault("skills", [{"name": "law", "to": FRIDAY}])
    if draw.chance(0.7):
        length: Facts = draw.rng.choice([{}, {"duration": 60}])
        draw.gathering("training", on=draw.rng.choice(DAYS[:2]), grants=["law"], **length)
    day = draw.rng.choice(DAYS[1:])
    for _ in range(2):
        draw.visit(at=f"{day} {draw.clock()}", needs=[{"role": "a", "skills": ["law"]}])


def away(draw: Draw) -> None:
    """Most of those who could come are on leave, on some of the days at least."""
    visit = draw.visit(on=sorted(draw.rng.sample(DAYS, draw.rng.randint(1, 2))))
    for person in draw.staff:
        if visit["needs"][0]["role"] in person["roles"] and draw.chance(0.8):
            for day in visit["on"]:
                draw.leave(person, day)
    draw.visit(at=f"{visit['on'][0]} {draw.clock()}")


def ruled(draw: Draw) -> None:
    """Rules without a price that leave room for few of the visits."""
    draw.rules += draw.rng.sample(
        [
            {"rule": "at_most", "count": 1, "per": draw.rng.choice(["day", "week"])},
            {"rule": "at_most", "minutes": 90, "per": "day", "role": "a"},
            {"rule": "rest", "hours": draw.rng.choice([22, 70])},
            {"rule": "buffer", "minutes": draw.rng.choice([30, 90])},
            {"rule": "reserve", "role": "a"},
        ],
        draw.rng.randint(1, 2),
    )
    day, other = draw.day(), draw.day()
    draw.visit(at=f"{day} {draw.clock()}", needs=[{"role": "a"}])
    draw.visit(on=day, needs=[{"role": "a"}])
    draw.visit(at=f"{other} {draw.clock()}")
    first, *others = draw.staff
    if draw.chance(0.4):
        beside = {"rule": "together", "who": first["id"], "with": [one["id"] for one in others]}
        draw.rules.append(draw.rng.choice([beside, {"rule": "apart", "people": [first["id"], others[0]["id"]]}]))
    if draw.chance(0.4):
        first["contract_hours"] = draw.rng.choice([0.01, 2.5])
        draw.rules.append({"rule": "contract_hours", "most": True})


def pinned(draw: Draw) -> None:
    """Visits whose day, start or people are decided."""
    day = draw.day()
    holder = next(one for one in draw.staff if "a" in one["roles"])
    draw.visit(on=DAYS, pins={"on": day})
    draw.visit(on=day, needs=[{"role": "a"}], pins={"staff": {"a": [holder["id"]]}})
    when: list[Facts] = [{"at": f"{day} {draw.clock()}"}, {"on": day, "duration": 120}]
    draw.visit(**draw.rng.choice(when))


def shut(draw: Draw) -> None:
    """A Saturday, a holiday, or a day that is open in spite of it; fairs that last."""
    day = draw.rng.choice([SATURDAY, HOLIDAY])
    when: list[Facts] = [{"on": day}, {"at": f"{day} 10:00", "on_days_off": draw.chance(0.5)}]
    draw.visit(**draw.rng.choice(when))
    whole = draw.rng.choice([{"on": draw.day()}, {"from": MONDAY, "to": WEDNESDAY}, {"from": SATURDAY, "to": HOLIDAY}])
    days_off = draw.chance(0.5)
    draw.activities.append({"kind": "fair", "id": "fair", "needs": [{"role": "a"}], "on_days_off": days_off, **whole})
    draw.visit(on=draw.rng.choice([MONDAY, WEDNESDAY]), needs=[{"role": "a"}])


def ordered(draw: Draw) -> None:
    """Visits one after the other, with too few days or hours for that."""
    days = sorted(draw.rng.sample(DAYS, 2))
    draw.visit(on=draw.rng.choice([days[:1], days[1:], days]), needs=[{"role": "a"}])
    lags: list[Facts] = [{}, {"least": 1}, {"least": 1, "count": "working"}, {"most": 1}, {"most": "1h"}]
    lag = {**draw.rng.choice(lags), "since": draw.rng.choice(["start", "end"])}
    draw.visit(on=days, needs=[{"role": "a"}], after=[{"activity": "x0", **lag}])
    for person in draw.staff:
        if draw.chance(0.6):
            draw.leave(person, draw.rng.choice(days))
    draw.visit(at=f"{draw.rng.choice(days)} {draw.clock()}", needs=[{"role": "a"}])


def halved(draw: Draw) -> None:
    """Two needs or two heads of which one can be filled, beside others."""
    day = draw.day()
    for _ in range(2):
        needs = draw.rng.choice([[{"role": "a", "count": 2}], [{"role": "a"}, {"role": "b"}]])
        visit = draw.visit(at=f"{day} {draw.clock()}", needs=needs)
        if draw.chance(0.3):
            draw.prepared(visit)
    draw.visit(at=f"{day} {draw.clock()}")


def housed(draft: Draw) -> None:
    """Visits that ask for more rooms than there are, some of them closed."""
    day = draft.day()
    draft.rooms = [{"id": "r0", "seats": 2}, {"id": "r1", "seats": 6}][: draft.rng.randint(1, 2)]
    if draft.chance(0.3):
        draft.rooms[0]["closed"] = [{"from": day, "to": day, **draft.rng.choice([{}, {"time": "09:00-10:00"}])}]
    for _ in range(3):
        when: list[Facts] = [{"at": f"{day} {draft.clock()}"}, {"at": f"{day} {draft.clock()}"}, {"on": day}]
        draft.visit(room={"seats": draft.rng.choice([1, 2, 4, 8])}, **draft.rng.choice(when))


def afar(draft: Draw) -> None:
    """Visits at two sites, the way between which takes longer than there is between them."""
    day = draft.day()
    draft.sites = [{"id": "s0", "travel": {"s1": draft.rng.choice([30, 60, 120])}}, {"id": "s1"}]
    if draft.chance(0.3):
        draft.sites[1][draft.rng.choice(["first_arrival", "last_return"])] = draft.clock()
    for person in draft.staff:
        if draft.chance(0.5):
            person["site"] = draft.rng.choice(["s0", "s1"])
    for n in range(3):
        when: list[Facts] = [{"at": f"{day} {draft.clock()}"}, {"on": day}]
        draft.visit(needs=[{"role": "a"}], site=f"s{n % 2}", **draft.rng.choice(when))


Theme = Callable[[Draw], None]
THEMES: tuple[Theme, ...] = (
    crowd, preparing, gathered, packed, busy, taught, preparing, halved, ruled, away, preparing, packed, pinned, shut,
    housed, afar, ordered,
)  # fmt: skip


class Case(NamedTuple):
    """A problem, a second reading of it, and its best plan, which leaves something open."""

    problem: Problem
    oracle: Oracle
    plan: Plan


@lru_cache(maxsize=512)
def case(seed: int) -> Case:
    """The first draw of a seed that is small enough and leaves something open."""
    rng = Random(f"crowded {seed}")
    while True:
        draw = Draw(rng)
        THEMES[seed % len(THEMES)](draw)
        if len(draw.activities) < 4 and draw.chance(0.6):
            draw.visit(at=f"{draw.day()} {draw.clock()}")
        for person in draw.staff:
            if draw.chance(0.2):
                draw.leave(person, draw.day())
        if seed >= CHOICES:
            vary(draw.rng, draw.staff, draw.activities, draw.rules)
        problem = draw.problem()
        oracle = Oracle(problem)
        if not small(oracle):
            continue
        plan = solve(problem, settings=SETTINGS)
        if plan.status is Status.OPTIMAL and plan.shortages:
            return Case(problem, oracle, plan)


def small(oracle: Oracle) -> bool:
    """Whether all ways to hold all activities can be tried."""
    ways = [
        max(1, sum(whole(task, one) for one in options(oracle, task, STEP))) for task in oracle.occurrences.values()
    ]
    return len(ways) <= 5 and prod(ways) <= MOST
