"""What was said of a plan, said anew from the facts at hand: with the reasons that they tell, and in their language.

Sentences of a plan name the absences of the problem that it was made from. Beside a problem that keeps some reasons
back, nothing of them is taken over: every sentence in which an absence could be named is made again, as it was made
first. What cannot be made again is left out. A plan in another language is told anew in the same way; what cannot be
made again then stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from functools import cached_property

from planner.checking import judge, names_of
from planner.explain.absent import absent_from
from planner.explain.left_out import LeftOut
from planner.explain.notices import notices_of
from planner.explain.sentences import Sentences
from planner.explain.shortages import shortages_of
from planner.explain.ways.needed import dates
from planner.explain.ways.recalls import Recalls
from planner.plan.booking import Booking, Missed
from planner.plan.certificate import Certificate
from planner.plan.declined import Declined
from planner.plan.diagnosis import Diagnosis
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan, Status
from planner.plan.repair import Change, Repair, changed_by
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.rules.steps import incomplete
from planner.solving.worlds.held import Held
from planner.timeline.causes import missing_text
from planner.timeline.clock import of_minute

BASIS = frozenset({"form", "own_time"})
"""What must be right of a plan before it can be explained: it fits the facts, and everything is on a day of its own."""

STEP = 15  # minutes of the time grid, where a plan does not say


def retold(problem: Problem, plan: Plan) -> Plan:
    """The plan with the sentences that it would have, had it been made from a problem as that stands.

    Bookings, numbers and proofs stay as they are.

    Parameters
    ----------
    problem
        The facts and rules as they may be told: ``problem.for_("all")``.
    plan
        A plan that was made from all of them.

    Examples
    --------
    >>> import planner
    >>> from planner.report import retold
    >>> problem = planner.Problem.model_validate({
    ...     "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
    ...     "staff": [{"id": "bo", "roles": ["guide"],
    ...                "absences": [{"from": "2020-06-23", "to": "2020-06-24", "reason": "surgery", "seen_by": "hr"}]}],
    ...     "activities": [{"kind": "appointment", "id": "visit", "on": "2020-06-23", "duration": "2h",
    ...                     "needs": {"guide": 1}}],
    ... })
    >>> plan = planner.solve(problem)
    >>> for told in (plan, retold(problem.for_("all"), plan)):
    ...     print(told.shortages[0].reasons[0].text)
    bo: surgery from 23 to 24 June
    bo: away from 23 to 24 June
    """
    return Retelling(problem, plan).plan()


def translated(problem: Problem, plan: Plan) -> Plan:
    """The plan in the language of a problem that keeps nothing back; what does not fit the facts stays as it was.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan that was made from them, or from others.
    """
    return Retelling(problem, plan, strict=False).plan()


def retold_diagnosis(problem: Problem, diagnosis: Diagnosis) -> Diagnosis:
    """The same for a diagnosis.

    Parameters
    ----------
    problem
        The facts and rules as they may be told.
    diagnosis
        A diagnosis that was made from all of them.
    """
    retelling = Retelling(problem, Plan(problem=problem.name, status=Status.FEASIBLE, held=()))
    told = {
        "infeasible_days": tuple(map(retelling.days, diagnosis.infeasible_days)),
        "missed_steps": tuple(one.model_copy(update={"reasons": ()}) for one in diagnosis.missed_steps),
    }
    return diagnosis.model_copy(update=told)


Which = tuple[str, int | None, bool, str | None]


class Retelling:
    """Tells one plan anew.

    Parameters
    ----------
    problem, plan
        The facts and rules as they may be told, and any plan.
    strict
        Whether what cannot be told anew is left out.
    """

    def __init__(self, problem: Problem, plan: Plan, *, strict: bool = True) -> None:
        names = names_of(problem)
        self._problem = problem
        self._plan = plan
        self._timeline = problem.timeline
        self._tasks = {task.id: task for task in self._timeline.occurrences}
        self._step = STEP if plan.audit is None else int(plan.audit.settings.get("step", STEP))
        self._names = names
        self._words = names.wording
        self._strict = strict
        self._sentences = Sentences(problem, names)
        self._recalls = Recalls(Held(self._timeline, plan.held or ()), names, {})

    def plan(self) -> Plan:
        """The plan, told anew."""
        plan = self._plan
        return plan.model_copy(
            update={
                "language": self._problem.language,
                "held": None if plan.held is None else tuple(map(self._booking, plan.held)),
                "shortages": tuple(map(self._shortage, plan.shortages)),
                "infeasible_days": tuple(map(self.days, plan.infeasible_days)),
                "declined": tuple(map(self._declined, plan.declined)),
                "incomplete": tuple(incomplete(self._timeline)) if plan.incomplete else (),
                "notices": notices_of(self._problem) if plan.notices else (),
            }
        )

    def days(self, days: InfeasibleDays) -> InfeasibleDays:
        """Days that no plan can serve, with their proof and the ways out."""
        proof = days.certificate
        if proof is None or not set(proof.activities) <= set(self._tasks):
            return days.model_copy(update={"certificate": None, "repairs": ()}) if self._strict else days
        without = {one: tuple(map(self._booking, held)) for one, held in proof.without.items()}
        told = {"absent": tuple(self._absent(proof)), "rules": tuple(self._rules(proof)), "without": without}
        proof = proof.model_copy(update=told)
        proof = proof.model_copy(update={"text": self._sentences.certificate(proof)})
        text = self._sentences.infeasible(days.activities, days.from_, days.to, proof.step)
        repairs = tuple(self._repairs(days.repairs))
        return days.model_copy(update={"certificate": proof, "text": text, "repairs": repairs})

    def _declined(self, declined: Declined) -> Declined:
        """What is left out, with its proof and its reason; as it was, where it does not fit the facts."""
        found = declined.model_copy(update={"proof": declined.proof and self.days(declined.proof)})
        known = {task.whole_id for task in self._tasks.values()}
        if self._left_out is None or found.occurrence not in known or not {*found.displaces} <= self._tasks.keys():
            return found
        if found.instead and self._left_out.full(found.activity) is None:  # the group is another by now
            return found
        return found.model_copy(update={"text": self._left_out.text(found)})

    @cached_property
    def _left_out(self) -> LeftOut | None:
        """Says why things are left out, if the plan fits the facts."""
        return LeftOut(self._problem, self._plan, self._timeline) if self._explicable else None

    def _rules(self, proof: Certificate) -> Iterator[Reason]:
        """The rules of a proof, as they are said by now."""
        said = {f"rules/{i}": rule.asks(self._names) for i, rule in enumerate(self._problem.ordered_rules)}
        for one in proof.rules:
            yield one.model_copy(update={"text": said.get(one.subject, one.text)})

    def _booking(self, booking: Booking) -> Booking:
        away = tuple(Missed(staff=one.staff, text=self._missing(booking, one)) for one in booking.away)
        return booking.model_copy(update={"away": away}) if away else booking

    def _missing(self, booking: Booking, missed: Missed) -> str:
        """Why somebody misses a booking; only that they are away, where it does not fit the facts."""
        person = missed.staff
        task, clock = self._tasks.get(booking.occurrence), self._timeline.clock
        start = None if booking.start is None else of_minute(booking.start)
        if task is not None and person in self._timeline.people and task.days:
            day = task.days[0] if start is None else clock.date(start)
            if day in task.days:
                return missing_text(self._timeline, task, person, day, start)
        return self._words.say("away") if self._strict else missed.text

    def _shortage(self, shortage: Shortage) -> Shortage:
        kept = () if self._strict else shortage.reasons
        return shortage.model_copy(update={"reasons": self._reasons.get(_which(shortage), kept)})

    @cached_property
    def _reasons(self) -> dict[Which, tuple[Reason, ...]]:
        """The reasons of every need that is open, every room that lacks and every step that is missed."""
        if not self._explicable:
            return {}
        found = shortages_of(self._problem, self._plan, self._timeline, self._step)
        return {_which(one): one.reasons for one in found}

    def _absent(self, proof: Certificate) -> Iterator[Reason]:
        """The reasons that a proof gives."""
        given = {(one.staff, one.fact, one.subject) for one in proof.absent}
        if not self._explicable and not self._strict:
            yield from proof.absent
        if given and self._explicable:
            for one in absent_from(proof, self._problem, self._plan, self._timeline, self._step):
                if (one.staff, one.fact, one.subject) in given:
                    yield one

    @cached_property
    def _explicable(self) -> bool:
        """Whether what the plan holds fits the facts so far that they explain it."""
        if self._plan.held is None:
            return False
        held = {one.occurrence for one in self._plan.held}
        part = self._timeline.only(tuple(task for name, task in self._tasks.items() if name in held))
        return not any(one.rule in BASIS for one in judge(self._problem, self._plan, part).violations)

    def _repairs(self, repairs: tuple[Repair, ...]) -> Iterator[Repair]:
        """The ways out, but those that say of somebody's absences what the facts at hand do not."""
        for repair in repairs:
            changes = [one for kind, one in zip(repair.kinds, repair.changes, strict=False) if kind == "recall"]
            told = (self._as_told(one, repair.text) for one in changes if one.what == "staff")
            if not self._strict or all(told):
                yield repair

    def _as_told(self, change: Change, text: str) -> bool:
        """Whether somebody is called back as a text says, by the facts at hand too."""
        who = self._timeline.people.get(change.id)
        if who is None or change.facts is None:
            return False
        days = {day for one in who.leaves for day in dates(self._timeline, one.spans)}
        for back in self._recalls.back(change.id, self._gone(change, days), ()):
            return back.changes == (change,) and back.text in text
        return False

    def _gone(self, change: Change, days: Collection[dt.date]) -> set[dt.date]:
        """The days on which somebody is away no more."""
        changed = changed_by(self._problem, (change,)).timeline.people[change.id]
        return {*days} - {day for one in changed.leaves for day in dates(self._timeline, one.spans)}


def _which(shortage: Shortage) -> Which:
    """What lacks, of which occurrence."""
    return shortage.occurrence, shortage.need, shortage.room, shortage.step
