"""Home health care: visits in time windows by caregivers who travel; some patients need two of them.

Ways are exact in what they cost, and whole minutes, rounded down, where it matters when somebody can be there: so
the planner's bound holds for the family's own measure, too. A plan says who goes where in which order; its times are
settled anew with exact ways, and what it is worth is counted from those.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import planner
from benchmarks.families.instance import Instance

DAY = "2020-06-22"
LAST = 24 * 60
PER_MINUTE = 1000  # what a minute of lateness costs, and as many metres of the way


class Visit(NamedTuple):
    """One caregiver at a patient's, for one service."""

    place: int
    service: str
    first: float
    last: float
    duration: float


class HomeCare(Instance):
    """One instance, as `InstanzCPLEX_HCSRP_PATIENTS_NUMBER.json`."""

    step: ClassVar[int] = 1
    _BEST: ClassVar = {
        10: (218.199, 246.627, 305.858, 186.897, 189.543, 200.099, 225.369, 232.048, 222.295, 225.006),
        25: (428.097, 476.049, 399.089, 411.296, 366.338, 464.622, 328.671, 357.684, 402.671, 462.748),
    }

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Required visits of one caregiver each; the second of a patient's two starts so long after the first."""
        stated = json.loads(file.read_text())
        self._ways: list[list[float]] = stated["distances"]
        self._patients: list[dict[str, Any]] = stated["patients"]
        self._visits = dict(self._each_visit())
        offices = stated["central_offices"]
        self._sites = [f"{one['location']}" for one in [*offices, *self._patients]]
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {"from": DAY, "to": DAY},
                "calendar": {"hours": {"mon-sun": ["00:00-24:00"]}},
                "sites": [self._site(i, name) for i, name in enumerate(self._sites) if name not in self._sites[:i]],
                "staff": [
                    {"id": one["id"], "roles": one["abilities"], "site": self._sites[0]} for one in stated["caregivers"]
                ],
                "activities": [self._appointment(name, visit) for name, visit in self._visits.items()],
                "rules": [
                    {"rule": "travel", "per": "metre"},
                    {"rule": "on_time", "price": PER_MINUTE},
                    {"rule": "on_time", "price": PER_MINUTE, "of": "latest"},
                ],
            }
        )

    def _each_visit(self) -> Iterator[tuple[str, Visit]]:
        for place, patient in enumerate(self._patients, start=1):
            first, last = patient["time_window"]
            for n, asked in enumerate(patient["required_caregivers"]):
                yield f"{patient['id']}/{n}", Visit(place, asked["service"], first, last, asked["duration"])

    def _site(self, i: int, name: str) -> dict[str, Any]:
        others = {other: self._ways[i][j] for j, other in enumerate(self._sites) if other != name}
        minutes = {other: math.floor(way) for other, way in others.items()}
        return {"id": name, "travel": minutes, "distance": others}

    def _appointment(self, name: str, visit: Visit) -> dict[str, Any]:
        duration = math.floor(visit.duration)
        first = math.floor(max(visit.first, self._ways[0][visit.place]))
        due = min(math.floor(visit.last) + duration, LAST)
        return {
            "kind": "appointment",
            "id": name,
            "on": DAY,
            "duration": duration,
            "time": f"{clock(first)}-{clock(LAST)}",
            "prefer": {"time": f"{clock(min(first, due - 1))}-{clock(due)}"},
            "site": self._sites[visit.place],
            "needs": {visit.service: 1},
            "required": True,
            "after": self._follows(name, visit),
        }

    def _follows(self, name: str, visit: Visit) -> list[dict[str, Any]]:
        """How long after the first visit of two the second one starts."""
        if name.endswith("/0"):
            return []
        least, most = self._gap(visit.place)
        lag = {"least": f"{least}min", "most": f"{most}min"}
        return [{"activity": f"{name[:-2]}/0", **lag, "since": "start"}]

    def _gap(self, place: int) -> tuple[int, int]:
        told = self._patients[place - 1]["synchronization"]
        if told["type"] == "simultaneous":
            return 0, 0
        least, most = told["distance"]
        return math.floor(least), math.ceil(most)

    @property
    def published(self) -> float | None:
        """The best value known."""
        _, _, told = self.name.partition("InstanzCPLEX_HCSRP_")
        patients, _, number = told.partition("_")
        known = self._BEST.get(int(patients) if patients.isdecimal() else 0, ())
        return known[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(known) else None

    def _routes(self, plan: planner.Plan) -> dict[str, list[str]]:
        """By caregiver, their visits in order."""
        routes: dict[str, list[str]] = {}
        for one in sorted(plan.bookings, key=lambda one: (str(one.start), one.activity)):
            for person in one.people:
                routes.setdefault(person, []).append(one.activity)
        return routes

    def _times(self, routes: dict[str, list[str]]) -> dict[str, float] | None:
        """The earliest start of every visit with exact ways; `None` if there is none.

        Each start follows from a bound and from others, so that the earliest of all are found by letting them rise.
        """
        lags: list[tuple[str, str, float]] = []
        for route in routes.values():
            for one, other in pairwise(route):
                visit = self._visits[one]
                lags.append((one, other, visit.duration + self._ways[visit.place][self._visits[other].place]))
        for name, visit in self._visits.items():
            if not name.endswith("/0"):
                first, (least, most) = f"{name[:-2]}/0", self._gap(visit.place)
                lags += [(first, name, least), (name, first, -most)]
        times = {name: max(one.first, self._ways[0][one.place]) for name, one in self._visits.items()}
        for _ in range(len(times) + 1):
            risen = {other: times[one] + lag for one, other, lag in lags if times[one] + lag > times[other] + 1e-9}
            if not risen:
                return times
            for one, other, lag in lags:
                times[other] = max(times[other], times[one] + lag)
        return None

    def status(self, plan: planner.Plan) -> str:
        """Optimal only if exact ways, too, leave nothing to gain."""
        exact = self.value(plan) == self.bound(plan)
        return plan.status if exact or plan.status != "optimal" else planner.Status.FEASIBLE

    def value(self, plan: planner.Plan) -> float | None:
        """A third of the way, of all lateness and of the largest; `None` if a visit is left out, or out of step."""
        routes = {} if plan.held is None else self._routes(plan)
        times = self._times(routes)
        if sum(map(len, routes.values())) < len(self._visits) or times is None:
            return None
        stops = [[0, *(self._visits[one].place for one in route), 0] for route in routes.values()]
        way = sum(self._ways[one][other] for stop in stops for one, other in pairwise(stop))
        late = [max(0.0, times[name] - visit.last) for name, visit in self._visits.items()]
        return round(float(way + sum(late) + max(late)) / 3, 3)

    def measured(self, goal: float) -> float:
        """A third of the minutes and metres that the planner counts."""
        return round(goal / PER_MINUTE / 3, 3)

    def solution(self, plan: planner.Plan) -> str:
        """By caregiver, where they are when for what: ``{"routes": [{"caregiver_id", "locations": [...]}]}``."""
        if plan.held is None:
            return json.dumps({"conflict": plan.conflict})
        routes = self._routes(plan)
        times = self._times(routes) or {}
        told = [
            {
                "caregiver_id": person,
                "locations": [
                    {
                        "patient": name[:-2],
                        "service": self._visits[name].service,
                        "arrival_time": round(times[name], 3),
                        "departure_time": round(times[name] + self._visits[name].duration, 3),
                    }
                    for name in route
                    if name in times
                ],
            }
            for person, route in sorted(routes.items())
        ]
        return json.dumps({"routes": told})


def clock(minutes: int) -> str:
    """A time of day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
