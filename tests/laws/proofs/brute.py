"""Ways to hold some activities, all others left out: every one is tried, and the checker judges it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, combinations

from laws.decisions import Decision, Decisions, options, placed, plan_of, whole
from laws.oracle import Dated, Oracle
from planner.checking import judge
from planner.problem import Problem
from planner.rules.registry import hereditary
from planner.timeline.timeline import Timeline

Heads = dict[str, tuple[int, ...]]
"""Activities of which only so many heads of each need are asked for."""

LATER = {"attendance", "qualification"}  # what else is held may excuse somebody, or teach them


class Brute:
    """Tries everything.

    Parameters
    ----------
    problem, oracle
        The facts and rules, and a second reading of them. Rules that a plan may break by doing less are left out:
        they prove nothing of some activities alone.
    step
        Minutes of the grid on which times are chosen.
    """

    def __init__(self, problem: Problem, oracle: Oracle, step: int) -> None:
        self._problem = problem.with_(rules=tuple(rule for rule in problem.rules if hereditary(rule)))
        self._oracle = oracle
        self._step = step
        self._timeline = Timeline(problem)
        self._options: dict[str, list[Decision]] = {}
        self._found: dict[tuple[frozenset[str], tuple[tuple[str, tuple[int, ...]], ...]], Decisions | None] = {}

    @cached_property
    def names(self) -> list[str]:
        """All occurrences."""
        return list(self._oracle.occurrences)

    def way(self, names: Iterable[str], heads: Heads | None = None) -> Decisions | None:
        """A way to hold activities as asked, or with so many heads; `None` if there is none.

        What grants a skill that they ask for, or may excuse somebody from one of them, is held or not as it helps.
        """
        asked = frozenset(names)
        some = {name: least for name, least in sorted((heads or {}).items()) if name in asked}
        key = asked, tuple(some.items())
        if key not in self._found:
            order = sorted(asked, key=lambda name: (not self._attendees(name), name))  # those attended: few ways
            found = (self._ways([*others, *order], {}, some, asked) for others in self._helpers(asked))
            self._found[key] = next(chain.from_iterable(found), None)
        return self._found[key]

    def accepted(self, decisions: Decisions, *, but: Iterable[str] = ()) -> bool:
        """Whether the checker finds nothing in a plan of some activities, all others left out."""
        part = self._timeline.only(tuple(self._timeline.occurrence(name) for name in decisions))
        plan = plan_of(self._oracle, decisions, placed(self._oracle, decisions))
        return all(one.rule in but for one in judge(self._problem, plan, part).violations)

    def _ways(self, left: list[str], begun: Decisions, heads: Heads, asked: frozenset[str]) -> Iterator[Decisions]:
        if not left:
            if self.accepted(begun):
                yield begun
            return
        name, *rest = left
        task = self._oracle.occurrences[name]
        for one in self._all(task):
            if name in asked and not enough(task, one, heads.get(name)):
                continue
            tried = {**begun, name: one}
            if not rest or self.accepted(tried, but=LATER):
                yield from self._ways(rest, tried, heads, asked)

    def _all(self, task: Dated) -> list[Decision]:
        if task.id not in self._options:
            self._options[task.id] = options(self._oracle, task, self._step)
        return self._options[task.id]

    def _attendees(self, name: str) -> set[str]:
        return set(self._oracle.attendees(self._oracle.occurrences[name]))

    def _helpers(self, asked: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """All sets of others that may help; first none."""
        tasks = [self._oracle.occurrences[name] for name in asked]
        skills = {skill for task in tasks for need in task.needs for skill in need.skills}
        helping = {one for one in self.names if skills & set(self._oracle.occurrences[one].activity.grants or ())}
        attending = set[str]().union(*map(self._attendees, asked | helping))
        helping |= {one for one in self.names if attending & self._attendees(one)}
        others = sorted(helping - asked)
        return chain.from_iterable(combinations(others, size) for size in range(len(others) + 1))


def enough(task: Dated, one: Decision, heads: tuple[int, ...] | None) -> bool:
    """Whether a decision holds an activity as asked, or with so many heads at least."""
    if heads is None:
        return whole(task, one)
    return all(len(some) >= least for some, least in zip(one.filling, heads, strict=True))
