"""Certificates proved again from the problem's facts, by code of its own: nothing here knows how they were found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from planner.checking import judge
from planner.explain.exhausting import Exhausting
from planner.plan.certificate import Ask, Certificate
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.registry import hereditary
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Span, subtract, total, touches
from planner.timeline.timeline import Timeline


class Verifier:
    """Proves certificates again.

    Parameters
    ----------
    problem, timeline
        The facts and rules, and the facts on the time line.
    step
        Minutes of the time grid, on which the planner chooses times.
    """

    def __init__(self, problem: Problem, timeline: Timeline, step: int) -> None:
        rules = tuple(
            rule for rule in problem.rules if hereditary(rule)
        )  # no others are spoken of where some are left out
        self._problem = problem.model_copy(update={"rules": rules})
        self._timeline = timeline
        self._step = step
        self._tasks = {task.id: task for task in timeline.occurrences}

    def faults(self, certificate: Certificate) -> tuple[str, ...]:
        """What does not hold of a certificate; empty if it is right."""
        unknown = {one for one in certificate.activities if one not in self._tasks}
        if unknown:
            return tuple(f"{one!r} is no occurrence of the problem" for one in sorted(unknown))
        return (*self._not_impossible(certificate), *self._not_needed(certificate))

    def _not_needed(self, certificate: Certificate) -> Iterator[str]:
        """For each activity, the checker accepts the plan of all others."""
        for left_out in certificate.activities:
            if left_out not in certificate.without:
                continue
            held = certificate.without[left_out]
            asked = [one for one in certificate.activities if one != left_out]
            part = self._timeline.only(tuple(self._tasks[one.occurrence] for one in held))
            plan = Plan(problem=self._problem.name, status=Status.FEASIBLE, held=held)
            found = judge(self._problem, plan, part).violations if held else ()
            yield from (f"without {left_out}: {one.text}" for one in found if one.rule != "shortages")
            there = {one.occurrence for one in held if one.people}
            yield from (f"without {left_out}: {one} is not held" for one in asked if one not in there)

    def _not_impossible(self, certificate: Certificate) -> Iterator[str]:
        asked = sum(one.minutes if certificate.kind == "minutes" else one.heads for one in certificate.asks)
        if certificate.kind != "conflict" and (asked != certificate.asked or asked <= certificate.left):
            yield f"{asked} are asked for, {certificate.asked} said to be, {certificate.left} left"
        for ask in certificate.asks:
            task = self._tasks[ask.occurrence]
            if certificate.kind != "conflict" and ask.need is not None:
                if ask.role != task.needs[ask.need].role or ask.heads > task.needs[ask.need].count:
                    yield f"{ask.occurrence} does not ask for {ask.heads} {ask.role}"
                for person in set(self._could(ask)) - set(certificate.people):
                    if not self._busy(certificate, person):
                        yield f"{person} could come to {ask.occurrence}"
        if certificate.kind == "minutes":
            yield from self._minutes(certificate)
        elif certificate.kind == "count":
            yield from self._heads(certificate)
        elif certificate.kind == "conflict":
            yield from self._ways(certificate)

    def _ways(self, certificate: Certificate) -> Iterator[str]:
        """No way to hold the activities is accepted by the checker, as far as there are few enough to try."""
        tasks = tuple(self._tasks[one] for one in certificate.activities)
        if not all(one.whole for one in certificate.asks) or any(need.skills for task in tasks for need in task.needs):
            return  # what is half held, or taught elsewhere, is more than the checker can be asked about these alone
        try:
            way = Exhausting(self._problem, self._timeline, {task.id: self._starts(task) for task in tasks}).way(tasks)
        except TimeoutError:
            return
        if way is not None:
            yield f"all can be held: {', '.join(f'{one.occurrence} at {one.start}' for one in way)}"

    def _minutes(self, certificate: Certificate) -> Iterator[str]:
        """The minutes left are those of the people; what is asked for must be given on these days."""
        days = [day for day in self._timeline.days if certificate.from_ <= day <= certificate.to]
        left = 0
        for person in certificate.people:
            held = tuple(self._attended(certificate, person))
            left += sum(total(subtract(self._timeline.people[person].open(day), held)) for day in days)
        if left != certificate.left:
            yield f"{left} minutes are left, not {certificate.left}"
        for ask in certificate.asks:
            most = self._tasks[ask.occurrence].heads and self._must(ask, set(days)) * ask.heads
            if ask.minutes > most:
                yield f"{ask.occurrence} asks for {most} minutes on these days, not {ask.minutes}"

    def _attended(self, certificate: Certificate, person: str) -> list[Span]:
        """What the activities that somebody must attend take of their time, where the start is given."""
        tasks = [self._tasks[one] for one in certificate.activities if person in self._tasks[one].attendees]
        spans = [
            span
            for task in tasks
            for start in self._starts(task)
            if len(self._starts(task)) == 1 and self._there(task, person, start)
            for span in self._timeline.held(task, person, start)
        ]
        return _merged(spans)

    def _there(self, task: Occurrence, person: str, start: int) -> bool:
        day = self._timeline.clock.date(start)
        return any(first <= start <= last for first, last in self._timeline.starts(task, person, day))

    def _must(self, ask: Ask, days: set[dt.date]) -> int:
        """The minutes that one head must give on some days, whichever start is chosen."""
        task = self._tasks[ask.occurrence]
        least = []
        for day in self._choices(task):
            minutes = task.duration or 0 if day in days and not task.on_days_off else 0
            for what, work in (("preparation", task.activity.preparation), ("follow_up", task.activity.follow_up)):
                if work is not None and ask.whole:
                    window = self._timeline.work_days(task, work, what, day)  # type: ignore[arg-type]
                    minutes += work.minutes if days.issuperset(window) else 0
            least.append(minutes)
        return min(least, default=0)

    def _heads(self, certificate: Certificate) -> Iterator[str]:
        """Any two activities overlap, so nobody takes two heads; or people's time holds no more of them."""
        tasks = [self._tasks[one] for one in dict.fromkeys(ask.occurrence for ask in certificate.asks)]
        if all(self._overlap(one, other) for one, other in combinations(tasks, 2)):  # of one alone, all heads do
            left = len(certificate.people)
        else:
            left = sum(self._times(tasks, person) for person in certificate.people)
        if left > certificate.left:
            yield f"{left} heads can be had, not {certificate.left}"

    def _overlap(self, one: Occurrence, other: Occurrence) -> bool:
        """Whether two activities share a minute whenever they start."""
        return all(
            any(touches(self._spans(other, later), span) for span in self._spans(one, start))
            for start in self._starts(one)
            for later in self._starts(other)
        )

    def _times(self, tasks: list[Occurrence], person: str) -> int:
        """How many of some activities fit into a person's day at most, day by day."""
        shortest = min(task.duration or 0 for task in tasks)
        times = 0
        for day in {day for task in tasks for day in self._choices(task)}:
            free = [
                (first, last + (task.duration or 0))
                for task in tasks
                for first, last in self._timeline.starts(task, person, day)
            ]
            for start, end in _merged(free):
                times += (end - start) // shortest
        return times

    def _starts(self, task: Occurrence) -> list[int]:
        return [start for starts in self._choices(task).values() for start in starts]

    def _choices(self, task: Occurrence) -> dict[dt.date, list[int]]:
        """The starts that a task may choose from, by day, as far as nothing is pinned."""
        pins, clock = task.activity.pins, self._timeline.clock
        return {
            day: kept
            for day, starts in self._timeline.choices(task, self._step).items()
            if (pins.on is None or pins.on == day)
            and (kept := [one for one in starts if pins.at is None or clock.minute(pins.at) == one])
        }

    def _spans(self, task: Occurrence, start: int) -> tuple[Span, ...]:
        """What an activity takes of anybody's time if it starts then."""
        if task.all_day:
            return tuple(self._timeline.clock.day(day) for day in task.lasting(self._timeline.clock.date(start)))
        return self._timeline.held(task, next(iter(self._timeline.people)), start)

    def _busy(self, certificate: Certificate, person: str) -> bool:
        """Whether somebody must attend one of the activities meanwhile."""
        return any(
            person in task.attendees and all(self._there(task, person, start) for start in self._starts(task))
            for task in (self._tasks[one] for one in certificate.activities)
            if not task.needs
        )

    def _could(self, ask: Ask) -> Iterator[str]:
        """Who could fill a need at some start, by their own facts alone."""
        task = self._tasks[ask.occurrence]
        asked = task.needs[ask.need or 0]
        for person, who in self._timeline.people.items():
            if asked.role not in who.staff.roles or person in asked.exclude:
                continue
            if asked.from_ and person not in asked.from_:
                continue
            if any(self._can(task, asked.skills, person, start, ask.whole) for start in self._starts(task)):
                yield person

    def _can(self, task: Occurrence, skills: tuple[str, ...], person: str, start: int, whole: bool) -> bool:
        day, who = self._timeline.clock.date(start), self._timeline.people[person]
        if not self._there(task, person, start):
            return False
        for what, work in (("preparation", task.activity.preparation), ("follow_up", task.activity.follow_up)):
            if work is not None and whole:
                window = self._timeline.work_days(task, work, what, day)  # type: ignore[arg-type]
                if work.minutes > sum(total(who.open(one)) for one in window):
                    return False
        return all(self._has(skill, person, task, day, start) for skill in skills)

    def _has(self, skill: str, person: str, task: Occurrence, day: dt.date, start: int) -> bool:
        """Whether somebody has a skill on all days of an activity, or may have learnt it before."""
        own = [one for one in self._timeline.people[person].staff.skills if one.name == skill]
        days = task.lasting(day)
        if all(any((one.from_ or one_day) <= one_day <= (one.to or one_day) for one in own) for one_day in days):
            return True
        return any(
            skill in (training.activity.grants or ())
            and person in training.attendees
            and any(self._timeline.ends(training, begun) <= start for begun in self._starts(training))
            for training in self._timeline.occurrences
        )


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that touch or overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
