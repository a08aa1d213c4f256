"""The draft of a model: where rules say what they require."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import CpModel, IntVar

from planner.compile.even_shares import EvenShares
from planner.compile.holding import Holding
from planner.compile.logic import Lit, Logic, Term, extreme, weighted
from planner.compile.when import When
from planner.compile.who import Who
from planner.compile.workload import Workload
from planner.plan.goals import Goal

if TYPE_CHECKING:
    from planner.rules.base import Requirement
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline

Subject = tuple[str, ...]


class Draft:
    """One model in the making.

    Rules speak to it in words: `when` about time, `who` about people, `holding` about people's time, `workload`
    about work around tasks; `require` for what must hold or is paid for, `count` for what a goal counts.

    Parameters
    ----------
    timeline
        The facts on the time line.
    step
        Minutes of the time grid.
    guarded
        Whether everything that is required can be switched off by a literal of its own, to find what conflicts.
        Guarded models are slow to solve with goals: use them for conflicts only.
    held
        Ids of the tasks that must be fully staffed. Where the facts alone forbid it, `who.whole` is `False`.
    """

    def __init__(
        self, timeline: Timeline, step: int = 15, *, guarded: bool = False, held: Collection[str] = ()
    ) -> None:
        self.timeline = timeline
        self.model = CpModel()
        self.logic = Logic(self.model)
        self.step = step
        self.when = When(self.logic, timeline)
        self.who = Who(self.logic, timeline, self.when, held)
        self.holding = Holding(self.logic, timeline, self.when, self.who)
        self.workload = Workload(self.logic, timeline)
        self.goals: dict[Goal, list[Term]] = defaultdict(list)
        self.guards: list[tuple[Requirement, Subject, IntVar]] = []
        self._switches: dict[tuple[int, Subject], IntVar] = {}
        self._guarded = guarded
        self._prices: dict[tuple[int, Subject], IntVar] = {}

    def build(self, rules: Iterable[Requirement]) -> Draft:
        """Let every rule say what it requires, in order."""
        for rule in rules:
            rule.build(self)
        return self

    @property
    def tasks(self) -> tuple[Occurrence, ...]:
        """The tasks that have a time, once `OwnTime` has said which."""
        return tuple(task for task in self.timeline.occurrences if self.when.possible(task))

    def count(self, goal: Goal, terms: Iterable[Term]) -> None:
        """Add terms to what a goal counts."""
        self.goals[goal] += terms

    def always_at_most(self, terms: Sequence[Term], limit: int) -> None:
        """A sum stays within a limit, whatever else may be switched off."""
        if extreme(terms, highest=True) > limit:
            self.model.add(weighted(terms) <= limit)

    def require(self, rule: Requirement, subject: Subject, literals: Sequence[Lit]) -> None:
        """At least one of the literals holds; if the rule has a price, or the subject pays it once."""
        price = getattr(rule, "price", None)
        if price is None:
            self.logic.clause([*literals, *self._off(rule, subject)])
            return
        key = id(rule), subject
        if key not in self._prices:
            self._prices[key] = self.logic.literal()
            self.count(Goal("prices"), [(price, self._prices[key])])
        self.logic.clause([*literals, self._prices[key]])

    def require_at_most(
        self, rule: Requirement, subject: Subject, terms: Sequence[Term], limit: int, per: int = 1
    ) -> None:
        """A sum stays within a limit; if the rule has a price, each `per` begun above it is paid for."""
        most = extreme(terms, highest=True)
        if most <= limit:
            return
        price = getattr(rule, "price", None)
        if price is not None:
            above = self.logic.number(0, -(-(most - limit) // per))
            self.model.add(weighted(terms) - per * above <= limit)
            self.count(Goal("prices"), [(price, above)])
            return
        constraint = self.model.add(weighted(terms) <= limit)
        off = self._off(rule, subject)
        if off:
            constraint.only_enforce_if([~one for one in off])

    def uneven(self, loads: Mapping[str, Sequence[Lit]], weights: Mapping[str, int], most: int) -> dict[str, IntVar]:
        """How far each person's load is from an even share of a whole of at most so much, in hundredths, rounded up."""
        return EvenShares(self.logic, loads, weights, most).distances()

    def with_only(self, places: Collection[int]) -> CpModel:
        """The model with the guarded requirements at these places, and all others switched off."""
        model = self.model.clone()
        for place, (_, _, switch) in enumerate(self.guards):
            model.add(switch == (place not in places))
        return model

    def _off(self, rule: Requirement, subject: Subject) -> list[IntVar]:
        """The switch that turns a requirement off, where the draft is guarded."""
        if not self._guarded:
            return []
        key = id(rule), subject
        if key not in self._switches:
            self._switches[key] = self.logic.literal()
            self.guards.append((rule, subject, self._switches[key]))
        return [self._switches[key]]

    def decisions(self) -> list[Lit]:
        """What a plan consists of: starts, and who is there. All else follows, but for when work is done."""
        begins = [begin for task in self.tasks if not isinstance(begin := self.when.begin(task), int)]
        return [*begins, *(one for one in self.who.chosen() if not isinstance(one, bool))]

    def taste(self) -> list[Term]:
        """What decides among equally good plans: early starts, people in the order of their ids, early work."""
        terms: list[Term] = []
        for task in self.tasks:
            begin = self.when.begin(task)
            if not isinstance(begin, int):
                terms.append((1, begin))
            for need in range(len(task.needs)):
                terms += [(n, self.who.fills(task, need, one)) for n, one in enumerate(self.who.fillers(task, need))]
        return terms + self.workload.undone()
