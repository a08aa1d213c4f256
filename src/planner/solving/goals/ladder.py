"""The ordered goals, one after the other: none spoils an earlier one.

Each goal is sought among the plans that are as good on all goals before it. A goal already at a bound that no plan
could pass is not sought. (Preemptive goal programming: Ignizio, *Goal Programming and Extensions*, 1976.)
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planner.compile.draft import Draft
from planner.compile.logic import Term, extreme, weighted
from planner.plan.goals import ORDER, Goal, Reached
from planner.solving.budget import Budget
from planner.solving.goals.ahead import ahead
from planner.solving.goals.grouping import in_groups, values_of, whole_bound
from planner.solving.settings import Progress, Settings
from planner.solving.solvers.cpsat import SMALL, Watch
from planner.solving.solvers.outcome import Answer, Outcome, value_of
from planner.solving.solvers.search import raced, run
from planner.solving.telling import Start
from planner.solving.telling import told as decisions_in

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

logger = logging.getLogger(__name__)

SHARE = 0.7  # of what is left, for each goal: the first matter most
LAST_SHARE = 0.9  # for the last goal: after it only one of equals is chosen
FIRST_SHARE = 0.2
OUTRIGHT_SHARE = 0.05
AT_LEAST = 1.0  # for a first plan, which takes far less
OUTRIGHT_IN_A_HURRY = 0.3
CANONICAL_SHARE = 0.2
LARGE = 5000  # variables: a search may take long to find any plan
SECOND_OPINION = 1


class Climbed(NamedTuple):
    """How far the search came: the values of all variables, what each goal reached, whether all of it is proved.

    `settled` says whether the choice among equals is proved to be the best one, too.
    """

    answer: Answer
    values: Sequence[int] = ()
    reached: tuple[Reached, ...] = ()
    settled: bool = False


class Ladder:
    """The goals of one draft, climbed in order.

    Parameters
    ----------
    draft
        The draft, every rule built.
    settings, budget
        The limits, and what is left of them.
    hereditary
        Whether a plan that keeps all rules still does when people are taken off tasks.
    taste
        What is as small as can be among equals, if not the draft's own taste; if there is nothing, any of them will do.
    told
        Whether somebody is told that there is no plan: it is proved twice then.
    start
        A plan to begin with, if there is one.
    """

    def __init__(
        self,
        draft: Draft,
        settings: Settings,
        budget: Budget,
        *,
        hereditary: bool = False,
        taste: Sequence[Term] | None = None,
        told: bool = True,
        start: Start | None = None,
    ) -> None:
        self._draft = draft
        self._draft.logic.literal()  # where nothing is to be chosen, a plan has a value all the same
        self._draft.decisions()  # asked for now, all of them have a value in every plan that is found
        self._settings = settings
        self._budget = budget
        self._hereditary = hereditary
        self._taste = taste
        self._told = told
        self._start = start
        self._known = {one.name: one.bound for one in start.goals} if start else {}
        self._hurried = taste is not None and not taste
        self._goals = [goal for goal in ORDER if goal in draft.goals]
        self._values: Sequence[int] = ()

    def climb(self) -> Climbed:
        """Seek every goal in order, then choose one plan among equals."""
        self._begin()
        bounds: dict[Goal, int] = {}
        for goals in self._together():
            if len(goals) > 1 and not all(map(self._settled, goals)) and self._seek_at_once(goals):
                bounds |= {goal: self._value(goal) for goal in goals}
                for goal in goals:
                    self._hold(goal)
                continue
            for goal in goals:
                bounds[goal] = self._limit(goal)
                if not self._settled(goal) and not (self._hurried and self._open(bounds)):
                    outcome = self._seek(goal)
                    if not self._values:
                        return self._no_plan(outcome)
                    bounds[goal] = self._tighter(goal, outcome)
                self._hold(goal)
        if not self._values:  # there was nothing to seek: all plans are equals
            outcome = self._among_equals(SHARE)
            if not outcome.values:
                return self._no_plan(outcome)
            self._values = outcome.values
            reached = tuple(self._reached(goal, bounds[goal]) for goal in self._goals)
            return Climbed(Answer.OPTIMAL, self._values, reached, outcome.answer is Answer.OPTIMAL)
        reached = tuple(self._reached(goal, bounds[goal]) for goal in self._goals)
        if not all(one.proved for one in reached):
            return Climbed(Answer.FEASIBLE, self._values, reached)
        if self._hurried:
            return Climbed(Answer.OPTIMAL, self._values, reached)
        outcome = self._among_equals(CANONICAL_SHARE)
        settled = outcome.answer is Answer.OPTIMAL
        return Climbed(Answer.OPTIMAL, outcome.values if settled else self._values, reached, settled)

    def _together(self) -> list[list[Goal]]:
        """The goals in order; in a small model that nobody watches, those next to each other whose values are few."""
        if self._settings.progress is not None or len(self._draft.model.proto.variables) >= SMALL:
            return [[goal] for goal in self._goals]
        return in_groups(self._draft, self._goals)

    def _open(self, bounds: Mapping[Goal, int]) -> bool:
        """Whether something might still be gained on a goal that was sought."""
        return bool(self._values) and any(self._value(goal) != bound for goal, bound in list(bounds.items())[:-1])

    def _seek_at_once(self, goals: Sequence[Goal]) -> bool:
        """Seek several goals in one search, each worth more than all that come after it; whether it came to its end."""
        terms: list[Term] = []
        worth = 1
        for goal in reversed(goals):
            step = math.gcd(*(factor for factor, _ in self._draft.goals[goal])) or 1
            sign = -1 if goal.maximise else 1
            terms += [(sign * worth * (factor // step), one) for factor, one in self._draft.goals[goal]]
            worth *= values_of(self._draft, goal)
        model = self._draft.model.clone()
        model.minimize(weighted(terms))
        outcome = self._run(model, None)
        if outcome.values:
            self._values = outcome.values
        return outcome.answer is Answer.OPTIMAL

    def _settled(self, goal: Goal) -> bool:
        """Whether there is nothing to gain, or no time left to seek it."""
        if not self._values:
            return values_of(self._draft, goal) == 1
        return self._budget.over or self._value(goal) == self._limit(goal)

    def _seek(self, goal: Goal) -> Outcome:
        large = len(self._draft.model.proto.variables) >= SMALL
        if goal.level == "value" and large and not raced(self._draft.model, self._settings):
            outcome = self._outright(goal)
            if outcome.values:
                self._values = outcome.values
                return outcome
        outcome = ahead(self._draft, goal, self._values, self._settings, self._budget, self._watch(goal))
        self._values = outcome.values or self._values
        if outcome.final:
            return outcome
        if math.isfinite(outcome.bound):
            self._known[goal.name] = goal.shown(self._tighter(goal, outcome))
        model = (
            self._draft.whole_or_not_at_all()
            if goal.level == "value" and self._hereditary
            else self._draft.model.clone()
        )
        expression = weighted(self._draft.goals[goal])
        (model.maximize if goal.maximise else model.minimize)(expression)
        outcome = self._run(model, goal)
        if outcome.values:
            self._values = outcome.values
        if outcome.answer is Answer.FEASIBLE:
            self._settle()
        logger.debug("%s: %s", goal.name, outcome.answer.value)
        return outcome

    def _outright(self, goal: Goal) -> Outcome:
        """A plan that reaches what no plan could pass, if there is one: found sooner if nothing less will do."""
        model = self._draft.model.clone()
        limit = self._limit(goal)
        model.add(weighted(self._draft.goals[goal]) == limit)
        outcome = run(
            model, self._settings, self._budget, share=OUTRIGHT_IN_A_HURRY if self._hurried else OUTRIGHT_SHARE
        )
        return Outcome(outcome.answer, outcome.values, limit)

    def _begin(self) -> None:
        """A first plan at once: the one that is known, or, where a search may take long, nobody but who is pinned."""
        if self._start:
            fixed = list(decisions_in(self._draft, self._start.bookings))
        elif self._hereditary and (self._hurried or len(self._draft.model.proto.variables) >= LARGE):
            fixed = [(one, 0) for one in self._draft.who.unpinned()]
        else:
            return
        model = self._draft.model.clone()
        for one, value in fixed:
            if not isinstance(one, bool):
                model.add(one == value)
        least = AT_LEAST if self._hurried else 0.0
        self._values = run(model, self._settings, self._budget, share=FIRST_SHARE, least=least, alone=True).values

    def _settle(self) -> None:
        """Count what the decisions really cost: a search that is cut short leaves loose what later goals count."""
        decisions = self._draft.decisions()
        model = self._draft.model.clone()
        for one in decisions:
            model.add(weighted([(1, one)]) == value_of(one, self._values))
        counted = [term for goal in self._goals if not goal.maximise for term in self._draft.goals[goal]]
        missed = self._draft.goals.get(Goal("steps"), [])  # better late in turn than never
        counted += [(factor * max(one for one, _ in counted), one) for factor, one in missed]
        model.minimize(weighted(counted))
        outcome = run(model, self._settings, self._budget, share=SHARE, alone=True)
        if outcome.values:
            self._values = outcome.values

    def _run(self, model: CpModel, goal: Goal | None) -> Outcome:
        """Search from the best plan so far on."""
        hint = model.proto.solution_hint
        hint.vars.extend(range(len(self._values)))
        hint.values.extend(self._values)
        share = LAST_SHARE if [goal] == self._goals[-1:] else SHARE
        return run(model, self._settings, self._budget, share=share, watch=goal and self._watch(goal))

    def _watch(self, goal: Goal) -> Watch | None:
        progress = self._settings.progress
        if progress is None:
            return None

        known, limit = self._value(goal) if self._values else None, self._limit(goal)
        better = min if goal.maximise else max

        def watch(value: float | None, bound: float) -> bool:
            best = known if value is None else round(value)
            shown = None if best is None else goal.shown(best)
            tight = goal.shown(better(limit, whole_bound(goal, bound))) if math.isfinite(bound) else None
            return progress(Progress(goal.name, shown, tight, self._budget.seconds)) is True

        return watch

    def _no_plan(self, outcome: Outcome) -> Climbed:
        """Impossible only if a second search with another seed says so too."""
        if outcome.answer is Answer.IMPOSSIBLE and self._told:
            second = run(self._draft.model, self._settings, self._budget, seed=SECOND_OPINION)
            return Climbed(Answer.IMPOSSIBLE if second.answer is Answer.IMPOSSIBLE else Answer.UNKNOWN)
        return Climbed(Answer.UNKNOWN)

    def _hold(self, goal: Goal) -> None:
        """From here on no plan may be worse on this goal than the one found."""
        if self._values and not all(isinstance(one, bool) for _, one in self._draft.goals[goal]):
            expression = weighted(self._draft.goals[goal])
            value = self._value(goal)
            self._draft.model.add(expression >= value if goal.maximise else expression <= value)

    def _value(self, goal: Goal) -> int:
        """What the best plan so far reaches."""
        return sum(factor * value_of(one, self._values) for factor, one in self._draft.goals[goal])

    def _limit(self, goal: Goal) -> int:
        """What no plan could pass, by the domains of the variables alone, or since it is known."""
        limit = extreme(self._draft.goals[goal], highest=goal.maximise)
        if goal.name not in self._known:
            return limit
        known = goal.counted(self._known[goal.name])
        return min(limit, known) if goal.maximise else max(limit, known)

    def _tighter(self, goal: Goal, outcome: Outcome) -> int:
        """The better of the search's bound and the one that needs no search."""
        if not math.isfinite(outcome.bound):
            return self._limit(goal)
        bound = whole_bound(goal, outcome.bound)
        return min(bound, self._limit(goal)) if goal.maximise else max(bound, self._limit(goal))

    def _reached(self, goal: Goal, bound: int) -> Reached:
        value = self._value(goal)
        return Reached(name=goal.name, value=goal.shown(value), bound=goal.shown(bound), proved=value == bound)

    def _among_equals(self, share: float) -> Outcome:
        """Among equally good plans take the earliest starts, the first people by id, work as early as can be.

        One search, one worker, no hint: what it finds depends on the facts and the goals' values alone, not on how
        the goals were reached.
        """
        self._draft.model.minimize(weighted(self._draft.taste() if self._taste is None else self._taste))
        return run(self._draft.model, self._settings, self._budget, share=share, alone=True)
