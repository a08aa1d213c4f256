"""What cannot hold together: a smallest set of requirements, found apart from the production model."""

from __future__ import annotations

from collections.abc import Collection

from planner.checking import names_of
from planner.compile.draft import Draft
from planner.problem import Problem
from planner.solving.search import Answer, Budget, run
from planner.solving.settings import Settings
from planner.timeline.timeline import Timeline

SHARE = 0.2
SECOND_OPINION = 1


def conflict(problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> tuple[str, ...]:
    """The sentences of a smallest set of pins, required activities and unpriced rules that cannot all hold.

    Every one is needed: without it the others can hold (deletion filter: Chinneck and Dravnieks, ORSA Journal on
    Computing 3, 1991). Where the limits run out before that is shown, the set may be larger than needed.
    """
    draft = Draft(timeline, settings.step, guarded=True).build(problem.all_rules)
    needed = list(range(len(draft.guards)))
    chunk = len(needed)
    while chunk:  # halves, quarters, ... and at last one by one: quick where few of many are needed
        start = 0
        while start < len(needed):
            rest = needed[:start] + needed[start + chunk :]
            if _impossible(draft, rest, settings, budget):
                needed = rest
            else:
                start += chunk
        chunk //= 2
    names = names_of(problem)
    guards = [draft.guards[place] for place in needed]
    return tuple(sorted(rule.demand(subject, names) for rule, subject, _ in guards))


def _impossible(draft: Draft, places: Collection[int], settings: Settings, budget: Budget) -> bool:
    """Whether it is proved, twice, that these requirements cannot hold together, all others switched off."""
    model = draft.with_only(frozenset(places))
    return all(
        not budget.over and run(model, settings, budget, share=SHARE, cores=1, seed=seed).answer is Answer.IMPOSSIBLE
        for seed in (0, SECOND_OPINION)
    )
