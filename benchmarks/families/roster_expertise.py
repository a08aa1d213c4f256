"""Rosters after sickness: fixed shifts that need one expertise, contracts to come near to, shifts already taken.

Whoever holds shifts already that overlap is busy while any of them lasts, and the contract is that much shorter. What
a shift without anybody costs is said as somebody who may be hired for it. That nobody takes two shifts which a third
one overlaps, even where the two do not, no user would want: it is a rule of the family's own.
A unit of time is a minute here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import planner
from benchmarks.families.instance import Instance
from benchmarks.families.minizinc import stated
from planner.rules import Finding, Names, Reach, Rule

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.rules.ledger import Ledger

FIRST = dt.datetime(2020, 1, 6)
WEEK = 7 * 24 * 60


class Crowd(Rule):
    """Somebody takes at most so many of some shifts, all of which overlap one."""

    rule: Literal["crowd"] = "crowd"
    reach: ClassVar[Reach] = Reach.DAY
    who: str
    shifts: tuple[str, ...]
    most: int

    def build(self, draft: Draft) -> None:
        there = [(1, draft.who.on(task, self.who)) for task in draft.tasks if task.id in self.shifts]
        draft.require_at_most(self, (self.who, *self.shifts), there, self.most)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        taken = sum(self.who in one.booking.people for one in ledger.entries if one.task.id in self.shifts)
        if taken > self.most:
            yield Finding((self.who, *self.shifts), facts={"taken": taken})

    def say(self, finding: Finding, names: Names) -> str:
        who, shifts = names.person(self.who), ", ".join(map(names.task, self.shifts))
        return f"{who} takes {finding.facts['taken']} of {shifts}, which one shift overlaps; at most {self.most}"


class Roster(Instance):
    """One instance, as a data file of MiniZinc."""

    _BEST: ClassVar = {"large-2-2": 191062, "large-2": 247896, "large-4-2": 233969, "large-4": 217464, "small-4": 14457}

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Meetings at given times that take whoever has the expertise, or somebody hired for them."""
        told = stated(file)
        self._contract: list[int] = told["contract"]
        self._times: list[tuple[int, int]] = list(zip(told["start_time"], told["stop_time"], strict=True))
        self._taken = [{shift for shift, has in enumerate(row) if has} for row in told["is_assigned"]]
        lasting = [stop - start for start, stop in self._times]
        self._worth: int = 1 + max([*self._contract, *lasting])
        free = [shift for shift in range(len(self._times)) if not any(shift in one for one in self._taken)]
        blocks, contracts = self._blocks()
        weeks = 1 + max([stop for *_, stop in blocks] + [stop for _, stop in self._times]) // WEEK
        expert = [[f"expertise {one}" for one in row] for row in told["employee_expertises"]]
        staff: list[dict[str, Any]] = [
            {"id": f"{n}", "roles": ["taken", *roles], "contract_hours": contracts[n] / 60 / weeks}
            for n, roles in enumerate(expert)
        ]
        asked = [f"expertise {one}" for one in told["req_expertise"]]
        staff += [{"id": f"hired {shift}", "roles": [asked[shift]]} for shift in free]
        hired = {"rule": "fewest_people", "people": [f"hired {shift}" for shift in free], "price": self._worth}
        able = [[f"{n}" for n, roles in enumerate(expert) if asked[shift] in roles] for shift in range(len(asked))]
        shifts = [
            self._meeting(f"{shift}", *self._times[shift], asked[shift], [*able[shift], f"hired {shift}"])
            for shift in free
        ]
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {
                    "from": f"{FIRST:%Y-%m-%d}",
                    "to": f"{FIRST + dt.timedelta(minutes=weeks * WEEK - 1):%Y-%m-%d}",
                },
                "calendar": {"hours": {"mon-sun": ["00:00-24:00"]}},
                "staff": staff,
                "activities": [
                    *(
                        self._meeting(f"taken {n}", start, stop, "taken", [who])
                        for n, (who, start, stop) in enumerate(blocks)
                    ),
                    *shifts,
                ],
                "rules": [
                    {"rule": "contract_hours", "per": "horizon", "price": 1, "each": 1},
                    *([hired] if free else []),
                ],
            }
        ).with_rules(*self._crowds(free))

    def _meeting(self, name: str, start: int, stop: int, role: str, able: list[str]) -> dict[str, Any]:
        return {
            "kind": "meeting",
            "id": name,
            "at": f"{FIRST + dt.timedelta(minutes=start):%Y-%m-%d %H:%M}",
            "duration": stop - start,
            "needs": [{"role": role, "from": able}],
            "required": True,
        }

    def _blocks(self) -> tuple[list[tuple[str, int, int]], list[int]]:
        """Who is busy from when to when with what is taken already, and everybody's contract beside that.

        Whose contract leaves nothing to ask for is kept busy after all shifts, and asked for one unit more than that.
        """
        blocks: list[tuple[str, int, int]] = []
        contracts = []
        last = max(stop for _, stop in self._times)
        for n, taken in enumerate(self._taken):
            mine: list[list[int]] = []
            for start, stop in sorted(self._times[shift] for shift in taken):
                if mine and start <= mine[-1][1]:
                    mine[-1][1] = max(mine[-1][1], stop)
                else:
                    mine.append([start, stop])
            counted = sum(stop - start for start, stop in (self._times[shift] for shift in taken))
            contract = self._contract[n] - counted + sum(stop - start for start, stop in mine)
            if contract < 1:
                mine.append([last, last + 1 - contract])
                contract = 1
            blocks += [(f"{n}", start, stop) for start, stop in mine]
            contracts.append(contract)
        return blocks, contracts

    def _crowds(self, free: list[int]) -> Iterator[Crowd]:
        """For each shift and person, how many of those that overlap it they may take beside what they have."""
        least: dict[tuple[int, frozenset[int]], int] = {}
        for start, stop in self._times:
            around = {other for other, (first, end) in enumerate(self._times) if first < stop and start < end}
            choice = frozenset(around.intersection(free))
            for n, taken in enumerate(self._taken):
                has = len(taken & around)
                key = n, choice
                least[key] = min(least.get(key, len(choice)), max(1, has) - has)
        for (n, choice), most in least.items():
            wider = any(other[0] == n and choice < other[1] and limit <= most for other, limit in least.items())
            if most < len(choice) and not wider:
                yield Crowd(who=f"{n}", shifts=tuple(f"{one}" for one in sorted(choice)), most=most)

    @property
    def published(self) -> int | None:
        """The optimum."""
        return self._BEST.get(self.name)

    def _rosters(self, plan: planner.Plan) -> list[set[int]]:
        """The shifts of each person."""
        rosters = [set(one) for one in self._taken]
        for one in plan.bookings:
            for person in one.people:
                if one.activity.isdecimal() and person.isdecimal():
                    rosters[int(person)].add(int(one.activity))
        return rosters

    def value(self, plan: planner.Plan) -> float | None:
        """What the shifts with somebody are worth, less what everybody's hours are away from the contract."""
        if plan.held is None:
            return None
        rosters = self._rosters(plan)
        hours = [sum(self._times[shift][1] - self._times[shift][0] for shift in one) for one in rosters]
        away = sum(abs(one - due) for one, due in zip(hours, self._contract, strict=True))
        return self._worth * len(set[int]().union(*rosters)) - away

    def measured(self, goal: float) -> float:
        """What all shifts are worth, less the prices of a roster."""
        return self._worth * len(self._times) - goal

    def solution(self, plan: planner.Plan) -> str:
        """Everybody's shifts, counted from 1: ``{"assign": {"EMPLOYEE": [SHIFT, ...]}}``."""
        rosters = self._rosters(plan)
        return json.dumps(
            {"assign": {n: [shift + 1 for shift in sorted(one)] for n, one in enumerate(rosters, start=1)}}
        )
