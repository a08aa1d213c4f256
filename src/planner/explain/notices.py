"""What a careful reader would ask about: odd facts, rules that touch nothing, facts that no rule reads."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking import names_of
from planner.problem import Problem
from planner.rules.base import Names
from planner.rules.registry import OURS
from planner.rules.travel import Travel
from planner.timeline.oddities import oddities


def notices_of(problem: Problem) -> tuple[str, ...]:
    """Everything odd about a problem that is not wrong, each told once.

    Parameters
    ----------
    problem
        The facts and rules.
    """
    names = names_of(problem)
    idle = (told for rule in problem.rules for told in rule.idle(problem.timeline, names))
    return tuple(sorted({*oddities(problem.timeline), *idle, *_unread(problem, names)}))


def _unread(problem: Problem, names: Names) -> Iterator[str]:
    """Facts that only a rule could read, and none does; of rules of one's own it is not known what they read.

    And defaults of a kind of which there is no activity.
    """
    for kind in sorted(problem.defaults.keys() - {one.kind for one in problem.activities}):
        yield names.wording.say("the defaults touch nothing: there is no {kind}", kind=names.kind(kind))
    reads = any(not isinstance(rule, OURS) or (isinstance(rule, Travel) and rule.by_distance) for rule in problem.rules)
    if not reads and any(site.distance for site in problem.sites):
        yield names.wording.say("no rule reads the distances between sites: travel per km would")
