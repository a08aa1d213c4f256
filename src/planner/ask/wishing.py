"""Why a wish is not kept: the facts against it, or what keeping it would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.ask.moves import changes_told, moves_between
from planner.ask.objecting import Objections
from planner.ask.wish import Wish
from planner.checking import judge, names_of
from planner.explain.declined import worse_by
from planner.explain.together import Demand, Together
from planner.plan.answers import Answer
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.plan.shortage import Reason
from planner.plan.verdict import Verdict
from planner.plan.worse import worse_told
from planner.problem import Problem
from planner.rules.choose import Choose
from planner.rules.registry import hereditary
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held
from planner.solving.worlds.resettled import Resettled
from planner.solving.worlds.still import Still, neighbours
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Wishing:
    """Answers wishes about one plan.

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
        self._words = self._names.wording
        self._objections = Objections(problem, plan, timeline, settings.step)

    def answer(self, wish: Wish) -> Answer:
        """The facts against a wish, if it cannot be kept whatever the plan; else what it would cost."""
        before = next((one for one in self._plan.bookings if one.occurrence == wish.task.id), None)
        if before is not None and wish.kept(before):
            return Answer(possible=True, text=self._words.say("It is so already: {what}", what=self._held(before)))
        against = self._objections.of_facts(wish)
        if against:
            return self._refused(self._words.say("Not possible"), against)
        roles = self._roles(wish)
        task = wish.pinned(roles)
        together = Together(self._problem, self._timeline.with_task(task), self._settings, self._budget)
        heads = None if before is None or before.complete or not wish.staff else self._heads(task, roles)
        if together.impossible((Demand(task, heads),)):
            told = self._words.say(
                "{activity} cannot be held so, whatever the plan", activity=self._names.task(task.id)
            )
            reasons = (Reason(staff=None, fact="conflict", text=told),)
            text = self._lines(told, self._objections.never(task, together))
            return Answer(possible=False, reasons=reasons, text=text)
        return self._priced(task, wish, before)

    def _refused(self, told: str, against: tuple[Reason, ...]) -> Answer:
        return Answer(possible=False, reasons=against, text=self._lines(told, self._objections.told(against)))

    def _lines(self, told: str, reasons: Iterable[str]) -> str:
        """What is told, with its reasons: in one line if there is one."""
        lines = [one for one in reasons if one != told]
        if len(lines) < 2:
            return self._words.about(told, lines[0]) if lines else told
        return "\n".join([self._words.about(told, "").rstrip(), *lines])

    def _held(self, booking: Booking) -> str:
        """An activity, when it is held, and with whom."""
        told = {
            "activity": self._names.task(booking.occurrence),
            "people": self._words.listed(map(self._names.person, booking.people)),
        }
        if booking.start is None:
            return told["activity"]
        told["activity"] = self._names.task(booking.occurrence, booking.start.date())
        told |= {"day": self._words.day(booking.start.date()), "time": self._words.clock(booking.start)}
        return self._words.say("{activity} on {day} at {time} with {people}", **told)

    def _roles(self, wish: Wish) -> dict[str, tuple[str, ...]]:
        """By role, who is wished for: each in the first need that still has room."""
        room = [need.count for need in wish.task.needs]
        roles: dict[str, tuple[str, ...]] = {}
        for person in wish.staff:
            held = self._timeline.people[person].staff.roles
            for i, need in enumerate(wish.task.needs):
                if need.role in held and room[i]:
                    room[i] -= 1
                    roles[need.role] = (*roles.get(need.role, ()), person)
                    break
        return roles

    @staticmethod
    def _heads(task: Occurrence, roles: dict[str, tuple[str, ...]]) -> tuple[int, ...]:
        """How many heads of each need are wished for."""
        left, heads = {role: len(people) for role, people in roles.items()}, []
        for need in task.needs:
            heads.append(min(need.count, left.get(need.role, 0)))
            left[need.role] = left.get(need.role, 0) - heads[-1]
        return tuple(heads)

    def _priced(self, task: Occurrence, wish: Wish, before: Booking | None) -> Answer:
        """What keeping the wish would cost, the rest held still as far as can be."""
        short = {} if before is None or not wish.staff else {i: need.missing for i, need in enumerate(before.needs)}
        best = self._best(self._problem, task, short)
        if best is None:
            title = self._names.task(task.id)
            told = self._words.say("{activity} cannot be held so beside what else is held", activity=title)
            against = (*self._objections.of_plan(wish), *self._ruled_out(task, short))
            return self._refused(told, against or (Reason(staff=None, fact="conflict", text=told),))
        costs = self._costs(best)
        moves = tuple(one for one in moves_between(self._plan.bookings, best.bookings) if one.occurrence != task.id)
        parts = [
            *self._lacking(task, best),
            *worse_told(costs, self._words),
            *filter(None, [changes_told(moves, self._names)]),
        ]
        text = self._words.say("Possible, and it costs nothing")
        if parts:
            text = self._words.say("Possible: {what}", what=self._words.joined(parts))
        return Answer(possible=True, costs=costs, moves=moves, text=text)

    def _best(self, problem: Problem, task: Occurrence, short: dict[int, int]) -> Resettled | None:
        """The plan with the wish kept: nothing else moves, or else what is near and what is chosen from beside it."""
        near = (*neighbours(self._timeline, (task.id,)), *self._chosen_beside(task))
        return self._resettled(problem, task, (), short) or self._resettled(problem, task, near, short)

    def _chosen_beside(self, task: Occurrence) -> Iterator[str]:
        """What a group may hold instead of an activity."""
        groups = [{*rule.of} for rule in self._problem.rules if isinstance(rule, Choose)]
        fellows = {one for group in groups if task.activity.id in group for one in group}
        yield from (one.id for one in self._timeline.occurrences if one.activity.id in fellows and one.id != task.id)

    def _ruled_out(self, task: Occurrence, short: dict[int, int]) -> Iterator[Reason]:
        """The rules that no proof may rest on, without which the wish could be kept."""
        for i, rule in enumerate(self._problem.ordered_rules):
            if rule.goal is None and not hereditary(rule):
                rest = tuple(one for one in self._problem.rules if one is not rule)
                if self._best(self._problem.model_copy(update={"rules": rest}), task, short) is not None:
                    yield Reason(staff=None, fact="rule", text=rule.asks(self._names), subject=f"rules/{i}")

    def _resettled(
        self, problem: Problem, task: Occurrence, others: tuple[str, ...], short: dict[int, int]
    ) -> Resettled | None:
        """The plan with the wish kept; `None` if it would not be staffed, or lack others than some needs do."""
        part = self._timeline.with_task(task)
        still = Still(problem, Held(self._timeline, self._plan.bookings), self._settings, self._budget)
        found = still.resettled(Unsettled(part, frozenset({task.id, *others})))
        if found is None:
            return None
        booking = _booking(task, found)
        more = any(need.missing > short.get(i, 0) for i, need in enumerate(booking.needs))
        return None if more or not (booking.complete or short) else found

    def _lacking(self, task: Occurrence, best: Resettled) -> Iterator[str]:
        """Whom the activity lacks as before."""
        roles: dict[str, int] = {}
        for need in _booking(task, best).needs:
            roles[need.role] = roles.get(need.role, 0) + need.missing
        lacks = self._words.listed(f"{many} × {role}" for role, many in roles.items() if many)
        if lacks:
            yield self._words.say("{activity} still lacks {heads}", activity=self._names.task(task.id), heads=lacks)

    def _costs(self, best: Resettled) -> dict[str, float]:
        """By goal, how much worse a plan is than the one there is."""
        same = {one.occurrence: one for one in self._plan.bookings}
        still = (same.get(one.occurrence, one) if one.occurrence not in best.changed else one for one in best.bookings)
        after = tuple(still)  # work that could stay where it was, costs nothing
        if any(one.rule != "shortages" for one in self._judged(after).violations):
            after = best.bookings
        return worse_by(self._problem, self._timeline, self._plan, after, self._settings, self._budget)

    def _judged(self, bookings: tuple[Booking, ...]) -> Verdict:
        plan = Plan(problem=self._problem.name, status=Status.FEASIBLE, held=bookings)
        return judge(self._problem, plan, self._timeline)


def _booking(task: Occurrence, found: Resettled) -> Booking:
    return next(one for one in found.bookings if one.occurrence == task.id)
