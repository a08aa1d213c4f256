"""Problems at random that leave something open, each from a trouble of its own kind. The seed decides everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, NamedTuple

from laws.choosing import CHOICES, vary

from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving.settings import Settings

Facts = dict[str, Any]
SETTINGS = Settings(work=20, step=30)
DAYS = [f"2020-07-{day:02d}" for day in (6, 7, 8, 9, 10, 13, 15, 17)]
HOLIDAY, CLOSED, SATURDAY = "2020-07-14", "2020-07-16", "2020-07-11"


class Draw:
    """A fortnight in July in the making: five people, some visits, and troubles."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        roles = [["a"], ["a", *rng.choice([[], ["b"]])], ["b"], ["b"], ["a"]]
        self.staff: list[Facts] = [{"id": f"p{n}", "roles": some} for n, some in enumerate(roles)]
        self.activities: list[Facts] = []
        self.rules: list[Facts] = []
        self.rooms: list[Facts] = []
        self.sites: list[Facts] = []
        for _ in range(rng.randint(1, 3)):
            self.visit(on=rng.choice(DAYS))
        for person in rng.sample(self.staff, rng.randint(0, 2)):
            self.leave(person, rng.choice(DAYS), rng.choice(["", "morning", "afternoon"]))

    def visit(self, **said: Any) -> Facts:
        """One more appointment of an a and a b, or of one of them."""
        roles = self.rng.choice([["a"], ["b"], ["a", "b"]])
        visit = {
            "kind": "appointment",
            "id": f"x{len(self.activities)}",
            "duration": self.rng.choice([60, 120]),
            "needs": [{"role": role} for role in roles],
            "priority": self.rng.choice(["high", "normal", "low"]),
            **said,
        }
        if self.rng.random() < 0.3:
            visit["preparation"] = {"minutes": self.rng.choice([60, 240]), "within": self.rng.randint(1, 3)}
        self.activities.append(visit)
        return visit

    def gathering(self, **said: Any) -> None:
        """Something that everybody attends."""
        self.activities.append({"kind": "meeting", "id": f"m{len(self.activities)}", "attendees": "all", **said})

    def leave(self, person: Facts, day: str, half: str = "", *, days: int = 1) -> None:
        """Somebody is away from a day on."""
        last = DAYS[min(DAYS.index(day) + days, len(DAYS)) - 1] if day in DAYS else day
        away = {"from": day, "to": last, "reason": "leave", **({"half": half} if half else {})}
        person.setdefault("absences", []).append(away)

    def holders(self, visit: Facts) -> list[Facts]:
        """Everybody who could fill the first need of a visit."""
        return [one for one in self.staff if visit["needs"][0]["role"] in one["roles"]]

    def day(self, later: int = 0) -> str:
        """Any working day but the first few."""
        return self.rng.choice(DAYS[later:])

    def problem(self) -> Problem:
        """The problem as it is by now."""
        return Problem.model_validate(
            {
                "name": "troubled",
                "horizon": {"from": "2020-07-06", "to": "2020-07-17"},
                "timezone": "Europe/Paris",
                "calendar": {
                    "country": "FR",
                    "hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]},
                    "closed": [{"from": CLOSED, "to": CLOSED, "reason": "stocktaking"}],
                },
                "staff": self.staff,
                "activities": self.activities,
                "rules": self.rules,
                "rooms": self.rooms,
                "sites": self.sites,
            }
        )


def absence(draw: Draw) -> None:
    """All who could come are away, most of them for days."""
    visit = draw.visit(on=draw.day())
    for person in draw.holders(visit):
        draw.leave(person, visit["on"], draw.rng.choice(["", "", "morning"]), days=draw.rng.randint(1, 4))


def shut(draw: Draw) -> None:
    """A holiday, a closure or a Saturday, sometimes as one of several days."""
    day = draw.rng.choice([HOLIDAY, CLOSED, CLOSED, SATURDAY])
    weekend: Facts = {"between": {"from": SATURDAY, "to": "2020-07-12"}}
    whens: list[Facts] = [{"on": day}, {"on": [HOLIDAY, CLOSED]}, weekend]
    visit = draw.visit(**draw.rng.choice(whens))
    if draw.rng.random() < 0.5:
        draw.leave(draw.rng.choice(draw.holders(visit)), day)


def hours(draw: Draw) -> None:
    """A time at which those who could come do not work."""
    visit = draw.visit(on=draw.day(), time=draw.rng.choice(["08:30", "12:30", "15:00", "18:00"]))
    for person in draw.holders(visit):
        if draw.rng.random() < 0.7:
            person["hours"] = {"mon-thu": draw.rng.choice([["09:00-12:00"], ["08:00-09:00", "10:00-11:30"]])}


def employment(draw: Draw) -> None:
    """Everybody who could come has left, or is not there yet."""
    visit = draw.visit(on=draw.day(2))
    for person in draw.holders(visit):
        person["employed"] = draw.rng.choice([{"to": "2020-07-07"}, {"from": "2020-07-20"}])


def skill(draw: Draw) -> None:
    """A skill that nobody has then, or that a training grants too late."""
    visit = draw.visit(on=draw.day())
    visit["needs"][0]["skills"] = ["law"]
    for person in draw.holders(visit):
        validity = draw.rng.choice([None, {"to": "2020-07-05"}, {"from": "2020-07-20"}])
        person["skills"] = [{"name": "law", **validity}] if validity else []
    if draw.rng.random() < 0.5:
        training = {
            "kind": "training",
            "id": f"t{len(draw.activities)}",
            "attendees": {"roles": ["a"]},
            "grants": ["law"],
        }
        draw.activities.append({**training, "on": draw.day(4), **draw.rng.choice([{}, {"duration": 120}])})
    else:
        draw.staff[-1]["skills"] = [{"name": "law", "to": "2020-07-06"}]


def named(draw: Draw) -> None:
    """Only some may come, and they are away."""
    visit = draw.visit(on=draw.day())
    need, holders = visit["needs"][0], draw.holders(visit)
    some = draw.rng.sample(holders, draw.rng.randint(1, len(holders) - 1))
    if draw.rng.random() < 0.7:
        need["from"] = [one["id"] for one in some]
    else:
        need["exclude"] = [one["id"] for one in holders if one not in some]
    for person in some:
        draw.leave(person, visit["on"])


def elsewhere(draw: Draw) -> None:
    """Something that everybody attends, or more important visits, at that time."""
    day, time = draw.day(), draw.rng.choice(["10:00", "14:30"])
    draw.visit(on=day, time=time, priority="low")
    if draw.rng.random() < 0.5:
        draw.gathering(at=f"{day} 09:30", duration=draw.rng.choice([60, 120]))
        draw.gathering(on=draw.rng.choice([day, draw.day()]), duration="6h")
    for _ in range(3):
        draw.visit(on=day, time=time, priority="critical")


def minutes(draw: Draw) -> None:
    """More preparation and follow-up than there are minutes."""
    for n in range(3):
        visit = draw.visit(on=draw.day(1))
        visit["preparation"] = {"minutes": draw.rng.choice([420, 840]), "within": draw.rng.randint(1, 3)}
        if draw.rng.random() < 0.5:
            visit["follow_up"] = {"minutes": 300, "within": 1}
        if n:
            draw.leave(draw.rng.choice(draw.holders(visit)), draw.day())


def rule(draw: Draw) -> None:
    """Rules without a price that leave room for few of the visits."""
    draw.rules += draw.rng.sample(
        [
            {"rule": "at_most", "count": 1, "per": draw.rng.choice(["day", "week", "horizon"])},
            {"rule": "at_most", "minutes": 60, "per": "week", "role": "a"},
            {"rule": "rest", "hours": 20},
            {"rule": "buffer", "minutes": 400},
        ],
        2,
    )
    day = draw.day()
    for _ in range(4):
        draw.visit(on=day)
    draw.visit(on=draw.day(), time="09:00")
    if draw.rng.random() < 0.5:
        one, other, *others = (person["id"] for person in draw.holders(draw.activities[-1]))
        beside = {"rule": "together", "who": [one, other] if others else one, "with": others or [other]}
        draw.rules.append(draw.rng.choice([beside, {"rule": "apart", "people": [one, other, *others]}]))
    if draw.rng.random() < 0.3:
        for person in draw.holders(draw.activities[-1]):
            person["contract_hours"] = draw.rng.choice([1, 2.5])
        draw.rules.append({"rule": "contract_hours", "most": True, "per": draw.rng.choice(["week", "horizon"])})


def pin(draw: Draw) -> None:
    """One of two days is pinned, and somebody is away then."""
    one, other = sorted(draw.rng.sample(DAYS, 2))
    visit = draw.visit(on=[one, other], pins={"on": one} if draw.rng.random() < 0.5 else {"at": f"{one} 10:00"})
    visit["needs"] = [{"role": "a"}, {"role": "b"}]
    for person in draw.rng.choice([draw.staff[:2] + draw.staff[4:], draw.staff[1:4]]):
        draw.leave(person, one)


def order(draw: Draw) -> None:
    """Those who could come are away on the days that the order leaves."""
    one, other = sorted(draw.rng.sample(DAYS, 2))
    first = draw.visit(on=other, priority="critical", needs=[{"role": "b"}])
    lag: Facts = draw.rng.choice([{}, {"least": 1}, {"least": 1, "count": "clear"}, {"most": "4h"}])
    lag = {**lag, "since": draw.rng.choice(["start", "end"])}
    days = [other] if lag.get("most") else [other, DAYS[-1]]
    visit = draw.visit(on=[one, *days], after=[{"activity": first["id"], **lag}])
    visit["needs"] = [{"role": "a"}, {"role": "b"}]
    for person in draw.holders(visit):
        for day in days:
            draw.leave(person, day)


def own_time(draw: Draw) -> None:
    """The client is away when it could be."""
    day = draw.day()
    away = [{"from": day, "to": day}, {"from": day, "to": day, "time": "09:30-16:30"}]
    draw.visit(on=day, client_away=[draw.rng.choice(away)], **draw.rng.choice([{}, {"time": "10:00-12:00"}]))


def role(draw: Draw) -> None:
    """A role that nobody holds, or that too few do."""
    visit = draw.visit(on=draw.rng.choice([*DAYS, HOLIDAY]))
    visit["needs"].append(draw.rng.choice([{"role": "c"}, {"role": "b", "count": 4}, {"role": "c", "count": 2}]))
    if draw.rng.random() < 0.3:
        visit["needs"] = visit["needs"][-1:]


def gathered(draw: Draw) -> None:
    """Everybody who should attend is away, or at something else."""
    day = draw.day()
    draw.gathering(at=f"{day} 10:00", duration=60)
    draw.activities[-1]["attendees"] = {"roles": ["a"]}
    if draw.rng.random() < 0.5:
        draw.activities.append({"kind": "seminar", "id": f"s{len(draw.activities)}", "on": day})
    else:
        for person in draw.staff:
            draw.leave(person, day)


def housed(draft: Draw) -> None:
    """More visits at a time than there are rooms that suit, some of which are closed."""
    day, time = draft.day(), draft.rng.choice(["10:00", "14:30"])
    draft.rooms = [{"id": "r0", "seats": 2}, {"id": "r1", "seats": 6, "features": ["screen"]}][
        : draft.rng.randint(0, 2)
    ]
    for room in draft.rooms:
        if draft.rng.random() < 0.6:
            hours = draft.rng.choice([{}, {"time": "09:30-15:00"}])
            room["closed"] = [{"from": day, "to": day, **hours}]
    for _ in range(3):
        when: Facts = draft.rng.choice([{"time": time}, {"time": time}, {"time": "09:00-11:00"}])
        visit = draft.visit(on=day, **when)
        visit["duration"] = 60
        visit["room"] = draft.rng.choice([{}, {"seats": 4}, {"seats": 8}, {"features": ["screen"]}])


def afar(draft: Draw) -> None:
    """Visits at two sites that are too far from each other, or from where people live."""
    first, last = {"first_arrival": "10:30"}, {"last_return": "15:00"}
    back: Facts = draft.rng.choice([first, last, {**first, **last}])
    draft.sites = [{"id": "s0", "travel": {"s1": draft.rng.choice(["1h", "3h"])}}, {"id": "s1", **back}]
    for person in draft.staff:
        if draft.rng.random() < 0.9:
            person["site"] = draft.rng.choice(["s0", "s0", "s0", "s1"])
    day = draft.day()
    for n in range(4):
        when: Facts = draft.rng.choice([{"time": "09:00"}, {"time": "14:30"}, {"time": "15:00"}, {}])
        draft.visit(on=day, site=f"s{n % 2}", **when)["duration"] = 60


Trouble = Callable[[Draw], None]
TROUBLES: tuple[Trouble, ...] = (
    absence, shut, hours, employment, skill, named, elsewhere, minutes, rule, pin, own_time, role, gathered,
    housed, afar, order,
)  # fmt: skip


class Case(NamedTuple):
    """A problem and its best plan, which leaves something open."""

    problem: Problem
    plan: Plan


@cache
def case(seed: int) -> Case:
    """The first draw of a seed that leaves something open: one trouble in turn, and often a second one."""
    rng = Random(f"troubled {seed}")
    while True:
        draw = Draw(rng)
        TROUBLES[seed % len(TROUBLES)](draw)
        if rng.random() < 0.5:
            rng.choice(TROUBLES)(draw)
        if seed >= CHOICES:
            vary(rng, draw.staff, draw.activities, draw.rules)
            if len({one["id"] for one in draw.activities}) < len(draw.activities):  # the same trouble twice
                continue
        problem = draw.problem()
        plan = solve(problem, settings=SETTINGS)
        if plan.status is Status.OPTIMAL and plan.shortages:
            return Case(problem, plan)
