"""Every fact that reasons name, lifted from a problem; and one activity required."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.facts.activities import Activity
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem

Facts = dict[str, Any]
ALL_DAY = {"mon-sun": ["00:00-24:00"]}
LIFTS_NOTHING = {"there", "free"}
ROOM = -1
"""Stands for the room, where a need is asked for."""


def _attending(problem: Problem, task: Activity) -> list[str]:
    asked = task.attendees
    everyone = asked is None or asked.everyone
    roles = set() if asked is None else set(asked.roles)
    named = () if asked is None else asked.staff
    return [one.id for one in problem.staff if everyone or roles & set(one.roles) or one.id in named]


class Lifted:
    """A problem with the facts lifted that some reasons of one activity name.

    Parameters
    ----------
    problem
        The facts and rules.
    activity
        Whose needs stay open.
    """

    def __init__(self, problem: Problem, activity: str) -> None:
        self.facts: Facts = problem.model_dump(mode="json", exclude_defaults=True)
        self.facts.pop("defaults", None)
        settled = [problem.settled(one) for one in problem.activities]
        self.facts["rules"] = [one.model_dump(mode="json", exclude_defaults=True) for one in problem.ordered_rules]
        self.facts["activities"] = [one.model_dump(mode="json", exclude_defaults=True) for one in settled]
        for facts, task in zip(self.facts["activities"], settled, strict=True):
            if task.attendees is not None or task.kind == "seminar":  # by name, so that nobody else must attend
                facts["attendees"] = {"staff": _attending(problem, task)}
        self.activities: dict[str, Facts] = {one["id"]: one for one in self.facts["activities"]}
        self.staff: dict[str, Facts] = {one["id"]: one for one in self.facts["staff"]}
        self.activity = self.activities[activity]
        self._absences: set[tuple[str, int]] = set()
        self._rules: set[int] = set()
        self._orders: set[tuple[str, int]] = set()

    def lift(self, shortages: Iterable[Shortage]) -> Lifted:
        """Lift what the reasons of some shortages name."""
        for shortage in shortages:
            for reason in shortage.reasons:
                if reason.fact not in LIFTS_NOTHING:
                    getattr(self, "_" + reason.fact.replace(" ", "_"))(reason, shortage, reason.subject.split("/"))
        return self

    def required(self, plan: Plan, shortages: list[Shortage], only: int | None = None) -> Problem:
        """The problem in which the activity must be held; with one need only (or the room), as far as can be."""
        occurrence = plan.booking(shortages[0].occurrence)
        if "every" in self.activity:
            day = occurrence.occurrence.partition("@")[2]
            self.activity |= {"on": day}
            for key in ("every", "except", "holidays"):
                self.activity.pop(key, None)
        if "shifts" in self.activity and "@" in occurrence.occurrence:
            self.activity |= {"on": occurrence.occurrence.partition("@")[2]}
            for key in ("from", "to", "shifts"):
                self.activity.pop(key, None)
        if only is not None:
            for place, need in enumerate(self.activity.get("needs", [])):
                if place != only:
                    need["count"] = need.get("count", 1) - occurrence.needs[place].missing
            if "needs" in self.activity:
                self.activity["needs"] = [need for need in self.activity["needs"] if need.get("count", 1)]
            if only != ROOM and occurrence.room_missing:
                self.activity.pop("room")
        self.activity["required"] = True
        self._reopened()
        self._unordered()
        for person, staff in self.staff.items():
            kept = [one for i, one in enumerate(staff.get("absences", [])) if (person, i) not in self._absences]
            staff["absences"] = kept
        self.facts["rules"] = [one for i, one in enumerate(self.facts.get("rules", [])) if i not in self._rules]
        return Problem.model_validate(self.facts)

    # -- one method a kind of fact --

    def _absence(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        assert (way[0], way[1], way[2]) == ("staff", reason.staff, "absences")
        self._absences.add((way[1], int(way[3])))

    def _employment(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.staff[way[1]].pop(way[2], None)

    def _hours(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        assert way[-1] == "hours"
        if reason.staff is not None:
            self.staff[reason.staff]["hours"] = ALL_DAY
        days_off = self.activity.get("on_days_off") or reason.staff is None
        if way[0] == "calendar" and days_off:  # whose hours are those of the calendar's longest day
            self.facts["calendar"]["hours"] = {day: ["00:00-24:00"] for day in self.facts["calendar"]["hours"]}

    def _day_off(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        if way[0] == "staff":
            self._hours(reason, _, way)
        else:
            assert way == ["calendar", "hours"]
            self.activity["on_days_off"] = True

    def _holiday(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        assert way == ["calendar", "country"]
        self.activity["on_days_off"] = True

    def _closure(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        assert self.facts["calendar"]["closed"][int(way[2])]
        self.activity["on_days_off"] = True

    def _skill(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.staff[way[1]]["skills"] = [*self.staff[way[1]].get("skills", []), *self._skills_asked()]

    def _named(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activity["needs"][int(way[3])][way[4]].append(reason.staff)

    def _excluded(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activity["needs"][int(way[3])][way[4]].remove(reason.staff)

    def _turn(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activity["needs"][int(way[3])].pop(way[4], None)

    def _elsewhere(self, reason: Reason, _: Shortage, way: list[str]) -> None:
        """That one person need not be there; which is less than to drop the activity."""
        other = self.activities[way[1]]
        other.pop("required", None)
        other.pop("pins", None)
        if "attendees" in other:
            other["attendees"]["staff"] = [one for one in other["attendees"]["staff"] if one != reason.staff]
        for need in other.get("needs", []):
            need["exclude"] = [*need.get("exclude", []), reason.staff]

    def _minutes(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activities[way[1]].pop(way[2], None)

    def _rule(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self._rules.add(int(way[1]))

    def _pin(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activities[way[1]].pop(way[2], None)

    def _order(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        assert way[2] == "after"
        self._orders.add((way[1], int(way[3])))

    def _own_time(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activities[way[1]].pop(way[2], None)

    def _role(self, reason: Reason, shortage: Shortage, _: list[str]) -> None:
        """More people who hold the role, with all that is asked for."""
        role, skills = reason.text.rpartition(" ")[2], self._skills_asked()
        for hours in [*[ALL_DAY] * (shortage.missing or 1), *[[]] * shortage.missing]:
            one = f"new{len(self.staff)}"
            self.staff[one] = {"id": one, "roles": [role], "hours": hours, "skills": skills}
            self.facts["staff"].append(self.staff[one])
            if "needs" not in self.activity:
                self.activity["attendees"]["staff"].append(one)
            for need in self.activity.get("needs", []):
                if "from" in need:
                    need["from"].append(one)

    # -- rooms and sites --

    def _room(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        assert way == ["rooms"]
        self.facts["rooms"] = [{"id": "new", **self.activity["room"], "site": self.activity.get("site")}]

    def _here(self, way: list[str]) -> Facts:
        assert way[0] == "rooms"
        return next(one for one in self.facts["rooms"] if one["id"] == way[1])

    def _room_site(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self._here(way)["site"] = self.activity["site"]

    def _seats(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self._here(way)["seats"] = self.activity["room"]["seats"]

    def _feature(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self._here(way)["features"] = [*self._here(way).get("features", []), *self.activity["room"]["features"]]

    def _closed(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self._here(way).setdefault("open", []).append(int(way[3]))

    def _taken(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        self.activities[way[1]].pop("room", None)

    def _first_arrival(self, _reason: Reason, _: Shortage, way: list[str]) -> None:
        assert way[0] == "sites"
        next(one for one in self.facts["sites"] if one["id"] == way[1]).pop(way[2], None)

    _last_return = _first_arrival

    def _unordered(self) -> None:
        for name, facts in self.activities.items():
            kept = [one for i, one in enumerate(facts.get("after", [])) if (name, i) not in self._orders]
            facts.update({"after": kept} if kept else {})
            if not kept:
                facts.pop("after", None)

    def _reopened(self) -> None:
        for room in self.facts.get("rooms", []):
            lifted = room.pop("open", [])
            room["closed"] = [one for i, one in enumerate(room.get("closed", [])) if i not in lifted]

    def _skills_asked(self) -> list[str]:
        return [skill for need in self.activity.get("needs", []) for skill in need.get("skills", [])]
