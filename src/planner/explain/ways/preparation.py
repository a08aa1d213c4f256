"""Less preparation, or more days for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import HOUR, QUARTER, Way, lacking
from planner.facts.activities import Work
from planner.facts.prices import RepairKind
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.occurrence import Occurrence

EARLIER = 10  # days more for preparation, at most


class Preparation(Way):
    """Preparation is shortened, or begun earlier: every time, if the activity recurs."""

    kinds = frozenset[RepairKind]({"shorten", "start_earlier"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        counted = certificate.kind in ("minutes", "conflict") or any(
            one.fact == "minutes" for one in certificate.absent
        )
        for task in self._tasks(certificate) if counted else ():
            if task.activity.preparation is not None:
                yield from self._shortened(task, task.activity.preparation, certificate)
                yield from self._begun_earlier(task, task.activity.preparation)

    def _shortened(self, task: Occurrence, work: Work, certificate: Certificate) -> Iterator[Proposal]:
        name = task.activity.id
        mine = [one for one in certificate.asks if self._timeline.occurrence(one.occurrence).activity.id == name]
        heads, times = sum(one.heads for one in mine), self._times[name]
        stated = next(one for one in self._timeline.facts.activities if one.id == name).preparation is not None
        for less in (*range(QUARTER, work.minutes, QUARTER), *([work.minutes] if stated else [])):
            if less * heads < lacking(certificate):
                continue  # by the count alone it cannot be enough
            rest = work.minutes - less
            facts = {"preparation": {"minutes": rest, "within": work.within} if rest else None}
            told = {"activity": self._names.task(name), "hours": self._words.hours(less)}
            text = self._words.say("shorten the preparation of {activity} by {hours} each", **told)
            yield _worked(name, "shorten", times * max(1, task.heads) * less / HOUR, facts, text, less)

    def _begun_earlier(self, task: Occurrence, work: Work) -> Iterator[Proposal]:
        for days in range(1, EARLIER + 1):
            facts = {"preparation": {"minutes": work.minutes, "within": work.within + days}}
            text = self._words.many(
                "begin the preparation of {activity} {n} day earlier",
                "begin the preparation of {activity} {n} days earlier",
                days,
                activity=self._names.task(task.activity.id),
            )
            times = self._times[task.activity.id] * days
            yield _worked(task.activity.id, "start_earlier", times, facts, text, days)


def _worked(name: str, kind: RepairKind, times: float, facts: dict[str, Any], text: str, distance: int) -> Proposal:
    change = Change(what="activities", id=name, facts=facts)
    return proposed(kind, change, times, text, f"{kind} {name}", distance=distance)
