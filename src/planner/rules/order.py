"""What comes after something else starts when that is over, so long after it as stated."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar

from planner.facts.times import lag_minutes
from planner.plan.shortage import Reason
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.order import Distance
    from planner.timeline.timeline import Timeline


class Order(Requirement):
    """An activity starts after every occurrence of what it comes after, at least and at most so long after the last.

    What is before it is over by then, or has started.

    What has no time orders nothing.
    """

    rule = "order"
    reach: ClassVar[Reach] = Reach.MOMENT  # but for what is linked, which the facts name

    def touches(self, task: Occurrence) -> bool:
        """Whether it comes after something."""
        return bool(task.activity.after)

    def build(self, draft: Draft) -> None:
        """Each task starts far enough from the end of those before it, and near enough."""
        for task in draft.tasks:
            for _, other, distance in draft.timeline.links.before(task):
                if draft.when.possible(other):
                    draft.order.require(self, (task.id, other.id, *distance.stated), (other, task), distance)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """What starts too early after something else, or too late."""
        held = {entry.task.id: entry for entry in ledger.entries if entry.start is not None}
        for entry in held.values():
            for _, other, distance in ledger.timeline.links.before(entry.task):
                begun, end = (held[other.id].start, held[other.id].end) if other.id in held else (None, None)
                if entry.start is None or begun is None or end is None:
                    continue
                first, last = distance.window(begun, end)
                if entry.start < first or (last is not None and last < entry.start):
                    subject = entry.task.id, other.id, *distance.stated
                    counted = begun if distance.since_start else end
                    yield Finding(subject, facts={"start": ledger.time(entry.start), "counted": ledger.time(counted)})

    def say(self, finding: Finding, names: Names) -> str:
        """What is asked, and when it starts instead."""
        start, counted, say = finding.facts["start"], finding.facts["counted"], names.wording.say
        told = {"asked": self.demand(finding.subject, names), "other": names.task(finding.subject[1])}
        told |= {"day": names.day(start), "time": names.clock(start)}
        told |= {"end_day": names.day(counted), "end": names.clock(counted)}
        if finding.subject[-1] == "start":
            return say("{asked}; it starts on {day} at {time}, {other} on {end_day} at {end}", **told)
        return say("{asked}; it starts on {day} at {time}, {other} is over on {end_day} at {end}", **told)

    def asks(self, names: Names) -> str:
        """That there is an order."""
        return names.wording.say("one after the other")

    def between(self, timeline: Timeline, tasks: Collection[Occurrence], names: Names) -> Iterator[Reason]:
        """Every order among the tasks."""
        known = {task.id for task in tasks}
        for task in tasks:
            for place, other, distance in timeline.links.before(task):
                if other.id in known:
                    yield self.reason(place, task, other, distance, names)

    def reason(self, place: int, task: Occurrence, other: Occurrence, distance: Distance, names: Names) -> Reason:
        """One order, as a reason why something cannot be."""
        text = self.demand((task.id, other.id, *distance.stated), names)
        return Reason(staff=None, fact="order", text=text, subject=f"activities/{task.activity.id}/after/{place}")

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """What comes after what, and how long after it."""
        task, other, least, most, count, since = subject
        say, told = names.wording.say, {"task": names.task(task), "other": names.task(other)}
        if since == "start":
            told["other"] = say("the start of {other}", other=told["other"])
        if least and most:
            told |= {"least": _told(least, count, names), "most": _told(most, count, names)}
            return say("{task} starts at least {least} and at most {most} after {other}", **told)
        if least:
            return say("{task} starts at least {least} after {other}", **told, least=_told(least, count, names))
        if most:
            return say("{task} starts at most {most} after {other}", **told, most=_told(most, count, names))
        return say("{task} comes after {other}", **told)


def _told(lag: str, count: str, names: Names) -> str:
    """A distance as people read it."""
    wording = names.wording
    if not lag.isdecimal():
        return wording.hours(lag_minutes(lag))
    if count == "working":
        return wording.many("{n} working day", "{n} working days", int(lag))
    if count == "clear":
        return wording.many("{n} clear day", "{n} clear days", int(lag))
    return wording.many("{n} day", "{n} days", int(lag))
