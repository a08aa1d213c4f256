"""The public calls: solve, then check, then explain, in that order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from planner.checking import claimed, judge, weighed
from planner.compile.draft import Draft
from planner.errors import BugError
from planner.explain.conflict import conflict
from planner.explain.declined import declined_of
from planner.explain.infeasible import infeasible_days
from planner.explain.notices import notices_of
from planner.explain.sessions import missed_sessions
from planner.explain.shortages import shortages_of
from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Audit, Plan, Status
from planner.plan.step import PlanStep
from planner.plan.verdict import Verdict
from planner.problem import Problem
from planner.rules.journeys import journeys_of
from planner.rules.ledger import Ledger
from planner.rules.registry import hereditary
from planner.rules.steps import incomplete
from planner.solving.budget import Budget, heeding_interrupts
from planner.solving.goals.ladder import Climbed, Ladder
from planner.solving.laying import laying_of
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

FOR_SHORTAGES = 0.5  # of that: why nobody comes is told first, the rest is for proofs
FOR_REASONS = 0.1  # of the time or work: what the search leaves for proving and explaining
EACH_HEAD = 0.00012  # seconds at least that it leaves for each head: to read the plan, to judge and to explain it

STATUS = {
    Answer.OPTIMAL: Status.OPTIMAL,
    Answer.FEASIBLE: Status.FEASIBLE,
    Answer.IMPOSSIBLE: Status.IMPOSSIBLE,
    Answer.UNKNOWN: Status.STOPPED,
}


def solve(problem: Problem, *, settings: Settings | None = None) -> Plan:
    """Find the best plan, and say how sure that is.

    Parameters
    ----------
    problem
        The facts and rules.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.

    Returns
    -------
    Plan
        *optimal*, *feasible*, *impossible* (with the conflict) or *stopped*. What a plan leaves open it lists with
        reasons, and the days that no plan could serve as proved. No plan leaves this function that the checker,
        which shares no code with the solver, has not accepted.

    Examples
    --------
    >>> import planner
    >>> plan = planner.solve(planner.load("examples/director-2020/problem.yaml"))
    >>> print(plan.status, *(one.occurrence for one in plan.shortages))
    optimal guardia graless
    """
    return _solved(solve, problem, settings or Settings(), prove=True)


def outline(problem: Problem, *, settings: Settings | None = None) -> Plan:
    """The plan that `solve` finds, for whoever traces its shortages anyway: no infeasible days are proved.

    Parameters
    ----------
    problem
        The facts and rules.
    settings
        How long and how hard to search; 60 seconds on all cores if not given.
    """
    return _solved(outline, problem, settings or Settings(), prove=False)


def _solved(call: Callable[..., Plan], problem: Problem, settings: Settings, *, prove: bool) -> Plan:
    """Search, check, explain; in a child process if that is asked for, which makes the same call."""
    if settings.isolate:
        from planner.solving.isolation import in_child  # loads multiprocessing, which scripts do not need

        return in_child(call, problem, settings)
    budget = Budget(settings, reserve=FOR_REASONS)
    with heeding_interrupts(budget.interrupt):
        return _solve(problem, settings, budget, prove=prove)


def _solve(problem: Problem, settings: Settings, budget: Budget, *, prove: bool) -> Plan:
    """Search, check, explain."""
    with budget.stage("timeline"):
        timeline = problem.timeline
    budget.keep(EACH_HEAD * sum(task.heads or len(task.attendees) for task in timeline.occurrences))
    with budget.stage("search"):
        plan = _search(problem, timeline, settings, budget)
    budget.release()
    if plan.held is not None:
        with budget.stage("check"):
            found = weighed(problem, plan, timeline)
        if plan.status is Status.FEASIBLE:
            plan = _counted(plan, found.verdict)
        with budget.stage("explain"), budget.sharing(FOR_SHORTAGES):
            ledger = found.ledger or Ledger(timeline, plan)
            shortages = shortages_of(
                problem,
                plan,
                timeline,
                settings.step,
                hurry=lambda: budget.over,
                ledger=ledger,
                late=lambda: budget.late,
            )
            journeys = journeys_of(ledger)
        plan = plan.model_copy(update={"shortages": shortages, "journeys": journeys})
        with budget.stage("check"):
            _insist(claimed(plan, found))
    if prove or plan.held is None:
        try:
            with budget.stage("explain"):
                plan = plan.model_copy(update=_proofs(problem, plan, timeline, settings, budget))
        except KeyboardInterrupt:
            logger.info("interrupted: the plan stands, what was left open is not proved")
    return plan.model_copy(update={"audit": _audit(problem, settings, budget)})


def check(problem: Problem, plan: Plan, *, settings: Settings | None = None) -> Verdict:
    """Judge a plan, ours or one that somebody edited: what it breaks, what it costs, what it reaches.

    Parameters
    ----------
    problem
        The facts and rules.
    plan
        A plan with bookings.
    settings
        Not needed; every call takes them.

    Raises
    ------
    NoPlanError
        If the plan has no bookings to judge.

    Examples
    --------
    >>> import planner
    >>> problem = planner.load("examples/director-2020/problem.yaml")
    >>> plan = planner.solve(problem)
    >>> planner.check(problem, plan).clean
    True
    >>> cancelled = plan.model_copy(update={"held": plan.bookings[1:]})
    >>> print(planner.check(problem, cancelled).violations[0].text)
    CSI convention is missing from the plan
    """
    return judge(problem, plan, problem.timeline)


def _search(problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> Plan:
    """The best plan that the search finds, with its goals and notices; an interrupt ends it with what there is."""
    climbed, bookings, steps = Climbed(Answer.UNKNOWN), None, tuple[PlanStep, ...]()
    try:
        laying = laying_of(problem, timeline, settings, budget)
        laid = laying.lay() if laying else None
        if laid:
            climbed, bookings = Climbed(Answer.FEASIBLE, reached=laid.goals), laid.bookings
            ended = laid.final or budget.over
        else:  # a part that has no plan tells why as a whole
            ended = laying is not None and laying.too_large and budget.over
        if not ended:
            with budget.stage("build"):
                draft = Draft(timeline, settings.step).build(problem.all_rules)
            loose = all(map(hereditary, problem.all_rules))
            whole = Ladder(draft, settings, budget, hereditary=loose, start=laid).climb()
            climbed = whole if whole.values or not laid else climbed
            if climbed.values:
                reading = Reading(draft, climbed.values)
                bookings, steps = reading.bookings(), reading.steps()
    except KeyboardInterrupt:
        if bookings is None:
            climbed = Climbed(Answer.UNKNOWN)
            logger.info("interrupted before there was a plan")
    return Plan(
        problem=problem.name,
        language=problem.language,
        status=STATUS[climbed.answer],
        goals=climbed.reached,
        held=bookings,
        steps=steps,
        incomplete=tuple(incomplete(timeline)),
        notices=tuple(sorted({*notices_of(problem), *missed_sessions(timeline, bookings or ())})),
    )


def _proofs(
    problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget
) -> dict[str, tuple[Any, ...]]:
    """What is proved about a plan, besides its goals: days that no plan can serve, or what cannot hold together."""
    if plan.status is Status.IMPOSSIBLE:
        return {"conflict": conflict(problem, timeline, settings, budget)}
    if plan.held is None:
        return {}
    return {
        "infeasible_days": infeasible_days(problem, plan, timeline, settings, budget, first_only=True),
        "declined": declined_of(problem, plan, timeline, settings, budget),
    }


def _counted(plan: Plan, verdict: Verdict) -> Plan:
    """A plan with the checker's count of its goals: where the search was cut it may not have counted to the end.

    What the search has not looked at costs nothing at best.
    """
    known = {one.name: one for one in plan.goals}
    told = [goal.name for goal in ORDER if goal.name in known or verdict.goals.get(goal.name)]
    sought = (known.get(name) or Reached(name=name, value=0, bound=0, proved=False) for name in told)
    goals = tuple(
        one if one.proved else one.model_copy(update={"value": value, "proved": value == one.bound})
        for one in sought
        for value in [verdict.goals.get(one.name, 0)]
    )
    status = Status.OPTIMAL if all(one.proved for one in goals) else Status.FEASIBLE
    return plan.model_copy(update={"goals": goals, "status": status})


def _insist(verdict: Verdict) -> None:
    if not verdict.clean:
        told = "\n".join(one.text for one in verdict.violations)
        raise BugError(
            f"the checker refuses the plan that was found; please report this with the problem file:\n{told}"
        )


def _audit(problem: Problem, settings: Settings, budget: Budget) -> Audit:
    return Audit(
        input=problem.fingerprint,
        planner=version("planner"),
        ortools=version("ortools"),
        seed=settings.seed,
        settings=settings.told(),
        seconds=round(budget.seconds, 3),
        profile={name: round(seconds, 3) for name, seconds in budget.stages.items()},
    )
