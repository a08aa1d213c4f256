"""Tiny problems at random, one profile a rule, so that the rule often binds. The seed decides everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import prod
from random import Random
from typing import Any, NamedTuple

from laws.decisions import options
from laws.oracle import Oracle
from planner.errors import InputError
from planner.problem import Problem

MOST = 1500
"""Combinations of decisions that a problem may have, so that all of them can be tried."""

Facts = dict[str, Any]
DAY = dt.timedelta(days=1)


class Scene(NamedTuple):
    """Where and when a problem plays: its first day, how many days, its hours and the minutes of its grid."""

    first: str
    days: int
    hours: dict[str, Any]
    step: int
    zone: str = "Europe/Paris"
    country: str | None = None
    subdivision: str | None = None


SCENES = {
    "spring": Scene("2020-03-28", 3, {"sat-mon": ["01:00-05:00"]}, 60),
    "spring night": Scene("2020-03-27", 3, {"mon-sun": ["22:30-04:00"]}, 90),
    "spring hole": Scene("2020-03-29", 2, {"sun-mon": ["00:30-02:30", "03:30-06:00"]}, 60),
    "autumn": Scene("2020-10-24", 3, {"sat-mon": ["00:30-03:30"]}, 60),
    "autumn night": Scene("2020-10-23", 3, {"mon-sun": ["23:00-04:00"]}, 60),
    "autumn twice": Scene("2020-10-25", 2, {"sun-mon": ["00:00-02:00", "02:30-06:00"]}, 90),
    "week": Scene("2020-06-22", 3, {"mon-fri": ["09:00-11:00", "12:00-14:00"]}, 60),
    "odd": Scene("2020-06-24", 3, {"mon-fri": ["09:10-12:50"]}, 60),
    "fine": Scene("2020-06-23", 2, {"mon-fri": ["09:00-10:40", "11:15-12:05"]}, 25),
    "holiday": Scene("2020-04-30", 5, {"mon-fri": ["09:00-11:00", "12:30-14:00"]}, 60, country="FR"),
    "moselle": Scene("2020-12-24", 5, {"mon-sat": ["10:00-13:00"]}, 60, country="FR", subdivision="Moselle"),
    "new year": Scene("2020-12-30", 6, {"mon-fri": ["09:00-12:00"]}, 60, country="FR"),
    "month": Scene("2020-06-29", 4, {"mon-fri": ["09:00-11:00", "13:00-14:30"]}, 90),
    "june": Scene("2020-06-01", 3, {"mon-fri": ["08:00-12:00"]}, 60),
    "weekend": Scene("2020-06-19", 5, {"mon-thu": ["09:00-12:00"], "fri": ["09:00-11:00"]}, 60),
    "new york": Scene("2020-10-31", 3, {"sat-mon": ["00:00-03:00"]}, 60, zone="America/New_York"),
}


class Maker:
    """A problem in the making: draws facts, and takes note of them."""

    def __init__(self, rng: Random, priced: bool) -> None:
        self.rng = rng
        self.priced = priced
        self.facts: Facts = {"staff": [], "activities": [], "rules": []}
        self.scene = SCENES["week"]
        self.days: list[str] = []

    # -- the scene --

    def play(self, *names: str) -> None:
        """Set one of these scenes, or any."""
        self.scene = scene = SCENES[self.rng.choice(names or list(SCENES))]
        first = dt.date.fromisoformat(scene.first)
        self.days = [str(first + n * DAY) for n in range(scene.days)]
        calendar: Facts = {"hours": scene.hours}
        if scene.country:
            calendar |= {"country": scene.country}
        if scene.subdivision:
            calendar |= {"subdivision": scene.subdivision}
        if scene.days > 2 and self.chance(0.15):
            calendar["closed"] = [{"from": self.days[1], "to": self.days[1], "reason": "stocktaking"}]
        if self.chance(0.15):
            calendar["open"] = [self.rng.choice(self.days)]
        self.facts |= {
            "name": "law",
            "timezone": scene.zone,
            "horizon": {"from": self.days[0], "to": self.days[-1]},
            "calendar": calendar,
        }

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.rng.random() < share

    def day(self) -> str:
        """Any day of the horizon; those on which the company works more often."""
        return self.rng.choice(self.workdays() or self.days) if self.chance(0.85) else self.rng.choice(self.days)

    def workdays(self) -> list[str]:
        """The days of the horizon whose weekday has hours."""
        usual = Problem.model_validate({"horizon": self.facts["horizon"], "calendar": {"hours": self.scene.hours}})
        return [day for day in self.days if usual.calendar.hours[dt.date.fromisoformat(day).weekday()]]

    def clock(self, *, off: bool = False) -> str:
        """A time of day near the scene's hours, in odd minutes if asked for."""
        spans = [span for some in self.scene.hours.values() for span in some]
        start = self.rng.choice(spans).partition("-")[0]
        hour, minute = map(int, start.split(":"))
        hour = (hour + self.rng.randint(0, 2)) % 24
        return f"{hour:02d}:{minute + (self.rng.choice([1, 7, 20]) if off else 0):02d}"

    # -- people --

    def staff(self, count: int, roles: tuple[str, ...] = ("a", "b"), **said: Any) -> None:
        """Some people, each with one role or two."""
        for n in range(len(self.facts["staff"]), len(self.facts["staff"]) + count):
            own = [roles[n % len(roles)]] if self.chance(0.8) else list(roles)
            self.facts["staff"].append({"id": f"p{n}", "name": f"Person {n}", "roles": own, **said})

    def someone(self) -> Facts:
        """Any person."""
        return self.rng.choice(self.facts["staff"])

    def absent(self, person: Facts, day: str | None = None) -> None:
        """One more absence: days, hours, half days, or recurring."""
        day, weekday = day or self.day(), self.rng.choice(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
        start = self.clock(off=self.chance(0.3))
        end = f"{(int(start[:2]) + 1) % 24:02d}:{start[3:]}"
        forms: list[Facts] = [
            {"from": day, "to": max(day, self.day())},
            {"from": day, "to": day, "half": self.rng.choice(["morning", "afternoon"])},
            {"from": day, "to": max(day, self.day()), "time": f"{start}-{end}"},
            {"every": f"FREQ=WEEKLY;BYDAY={weekday}"},
            {"every": "FREQ=DAILY;INTERVAL=2", "from": self.days[0], "time": f"{start}-{end}"},
            {"from": f"{day} {start}", "to": str(dt.date.fromisoformat(day) + DAY)},
        ]
        if end > start:
            forms += [{"from": f"{day} {start}", "to": f"{day} {end}"}] * 2
        person.setdefault("absences", []).append({**self.rng.choice(forms), "reason": "leave"})

    def other_hours(self, person: Facts) -> None:
        """Hours of one's own, a part of the company's or others, perhaps from a day on."""
        key, spans = self.rng.choice(list(self.scene.hours.items()))
        start, _, end = spans[0].partition("-")
        later = f"{(int(start[:2]) + 1) % 24:02d}:{start[3:]}"
        week = self.rng.choice([{key: [spans[-1]]}, {key: [f"{later}-{end}"]}, {"mon-sun": [f"{start}-{end}"]}])
        person["hours"] = [{"from": self.days[1], "week": week}] if self.chance(0.3) else week

    # -- activities --

    def need(self, role: str | None = None, **said: Any) -> Facts:
        """A need of one or two heads; may name, prefer or exclude people."""
        need: Facts = {"role": role or self.rng.choice("ab"), "count": 2 if self.chance(0.15) else 1, **said}
        ids = [one["id"] for one in self.facts["staff"]]
        if len(ids) > 1 and self.chance(0.1):
            need["exclude"] = [self.rng.choice(ids)]
        if len(ids) > 1 and self.chance(0.1):
            need["from"] = self.rng.sample(ids, 2)
        return need

    def when(self) -> Facts:
        """A day, several to choose from, a window, a given start, a recurrence."""
        one, other = sorted([self.day(), self.day()])
        forms: list[Facts] = [
            {"on": one},
            {"on": one},
            {"on": sorted({one, other})},
            {"between": {"from": one, "to": other}},
            {"at": f"{one} {self.clock(off=self.chance(0.3))}"},
            {"on": one, "time": self.clock(off=self.chance(0.3))},
            {"every": f"FREQ=DAILY;INTERVAL={self.rng.randint(2, 3)}", "time": self.clock()},
            {"every": self.nth(), "holidays": self.rng.choice(["before", "after"])},
        ]
        return self.rng.choice(forms)

    def nth(self) -> Facts:
        """The weekday of a day of the horizon, as the nth of its month."""
        day = dt.date.fromisoformat(self.rng.choice(self.days))
        places = [(day.day + 6) // 7] if (day + 7 * DAY).month == day.month else [-1, (day.day + 6) // 7]
        return {"weekday": day.weekday(), "nth": self.rng.choice(places)} | self.rng.choice([{}, {"month": day.month}])

    def activity(self, kind: str = "appointment", **said: Any) -> Facts:
        """One more activity."""
        number = len(self.facts["activities"])
        length = {"duration": self.rng.choice([60, 60, 90, 120])} if kind in ("appointment", "meeting") else {}
        when = {} if {"on", "at", "between", "from", "every", "sessions"} & said.keys() else self.when()
        activity: Facts = {"kind": kind, "id": f"x{number}", **length, **when, **said}
        if not {"needs", "attendees"} & said.keys() and kind != "seminar":
            activity["needs"] = [self.need()]
        if self.chance(0.2):
            activity["priority"] = self.rng.choice(["critical", "high", "low"])
        if self.chance(0.2):
            activity |= {"value": self.rng.choice([2, 7.5, 100]), "chance": self.rng.choice([0.125, 0.5, 1])}
        if self.chance(0.1):
            activity["on_days_off"] = True
        self.facts["activities"].append(activity)
        return activity

    def timed(self, **said: Any) -> Facts:
        """One more appointment or meeting."""
        return self.activity(self.rng.choice(["appointment", "appointment", "meeting"]), **said)

    def whole_days(self) -> Facts:
        """A training, fair or seminar that takes whole days, one or several, or the same hours of several."""
        kind = self.rng.choice(["training", "fair", "seminar"])
        who: Facts = {"attendees": {"roles": [self.rng.choice("ab")]}} if kind == "training" else {}
        if kind == "fair":
            who = {"needs": [self.need(count=1)], "on_days_off": self.chance(0.5)}
        first, last = sorted([self.day(), self.day()])
        when: Facts = {"from": first, "to": last} if self.chance(0.5) else {"on": sorted({first, last})}
        if "from" in when and self.chance(0.4):  # some hours of each day
            start = self.clock(off=self.chance(0.2))
            when["time"] = f"{start}-{(int(start[:2]) + 1) % 24:02d}:{start[3:]}"
        return self.activity(kind, **who, **when)

    def work(self, activity: Facts, most: int = 180) -> None:
        """Preparation or follow-up around an activity."""
        for key in self.rng.choice([("preparation",), ("follow_up",), ("preparation", "follow_up")]):
            minutes = self.rng.choice([25, 60, 120, most, 2 * most])
            activity[key] = {"minutes": minutes, "within": self.rng.randint(1, 3)}

    def step(self, activity: Facts) -> None:
        """A step around an activity, by its day or by its request."""
        steps = activity.setdefault("steps", [])
        doers = self.rng.sample(["p0", "p1", "p2", "a", "b", "assigned"], self.rng.choice([1, 1, 2, 2, 3]))
        step: Facts = {"name": f"s{len(steps)}", "owner": doers[0], "deputies": doers[1:]}
        step |= {"days": self.rng.choice([-2, -1, -1, 0, 0, 1, 1])}
        if self.chance(0.6):
            step["count"] = self.rng.choice(["calendar", "working", "clear"])
        if "every" not in activity and self.chance(0.3):
            last = activity.get("on", str(activity.get("at", self.days[-1]))[:10])
            first = min(self.day(), max(last) if isinstance(last, list) else last)
            activity.setdefault("requested", f"{first} {self.clock(off=self.chance(0.3))}")
            step = {key: one for key, one in step.items() if key not in ("days", "count")}
            step["hours"] = self.rng.choice([1, 5, 24, 30, 48])
        if self.chance(0.7):
            step["within"] = self.rng.randint(0, 2)
        if self.chance(0.8):
            step["minutes"] = self.rng.choice([20, 60, 110, 170, 230])
        if self.chance(0.3):
            step[self.rng.choice(["valid_days", "valid_months"])] = self.rng.randint(1, 3)
        if self.chance(0.1):
            step = {key: one for key, one in step.items() if key not in ("owner", "deputies", "minutes")}
        steps.append(step)

    def price(self) -> Facts:
        """A price, in problems whose rule has one."""
        return {"price": self.rng.choice([1, 3, 10])} if self.priced else {}

    def season(self) -> None:
        """A few things that happen anywhere: absences, hours of one's own, wishes, times when the client is away."""
        for person in self.facts["staff"]:
            if self.chance(0.3):
                self.absent(person)
            if self.chance(0.15):
                self.other_hours(person)
            if self.chance(0.05):
                person["employed"] = {"from": self.days[0], "to": self.rng.choice(self.days)}
        for activity in self.facts["activities"]:
            if activity["kind"] == "appointment" and self.chance(0.15):
                day, start = self.day(), self.clock(off=True)
                activity["client_away"] = [
                    {"from": day, "to": day, "time": f"{start}-{(int(start[:2]) + 1) % 24:02d}:30"}
                ]
            if activity["kind"] != "background" and not activity.get("optional") and self.chance(0.1):
                activity["partial"] = bool(activity.get("needs"))
            if activity["kind"] == "appointment" and "needs" in activity and self.chance(0.1):
                self.work(activity)
            if activity["kind"] in ("appointment", "meeting") and self.chance(0.1):
                activity["prefer"] = {"days": self.rng.choice(["mon", "tue", "sun"])}


class Case(NamedTuple):
    """A problem at random, and the grid on which it is solved."""

    profile: str
    seed: int
    problem: Problem
    oracle: Oracle
    step: int


Profile = Callable[[Maker], None]


def case_of(name: str, profile: Profile, seed: int) -> Case:
    """The case of a profile and a seed: the first draw that is small enough. Odd seeds give rules their price."""
    rng = Random(f"{name} {seed}")
    while True:
        maker = Maker(rng, priced=seed % 2 == 1)
        profile(maker)
        maker.season()
        try:
            problem = Problem.model_validate(maker.facts)
        except InputError as error:  # a recurrence drawn at random may miss the few days there are
            if all("has no date inside the horizon" in fault.message for fault in error.faults):
                continue
            raise
        oracle = Oracle(problem)
        step = maker.scene.step
        if 1 < prod(len(options(oracle, task, step)) for task in oracle.occurrences.values()) <= MOST:
            return Case(name, seed, problem, oracle, step)
