"""What keeps every room from an activity at one start: each fact that would have to be lifted."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.shortage import Reason
from planner.rules.base import Names
from planner.rules.ledger import Ledger
from planner.timeline.occurrence import Occurrence
from planner.timeline.rooms import RoomTime
from planner.timeline.spans import Span, Spans, touches

FREE = "free"


class Housing:
    """Rooms in one plan.

    Parameters
    ----------
    ledger
        The plan beside the facts.
    names
        What people call things.
    """

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._timeline = ledger.timeline
        self._names = names
        self._words = names.wording

    def reasons(self, task: Occurrence, start: int) -> Iterator[Reason]:
        """What keeps each room from an activity that starts then; that it is free, if nothing does."""
        if not self._timeline.rooms:
            yield Reason(staff=None, fact="room", text=self._words.say("there is no room"), subject="rooms")
        for room in self._timeline.rooms.values():
            found = list(self._against(task, room, self._timeline.lasts(task, start)))
            free = self._words.say("{room} is free at that time", room=self._names.room(room.id))
            yield from found or [Reason(staff=None, fact=FREE, text=free, subject=f"rooms/{room.id}")]

    def _against(self, task: Occurrence, room: RoomTime, lasts: Spans) -> Iterator[Reason]:
        """Each fact that keeps one room from an activity during some minutes."""
        for fact, text, way in (*self._unsuitable(task, room), *self._closed(room, lasts)):
            yield Reason(staff=None, fact=fact, text=text, subject=f"rooms/{room.id}/{way}")
        for entry in self._ledger.entries:
            if entry.booking.room == room.id and entry.task.id != task.id and entry.start is not None:
                for span in self._timeline.lasts(entry.task, entry.start):
                    if touches(lasts, span):
                        told = self._when(span) | {
                            "room": self._names.room(room.id),
                            "task": self._names.task(entry.task.id),
                        }
                        text = self._words.say("{room} is taken by {task} on {day} from {start} to {end}", **told)
                        way = f"activities/{entry.task.activity.id}/room"
                        yield Reason(staff=None, fact="taken", text=text, subject=way)

    def _unsuitable(self, task: Occurrence, room: RoomTime) -> Iterator[tuple[str, str, str]]:
        """What the room lacks of what is asked for."""
        asked, has, say = task.activity.room, room.room, self._words.say
        told = {"room": self._names.room(room.id)}
        if not asked:
            return
        if task.activity.site not in (None, has.site):
            there = say("{room} is at no site", **told)
            if has.site is not None:
                there = say("{room} is at {site}", site=self._names.site(has.site), **told)
            yield "room site", there, "site"
        if has.seats < asked.seats:
            seats = {"seats": has.seats, "asked": asked.seats}
            yield "seats", say("{room} has {seats} of {asked} seats", **seats, **told), "seats"
        for feature in asked.features:
            if feature not in has.features:
                yield "feature", say("{room} has no {feature}", feature=feature, **told), "features"

    def _closed(self, room: RoomTime, lasts: Spans) -> Iterator[tuple[str, str, str]]:
        """When the room is closed."""
        for closing in room.closings:
            span = next((one for one in closing.spans if touches(lasts, one)), None)
            if span is not None:
                yield "closed", self._closed_text(self._names.room(room.id), span), f"closed/{closing.place}"

    def _closed_text(self, room: str, span: Span) -> str:
        clock, first, last = self._timeline.clock, self._ledger.day(span[0]), self._ledger.day(span[1] - 1)
        if (clock.day(first)[0], clock.day(last)[1]) == span:
            return self._words.say("{room} is closed {days}", room=room, days=self._words.days(first, last))
        return self._words.say("{room} is closed on {day} from {start} to {end}", room=room, **self._when(span))

    def _when(self, span: Span) -> dict[str, str]:
        first, end = map(self._ledger.time, span)
        return {"day": self._words.day(first), "start": self._words.clock(first), "end": self._words.clock(end)}
