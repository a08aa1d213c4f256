"""Why an activity has no possible time: what would have to be lifted for everybody who could be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from planner.explain.blockers import Blockers
from planner.explain.heads import too_few, unmatched
from planner.plan.shortage import Reason
from planner.timeline.causes import Cause, fits, shut_cause, why_away
from planner.timeline.grid import starts_on_grid
from planner.timeline.occurrence import Occurrence
from planner.timeline.occurrences import Expansion
from planner.timeline.timeline import Timeline


class Unplaced:
    """An activity for which there is no time at which anybody could be there.

    Parameters
    ----------
    blockers
        What blocks people in the plan.
    timeline, step
        The facts on the time line, and the minutes of the grid.
    task
        The activity.
    """

    def __init__(self, blockers: Blockers, timeline: Timeline, step: int, task: Occurrence) -> None:
        self._blockers = blockers
        self._timeline = timeline
        self._step = step
        self._stated = task
        self._task = task if task.days else self._anew(on_days_off=True)
        self.people = task.attendees
        if task.needs:
            roles = {need.role for need in task.needs}
            self.people = tuple(one for one in task.candidates if roles & set(timeline.people[one].staff.roles))

    def reasons(self) -> Iterator[Reason]:
        """What keeps each of those who could be there from every day, and from the likeliest start."""
        away = {person: self._away(person) for person in self.people}
        likeliest = self._likeliest(away)
        for person, causes in away.items():
            known = {(one.fact, one.subject) for one in causes if one.fact == "hours"}
            then = [one for one in self._then(person, *likeliest) if (one.fact, one.subject) not in known]
            yield from self._blockers.told(person, [*self._shut(), *causes, *then])
        if not self.people:
            for cause in self._shut():
                yield Reason(staff=None, fact=cause.fact, text=cause.text, subject=cause.subject)
        lacking = list(self._too_few())
        yield from lacking
        if lacking:
            yield from self._blockers.newcomer(*likeliest, alone=not self.people)
        if self._stated.asks_room:
            yield from self._blockers.rooms(*likeliest, blocked=True)

    def _too_few(self) -> Iterator[Reason]:
        """The roles that too few people hold."""
        roles = {person: who.staff.roles for person, who in self._timeline.people.items()}
        heads = [(i, need.role) for i, need in enumerate(self._stated.needs) for _ in range(need.count)]
        for _, role in unmatched(heads, roles):
            yield too_few(role, self._timeline.wording, any_holder=any(role in held for held in roles.values()))
        if not heads and not self.people:
            asked = self._stated.activity.attendees
            for role in asked.roles if asked else ():
                yield too_few(role, self._timeline.wording, any_holder=False)

    def _anew(self, **changes: Any) -> Occurrence:
        """The activity laid on the time line with other facts of its own."""
        if self._stated.activity.every is not None:
            changes |= {"every": None, "except_": (), "on": self._stated.days}
        if self._stated.shift:
            changes |= {"shifts": None}
        if self._stated.shift and self._stated.days:
            changes |= {"from_": None, "to": None, "on": self._stated.days}
        activity = self._stated.activity.model_copy(update=changes)
        facts = self._timeline.facts.model_copy(update={"activities": (activity,)})
        return replace(Expansion(facts, self._timeline.calendars).occurrences[0], id=self._stated.id)

    def _shut(self) -> Iterator[Cause]:
        """Why nobody works on the days of an activity that may not be on days off."""
        for day in self._task.days:
            closed = self._timeline.company.closed(day)
            if closed is not None and not self._stated.on_days_off and not (self._stated.days and self.people):
                yield shut_cause(self._timeline, closed, day)

    def _then(self, person: str, opened: Occurrence, start: int) -> Iterator[Cause]:
        """What keeps a person from one start."""
        roles = self._timeline.people[person].staff.roles
        needs: list[int | None] = [i for i, need in enumerate(opened.needs) if need.role in roles]
        for need in needs or [None]:
            yield from self._blockers.causes(self._task, opened, need, person, start)

    def _away(self, person: str) -> list[Cause]:
        """What keeps a person from every day."""
        return [cause for day in self._task.days for cause in why_away(self._timeline, self._task, person, day)]

    def _likeliest(self, away: dict[str, list[Cause]]) -> tuple[Occurrence, int]:
        """The start that would suit most people, were it not for days off and what keeps them away but their hours.

        It comes with the activity as it would be then. Where hours are too short for it, times that the client
        excludes are let in, or else hours are taken to be longer.
        """
        part = self._timeline
        for person, causes in away.items():
            part = part.with_person(self._blockers.lifted(person, causes))
        task = _opened(self._task)
        found = self._best(part, task)
        if found is None and any(cause.fact == "own time" for causes in away.values() for cause in causes):
            task = _opened(self._anew(on_days_off=self._task.on_days_off, client_away=()))
            found = self._best(part, task)
        return task, self._first(task) if found is None else found

    def _first(self, task: Occurrence) -> int:
        """The first start after the opening of the first day that the activity's own hours allow."""
        day, clock = task.days[0], self._timeline.clock
        opening = self._timeline.day_hours(day)[0]
        if day in task.given:
            return task.given[day]
        (begin, midnight), duration = clock.day(day), task.duration or 0
        spans = [(max(one, begin), min(end - duration, midnight - 1)) for one, end in task.windows.get(day, ())]
        starts = starts_on_grid(clock, day, spans, self._step)
        return min((one for one in starts if one >= opening), default=opening)

    def _best(self, part: Timeline, task: Occurrence) -> int | None:
        """The first of the starts that suit most people."""
        suits: dict[int, int] = {}
        for day, starts in part.choices(task, self._step).items():
            for start in starts:
                suits[start] = sum(fits(part, task, one, day, start) for one in self.people)
        return max(sorted(suits), key=suits.__getitem__, default=None)


def _opened(task: Occurrence) -> Occurrence:
    """An activity that may be on days off."""
    return replace(task, activity=task.activity.model_copy(update={"on_days_off": True}))
