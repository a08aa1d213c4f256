"""An activity that asks for a room has one that suits it, for its whole time; a room is never taken twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, ClassVar

from planner.plan.goals import Goal
from planner.plan.shortage import Reason
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import Span, touches

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline


class Rooms(Requirement):
    """Each activity that asks for a room takes one that has what is asked for, at its site, while it is open.

    Without a room it is not fully staffed, and counts one open head more. So it does where it has a room and somebody
    is missing: a room is of use only to what can be held as asked, and goes to that first.
    """

    rule = "rooms"
    reach: ClassVar[Reach] = Reach.DAY

    def touches(self, task: Occurrence) -> bool:
        """Whether it asks for a room."""
        return task.asks_room

    def build(self, draft: Draft) -> None:
        """A task takes at most one room that suits it, when that is open; no room is taken twice at a time."""
        for task in draft.tasks:
            starts = draft.when.starts(task) if task.asks_room else ()
            free = {start: draft.timeline.free_rooms(task, start) for start in starts}
            for room in task.rooms:
                draft.rooms.only_at(task, room, (start for start, rooms in free.items() if room in rooms))
        draft.rooms.no_overlap()

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Rooms that do not suit, are closed, or are taken twice; activities without the room that they ask for."""
        taken: dict[str, list[tuple[Span, Entry]]] = defaultdict(list)
        for entry in ledger.entries:
            room = entry.booking.room
            if entry.task.asks_room and entry.start is not None and not entry.whole:
                yield Finding((entry.task.id,), Goal("heads", entry.task.priority), 1, {"idle": room is not None})
            if room is not None:
                wrong = self._wrong(entry, room, ledger)
                if wrong:
                    yield Finding((entry.task.id, room), facts=wrong)
                if entry.start is not None:
                    taken[room] += [(span, entry) for span in ledger.timeline.lasts(entry.task, entry.start)]
        for room, held in sorted(taken.items()):
            told = set[tuple[str, str]]()
            for (span, entry), (other_span, other) in combinations(sorted(held, key=lambda one: one[0]), 2):
                pair = entry.task.id, other.task.id
                if entry is not other and touches((span,), other_span) and pair not in told:
                    told.add(pair)
                    yield Finding((room, *pair), facts={"wrong": "twice", "at": ledger.time(other_span[0])})

    @staticmethod
    def _wrong(entry: Entry, room: str, ledger: Ledger) -> dict[str, Any]:
        """What is wrong with an activity's room; empty if nothing is."""
        if not entry.task.asks_room:
            return {"wrong": "not asked"}
        if entry.start is None:
            return {"wrong": "no time"}
        if room not in entry.task.rooms:
            return {"wrong": "unsuitable"}
        lasts = ledger.timeline.lasts(entry.task, entry.start)
        return {} if ledger.timeline.rooms[room].open(lasts) else {"wrong": "closed", "at": ledger.time(entry.start)}

    def asks(self, names: Names) -> str:
        """One activity at a time."""
        return names.wording.say("a room holds one activity at a time")

    def between(self, timeline: Timeline, tasks: Collection[Occurrence], names: Names) -> Iterator[Reason]:
        """That there are rooms."""
        if timeline.rooms:
            yield Reason(staff=None, fact="rule", text=self.asks(names), subject="rooms")

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity lacks a room, or what is wrong with the one that it has."""
        say = names.wording.say
        if finding.goal is not None:
            task = names.task(finding.subject[0])
            idle = finding.facts["idle"]
            return (
                say("{task} has a room, but lacks people", task=task) if idle else say("{task} lacks a room", task=task)
            )
        at = finding.facts.get("at")
        told = {} if at is None else {"day": names.day(at), "time": names.clock(at)}
        if finding.facts["wrong"] == "twice":
            room, one, other = finding.subject
            tasks = {"one": names.task(one), "other": names.task(other)}
            return say(
                "{room} is taken by {one} and by {other} on {day} at {time}", room=names.room(room), **tasks, **told
            )
        told |= {"task": names.task(finding.subject[0]), "room": names.room(finding.subject[1])}
        match finding.facts["wrong"]:
            case "not asked":
                return say("{task} is in {room}, and asks for no room", **told)
            case "no time":
                return say("{task} is in {room}, and has no time", **told)
            case "closed":
                return say("{task} is in {room}, which is closed on {day} at {time}", **told)
            case _:
                return say("{task} is in {room}, which does not suit it", **told)
