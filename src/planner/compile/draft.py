"""The draft of a model: where rules say what they require."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ortools.sat.python.cp_model import CpModel, IntVar

from planner.compile.duties import Duties
from planner.compile.even_shares import EvenShares
from planner.compile.haste import hasten
from planner.compile.holding import Holding
from planner.compile.idling import Idling
from planner.compile.journeys import Journeys
from planner.compile.logic import Lit, Logic, Term, extreme, weighted
from planner.compile.order import Order
from planner.compile.rooms import Rooms
from planner.compile.standing_by import StandingBy
from planner.compile.when import When
from planner.compile.who import Who
from planner.compile.workload import Workload
from planner.plan.goals import Goal

if TYPE_CHECKING:
    from planner.rules.base import Requirement
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline

Subject = tuple[str, ...]


class Paid(NamedTuple):
    """Where breaking a rule is counted, and how much it counts a time."""

    goal: Goal
    price: int


def _paid(rule: Requirement) -> Paid | None:
    """What breaking a rule costs; `None` if it must hold."""
    price: int | None = getattr(rule, "price", None)
    if price is None:
        return rule.goal and Paid(rule.goal, 1)
    return Paid(Goal("prices"), price)


class Draft:
    """One model in the making.

    Rules speak to it in words: `when` about time, `who` about people, `rooms` about rooms, `holding` about people's
    time, `idling` about gaps in it, `journeys` about the ways between tasks, `standing_by` about who is free for a
    task, `workload` about work around tasks, `duties` about what one person does on one day, `order` about one task
    after another; `require` for what must hold or is paid for, `count` for what a goal counts.

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
        self.rooms = Rooms(self.logic, timeline, self.when)
        self.who = Who(self.logic, timeline, self.when, self.rooms, held)
        self.holding = Holding(self.logic, timeline, self.when, self.who)
        self.journeys = Journeys(self.logic, timeline, self.when, self.holding)
        self.standing_by = StandingBy(self.logic, timeline, self.when, self.who, self.holding, self.journeys)
        self.idling = Idling(self.logic, timeline, self.when, self.who, self.holding)
        self.workload = Workload(self.logic, timeline)
        self.duties = Duties(self.logic, self.workload)
        self.order = Order(self)
        self.goals: dict[Goal, list[Term]] = defaultdict(list)
        self.hastened: set[Goal] = set()
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
        paid = _paid(rule)
        if paid is None:
            self.logic.clause([*literals, *self._off(rule, subject)])
            return
        key = id(rule), subject
        if key not in self._prices:
            self._prices[key] = self.logic.literal()
            self.count(paid.goal, [(paid.price, self._prices[key])])
        self.logic.clause([*literals, self._prices[key]])

    def require_at_most(
        self,
        rule: Requirement,
        subject: Subject,
        terms: Sequence[Term],
        limit: int,
        per: int = 1,
        given: Iterable[Lit] = (),
    ) -> None:
        """A sum stays within a limit; if the rule has a price, each `per` begun above it is paid for.

        What must hold need not where some literal that it is given does not.
        """
        most = extreme(terms, highest=True)
        if most <= limit:
            return
        paid = _paid(rule)
        if paid is not None:
            above = self.logic.number(0, -(-(most - limit) // per))
            self.model.add(weighted(terms) - per * above <= limit)
            self.count(paid.goal, [(paid.price, above)])
            return
        constraint = self.model.add(weighted(terms) <= limit)
        if_all = [*(~one for one in self._off(rule, subject)), *(one for one in given if not isinstance(one, bool))]
        if if_all:
            constraint.only_enforce_if(if_all)

    def pay(self, rule: Requirement, times: IntVar | int) -> None:
        """A rule with a price is paid for so many times."""
        if not isinstance(times, int):
            self.count(Goal("prices"), [(getattr(rule, "price", 0), times)])

    def largest(self, sums: Sequence[Sequence[Term]]) -> IntVar:
        """A number that is no smaller than any of some sums."""
        least, most = (max(extreme(one, highest=highest) for one in sums) for highest in (False, True))
        number = self.logic.number(least, most)
        for one in sums:
            self.model.add(weighted(one) <= number)
        return number

    def hasten(self, goal: Goal, tasks: Iterable[Occurrence], last: IntVar | None = None) -> None:
        """A goal wants tasks to be over early, all of them at some minute: say what helps to find and prove that.

        Where requirements can be switched off nothing is said, since it follows from them.
        """
        if not self._guarded and hasten(self, tasks, last):
            self.hastened.add(goal)

    def away_from(self, terms: Sequence[Term], target: int, per: int = 1) -> IntVar:
        """How far a sum is from a target, in so many begun: at least as far, and no farther where that is paid for."""
        most = max(extreme(terms, highest=True) - target, target - extreme(terms, highest=False), 0)
        away = self.logic.number(0, -(-most // per))
        self.model.add(weighted([*terms, (-per, away)]) <= target)
        self.model.add(weighted([*terms, (per, away)]) >= target)
        return away

    def uneven(
        self, loads: Mapping[str, Sequence[Lit]], weights: Mapping[str, int], most: int, owed: Mapping[str, int]
    ) -> dict[str, IntVar]:
        """How far each person's load is from an even share of a whole of at most so much, in hundredths, rounded up.

        What somebody owes besides, in hundredths, is added to their share.
        """
        return EvenShares(self.logic, loads, weights, most, owed).distances()

    def whole_or_not_at_all(self) -> CpModel:
        """The model without half-staffed tasks, which has the same best value and half the choices.

        Whoever is at a half-staffed task can be taken off it: no rule that is kept is broken by that, and no value
        is lost.
        """
        twins = list(self.who.twins())  # asking may make new literals: clone only then
        model = self.model.clone()
        for one, other in twins:
            model.add(weighted([(1, one), (-1, other)]) == 0)
        return model

    def with_only(self, places: Collection[int]) -> CpModel:
        """The model with the guarded requirements at these places, and all others switched off."""
        model = self.model.clone()
        for place, (_, _, switch) in enumerate(self.guards):
            model.add(switch == (place not in places))
        return model

    def assuming(self, places: Collection[int]) -> tuple[CpModel, dict[int, int]]:
        """The model with the guarded requirements at these places assumed; each place by its assumption's index."""
        model = self.model.clone()
        kept = {place: ~self.guards[place][2] for place in places}
        model.add_assumptions(kept.values())
        return model, {literal.index: place for place, literal in kept.items()}

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
        """What a plan consists of: what is held, when, who is there, in which room.

        All else follows, but for when work is done.
        """
        begins = [begin for task in self.tasks if not isinstance(begin := self.when.begin(task), int)]
        held = [self.when.held(task) for task in self.tasks]
        chosen = [*held, *self.who.chosen(), *self.rooms.chosen(), *self.standing_by.chosen()]
        return [*begins, *(one for one in chosen if not isinstance(one, bool))]

    def taste(self) -> list[Term]:
        """What decides among equally good plans: early starts, small rooms, people by their ids, early work."""
        terms: list[Term] = []
        for task in self.tasks:
            begin = self.when.begin(task)
            if not isinstance(begin, int):
                terms.append((1, begin))
            terms += [(n, self.rooms.takes(task, room)) for n, room in enumerate(task.rooms)]
            for need in range(len(task.needs)):
                terms += [(n, self.who.fills(task, need, one)) for n, one in enumerate(self.who.fillers(task, need))]
                stands = self.standing_by.stands
                terms += [(n, stands(task, need, one)) for n, one in enumerate(self.standing_by.able(task, need))]
            terms += [(1, self.who.attends(task, one)) for one in task.joiners]
        return [*terms, *self.workload.undone(), *self.duties.taste()]
