"""Work on a day off."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind

SHUT = frozenset({"holiday", "closure", "day off"})


class DaysOff(Way):
    """An activity may be on a day off; to allow it for what recurs would add dates that nobody asked for."""

    kinds = frozenset[RepairKind]({"day_off"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        if not any(one.fact in SHUT for one in certificate.absent):
            return
        for task in self._tasks(certificate):
            if not task.on_days_off and task.activity.every is None:
                change = Change(what="activities", id=task.activity.id, facts={"on_days_off": True})
                days = self._words.days(certificate.from_, certificate.to)
                told = {"activity": self._names.task(task.id), "days": days}
                text = self._words.say("allow {activity} on a day off, {days}", **told)
                yield proposed("day_off", change, max(1, task.heads), text, f"day off {task.id}")
