"""Another date: where the activity says that it could move, else if the client agrees; or in spite of a pin."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from planner.explain.ways.days import rings
from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.occurrence import Occurrence

WHEN = ("on", "at", "between", "from", "to", "could_move")


class Dates(Way):
    """Another date for an activity, the nearest that will do."""

    kinds = frozenset[RepairKind]({"move", "ask_client", "unpin"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        for task in self._tasks(certificate):
            if task.activity.every is None and not task.run and not task.shift:
                yield from self._moves(task)
                yield from self._unpinned(task)

    def _moves(self, task: Occurrence) -> Iterator[Proposal]:
        activity = task.activity
        if activity.could_move is not None:
            window = activity.could_move.model_dump(mode="json")
            yield self._moved(task, "move", {"between": window}, 0)
        elif activity.kind == "appointment" and (stated := task.days or self._stated(task)):
            same_day = activity.at is not None or not task.days
            for nearest, days in rings(self._timeline, stated, on_days_off=task.on_days_off):
                if nearest or same_day:
                    yield self._moved(task, "ask_client", {"on": [f"{day}" for day in days]}, nearest)

    def _moved(self, task: Occurrence, kind: RepairKind, when: dict[str, Any], distance: int) -> Proposal:
        """Another date; a date that was pinned is given up with the old one."""
        facts = {**dict.fromkeys(WHEN), **when, **self._unpinning(task)}
        change = Change(what="activities", id=task.activity.id, facts=facts)
        ask = (task.activity.id,) if kind == "ask_client" else ()
        scale = f"{kind} {task.id} {distance}"
        return proposed(kind, change, 1, "", scale, ask=ask, distance=distance)

    def _unpinned(self, task: Occurrence) -> Iterator[Proposal]:
        """One of its own dates instead of the one that is pinned."""
        facts = self._unpinning(task)
        if facts:
            change = Change(what="activities", id=task.activity.id, facts=facts)
            yield proposed("unpin", change, 1, "", f"unpin {task.id}")

    @staticmethod
    def _unpinning(task: Occurrence) -> dict[str, Any]:
        pins = task.activity.pins
        if pins.on is None and pins.at is None:
            return {}
        staff = {role: list(people) for role, people in pins.staff.items()}
        return {"pins": {"staff": staff} if staff else None}

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (change,) = proposal.changes
        start = next((one.start for one in bookings if one.activity == change.id), None)
        if start is None:
            return proposal
        task, day, words = self._timeline.occurrence(change.id), start.date(), self._words
        moment = {"at": f"{start:%Y-%m-%d %H:%M}"}
        told = {"activity": self._names.task(change.id), "day": words.day(day)}
        pinned = task.activity.pins.on or (task.activity.pins.at and task.activity.pins.at.date())
        if day == pinned or (day in task.days and proposal.kinds != ("unpin",)):  # only the time is another one
            told["day"] = words.say("{day} at {time}", day=told["day"], time=words.clock(start))
            when: dict[str, Any] = moment
        else:
            when = {"on": f"{day}"}
        if proposal.kinds == ("unpin",):
            facts: dict[str, Any] = {"pins": {**((change.facts or {}).get("pins") or {}), **when}}
            text = words.say("hold {activity} on {day} instead of the pinned date", **told)
        else:
            facts = {**(change.facts or {}), **dict.fromkeys(WHEN), **when}
            text = words.say("move {activity} to {day}", **told)
        if proposal.ask:
            text = words.say("ask the client to move {activity} to {day}", **told)
        distance = min((abs((day - one).days) for one in task.days), default=0)
        return proposal._replace(changes=(change.model_copy(update={"facts": facts}),), text=text, distance=distance)
