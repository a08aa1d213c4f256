"""The draft with decisions pinned into it, and the plan that comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpSolver

from laws.decisions import Decision, Decisions, whole_plan
from laws.oracle import Oracle
from planner.compile.draft import Draft
from planner.compile.logic import Lit, weighted
from planner.plan.goals import Goal
from planner.plan.plan import Plan
from planner.rules.base import Requirement
from planner.rules.registry import hereditary
from planner.solving.budget import Budget
from planner.solving.goals.ladder import Climbed, Ladder
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer, value_of
from planner.timeline.timeline import Timeline

SETTINGS = Settings(work=60, workers=1)
MISSED = 1000


class Answered(NamedTuple):
    """A plan, and what the model says that it reaches: the goals that are not zero."""

    plan: Plan
    goals: dict[str, int | float]


class Model:
    """The draft of a problem.

    Parameters
    ----------
    oracle, timeline
        The facts, read twice.
    step
        Minutes of the grid.
    rules
        The rules to build, if not all of them.
    """

    def __init__(self, oracle: Oracle, timeline: Timeline, step: int, rules: Sequence[Requirement] = ()) -> None:
        self._oracle = oracle
        self.timeline = timeline
        rules = rules or oracle.problem.all_rules
        self.draft = Draft(timeline, step).build(rules)
        self._hereditary = all(map(hereditary, rules))

    def best(self) -> Answered | None:
        """The best plan by the solver's own way; `None` if there is none."""
        climbed: Climbed = Ladder(self.draft, SETTINGS, Budget(SETTINGS), hereditary=self._hereditary).climb()
        if climbed.answer is Answer.IMPOSSIBLE:
            return None
        assert climbed.answer is Answer.OPTIMAL, climbed.answer
        return self._read(climbed.values, {one.name: one.value for one in climbed.reached if one.value})

    def pinned(self, decisions: Decisions) -> Answered | None:
        """The best plan that takes these decisions; `None` if the model cannot take them.

        Decisions settle every goal but what background work lacks and how steps are done, so one search for the least
        sum of costs finds the least of each, if a missed step counts more than steps that move.
        """
        literals = list(self._pins(decisions))
        model = self.draft.model.clone()
        for literal in literals:
            if literal is not True:
                model.add_bool_or([] if literal is False else [literal])
        costs = [
            (MISSED * factor if goal.level == "steps" else factor, one)
            for goal, terms in self.draft.goals.items()
            if not goal.maximise
            for factor, one in terms
        ]
        model.minimize(weighted(costs))
        solver = CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        assert status in (OPTIMAL, INFEASIBLE), solver.status_name(status)
        if status == INFEASIBLE:
            return None
        values = list(solver.response_proto.solution)
        reached = {goal: self._value(goal, values) for goal in self.draft.goals}
        return self._read(values, {goal.name: goal.shown(value) for goal, value in reached.items() if value})

    def _value(self, goal: Goal, values: Sequence[int]) -> int:
        return sum(factor * value_of(one, values) for factor, one in self.draft.goals[goal])

    def _pins(self, decisions: Decisions) -> Iterator[Lit]:
        when, who, rooms = self.draft.when, self.draft.who, self.draft.rooms
        for task in self.timeline.occurrences:
            one = decisions[task.id]
            if not when.possible(task):
                yield one == Decision(None, tuple(() for _ in task.needs), ())
                continue
            if one.start is None:
                yield self.draft.logic.negated(when.held(task))
            else:
                yield when.begins(task, [one.start])
            for i, some in enumerate(one.filling):
                for person in self.timeline.people:
                    yield _exactly(who.fills(task, i, person), person in some)
                    stands = self.draft.standing_by.stands(task, i, person)
                    yield _exactly(stands, person in one.standing_by(i))
            for person in self.timeline.people:
                yield _exactly(who.attends(task, person), person in one.attendees)
            for room in self.timeline.rooms:
                yield _exactly(rooms.takes(task, room), room == one.room)

    def _read(self, values: Sequence[int], goals: dict[str, int | float]) -> Answered:
        reading = Reading(self.draft, values)
        return Answered(whole_plan(self._oracle, reading.bookings(), reading.steps()), goals)


def _exactly(literal: Lit, wanted: bool) -> Lit:
    if isinstance(literal, bool):
        return literal == wanted
    return literal if wanted else ~literal
