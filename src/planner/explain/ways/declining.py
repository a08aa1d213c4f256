"""An activity is given up."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.activities import PRIORITIES
from planner.facts.prices import RepairKind
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.occurrence import Occurrence


class Declining(Way):
    """An activity is given up, the least valuable first; of what recurs, on that day."""

    kinds = frozenset[RepairKind]({"decline"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        tasks = map(self._timeline.occurrence, certificate.activities)
        least_first = sorted(tasks, key=lambda one: (-PRIORITIES.index(one.priority), one.worth, one.id))
        yield from map(self._declined, least_first)

    def _declined(self, task: Occurrence) -> Proposal:
        name, facts = task.activity.id, None
        if self._times[name] > 1 and not task.shift:
            facts = {"except": [f"{day}" for day in (*task.activity.except_, *task.days)]}
        change = Change(what="activities", id=name, facts=facts)
        text = self._words.say("decline {activity}", activity=self._names.task(task.whole_id))
        ask = (name,) if task.activity.kind == "appointment" else ()
        return proposed("decline", change, 1, text, f"decline {task.id}", ask=ask)
