"""One case tried: solved, its decisions changed and pinned into the model, moved off the grid, tried all by force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from random import Random

from laws.decisions import Decisions, decisions_of, edges_of, moved, mutated, placed, plan_of, wild
from laws.models import Answered, Model
from laws.profiles import case
from laws.random_problems import Case
from laws.sitting import all_right, shifted
from laws.verdicts import best_of_all, decides, findings, told
from planner.checking import judge
from planner.plan.verdict import Verdict
from planner.rules.base import Requirement
from planner.timeline.timeline import Timeline

CHANGED, ANY, MOVED, SHIFTED = 14, 4, 6, 12
"""How many decisions are tried a case: changes of the solved plan, some at random, some moved off the grid, some with
work moved about."""


@dataclass
class Trial:
    """One case, tried. Faults are sentences; none is what the laws ask for."""

    case: Case
    rule_binds: bool = False
    feasible: int = 0
    infeasible: int = 0
    _seen: list[Decisions] = field(default_factory=list)

    @cached_property
    def timeline(self) -> Timeline:
        """The facts on the time line."""
        return Timeline(self.case.problem)

    @cached_property
    def best(self) -> Answered | None:
        """The solver's plan."""
        return self._model().best()

    def _model(self, step: int | None = None, rules: Sequence[Requirement] = ()) -> Model:
        return Model(self.case.oracle, self.timeline, step or self.case.step, rules)

    def _fault(self, law: str, *what: object) -> str:
        return f"{self.case.profile} {self.case.seed}: {law}: " + " | ".join(map(str, what))

    def _judged(self, decisions: Decisions) -> Verdict:
        """The checker's verdict on decisions with work placed by the second reading; notes whether the rule binds."""
        oracle = self.case.oracle
        plan = plan_of(oracle, decisions, placed(oracle, decisions, cheaply=True))
        verdict = judge(self.case.problem, plan, self.timeline)
        if not self.rule_binds and not any(one.rule == "form" for one in verdict.violations):
            self.rule_binds = decides(self.case.profile, findings(self.case.problem, plan, self.timeline))
        return verdict

    # -- the laws --

    @cached_property
    def solved(self) -> list[str]:
        """The checker accepts the solver's plan, and counts what the solver counts."""
        if self.best is None:
            return []
        verdict = judge(self.case.problem, self.best.plan, self.timeline)
        if verdict.clean and verdict.goals == self.best.goals:
            return []
        return [self._fault("solved", verdict.violations, verdict.goals, self.best.goals)]

    @cached_property
    def pinned(self) -> list[str]:
        """Decisions pinned into the model are feasible exactly when the checker finds nothing, at equal value."""
        model = self._model()
        return [fault for decisions in self._tried() for fault in self._agree(model, decisions)]

    def _tried(self) -> Iterator[Decisions]:
        rng, oracle, step = Random(f"{self.case.profile} {self.case.seed} pinned"), self.case.oracle, self.case.step
        if self.best is not None:
            base = current = decisions_of(self.best.plan)
            yield base
            for _ in range(CHANGED):
                current = mutated(rng, oracle, current if rng.random() < 0.3 else base, step)
                yield current
        for _ in range(ANY if self.best is not None else ANY + CHANGED):
            yield {name: wild(rng, oracle, task, step) for name, task in oracle.occurrences.items()}

    def _agree(self, model: Model, decisions: Decisions) -> Iterator[str]:
        verdict, answered = self._judged(decisions), model.pinned(decisions)
        if answered is None:
            self.infeasible += 1
            if verdict.clean:
                yield self._fault("the model refuses, the checker does not", decisions)
            return
        self.feasible += 1
        if not verdict.clean:
            yield self._fault("the checker refuses, the model does not", decisions, verdict.violations)
            return
        read = judge(self.case.problem, answered.plan, self.timeline)
        if not read.clean or decisions_of(answered.plan) != decisions:
            yield self._fault("read wrongly", decisions, read.violations, decisions_of(answered.plan))
        if not answered.goals == read.goals == verdict.goals:
            yield self._fault("values differ", decisions, answered.goals, read.goals, verdict.goals)

    @cached_property
    def off_grid(self) -> list[str]:
        """Off the grid the solver may be stricter than the checker, never laxer."""
        return [*self._choices(), *self._edges(), *self._moved()]

    def _choices(self) -> Iterator[str]:
        """What can be chosen lies on the grid and inside everybody's time, and all of that can be chosen."""
        oracle, draft = self.case.oracle, self._model().draft
        for task in draft.tasks:
            dated = oracle.occurrences[task.id]
            choices = set(oracle.choices(dated, self.case.step))
            if draft.when.starts(task) != choices:
                yield self._fault("choices", task.id, sorted(draft.when.starts(task) ^ choices))
            for person in task.candidates:
                allowed = {one for one in choices for day in dated.days if one in oracle.starts(dated, person, day)}
                if draft.who.allowed(task, person) != allowed:
                    yield self._fault("choices", task.id, person, sorted(draft.who.allowed(task, person) ^ allowed))

    def _edges(self) -> Iterator[str]:
        """To the minute, the checker refuses a start outside somebody's or the activity's time, and no other."""
        oracle = self.case.oracle
        nobody = {
            name: wild(Random(0), oracle, task, self.case.step)._replace(filling=((),) * len(task.needs), attendees=())
            for name, task in oracle.occurrences.items()
        }
        for name, task in oracle.occurrences.items():
            for person in oracle.candidates(task):
                held = [role for need in task.needs for role in oracle.staff[person].roles if role == need.role]
                filling = tuple((person,) if held[:1] == [need.role] else () for need in task.needs)
                alone = nobody[name]._replace(filling=filling, attendees=() if held else (person,))
                starts = {one for day in task.days for one in oracle.starts(task, person, day)}
                for day in task.days:
                    for edge in edges_of(oracle, task, person, day)[:8]:
                        plan = plan_of(oracle, {**nobody, name: alone._replace(start=edge)})
                        found = findings(self.case.problem, plan, self.timeline)
                        about = [
                            one
                            for rule in ("own_time", "own_hours", "journeys")
                            for one in found[rule]
                            if name in one.subject
                        ]
                        self.rule_binds |= decides(self.case.profile, found)
                        if bool(about) == (edge in starts):
                            yield self._fault("edges", name, person, self.timeline.clock.local(edge), about)

    def _moved(self) -> Iterator[str]:
        """Starts moved by minutes: the coarse grid is never laxer; on a grid of one minute the laws hold exactly."""
        if self.best is None:
            return
        rng, oracle = Random(f"{self.case.profile} {self.case.seed} moved"), self.case.oracle
        base, coarse, fine = decisions_of(self.best.plan), self._model(), self._model(step=1)
        for _ in range(MOVED):
            decisions = moved(rng, oracle, base)
            choosable = all(
                one.start is None or one.start in oracle.choices(oracle.occurrences[name], 1)
                for name, one in decisions.items()
            )
            if choosable:
                yield from self._agree(fine, decisions)
            verdict = self._judged(decisions)
            if coarse.pinned(decisions) is not None and not verdict.clean:
                yield self._fault("laxer off the grid", decisions, verdict.violations)
            if fine.pinned(decisions) is not None and not choosable:
                yield self._fault("a start when nobody can be there", decisions)

    @cached_property
    def worked(self) -> list[str]:
        """Sittings of work moved about are refused exactly when a second reading refuses them."""
        return list(self._worked())

    def _worked(self) -> Iterator[str]:
        rng, oracle = Random(f"{self.case.profile} {self.case.seed} worked"), self.case.oracle
        decisions = decisions_of(self.best.plan) if self.best else {}
        sittings = placed(oracle, decisions)
        for _ in range(SHIFTED if sittings else 0):
            changed = shifted(rng, oracle, sittings)
            found = findings(self.case.problem, plan_of(oracle, decisions, changed), self.timeline)["work_time"]
            if bool(found) == all_right(oracle, decisions, changed):
                yield self._fault("work", decisions, changed, found)

    @cached_property
    def forced(self) -> list[str]:
        """All decisions tried with the checker alone find what the solver finds."""
        vector = best_of_all(self.case, self.timeline)
        found = None if vector is None else told(vector)
        ours = None if self.best is None else self.best.goals
        return [] if found == ours else [self._fault("brute force", found, ours)]

    @property
    def binds(self) -> bool:
        """Whether the rule decides on one of the decisions tried, or the best is another without it."""
        assert not self.pinned
        assert not self.off_grid
        rules = [rule for rule in self.case.problem.all_rules if rule.rule != self.case.profile]
        if not self.rule_binds and self.case.profile != "own_time":
            other = self._model(rules=rules).best()
            self.rule_binds = (other and other.goals) != (self.best and self.best.goals)
        return self.rule_binds


@lru_cache(maxsize=4096)
def trial(profile: str, seed: int) -> Trial:
    """The trial of a case; each law is tried when first asked for."""
    return Trial(case(profile, seed))
