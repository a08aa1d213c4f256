"""How a large plan is begun: by who is sent home, by who sits where, task by task, or part after part."""

from __future__ import annotations

from typing import Protocol

from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.parted.parts import choices
from planner.solving.parted.rolling import Rolling
from planner.solving.seated.demands import ceilings_of
from planner.solving.seated.fewest import Fewest
from planner.solving.seated.seated import Seated
from planner.solving.settings import Settings
from planner.solving.telling import Start
from planner.solving.timed.timed import timed_of
from planner.timeline.timeline import Timeline

MANY = 2_000  # choices: a model of fewer is searched as a whole from the beginning


class Laying(Protocol):
    """A way to lay a plan."""

    @property
    def too_large(self) -> bool:
        """Whether the plan can only be laid so: a model of the whole would never be searched through."""

    def lay(self) -> Start | None:
        """The plan and what it reaches; `None` if some part of it has no plan."""


def laying_of(problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> Laying | None:
    """How a plan is begun, if it is not at once searched as a whole.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    if sum(map(choices, timeline.occurrences)) >= MANY:
        ceilings = ceilings_of(problem.all_rules, timeline)
        if ceilings is not None:
            fewest = Fewest(problem, timeline, ceilings, settings, budget)
            return fewest if fewest.worth_it else Seated(problem, timeline, ceilings, settings, budget)
        timed = timed_of(problem, timeline, settings, budget)
        if timed is not None:
            return timed
    rolling = Rolling(problem, timeline, settings, budget)
    return rolling if rolling.worth_it else None
