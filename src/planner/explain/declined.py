"""Why a plan leaves out what it may: what would have to give way, what a group chose instead, what it would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from planner.checking import judge, names_of
from planner.explain.infeasible import Tracing
from planner.explain.together import Demand, Together
from planner.plan.booking import Booking
from planner.plan.declined import Declined
from planner.plan.goals import ORDER
from planner.plan.plan import Plan, Status
from planner.plan.worse import worse_told
from planner.problem import Problem
from planner.rules.choose import Choose
from planner.rules.ledger import Ledger
from planner.solving.around import Unsettled
from planner.solving.budget import Budget
from planner.solving.held import Held
from planner.solving.settings import Settings
from planner.solving.stepping import steps_beside
from planner.solving.still import Still, neighbours
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

FEW, EXAMPLES = 4, 3
"""What would give way is told by name, if it is no more; of more, so many examples."""

HELD = {"optional": None, "required": True}
"""What changes of an optional activity that must be held."""


def worse_by(
    problem: Problem,
    timeline: Timeline,
    before: Plan,
    after: tuple[Booking, ...],
    settings: Settings,
    budget: Budget,
) -> dict[str, float]:
    """By goal, how much worse some bookings are than a plan, steps done beside them; below nothing where better."""
    steps = steps_beside(timeline, after, settings, budget) if before.steps else ()
    plan = Plan(problem=problem.name, status=Status.FEASIBLE, held=after, steps=steps)
    old = judge(problem, before.model_copy(update={"goals": ()}), timeline).goals
    new = judge(problem, plan, timeline).goals
    told: dict[str, float] = {}
    for goal in ORDER:
        if goal.level in ("steps", "moved") and not steps:  # nothing is known of them
            continue
        worse = new.get(goal.name, 0) - old.get(goal.name, 0)
        worse = -worse if goal.maximise else worse
        if worse:
            told[goal.name] = round(worse, 2)
    return told


class Declining:
    """Tells why activities are left out of one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._names = names_of(problem)
        self._together = Together(problem, timeline, settings, budget)
        self._tracing = Tracing(problem, plan, timeline, settings, budget)
        self._ledger = Ledger(timeline, plan)

    def all(self) -> Iterator[Declined]:
        """Everything that is left out, each with its reason; of shifts, the activity once.

        What is impossible by itself is looked for first: a hard search for one reason should cost no other its own.
        """
        shifts: dict[str, list[Booking]] = {}
        for booking in self._plan.bookings:
            if booking.declined:
                whole = self._timeline.occurrence(booking.occurrence).whole_id
                shifts.setdefault(whole, []).append(booking)
        hopeless = {whole for whole, bookings in shifts.items() if any(map(self._alone, bookings))}
        first = sorted(shifts, key=lambda whole: whole not in hopeless)
        told = {whole: self._declined(whole, shifts[whole]) for whole in first}
        yield from (told[whole] for whole in shifts)

    def _alone(self, booking: Booking) -> bool:
        """Whether an activity cannot be held as asked, whatever else is."""
        return self._together.impossible((Demand(self._timeline.occurrence(booking.occurrence)),))

    def _declined(self, whole: str, bookings: list[Booking]) -> Declined:
        named = {"activity": bookings[0].activity, "occurrence": whole}
        say, tasks = self._names.wording.say, [self._timeline.occurrence(one.occurrence) for one in bookings]
        full = self._full(bookings[0])
        if full is not None and not self._together.impossible(tuple(map(Demand, tasks))):
            instead = tuple(sorted({entry.task.whole_id for entry in full.chosen(self._ledger)}))
            text = full.asks(self._names)
            if instead:
                chosen = self._names.tasks(instead)
                text = say("chosen instead: {activities} ({rule})", activities=chosen, rule=text)
            return Declined(**named, instead=instead, text=text)
        proof = next(chain.from_iterable(self._tracing.behind(one.id, set(), first_only=True) for one in tasks), None)
        if proof is not None:
            own = {task.id for task in tasks}
            others = tuple(one for one in proof.activities if one not in own)
            if not others:
                return Declined(**named, proof=proof, text=proof.text)
            return Declined(**named, displaces=others, proof=proof, text=self._displacing(bookings[0], others))
        costs = self._costs(tasks)
        if costs:
            words = self._names.wording
            text = say("it would cost: {costs}", costs=words.listed(worse_told(costs, words)))
            return Declined(**named, costs=costs, text=text)
        if tasks[0].worth == 0:
            return Declined(**named, text=say("nothing is gained by it"))
        return Declined(**named, text=say("no reason was found in the time there was"))

    def _displacing(self, booking: Booking, others: Sequence[str]) -> str:
        """What would have to give way; of many some, and the group of which no fewer may be held."""
        words, told = self._names.wording, list(map(self._names.task, others))
        if len(others) == 1:
            text = words.say("it would take the place of {activities}", activities=told[0])
        elif len(others) <= FEW:
            text = words.say("it would take the place of one of {activities}", activities=words.listed(told))
        else:
            some = {"count": len(others), "some": words.listed(told[:EXAMPLES])}
            text = words.say("it would take the place of one of {count} activities, for example {some}", **some)
        rule = self._bare(booking, others)
        return text if rule is None else words.say("{told} ({rule})", told=text, rule=rule.asks(self._names))

    def _full(self, booking: Booking) -> Choose | None:
        """The group of which no more may be held."""
        groups = (rule for rule in self._problem.ordered_rules if isinstance(rule, Choose))
        return next((one for one in groups if booking.activity in one.of and one.full(self._ledger)), None)

    def _bare(self, booking: Booking, displaced: Iterable[str]) -> Choose | None:
        """The group of which no fewer may be held, if it is what keeps others in their place."""
        others = {self._timeline.occurrence(one).activity.id for one in displaced}
        groups = [
            one for one in self._problem.ordered_rules if isinstance(one, Choose) and booking.activity not in one.of
        ]
        return next((one for one in groups if others <= {*one.of} and one.bare(self._ledger)), None)

    def _costs(self, tasks: list[Occurrence]) -> dict[str, float]:
        """What the plan would cost with it, the rest held still as far as can be; only what is worse."""
        part = self._timeline
        for task in tasks:
            part = part.with_task(replace(task, activity=task.activity.model_copy(update=HELD)))
        names = {task.id for task in tasks}
        still = Still(self._problem, Held(self._timeline, self._plan.bookings), self._settings, self._budget)
        for others in ((), neighbours(self._timeline, names)):
            if self._budget.over:
                break
            free = frozenset({*names, *others})
            found = still.resettled(Unsettled(part, free))
            if found is not None and found.proved and still.keeps(found, Unsettled(self._timeline, free)):
                costs = worse_by(
                    self._problem, self._timeline, self._plan, found.bookings, self._settings, self._budget
                )
                return {goal: amount for goal, amount in costs.items() if amount > 0}
        return {}


def declined_of(
    problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget
) -> tuple[Declined, ...]:
    """What a plan leaves out because it may, each with its reason.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """
    return tuple(Declining(problem, plan, timeline, settings, budget).all())
