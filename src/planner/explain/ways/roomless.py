"""A room is given up: by video, or wherever there is a place."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.certificate import Certificate
from planner.plan.repair import Change


class Roomless(Way):
    """An activity is held without the room that it asks for: every time, if it recurs.

    What is nowhere but where its room is, is by video then, and needs no journey either.
    """

    kinds = frozenset[RepairKind]({"no_room"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        for task in self._tasks(certificate):
            if task.asks_room:
                name = task.activity.id
                text = self._words.say("hold {activity} by video, without a room", activity=self._names.task(name))
                if task.activity.site is not None:
                    text = self._words.say("hold {activity} without a room", activity=self._names.task(name))
                change = Change(what="activities", id=name, facts={"room": False})
                yield proposed("no_room", change, self._times[name], text, f"no room {name}")
