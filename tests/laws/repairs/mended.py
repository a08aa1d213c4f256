"""A plan beside changed facts: every way to hold what is set free is tried, and the checker judges it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from laws.decisions import Decision, Decisions, decisions_of, open_heads, options, placed, plan_of, staffings, whole
from laws.oracle import Dated, Oracle
from planner.checking import judge
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.timeline.timeline import Timeline

LATER = {"attendance", "qualification"}  # what else is held may excuse somebody, or teach them


class Mended:
    """Tries everything that changed facts allow beside a plan.

    Parameters
    ----------
    problem, plan
        The changed facts and rules, and the plan that was made before.
    step
        Minutes of the grid on which times are chosen.
    """

    def __init__(self, problem: Problem, plan: Plan, step: int) -> None:
        self.problem = problem
        self.oracle = Oracle(problem)
        self.before = self._renamed(decisions_of(plan))
        self._step = step
        self._timeline = Timeline(problem)
        self._options: dict[str, list[Decision]] = {}
        self._excuses: dict[tuple[str, int, str], bool] = {}

    def _renamed(self, decisions: Decisions) -> Decisions:
        """What is one of several dates now keeps what was decided of it when it was the only one."""
        found = dict(decisions)
        for name, task in self.oracle.occurrences.items():
            whole = decisions.get(task.activity.id)
            if whole is not None and whole.start is not None and self.oracle.wall.date(whole.start) in task.days:
                found.setdefault(name, whole)
        return found

    def ways(self, free: Collection[str], *, held: Collection[str] = ()) -> Iterator[Decisions]:
        """All plans in which some activities are free, of which some must be held whole.

        The others keep their time and who fills their needs, and gain nobody; who should attend them does.
        """
        tasks = self.oracle.occurrences
        choices = {
            name: [
                one
                for one in self._choices(task, free)
                if (name not in held or whole(task, one)) and self._attended(task, one)
            ]
            for name, task in tasks.items()
        }
        if all(choices.values()):
            order = sorted(tasks, key=lambda name: (name in free, len(choices[name]), name))
            yield from self._grown(order, choices, {})

    def open_heads(self, decisions: Decisions) -> dict[str, int]:
        """By activity, how many people it lacks, and its room; nobody lacks where they go to another session."""
        tasks = self.oracle.occurrences
        attended = {tasks[name].activity.id for name, one in decisions.items() if one.attendees}
        return {
            name: 0 if task.activity.sessions and task.activity.id in attended else open_heads(task, decisions[name])
            for name, task in tasks.items()
        }

    def plan(self, decisions: Decisions) -> Plan:
        """The plan of some decisions, with work laid out."""
        return plan_of(self.oracle, decisions, placed(self.oracle, decisions))

    def _choices(self, task: Dated, free: Collection[str]) -> list[Decision]:
        kept = self.before.get(task.id)
        if task.id in free or kept is None:
            return self._all(task)
        if kept.start is None:  # no time was possible; by now there may be one, but nobody is gained
            return [one for one in self._all(task) if not any(one.filling)]
        return [
            one
            for one in staffings(self.oracle, task, kept.start)
            if (one.filling, one.room) == (kept.filling, kept.room)
        ]

    def _all(self, task: Dated) -> list[Decision]:
        if task.id not in self._options:
            self._options[task.id] = options(self.oracle, task, self._step)
        return self._options[task.id]

    def _attended(self, task: Dated, one: Decision) -> bool:
        """Whether whoever is there and does not attend could be excused: by something else to attend meanwhile."""
        if one.start is None or task.activity.sessions:
            return True
        day, missed = self.oracle.wall.date(one.start), set(self.oracle.attendees(task)) - one.people
        there = [person for person in missed if one.start in self.oracle.starts(task, person, day)]
        return all(self._excusable(task, one.start, person) for person in there)

    def _excusable(self, task: Dated, start: int, person: str) -> bool:
        key = task.id, start, person
        if key not in self._excuses:
            mine = self.oracle.held(task, person, start)
            self._excuses[key] = any(
                mine & self.oracle.held(other, person, one)
                for other in self.oracle.occurrences.values()
                if other is not task and person in self.oracle.attendees(other)
                for one in self.oracle.choices(other, self._step)
            )
        return self._excuses[key]

    def _grown(self, left: list[str], choices: dict[str, list[Decision]], begun: Decisions) -> Iterator[Decisions]:
        if not left:
            if self._accepted(begun):
                yield begun
            return
        name, *rest = left
        for one in choices[name]:
            tried = {**begun, name: one}
            if not rest or self._accepted(tried, but=LATER):
                yield from self._grown(rest, choices, tried)

    def _accepted(self, decisions: Decisions, *, but: Collection[str] = ()) -> bool:
        part = self._timeline.only(tuple(self._timeline.occurrence(name) for name in decisions))
        return all(one.rule in but for one in judge(self.problem, self.plan(decisions), part).violations)
