"""What keeps one person from one need, the rest of the plan held: every fact that would have to be lifted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from planner.checking import names_of
from planner.explain.clashes import Clash, Clashes
from planner.explain.housing import FREE, Housing
from planner.explain.minutes import Minutes
from planner.explain.orders import Orders
from planner.explain.ruled_out import Instead, RuledOut
from planner.facts.staff import Employment, HoursFrom, Staff
from planner.facts.times import parse_week
from planner.plan.plan import Plan
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.rules.in_turn import before
from planner.rules.ledger import Entry, Ledger
from planner.rules.qualification import holds
from planner.timeline.causes import Cause, fits, why_away
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span
from planner.timeline.timeline import Timeline

FEW = 12
"""People who are named where there is no time for all."""

ALL_DAY = parse_week({"mon-sun": "00:00-24:00"})


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
    ledger
        The plan beside the facts, if it is laid there already.
    """

    def __init__(
        self, problem: Problem, plan: Plan, timeline: Timeline, step: int, ledger: Ledger | None = None
    ) -> None:
        self._timeline = timeline
        self._step = step
        self.names = names_of(problem)
        self._ledger = ledger or Ledger(timeline, plan)
        self._entries = {entry.task.id: entry for entry in self._ledger.entries}
        self._minutes = Minutes(self._ledger, self.names)
        self._clashes = Clashes(self._ledger, step)
        self._rules = RuledOut(problem, self._ledger, self.names)
        self._housing = Housing(self._ledger, self.names)
        self._orders = Orders(timeline, self.names, step)
        self._chosen: dict[str, dict[dt.date, tuple[int, ...]]] = {}
        self._said: dict[tuple[str, Span, bool, int], Cause] = {}
        self._latest: tuple[tuple[str, int | None, str, int] | None, list[Cause]] = (None, [])
        self._granted: dict[tuple[str, str], int] = {}
        for entry in self._ledger.entries:
            if entry.end is not None:
                for person, skill in product(entry.booking.attendees, entry.task.activity.grants or ()):
                    known = self._granted.get((person, skill), entry.end)
                    self._granted[person, skill] = min(known, entry.end)

    def entry(self, occurrence: str) -> Entry:
        """The booking of an occurrence beside its facts."""
        return self._entries[occurrence]

    def likeliest(self, entry: Entry, start: int) -> int:
        """The start to go by: the plan's; where nobody is there, the one at which most who could come are free."""
        if entry.booking.people or _given(entry.task, start):
            return start
        task, pinned = entry.task, self._pinned(entry.task)
        roles = {need.role for need in task.needs}
        holders = [one for one in task.candidates if roles & set(self._timeline.people[one].staff.roles)]

        def free(day: dt.date, then: int) -> int:
            there = [one for one in holders if fits(self._timeline, task, one, day, then)]
            return sum(not self._booked(task, self._timeline.people[one], then) for one in there)

        scores = {start: free(self._timeline.clock.date(start), start)}
        for day, starts in self._choices(task).items():
            scores |= {then: free(day, then) for then in starts if pinned is None or then in pinned}
        return max(scores, key=scores.__getitem__)

    def then(self, task: Occurrence, need: int | None, person: str, start: int) -> list[Reason]:
        """What blocks a person from a need (or from attending) at one start; empty if nothing does."""
        return self.told(person, self.causes(task, task, need, person, start))

    def in_brief(self, task: Occurrence, need: int, start: int) -> Iterator[Reason]:
        """Where some are who could fill a need at one start, were they not booked then; of many the first."""
        asked, told, day = task.needs[need], 0, self._timeline.clock.date(start)
        there = self._entries[task.id].people
        for person in task.candidates if there or _given(task, start) else ():  # else another time may be likelier
            who, known = self._timeline.people[person], person in asked.from_ or not asked.from_
            if asked.role not in who.staff.roles or not known or person in asked.exclude or person in there:
                continue
            if not any(self._lacking(task, need, person, start)) and fits(self._timeline, task, person, day, start):
                booked = self._booked(task, who, start)
                yield from self.told(person, (self._elsewhere(clash) for clash in booked))
                told += bool(booked)
                if told == FEW:
                    return

    def causes(
        self, task: Occurrence, opened: Occurrence, need: int | None, person: str, start: int
    ) -> Iterator[Cause]:
        """What blocks a person at one start: facts about their own time, then the rest with those lifted.

        `opened` is the task as it would be held then, if that takes facts of its own to be lifted.
        """
        away = list(why_away(self._timeline, task, person, self._timeline.clock.date(start), start))
        yield from away
        if away or opened is not task:
            yield from self._besides(opened, need, person, start, away)
        else:
            yield from self._beside(task, need, person, start)

    def _beside(self, task: Occurrence, need: int | None, person: str, start: int) -> list[Cause]:
        """What blocks a person at one start who could be there; what was asked last is known."""
        asked = task.id, need, person, start
        if self._latest[0] != asked:
            self._latest = asked, list(self._besides(task, need, person, start))
        return self._latest[1]

    def _besides(
        self, task: Occurrence, need: int | None, person: str, start: int, away: Sequence[Cause] = ()
    ) -> Iterator[Cause]:
        """What blocks a person at one start, besides some facts about their own time, which are taken as lifted."""
        who, freest = self.lifted(person, away), self.lifted(person, away, hours=True)
        part = self._timeline.with_person(freest).with_task(task)
        mine = part.held(task, person, start)
        clashes = self._clashes.booked(task, freest, mine)
        off = frozenset(clash.entry.task.id for clash in clashes)
        attends = need is not None and person in self._entries[task.id].booking.attendees
        if clashes or away or attends:  # nothing excuses them any more from what they should attend at that time
            clashes += self._clashes.expected(task, freest, mine)
        yield from (self._elsewhere(clash) for clash in clashes)
        yield from self._orders.causes(task, start, self._entries, part)
        if need is not None:
            yield from self._named(task, need, person)
            yield from self._out_of_turn(task, need, person, start)
            yield from self._unskilled(task, need, person, start)
            yield from self._minutes.causes(task, who, mine, start, off)
        owed = tuple(self._clashes.besides(task, freest, mine, off)) if clashes or away else ()
        yield from self._rules.causes(part, task.id, need, person, start, Instead(off, owed))

    def lifted(self, person: str, away: Sequence[Cause], *, hours: bool = False) -> PersonTime:
        """The person's time without the facts that keep them away; without those about hours only if asked for."""
        who, subjects = self._timeline.people[person], {cause.subject for cause in away}
        lifted: dict[str, Any] = {}
        if any(cause.fact == "absence" for cause in away):
            kept = (one for one in who.leaves if f"staff/{person}/absences/{one.place}" not in subjects)
            who = who.with_leaves(kept)
        if any(cause.fact == "employment" for cause in away):
            lifted["employed"] = Employment()
        if any(cause.fact in ("first arrival", "last return") for cause in away):
            lifted["site"] = None
        if hours and (f"staff/{person}/hours" in subjects or any(cause.fact == "hours" for cause in away)):
            lifted["hours"] = (HoursFrom(week=ALL_DAY),)
        return who if not lifted else PersonTime(who.staff.model_copy(update=lifted), self._timeline.calendars)

    def whenever(self, task: Occurrence, need: int, person: str, start: int) -> list[Reason]:
        """What else blocks a person from a need, whatever day and time is chosen; empty if some would do.

        On each day, this is what blocks them at the first time at which they are not booked, or all their bookings.
        Where there is no other time, nothing else does.
        """
        if _given(task, start):
            return []
        choices, pinned = self._choices(task), self._pinned(task)
        chosen = self._timeline.clock.date(start)
        who, causes = self._timeline.people[person], list[Cause]()
        for day in task.days:
            starts = [one for one in choices.get(day, ()) if fits(self._timeline, task, person, day, one)]
            kept = [one for one in starts if pinned is None or one in pinned]
            first = [start] if day == chosen and start in kept else []
            free = next((one for one in (*first, *kept) if not self._booked(task, who, one)), None)
            if free is not None:
                found = self._beside(task, need, person, free)
                if not found:
                    return []
                causes += found
            elif kept:
                clashes = (clash for one in kept for clash in self._booked(task, who, one))
                causes += (self._elsewhere(clash) for clash in clashes)
                causes += self._unskilled(task, need, person, kept[0])
            elif starts:
                text = self.names.wording.say("the date is pinned")
                causes.append(Cause("pin", text, f"activities/{task.activity.id}/pins"))
            else:
                causes += why_away(self._timeline, task, person, day)
        return self.told(person, causes)

    def work(self, task: Occurrence, person: str, start: int) -> list[Reason]:
        """What keeps a person from the work around a task at one start."""
        mine = self._timeline.held(task, person, start)
        lacking = self._minutes.causes(task, self._timeline.people[person], mine, start)
        return self.told(person, [*lacking, *self._rules.working(self._timeline, task.id, person, start)])

    def rooms(self, task: Occurrence, start: int, *, blocked: bool = False) -> list[Reason]:
        """What keeps each room from a task at one start; only what does, if nothing else is asked for."""
        return [one for one in self._housing.reasons(task, start) if one.fact != FREE or not blocked]

    def newcomer(self, task: Occurrence, start: int, *, alone: bool = False) -> list[Reason]:
        """What would keep even somebody new from a task at one start.

        These are the work around it and rules; and hours, if there is nobody else whose hours say more.
        """
        who = PersonTime(Staff(id=self.names.wording.say("somebody new")), self._timeline.calendars)
        part = self._timeline.with_person(who).with_task(task)
        away = list(why_away(part, task, who.id, self._timeline.clock.date(start), start)) if alone else []
        work = self._minutes.causes(task, who, part.held(task, who.id, start), start)
        rules = self._rules.causes(part, task.id, 0 if task.needs else None, who.id, start, Instead())
        return [one.model_copy(update={"staff": None}) for one in self.told(who.id, [*away, *work, *rules])]

    def told(self, person: str, causes: Iterable[Cause]) -> list[Reason]:
        """Causes as reasons, each once."""
        name, wording = self.names.person(person), self.names.wording
        texts = {cause: wording.about(name, cause.text.removeprefix(f"{name} ")) for cause in causes}
        return [Reason(staff=person, fact=one.fact, text=text, subject=one.subject) for one, text in texts.items()]

    def _choices(self, task: Occurrence) -> dict[dt.date, tuple[int, ...]]:
        """By day, the starts that a task of the plan may choose from: the same for everybody who is asked about."""
        if task.id not in self._chosen:
            self._chosen[task.id] = self._timeline.choices(task, self._step)
        return self._chosen[task.id]

    def _pinned(self, task: Occurrence) -> set[int] | None:
        """The starts that pins leave, or `None` if nothing is pinned."""
        pins = task.activity.pins
        if pins.at is not None:
            return {self._timeline.clock.minute(pins.at)}
        if pins.on is not None:
            return set(self._choices(task).get(pins.on, ()))
        return None

    def _booked(self, task: Occurrence, who: PersonTime, start: int) -> list[Clash]:
        """The person's other bookings if a task starts then."""
        return self._clashes.booked(task, who, self._timeline.held(task, who.id, start))

    def _elsewhere(self, clash: Clash) -> Cause:
        """A clash as a fact; the same booking keeps people from much."""
        key = clash.entry.task.id, clash.span, clash.booked, clash.way
        if key not in self._said:
            self._said[key] = clash.cause(self._ledger, self.names)
        return self._said[key]

    def _named(self, task: Occurrence, need: int, person: str) -> Iterator[Cause]:
        asked, way = task.needs[need], f"activities/{task.activity.id}/needs/{need}"
        say = self.names.wording.say
        if asked.from_ and person not in asked.from_:
            people = self.names.wording.either(map(self.names.person, asked.from_))
            yield Cause("named", say("only {people} may come", people=people), f"{way}/from")
        if person in asked.exclude:
            yield Cause("excluded", say("is excluded by name"), f"{way}/exclude")

    def _out_of_turn(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[Cause]:
        """Those who come first and are neither away nor there, if there are as many of them as open heads."""
        entry = self._entries[task.id]
        there = {who for one in entry.booking.needs for who in one.staff}
        first = [one for one in before(self._timeline, task, need, person, start) if one not in there]
        if len(first) >= task.needs[need].count - len(entry.filling(need)) and first:
            text = self.names.wording.say("comes only when {people} are away", people=self.names.people(first))
            if len(first) == 1:
                text = self.names.wording.say("comes only when {person} is away", person=self.names.person(first[0]))
            yield Cause("turn", text, f"activities/{task.activity.id}/needs/{need}/in_turn")

    def _unskilled(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[Cause]:
        day = self._timeline.clock.date(start)
        for skill in self._lacking(task, need, person, start):
            told = {"skill": skill, "day": self.names.day(task.lasting(day)[0])}
            text = self.names.wording.say("lacks the skill {skill} on {day}", **told)
            yield Cause("skill", text, f"staff/{person}/skills")

    def _lacking(self, task: Occurrence, need: int, person: str, start: int) -> Iterator[str]:
        """The skills that a need asks for and somebody lacks."""
        days = task.lasting(self._timeline.clock.date(start))
        for skill in task.needs[need].skills:
            learnt = self._granted.get((person, skill))
            if not holds(self._timeline.people[person], skill, days) and (learnt is None or learnt > start):
                yield skill


def _given(task: Occurrence, start: int) -> bool:
    """Whether a task can start at one minute only, and no pin says otherwise."""
    pins = task.activity.pins
    return [*task.given.values()] == [start] and len(task.days) == 1 and not task.run and pins.at is pins.on is None
