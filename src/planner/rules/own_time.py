"""An activity keeps its own time: the days and hours it states, less those when the client is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import covers

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence


class OwnTime(Requirement):
    """Every activity is held at a time that it states, if there is any at which somebody can be there."""

    rule = "own_time"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether the planner is to choose its time."""
        return not (task.given.keys() == set(task.days) and len(task.days) == 1)

    def build(self, draft: Draft) -> None:
        """Each task starts at one of the moments that its own facts and at least one person allow."""
        for task in draft.timeline.occurrences:
            draft.when.choose_from(task, draft.timeline.choices(task, draft.step))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """A time where there is one, on a stated day, inside the stated hours, as long as stated."""
        for entry in ledger.entries:
            wrong = self._wrong(entry, ledger)
            if wrong:
                yield Finding((entry.task.id,), facts=wrong)

    def _wrong(self, entry: Entry, ledger: Ledger) -> dict[str, Any]:
        """What is wrong, and the moments that show it; empty if nothing is."""
        task, start, end = entry.task, entry.start, entry.end
        if start is None or end is None:
            return {"wrong": "no time"} if not entry.declined and ledger.timeline.possible(task) else {}
        day = ledger.day(start)
        if day not in task.days:
            return {"wrong": "day", "day": day}
        due = ledger.timeline.ends(task, start)
        if end != due:
            return {"wrong": "end", "time": ledger.time(end), "due": ledger.time(due)}
        if task.all_day:
            opening = ledger.timeline.day_hours(day)[0]
            return {} if start == opening else {"wrong": "opening", "time": ledger.time(start)}
        given = task.given.get(day)
        if given is not None and start != given:
            return {"wrong": "start", "time": ledger.time(start), "due": ledger.time(given)}
        spans = [(task.given[one], task.given[one] + (task.duration or 0)) for one in task.run] or [(start, end)]
        for one, span in zip(task.lasting(day), spans, strict=True):
            if not covers(task.windows[one], span):
                return {"wrong": "hours", "start": ledger.time(span[0]), "end": ledger.time(span[1])}
        return {}

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and what is wrong with its time."""
        facts, say = finding.facts, names.wording.say
        told = {"task": names.task(finding.subject[0])}
        told |= {key: names.clock(facts[key]) for key in ("time", "due", "start", "end") if key in facts}
        match facts["wrong"]:
            case "no time":
                return say("{task} has no time, though there is one", **told)
            case "day":
                return say("{task} is held on {day}, which is none of its days", **told, day=names.day(facts["day"]))
            case "end":
                return say("{task} ends at {time} instead of {due}", **told)
            case "opening":
                return say("{task} starts at {time}, the day opens otherwise", **told)
            case "start":
                return say("{task} starts at {time}, its time is {due}", **told)
            case _:
                return say("{task} from {start} to {end} lies outside its own hours", **told)
