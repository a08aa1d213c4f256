"""What cannot hold together: a smallest set of requirements, found apart from the production model."""

from __future__ import annotations

from collections.abc import Sequence

from planner.checking import names_of
from planner.compile.draft import Draft
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer
from planner.solving.solvers.search import run
from planner.timeline.timeline import Timeline

SHARE = 0.2
FOR_PROOF = 0.25  # of what is left: kept back to prove what was found
SEEDS = (0, 1)


class Deletion:
    """Leaves out whatever the rest is impossible without (Chinneck and Dravnieks, ORSA Journal on Computing 3, 1991).

    Parameters
    ----------
    draft
        The guarded draft, every rule built.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, draft: Draft, settings: Settings, budget: Budget) -> None:
        self._draft = draft
        self._settings = settings
        self._budget = budget
        self._kept_back = budget.left * FOR_PROOF

    def smallest(self) -> Sequence[int]:
        """The places of a smallest set of guarded requirements that cannot hold together."""
        everything = range(len(self._draft.guards))
        needed = self._core(everything) or list(everything)
        chunk = len(needed) // 2
        while chunk:  # halves, quarters, ... and at last one by one: quick where few of many are needed
            start = 0
            while start < len(needed):
                core = self._core(needed[:start] + needed[start + chunk :])
                if core is None:
                    start += chunk
                else:
                    start = sum(one in core for one in needed[:start])
                    needed = core
            chunk //= 2
        return needed if self._proved(needed) else everything

    def _core(self, places: Sequence[int]) -> list[int] | None:
        """Some of these requirements that cannot hold together, in their order; `None` if all can, or time is up."""
        if self._budget.over or self._budget.left < self._kept_back:
            return None
        model, assumed = self._draft.assuming(places)
        outcome = run(model, self._settings, self._budget, share=SHARE, alone=True)
        if outcome.answer is not Answer.IMPOSSIBLE:
            return None
        return sorted(assumed[one] for one in outcome.core)

    def _proved(self, places: Sequence[int]) -> bool:
        """Whether it is proved, twice, that these cannot hold together, all others switched off."""
        model = self._draft.with_only(frozenset(places))
        return all(
            not self._budget.over
            and run(model, self._settings, self._budget, alone=True, seed=seed).answer is Answer.IMPOSSIBLE
            for seed in SEEDS
        )


def conflict(problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> tuple[str, ...]:
    """The sentences of a smallest set of pins, required activities and unpriced rules that cannot all hold.

    Every one is needed: without it the others can hold. Where the limits run out before that is shown, the set may be
    larger than needed.
    """
    draft = Draft(timeline, settings.step, guarded=True).build(problem.all_rules)
    names = names_of(problem)
    guards = [draft.guards[place] for place in Deletion(draft, settings, budget).smallest()]
    return tuple(sorted(rule.demand(subject, names) for rule, subject, _ in guards))
