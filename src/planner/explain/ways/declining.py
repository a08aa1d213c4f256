"""The least valuable activity is given up."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.activities import PRIORITIES
from planner.plan.certificate import Certificate
from planner.plan.repair import Change, RepairKind


class Declining(Way):
    """The least valuable activity is given up; of what recurs, on that day."""

    kinds = frozenset[RepairKind]({"decline"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        tasks = map(self._timeline.occurrence, certificate.activities)
        least = min(tasks, key=lambda one: (-PRIORITIES.index(one.priority), one.worth, one.id))
        name, facts = least.activity.id, None
        if self._times[name] > 1:
            facts = {"except": [f"{day}" for day in (*least.activity.except_, *least.days)]}
        change = Change(what="activities", id=name, facts=facts)
        text = self._words.say("decline {activity}", activity=self._names.task(least.id))
        ask = (name,) if least.activity.kind == "appointment" else ()
        yield proposed("decline", change, 1, text, f"decline {least.id}", ask=ask)
