"""Organisations of any size, and plans for them made by hand: first come, first served."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from planner.plan.booking import Booking, Filled, Missed, Work
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.rules.work_time import works
from planner.timeline.causes import why_away
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, intersect, subtract, total, union
from planner.timeline.timeline import Timeline

FIRST = "Ana Bo Cleo Di Emil Fay Gus Hana Ivo Jo Kim Lena Max Nora Olaf Pia Quinn Rosa Sam Tea".split()
LAST = "Lopes Diaz Roux Faure Haas Martin Nyberg Okafor Petit Quist".split()
ROLES = ["engineer", "marketer", "engineer", "trainer"]


def organisation(people: int, appointments: int, first: str, last: str, **changes: Any) -> Problem:
    """Make an organisation of so many people with so many appointments, spread over the days; the same every time."""
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    days = [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    staff = [
        {
            "id": f"p{i:02}",
            "name": f"{FIRST[i % len(FIRST)]} {LAST[(i * 7 + i // len(FIRST)) % len(LAST)]}",
            "roles": [ROLES[i % len(ROLES)]],
            "absences": _absences(i, days),
        }
        for i in range(people)
    ]
    activities: list[dict[str, Any]] = [
        {
            "kind": "appointment",
            "id": f"a{i:03}",
            "client": f"Client {i + 1}",
            "on": str(working[(i * 37 + 3) % len(working)]),
            "needs": {"engineer": 1, "marketer": 1},
        }
        for i in range(appointments)
    ]
    activities += [
        {"kind": "training", "id": "safety", "on": str(working[4]), "attendees": {"roles": ["engineer", "trainer"]}},
        {"kind": "fair", "id": "expo", "name": "Expo", "from": str(working[9]), "to": str(working[10]),
         "needs": {"engineer": 1}},
        {"kind": "seminar", "id": "outing", "name": "Summer outing", "on": str(working[-5])},
        {"kind": "meeting", "id": "monday", "name": "Monday round", "every": "FREQ=WEEKLY;BYDAY=MO", "time": "09:00",
         "duration": "1h", "attendees": {"roles": ["marketer"]}},
        {"kind": "background", "id": "campaign", "from": str(working[2]), "share": {"marketer": 0.2}},
    ]  # fmt: skip
    stated = {
        "name": f"{people} people, {first} to {last}",
        "horizon": {"from": first, "to": last},
        "timezone": "Europe/Paris",
        "calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}},
        "defaults": {
            "appointment": {
                "duration": "2h",
                "preparation": {"minutes": 240, "within": 5},
                "follow_up": {"minutes": 60, "within": 2},
            }
        },
        "staff": staff,
        "activities": activities,
    }
    return Problem.model_validate({**stated, **changes})


def _absences(i: int, days: list[dt.date]) -> list[dict[str, Any]]:
    away = days[(i * 29) % len(days)]
    until = min(away + dt.timedelta(days=9), days[-1])
    found: list[dict[str, Any]] = [{"from": str(away), "to": str(until), "reason": "leave"}]
    if i % 5 == 4:
        found.append({"every": "FREQ=WEEKLY;BYDAY=WE", "half": "afternoon", "reason": "part time"})
    return found


class Hand:
    """A planner by hand: takes whoever is free, in the order of ids, and never looks back."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.timeline = Timeline(problem)
        self.busy: dict[str, Spans] = defaultdict(tuple)

    def plan(self, **changes: Any) -> Plan:
        """Make a plan that breaks nothing, with the reasons for what it leaves open."""
        tasks = sorted(self.timeline.occurrences, key=lambda one: (bool(one.needs), one.days, one.id))
        held = sorted(map(self._booking, tasks), key=lambda one: (one.start is None, str(one.start), one.occurrence))
        known = {one.occurrence: one for one in held}
        short = tuple(one for task in tasks for one in self._short(task, known[task.id]))
        stated = {"status": "feasible", "bookings": tuple(held), "shortages": short, **changes}
        return Plan.model_validate({"problem": self.problem.name, **stated})

    def _short(self, task: Occurrence, booking: Booking) -> Iterator[Shortage]:
        """Say what stays open, with a reason for each holder of the role who is not there."""
        if booking.start is None:
            heads = task.heads or len(task.attendees)
            reasons = self._reasons(task, list(task.candidates))
            yield Shortage(
                activity=booking.activity, occurrence=task.id, need=None, role=None, missing=heads, reasons=reasons
            )
            return
        for i, need in enumerate(booking.needs):
            if need.missing:
                people = [one for one, who in self.timeline.people.items() if need.role in who.staff.roles]
                yield Shortage(
                    activity=booking.activity,
                    occurrence=task.id,
                    need=i,
                    role=need.role,
                    missing=need.missing,
                    reasons=self._reasons(task, [one for one in people if one not in booking.people]),
                )

    def _reasons(self, task: Occurrence, people: list[str]) -> tuple[Reason, ...]:
        found = []
        for person in people:
            name = self.timeline.people[person].staff.title
            days = task.days[:1]
            causes = [(one.fact, one.text) for day in days for one in why_away(self.timeline, task, person, day)]
            for fact, text in causes or [("minutes", "has no minutes left")]:
                found.append(Reason(staff=person, fact=fact, text=f"{name}: {text}"))
        return tuple(found)

    def _booking(self, task: Occurrence) -> Booking:
        free = (self.timeline.starts(task, person, day) for person in task.candidates for day in task.days)
        starts = sorted({first for spans in free for first, _ in spans})
        start = max(starts, key=lambda one: (self._heads(task, one), -one)) if starts else None
        needs, work = [], []
        for i, need in enumerate(task.needs):
            able = [] if start is None else self._able(task, i, start)[: need.count]
            needs.append(Filled(role=need.role, staff=tuple(able), missing=need.count - len(able)))
        there = [] if start is None else [one for one in task.attendees if self._free(task, one, start)]
        complete = start is not None and not any(one.missing for one in needs) and bool(needs or there)
        if start is not None:
            for person in [*there, *(who for need in needs for who in need.staff)]:
                self._take(person, self.timeline.held(task, person, start))
                if complete and person not in there:
                    work += self._work(task, person, start)
        local = self.timeline.clock.local
        return Booking(
            activity=task.activity.id,
            occurrence=task.id,
            kind=task.activity.kind,
            title=task.activity.title,
            start=None if start is None else local(start),
            end=None if start is None else local(self.timeline.ends(task, start)),
            staff={one.role: one.staff for one in needs},
            attendees=tuple(there),
            away=tuple(Missed(staff=one, text=self._why(task, one)) for one in task.attendees if one not in there),
            complete=complete,
            needs=tuple(needs),
            work=tuple(work),
        )

    def _why(self, task: Occurrence, person: str) -> str:
        causes = why_away(self.timeline, task, person, task.days[0])
        return "; ".join(cause.text for cause in causes) or "is elsewhere"

    def _heads(self, task: Occurrence, start: int) -> int:
        attending = sum(self._free(task, one, start) for one in task.attendees)
        return attending + sum(min(need.count, len(self._able(task, i, start))) for i, need in enumerate(task.needs))

    def _able(self, task: Occurrence, need: int, start: int) -> list[str]:
        """Return the holders of the role who are free and have time for the work, the least busy first."""
        role = task.needs[need].role
        able = [
            person
            for person, who in self.timeline.people.items()
            if role in who.staff.roles and self._free(task, person, start) and self._roomy(task, person, start)
        ]
        return sorted(able, key=lambda one: (total(self.busy[one]), one))

    def _free(self, task: Occurrence, person: str, start: int) -> bool:
        day = self.timeline.clock.date(start)
        reach = any(first <= start <= last for first, last in self.timeline.starts(task, person, day))
        return reach and not intersect(self.timeline.held(task, person, start), self.busy[person])

    def _gaps(self, person: str, days: tuple[dt.date, ...], held: Spans) -> Spans:
        hours = union(*(self.timeline.people[person].open(day) for day in days))
        return subtract(hours, union(self.busy[person], held))

    def _roomy(self, task: Occurrence, person: str, start: int) -> bool:
        held, day = self.timeline.held(task, person, start), self.timeline.clock.date(start)
        return all(
            total(self._gaps(person, self.timeline.work_days(task, work, what, day), held)) >= work.minutes
            for what, work in works(task.activity)
        )

    def _work(self, task: Occurrence, person: str, start: int) -> list[Work]:
        local, found = self.timeline.clock.local, []
        for what, work in works(task.activity):
            left = work.minutes
            days = self.timeline.work_days(task, work, what, self.timeline.clock.date(start))
            for first, last in self._gaps(person, days, ()):
                end = min(last, first + left)
                if end > first:
                    found.append(Work(staff=person, what=what, start=local(first), end=local(end)))
                    self._take(person, ((first, end),))
                left -= end - first
        return found

    def _take(self, person: str, spans: Spans) -> None:
        self.busy[person] = union(self.busy[person], spans)


def red_days(first: str, last: str, *activities: str, proved: bool = True) -> InfeasibleDays:
    """Make a window of days that cannot be served."""
    return InfeasibleDays.model_validate(
        {
            "from": first,
            "to": last,
            "activities": activities,
            "verdict": "proved" if proved else "not proved",
            "text": f"{', '.join(activities)} cannot all be held as asked",
        }
    )
