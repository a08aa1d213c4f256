"""Why a step cannot be done: every fact that keeps each of those who might do it from every day that is left for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.checking import names_of
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.rules.ledger import Entry, Ledger
from planner.timeline.causes import Cause, shut_cause
from planner.timeline.spans import subtract, total, touches, union
from planner.timeline.steps import Due, doers, dues
from planner.timeline.timeline import Timeline
from planner.timeline.unable import why_unable


def unmet(problem: Problem, plan: Plan, timeline: Timeline) -> Iterator[Shortage]:
    """Every step that a plan calls missed, with reasons: to lift all of them is enough to do it.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    """
    missed = {(one.occurrence, one.name) for one in plan.steps if one.day is None}
    told = _Unmet(problem, plan, timeline)
    for entry in told.ledger.entries if missed else ():
        day = None if entry.start is None else told.ledger.day(entry.start)
        for due in dues(timeline, entry.task, day):
            if (entry.task.id, due.step.name) in missed:
                yield Shortage(
                    activity=entry.task.activity.id,
                    occurrence=entry.task.id,
                    need=None,
                    role=None,
                    missing=0,
                    reasons=tuple(dict.fromkeys(told.reasons(entry, due))),
                    step=due.step.name,
                )


class _Unmet:
    """What stands against steps in one plan."""

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline) -> None:
        self.ledger = Ledger(timeline, plan)
        self._timeline = timeline
        self._names = names_of(problem)

    def reasons(self, entry: Entry, due: Due) -> Iterator[Reason]:
        """What keeps each of those who might do it from each day."""
        wording, way = self._timeline.wording, f"activities/{due.task.activity.id}/steps"
        if not due.days:
            assert due.task.activity.requested is not None  # else a day is left
            told = {"day": wording.day(due.due), "asked": wording.day(due.task.activity.requested.date())}
            text = wording.say(
                "no day is left for the step '{step}', due by {day}: the request came on {asked}",
                step=due.step.name,
                **told,
            )
            yield Reason(staff=None, fact="step", text=text, subject=way)
        if due.step.owner is None:
            for day in due.days:
                closed = self._timeline.company.closed(day)
                if closed is not None:
                    cause = shut_cause(self._timeline, closed, day)
                    yield Reason(staff=None, fact=cause.fact, text=cause.text, subject=cause.subject)
        people = dict.fromkeys(who for who, _ in doers(self._timeline, due)) if due.days else ()
        if due.days and due.step.owner is not None and not people:
            text = wording.say("nobody can be assigned to {task}", task=self._names.task(due.task.id))
            yield Reason(staff=None, fact="role", text=text, subject=f"activities/{due.task.activity.id}/needs")
        open_to = {who for who, assigned in doers(self._timeline, due) if not assigned or who in entry.filled_by}
        for person in people:
            if person not in open_to:
                cause = Cause("assigned", wording.say("is not assigned to it"), f"activities/{due.task.activity.id}")
                yield self._told(person, cause)
            for day in due.days:
                for cause in self._causes(due, person, day):
                    yield self._told(person, cause)

    def _told(self, person: str, cause: Cause) -> Reason:
        text = self._timeline.wording.about(self._names.person(person), cause.text)
        return Reason(staff=person, fact=cause.fact, text=text, subject=cause.subject)

    def _causes(self, due: Due, person: str, day: dt.date) -> Iterator[Cause]:
        """What keeps one of them from a day: facts about their own time, then what takes it, with those lifted."""
        away = list(why_unable(self._timeline, due, person, day))
        yield from away
        who = self._timeline.people[person]
        hours = who.regular(day) if away else who.open(day)
        busy = [(span, entry.task) for span, entry in self.ledger.by_person[person]]
        busy += [(one.span, one.entry.task) for one in self.ledger.sittings[person]]
        left = total(subtract(hours, union(span for span, _ in busy))) - self.ledger.stepped[person].get(day, 0)
        if due.minutes <= left or not hours:
            return
        wording, told = self._timeline.wording, self._timeline.wording.day(day)
        for task in {task.id: task for span, task in busy if touches(hours, span)}.values():
            text = wording.say("needs the time of {day} for {task}", day=told, task=self._names.task(task.id))
            yield Cause("minutes", text, f"activities/{task.activity.id}")
        for other in self.ledger.entries:
            for step in self.ledger.steps_of(other).values():
                if (step.owner, step.day) == (person, day):
                    task_told = {"step": step.name, "task": self._names.task(step.occurrence)}
                    text = wording.say(
                        "needs the time of {day} for the step '{step}' for {task}", day=told, **task_told
                    )
                    yield Cause("minutes", text, f"activities/{step.activity}/steps")
