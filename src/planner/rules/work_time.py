"""Preparation and follow-up are done in each day's open minutes, by those who serve a fully staffed activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.facts.activities import Activity, Work
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import covers, subtract, total, touches

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence

WorkKind = Literal["preparation", "follow_up"]


def works(activity: Activity) -> Iterator[tuple[WorkKind, Work]]:
    """The work around an activity, by kind."""
    if activity.preparation is not None:
        yield "preparation", activity.preparation
    if activity.follow_up is not None:
        yield "follow_up", activity.follow_up


class WorkTime(Requirement):
    """Whoever serves an activity does its work in the working days before and after, inside their open minutes."""

    rule = "work_time"
    reach: ClassVar[Reach] = Reach.WEEK

    def touches(self, task: Occurrence) -> bool:
        """Whether there is work before or after it."""
        return any(True for _ in works(task.activity))

    def build(self, draft: Draft) -> None:
        """Work piles up on people who serve; no day holds more work and bookings than open minutes."""
        for task in draft.tasks:
            for what, work in works(task.activity):
                for i in range(len(task.needs)):
                    for person in draft.who.fillers(task, i):
                        self._pile_up(draft, task, what, work, i, person)
        for person in draft.timeline.people:
            self._keep_up(draft, person)

    @staticmethod
    def _pile_up(draft: Draft, task: Occurrence, what: WorkKind, work: Work, need: int, person: str) -> None:
        who = draft.timeline.people[person]
        for day in draft.when.days(task):
            serves = draft.who.serves_on(task, need, person, day)
            window = draft.timeline.work_days(task, work, what, day)
            if sum(map(who.minutes, window)) < work.minutes:
                draft.logic.implies(serves, False)
            elif serves is not False:
                draft.workload.add(person, what, work.within, (task.id, work.minutes, window, serves))

    @staticmethod
    def _keep_up(draft: Draft, person: str) -> None:
        who = draft.timeline.people[person]
        done = draft.workload.done(person)
        if not done:
            return
        booked = draft.holding.booked(person)
        for day, terms in done.items():
            draft.always_at_most([*terms, *booked.get(day, ())], who.minutes(day))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Work that is not done, done by the wrong person, on the wrong day, or in time that is not free."""
        for entry in ledger.entries:
            yield from self._amounts(entry, ledger)
        for person in ledger.timeline.people:
            yield from self._places(person, ledger)

    def _amounts(self, entry: Entry, ledger: Ledger) -> Iterator[Finding]:
        """As many minutes of each kind of work as asked for, by each person who serves and by nobody else."""
        due = dict(works(entry.task.activity)) if entry.serving else {}
        serving = {person for i in range(len(entry.task.needs)) for person in entry.filling(i)}
        done: dict[tuple[str, str], int] = defaultdict(int)
        for sitting in ledger.sittings_of(entry):
            done[sitting.person, sitting.what] += total([sitting.span])
        wanted: dict[tuple[str, str], int] = {
            (person, what): work.minutes for person in sorted(serving) for what, work in due.items()
        }
        for person, what in sorted({*done, *wanted}):
            asked = wanted.get((person, what), 0)
            if done[person, what] != asked:
                amount = {"minutes": done[person, what], "asked": asked}
                yield Finding((person, entry.task.id), facts={"wrong": "amount", "what": what, **amount})

    def _places(self, person: str, ledger: Ledger) -> Iterator[Finding]:
        """Every sitting lies on a day of its window, in open time that nothing else takes."""
        who, timeline = ledger.timeline.people[person], ledger.timeline
        held = tuple(span for span, _ in ledger.by_person[person])
        sittings = ledger.sittings[person]
        for sitting in sittings:
            entry, span = sitting.entry, sitting.span
            work = dict(works(entry.task.activity)).get(sitting.what)
            if work is None or entry.start is None:
                continue  # told by the amounts
            window = timeline.work_days(entry.task, work, sitting.what, ledger.day(entry.start))
            free = [subtract(who.open(day), held) for day in window]
            if not any(covers(spans, span) for spans in free):
                wrong = "booked" if touches(held, span) else "outside"
                facts = {"wrong": wrong, "what": sitting.what, "at": ledger.time(span[0])}
                yield Finding((person, entry.task.id), facts=facts)
        for one, other in pairwise(sittings):
            if other.span[0] < one.span[1]:
                facts = {"wrong": "two at once", "what": one.what, "at": ledger.time(other.span[0])}
                yield Finding((person, one.entry.task.id), facts=facts)

    def say(self, finding: Finding, names: Names) -> str:
        """Who, for which activity, and what is wrong with the work."""
        person, task = finding.subject
        facts, say = finding.facts, names.wording.say
        told = {"person": names.person(person), "task": names.task(task), "work": names.work(facts["what"])}
        if facts["wrong"] == "amount":
            amount = {"minutes": facts["minutes"], "asked": facts["asked"]}
            return say("{person} has {minutes} minutes of {work} for {task} instead of {asked}", **told, **amount)
        told |= {"day": names.day(facts["at"]), "time": names.clock(facts["at"])}
        if facts["wrong"] == "booked":
            return say("{person} is to do {work} for {task} on {day} at {time}, at another booking", **told)
        if facts["wrong"] == "outside":
            return say(
                "{person} is to do {work} for {task} on {day} at {time}, outside the working days or hours for it",
                **told,
            )
        return say("{person} is to work on {task} and on something else on {day} at {time}", **told)
