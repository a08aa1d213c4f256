"""What keeps one person from one need, the rest of the plan held: every fact that would have to be lifted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.checking import names_of
from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.rules.ledger import Entry, Ledger
from planner.rules.qualification import holds
from planner.rules.work_time import TOLD, works
from planner.timeline.causes import Cause, day_text, why_away
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import subtract, total, union
from planner.timeline.timeline import Timeline


class Blockers:
    """The facts that keep people from needs in one plan.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan with bookings.
    timeline
        The facts on the time line.
    step
        Minutes of the time grid.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, step: int) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._step = step
        self._names = names_of(problem)
        self._ledger = Ledger(timeline, plan)
        self._entries = {entry.task.id: entry for entry in self._ledger.entries}
        self._granted = {
            (person, skill): entry.end
            for entry in self._ledger.entries
            if entry.end is not None
            for skill in entry.task.activity.grants or ()
            for person in entry.booking.attendees
        }

    def entry(self, occurrence: str) -> Entry:
        """The booking of an occurrence beside its facts."""
        return self._entries[occurrence]

    def anywhen(self, task: Occurrence, need: int, person: str) -> list[Reason]:
        """What blocks a person from a need, whatever start is chosen; empty if some start is free."""
        choices = self._timeline.choices(task, self._step)
        causes: list[Cause] = list(self._named(task, need, person))
        pinned = self._pinned(task)
        for day in task.days:
            starts = [one for one in choices.get(day, ()) if self._reachable(task, person, day, one)]
            kept = [one for one in starts if pinned is None or one in pinned]
            if not starts:
                causes += why_away(self._timeline, task, person, day)
            elif not kept:
                causes.append(Cause("pin", "the date is pinned", f"activities/{task.activity.id}/pins"))
            if kept:
                found = list(self._on_day(task, need, person, kept))
                if not found and not any(self._named(task, need, person)):
                    return []
                causes += found
        return self._told(person, causes)

    def then(self, task: Occurrence, need: int, person: str, start: int) -> list[Reason]:
        """What blocks a person from a need at one start."""
        day = self._timeline.clock.date(start)
        causes = list(self._named(task, need, person))
        if self._reachable(task, person, day, start):
            causes += self._at(task, need, person, start)
        else:
            causes += why_away(self._timeline, task, person, day) or [
                Cause("hours", f"is not there at that time on {day_text(day)}", f"staff/{person}/hours")
            ]
        return self._told(person, causes)

    def work(self, task: Occurrence, person: str, start: int) -> list[Reason]:
        """What keeps a person from the work around a task at one start."""
        return self._told(person, self._minutes(task, person, start))

    def away(self, task: Occurrence, person: str) -> list[Reason]:
        """What keeps a person from a task that has no possible time."""
        causes = [cause for day in task.days for cause in why_away(self._timeline, task, person, day)]
        if not task.days:
            causes = [Cause("days", "none of its days is a working day", f"activities/{task.activity.id}")]
        return self._told(person, causes)

    def _reachable(self, task: Occurrence, person: str, day: dt.date, start: int) -> bool:
        return any(first <= start <= last for first, last in self._timeline.starts(task, person, day))

    def _pinned(self, task: Occurrence) -> set[int] | None:
        """The starts that pins leave, or `None` if nothing is pinned."""
        pins = task.activity.pins
        if pins.at is not None:
            return {self._timeline.clock.minute(pins.at)}
        if pins.on is not None:
            return set(self._timeline.choices(task, self._step).get(pins.on, ()))
        return None

    def _named(self, task: Occurrence, need: int, person: str) -> Iterator[Cause]:
        asked, way = task.needs[need], f"activities/{task.activity.id}/needs/{need}"
        if asked.from_ and person not in asked.from_:
            yield Cause("named", "is not among those named", f"{way}/from")
        if person in asked.exclude:
            yield Cause("excluded", "is excluded", f"{way}/exclude")

    def _on_day(self, task: Occurrence, need: int, person: str, starts: list[int]) -> Iterator[Cause]:
        """What blocks on a day, whichever of these starts is chosen: bookings, or what blocks the first free start."""
        taken = [list(self._elsewhere(task, person, start)) for start in starts]
        free = [start for start, causes in zip(starts, taken, strict=True) if not causes]
        if free:
            yield from self._at(task, need, person, free[0])
        else:
            yield from (cause for causes in taken for cause in causes)
            yield from self._unskilled(task, need, person, starts[0])
            yield from self._minutes(task, person, starts[0])

    def _at(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[Cause]:
        """What blocks at a start at which the person's own time is free."""
        yield from self._unskilled(task, need, person, start)
        elsewhere = list(self._elsewhere(task, person, start))
        yield from elsewhere
        yield from self._minutes(task, person, start)
        if not elsewhere:
            yield from self._ruled_out(task, need, person, start)

    def _unskilled(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[Cause]:
        days = task.lasting(self._timeline.clock.date(start))
        for skill in task.needs[need].skills:
            learnt = self._granted.get((person, skill))
            if not holds(self._timeline.people[person], skill, days) and (learnt is None or learnt > start):
                yield Cause("skill", f"has no {skill} on {day_text(days[0])}", f"staff/{person}/skills")

    def _elsewhere(self, task: Occurrence, person: str, start: int) -> Iterator[Cause]:
        mine = self._timeline.held(task, person, start)
        for span, entry in self._ledger.by_person[person]:
            if entry.task is not task and any(span[0] < own[1] and own[0] < span[1] for own in mine):
                first, last = (self._timeline.clock.local(one) for one in span)
                text = f"at {self._names.task(entry.task.id)} on {day_text(first)} from {first:%H:%M} to {last:%H:%M}"
                yield Cause("elsewhere", text, f"activities/{entry.task.activity.id}")

    def _minutes(self, task: Occurrence, person: str, start: int) -> Iterator[Cause]:
        """The work that the person's free minutes cannot hold, each kind by itself and all of it together."""
        who, timeline = self._timeline.people[person], self._timeline
        day = timeline.clock.date(start)
        busy = union(
            (span for span, entry in self._ledger.by_person[person] if entry.task is not task),
            (one.span for one in self._ledger.sittings[person] if one.entry.task is not task),
            timeline.held(task, person, start),
        )
        for what, work in works(task.activity):
            window = timeline.work_days(work, what, day)
            left = sum(total(subtract(who.open(one), busy)) for one in window)
            if left < work.minutes:
                when = (
                    f"from {window[0].day} {window[0]:%B} to {window[-1].day} {window[-1]:%B}"
                    if window
                    else "inside the horizon"
                )
                text = f"has {hours(left)} left of the {hours(work.minutes)} of {TOLD[what]} {when}"
                yield Cause("minutes", text, f"activities/{task.activity.id}/{what}")

    def _ruled_out(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[Cause]:
        """The stated rules that the plan would break with the person there."""
        hard = [(i, rule) for i, rule in enumerate(self._problem.rules) if getattr(rule, "price", None) is None]
        if not hard:
            return
        held = tuple(one for one in self._plan.bookings if person in one.people and one.occurrence != task.id)
        alone = Ledger(self._timeline, self._plan.model_copy(update={"held": held}))
        joined = (*held, self._joined(task, need, person, start))
        ledger = Ledger(self._timeline, self._plan.model_copy(update={"held": joined}))
        for i, rule in hard:
            before = {one.subject for one in rule.check(alone) if one.goal is None}
            for finding in rule.check(ledger):
                if finding.goal is None and finding.subject not in before:
                    yield Cause("rule", rule.say(finding, self._names), f"rules/{i}")

    def _joined(self, task: Occurrence, need: int, person: str, start: int) -> Booking:
        """The booking of a task at some start, with one more person."""
        booking = self._entries[task.id].booking
        needs = list(booking.needs)
        needs[need] = needs[need].model_copy(update={"staff": (*needs[need].staff, person)})
        first, last = map(self._timeline.clock.local, (start, self._timeline.ends(task, start)))
        return booking.model_copy(update={"needs": tuple(needs), "start": first, "end": last})

    def _told(self, person: str, causes: Iterable[Cause]) -> list[Reason]:
        name = self._names.person(person)
        found = {
            (cause.fact, cause.subject, cause.text): Reason(
                staff=person, fact=cause.fact, text=f"{name}: {cause.text}", subject=cause.subject
            )
            for cause in causes
        }
        return list(found.values())


def hours(minutes: int) -> str:
    """Minutes as people read them.

    Examples
    --------
    >>> hours(900), hours(95), hours(30)
    ('15 h', '1 h 35', '30 min')
    """
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"
