"""A long plan laid part after part, beside what is held already, then made better where parts are in each other's way.

(Rolling horizon: Glomb, Liers and Rösel, *A rolling-horizon approach for multi-period optimization*, EJOR 300, 2022.
Making a plan better a stretch at a time, the rest held still: Pisinger and Ropke, *Large neighborhood search*,
Handbook of Metaheuristics, 2010.)
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import pairwise

from planner.checking import judge
from planner.compile.draft import Draft
from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.base import Reach
from planner.solving.budget import Budget
from planner.solving.goals.ladder import Ladder
from planner.solving.parted.parts import COVERAGE, Standing, bound_of, choices, covered, ideal, narrowed, parts, total
from planner.solving.progress import tell
from planner.solving.reading import in_order
from planner.solving.settings import Settings
from planner.solving.telling import Start
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held, open_heads
from planner.solving.worlds.resettled import Resettled
from planner.solving.worlds.still import Still
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

logger = logging.getLogger(__name__)

WHOLE = 100_000  # choices: a model of more is never searched as a whole
SHORT = (Reach.MOMENT, Reach.DAY)  # what is paid for farther off is left to the whole
FEWEST = 4  # parts worth the trouble
BEFORE_THE_WHOLE = 0.6  # of the time at most, where the whole can be searched afterwards
ROLLING = 0.7  # of the time at most, until every part is laid
PROVING = 0.4  # of what is left then, to bound what parts could reach
ONE = 0.25  # of what is left, for one stretch that is made better
WIDEST = 4  # parts that are laid anew together
ROUNDS = 3  # in each, other people are looked at

Window = tuple[int, int]
"""The first part of some, and the one after the last."""


class Rolling:
    """Lays a long plan.

    Parameters
    ----------
    problem
        The facts and rules.
    timeline
        The facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._timeline = timeline
        self._settings = settings.model_copy(update={"progress": None})  # nobody is told about a part
        self._progress = settings.progress
        self._budget = budget
        self._held = Held(timeline, ())
        self._rules = [rule for rule in problem.all_rules if rule.goal is None or rule.reach in SHORT]
        self._still = Still(problem, self._held, self._settings, budget, self._rules)
        self._parts = parts(timeline) if self._still.near else []
        self._bounds: dict[Window, Standing] = {}

    @property
    def too_large(self) -> bool:
        """Whether the plan can only be laid in parts."""
        return self.worth_it and sum(map(choices, self._timeline.occurrences)) > WHOLE

    @property
    def worth_it(self) -> bool:
        """Whether the plan falls apart into enough parts."""
        return len(self._parts) >= FEWEST

    def lay(self, start: Start | None = None) -> Start | None:
        """Plan every part beside the earlier ones, then make it better; `None` if some part has no plan.

        Parameters
        ----------
        start
            A plan to make better, if one is known, with what no plan can pass.
        """
        self._held.take(start.bookings if start else ())
        with self._budget.sharing(1 if self.too_large else BEFORE_THE_WHOLE):
            with self._budget.sharing(ROLLING):
                if start is None and not self._roll():
                    return None
            self._prove()
            self._tell()
            self._improve()
        bookings = tuple(sorted(self._held.bookings.values(), key=in_order))
        goals = tuple(self._reached(bookings))
        return Start(bookings, goals, self.too_large or all(one.proved for one in goals))

    def _roll(self) -> bool:
        """Lay every part beside the earlier ones; whether that could be done."""
        sizes = [1 + sum(map(choices, part)) ** 2 for part in self._parts]
        for place in range(len(self._parts)):
            left = sizes[place:]
            with self._budget.sharing(max(left[0] / sum(left), 2 / (len(left) + 1))):
                found = self._settled((place, place + 1), salt=0)
            logger.debug("part %s of %s: %s", place + 1, len(self._parts), found and found.reached)
            if found is None:
                return False
            self._held.take(found.anew.values())
        return True

    def _prove(self) -> None:
        """Bound what each part could reach that is not covered as a whole."""
        windows = list(pairwise(range(len(self._parts) + 1)))
        self._bounds = {window: ideal(self._tasks(window)) for window in windows}
        short = [window for window in windows if self._short(window)]
        with self._budget.sharing(PROVING):
            for done, window in enumerate(short):
                if self._budget.over:
                    return
                with self._budget.sharing(2 / (len(short) - done + 1)):
                    self._bounds[window] = self._bound(window)

    def _improve(self) -> None:
        """Lay neighbouring parts anew together, those first that fall short most, wider and wider, as time allows."""
        for salt in range(1, ROUNDS + 1):
            for width in range(1, WIDEST + 1):
                self._improve_some(width, salt)

    def _improve_some(self, width: int, salt: int) -> None:
        tried: set[Window] = set()
        while not self._budget.over:
            windows = [(one, one + width) for one in range(len(self._parts) - width + 1)]
            gaps = {one: gap for one in windows if one not in tried and any(gap := self._gap(one))}
            if not gaps:
                return
            window = max(gaps, key=gaps.__getitem__)
            with self._budget.sharing(ONE):
                better = self._made_better(window, salt)
            tried = {one for one in tried if not better or one[1] <= window[0] or window[1] <= one[0]} | {window}

    def _made_better(self, window: Window, salt: int) -> bool:
        """Lay some parts anew together; whether they cover more than before."""
        tasks, before = self._tasks(window), self._reached_in(window)
        found = self._settled(window, salt)
        after = before if found is None else covered(tasks, {**self._held.bookings, **found.anew})
        logger.debug("parts %s to %s: %s, then %s", *window, before[:1], after[:1])
        if found is None or after >= before:
            return False
        self._held.take(found.anew.values())
        self._tell()
        return True

    def _tell(self) -> None:
        """Report how well the plan covers what is asked for, and what no plan can pass; stop if that is wanted."""
        whole = (0, len(self._parts))
        amounts = zip(COVERAGE, self._reached_in(whole), self._bound_within(whole), strict=False)
        tell(self._progress, self._budget, ((goal.name, abs(value), abs(best)) for goal, value, best in amounts))

    def _settled(self, window: Window, salt: int) -> Resettled | None:
        """Some parts laid beside what is held."""
        tasks = narrowed(self._tasks(window), self._timeline, self._held.bookings, salt)
        free = frozenset(one.id for one in tasks)
        return self._still.settled(Unsettled(self._timeline.only(tasks), free), any_will_do=True)

    def _tasks(self, window: Window) -> tuple[Occurrence, ...]:
        return tuple(sorted((one for part in self._parts[slice(*window)] for one in part), key=lambda one: one.id))

    def _bound(self, window: Window) -> Standing:
        """What no plan can pass in some parts."""
        tasks = self._tasks(window)
        with self._budget.stage("build"):
            draft = Draft(self._timeline.only(tasks), self._settings.step).build(self._rules)
        climbed = Ladder(draft, self._settings, self._budget, taste=(), told=False).climb()
        return bound_of(climbed.reached, ideal(tasks))

    def _short(self, window: Window) -> bool:
        """Whether anything in some parts is left open."""
        return any(open_heads(self._held.bookings[one.id]) for one in self._tasks(window))

    def _reached_in(self, window: Window) -> Standing:
        return covered(self._tasks(window), self._held.bookings)

    def _gap(self, window: Window) -> Standing:
        """By how much some parts fall short of what they could reach, as far as that is coverage."""
        bound = self._bound_within(window)
        return tuple(one - other for one, other in zip(self._reached_in(window), bound, strict=True))[: len(COVERAGE)]

    def _bound_within(self, window: Window) -> Standing:
        return total(self._bounds[one] for one in pairwise(range(window[0], window[1] + 1)))

    def _reached(self, bookings: tuple[Booking, ...]) -> Iterator[Reached]:
        """What the plan reaches on each goal, and what no plan can pass.

        What parts could reach on a goal is known for plans that do their best on all goals before. So what bounds a
        goal holds as long as the plan is proved to be the best on those.
        """
        plan = Plan(problem="", status=Status.FEASIBLE, held=bookings)
        verdict = judge(self._problem, plan, self._timeline)
        whole = (0, len(self._parts))
        bounds = zip(ORDER, self._bound_within(whole), ideal(self._tasks(whole)), strict=True)
        proved = True
        for goal, bound, anyway in bounds:
            value = verdict.goals.get(goal.name, 0)
            least = bound if proved else anyway
            best = goal.shown(goal.counted(abs(least)))
            if value or best:
                yield Reached(name=goal.name, value=value, bound=best, proved=value == best)
            proved = proved and value == best
