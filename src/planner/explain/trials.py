"""Changed facts tried around some activities, the rest of the plan held still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from planner.errors import InputError
from planner.explain.proposal import Proposal
from planner.plan.plan import Plan
from planner.plan.repair import changed_by
from planner.problem import Problem
from planner.rules.registry import hereditary
from planner.solving.around import Unsettled
from planner.solving.held import Held, days_of
from planner.solving.search import Budget
from planner.solving.settings import Settings
from planner.solving.still import Resettled, Still
from planner.timeline.timeline import Timeline


class Trials:
    """What comes of changes to the facts of one plan.

    Only what a change touches is read and laid out anew, so that a trial costs the same however large the plan is.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._timeline = timeline
        self._budget = budget
        self.held = Held(timeline, plan.bookings)
        self._still = Still(problem, self.held, settings, budget)
        self._vouched = all(hereditary(rule) for rule in problem.rules if rule.goal is None)
        self._stated = {one.id: one for one in problem.activities}
        self._dated: dict[str, list[str]] = defaultdict(list)
        self._asking: dict[str, list[str]] = defaultdict(list)
        self._granting: dict[str, list[str]] = defaultdict(list)
        for task in timeline.occurrences:
            self._dated[task.activity.id].append(task.id)
            for skill in task.activity.grants or ():
                self._granting[skill].append(task.activity.id)
            for skill in {skill for need in task.needs for skill in need.skills}:
                self._asking[skill].append(task.activity.id)
        self._gathering = [task for task in timeline.occurrences if task.activity.attendees or not task.needs]
        self._always = {timeline.occurrence(name).activity.id for name in self.held.unplaced}
        needs = [need for terms in problem.defaults.values() for need in terms.needs or ()]
        self._always |= {one for need in needs for skill in need.skills for one in self._granting[skill]}

    def changed(self, proposal: Proposal, names: Collection[str]) -> Unsettled | None:
        """The facts with a proposal, around some activities; `None` if they make no sense."""
        try:
            facts = changed_by(self._part(proposal, names), proposal.changes)
        except InputError:
            return None
        timeline = self._timeline.changed(facts)
        own = {one.id for one in proposal.changes if one.what == "activities"}
        before = {name for one in own for name in self._dated[one]}
        gone = frozenset(name for name in before if timeline.find(name) is None)
        free = frozenset(name for name in names if timeline.find(name) is not None)
        renewed = frozenset(name for name in before - gone - free if self.held.placed(name))
        return Unsettled(timeline, free, renewed, gone)

    def settled(self, asked: Unsettled, *, whole: bool) -> Resettled | None:
        """The best plan under changed facts, all else held still, if there is one and time is left.

        Parameters
        ----------
        asked
            The facts.
        whole
            Whether all that is free must be fully staffed.
        """
        return None if self._budget.over else self._still.resettled(asked, asked.free if whole else ())

    def holds(self, resettled: Resettled, asked: Unsettled) -> bool:
        """Whether a plan keeps every rule under changed facts, which may leave less free."""
        return self._still.keeps(resettled, asked)

    def _part(self, proposal: Proposal, names: Collection[str]) -> Problem:
        """The problem with everybody, and those activities only whose facts a change may touch."""
        if not self._vouched:
            return self._problem
        mine = {self._timeline.occurrence(one).activity.id for one in names}
        mine |= {one.id for one in proposal.changes if one.what == "activities"}
        for one in [*mine]:
            settled = self._problem.settled(self._stated[one])
            mine |= {other for need in settled.needs or () for skill in need.skills for other in self._granting[skill]}
            mine |= {other for skill in settled.grants or () for other in self._asking[skill]}
        mine |= self._always | set(self._expecting(proposal))
        return self._problem.model_copy(update={"activities": tuple(self._stated[one] for one in sorted(mine))})

    def _expecting(self, proposal: Proposal) -> Iterator[str]:
        """What somebody new might have to attend."""
        known = self._timeline.people
        for one in proposal.changes:
            if one.what == "staff" and one.facts is not None and (one.id not in known or "roles" in one.facts):
                employed = one.facts.get("employed", {})
                first, last = employed.get("from", ""), employed.get("to", "9999")
                for task in self._gathering:
                    if any(first <= f"{day}" <= last for day in days_of(task)):
                        yield task.activity.id
