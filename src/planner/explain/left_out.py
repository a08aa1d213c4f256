"""Why something is left out, as a person reads it: said from what was found, so that it can be said anew."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checking import names_of
from planner.plan.declined import Declined
from planner.plan.plan import Plan
from planner.plan.worse import worse_told
from planner.problem import Problem
from planner.rules.choose import Choose
from planner.rules.ledger import Ledger
from planner.timeline.timeline import Timeline

FEW, EXAMPLES = 4, 3
"""What would give way is told by name, if it is no more; of more, so many examples."""


class LeftOut:
    """Says why activities are left out of one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline) -> None:
        self._timeline = timeline
        self._names = names_of(problem)
        self._ledger = Ledger(timeline, plan)
        self._groups = [rule for rule in problem.ordered_rules if isinstance(rule, Choose)]
        self._worth = {task.whole_id: task.worth for task in timeline.occurrences}

    def text(self, found: Declined) -> str:
        """The reason in words.

        Parameters
        ----------
        found
            What was found out about it; what it says so far is not looked at.
        """
        words = self._names.wording
        if found.proof is not None:
            return self._displacing(found) if found.displaces else found.proof.text
        if found.costs:
            return words.say("it would cost: {costs}", costs=words.listed(worse_told(found.costs, words)))
        full = self.full(found.activity)
        if full is not None:
            asks, chosen = full.asks(self._names), self._names.tasks(found.instead)
            return words.say("chosen instead: {activities} ({rule})", activities=chosen, rule=asks) if chosen else asks
        if self._worth[found.occurrence] == 0:
            return words.say("nothing is gained by it")
        return words.say("no reason was found in the time there was")

    def full(self, activity: str) -> Choose | None:
        """The group of which no more may be held."""
        return next((one for one in self._groups if activity in one.of and one.full(self._ledger)), None)

    def chosen(self, group: Choose) -> tuple[str, ...]:
        """What is held of a group."""
        return tuple(sorted({entry.task.whole_id for entry in group.chosen(self._ledger)}))

    def _displacing(self, found: Declined) -> str:
        """What would have to give way; of many some, and the group of which no fewer may be held."""
        words, told = self._names.wording, list(map(self._names.task, found.displaces))
        if len(told) == 1:
            text = words.say("it would take the place of {activities}", activities=told[0])
        elif len(told) <= FEW:
            text = words.say("it would take the place of one of {activities}", activities=words.listed(told))
        else:
            some = {"count": len(told), "some": words.listed(told[:EXAMPLES])}
            text = words.say("it would take the place of one of {count} activities, for example {some}", **some)
        rule = self._bare(found.activity, found.displaces)
        return text if rule is None else words.say("{told} ({rule})", told=text, rule=rule.asks(self._names))

    def _bare(self, activity: str, displaced: Iterable[str]) -> Choose | None:
        """The group of which no fewer may be held, if it is what keeps others in their place."""
        others = {self._timeline.occurrence(one).activity.id for one in displaced}
        groups = (one for one in self._groups if activity not in one.of)
        return next((one for one in groups if others <= {*one.of} and one.bare(self._ledger)), None)
