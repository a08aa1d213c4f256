"""An activity is given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.activities import PRIORITIES
from planner.facts.prices import RepairKind
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.rules.choose import Choose
from planner.timeline.occurrence import Occurrence


class Declining(Way):
    """An activity is given up, the least valuable first; of what recurs, on that day.

    Of a group that holds it, one fewer is asked for then.
    """

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
        groups = [(place, rule) for place, rule in enumerate(self._rules) if isinstance(rule, Choose)]
        mine = [(place, rule) for place, rule in groups if name in rule.of]
        fewer = [_fewer(place, rule, name if facts is None else None) for place, rule in reversed(mine)]
        text = self._words.say("decline {activity}", activity=self._names.task(task.whole_id))
        if asked := [rule.asks(self._names) for _, rule in mine if rule.fewest and rule.goal is None]:
            rules = self._words.joined(asked)
            text = self._words.say("{told}: one fewer than asked for ({rule})", told=text, rule=rules)
        ask = (name,) if task.activity.kind == "appointment" else ()
        proposal = proposed("decline", change, 1, text, f"decline {task.id}", ask=ask)
        return proposal._replace(changes=(change, *fewer))


def _fewer(place: int, rule: Choose, gone: str | None) -> Change:
    """A group of which one fewer is asked for, and which names no activity that is there no more.

    Changes of rules come the last first: one that is taken out moves those behind it.
    """
    of = [one for one in rule.of if one != gone]
    if not of:
        return Change(what="rules", id=f"{place}", facts=None)
    facts: dict[str, Any] = {"of": of}
    if rule.goal is None:  # else what is too few is paid for
        facts |= {"count": None, "least": max(0, rule.fewest - 1), "most": rule.highest}
    return Change(what="rules", id=f"{place}", facts=facts)
