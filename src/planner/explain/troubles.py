"""Smallest sets of activities that cannot all be held, whatever the plan: what is behind each shortage."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.rearranging import Rearranging
from planner.explain.together import Demand, Together, gap
from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.solving.budget import Budget
from planner.timeline.timeline import Timeline

Key = tuple[str, tuple[int, ...] | None]
"""What is demanded of one activity."""

FEWEST, MOST_TASKS = 4, 60

Trouble = tuple[Demand, ...]
"""Activities that cannot all be held, in the order of their days; every one of them is needed for that."""


class Troubles:
    """The search for what is behind the shortages of one plan.

    Parameters
    ----------
    plan, timeline
        A plan with bookings, and the facts on the time line.
    together, rearranging
        What tries activities together, by search and by hand.
    budget
        What is left of the limits.
    """

    def __init__(
        self, plan: Plan, timeline: Timeline, together: Together, rearranging: Rearranging, budget: Budget
    ) -> None:
        self._together = together
        self._rearranging = rearranging
        self._possible: list[frozenset[Key]] = []
        self._impossible: list[frozenset[Key]] = []
        self._budget = budget
        self._timeline = timeline
        self._tasks = {task.id: task for task in timeline.occurrences}
        self._held = tuple(
            self._as_held(one) for one in plan.bookings if one.complete or one.people or self._orders(one)
        )

    def _orders(self, booking: Booking) -> bool:
        """Whether an activity that nobody is at stands in the way of others all the same, by its time."""
        return booking.start is not None and bool(self._timeline.links.linked(self._tasks[booking.occurrence]))

    def behind(self, occurrence: str) -> Iterator[Trouble]:
        """Each trouble of an activity that the plan leaves short; they have nothing in common but this one.

        The others are sought among those that the plan holds, which can be held together; so this one is needed in
        every set that is found. First it is tried alone, then with more and more of those on the nearest days. Of a
        set that is proved impossible, parts are left out as long as it stays so (deletion filter: Chinneck and
        Dravnieks, ORSA Journal on Computing 3, 1991).
        """
        asked = Demand(self._tasks[occurrence])
        others = self._nearest(asked)
        while True:
            trouble = self._smallest(asked, others)
            if not trouble:
                return
            yield tuple(sorted(trouble, key=lambda one: (one.task.days, one.task.id)))
            if len(trouble) == 1:
                return
            others = tuple(one for one in others if one not in trouble)
            most = (asked, *others[:MOST_TASKS])
            if self._rearranging.way(most) or self._together.possible(most):
                return  # and so are fewer of them

    def _proved(self, demands: Trouble) -> bool:
        """Whether it is proved that some activities cannot all be held: by hand where that will do, else by search.

        What holds of some holds of more if they cannot all be held, and of fewer if they can.
        """
        keys = frozenset((one.task.id, one.heads) for one in demands)
        if any(one <= keys for one in self._impossible):
            return True
        if any(keys <= one for one in self._possible):
            return False
        if self._rearranging.too_few(demands):
            self._impossible.append(keys)
            return True
        if self._rearranging.way(demands) is not None:
            self._possible.append(keys)
            return False
        try:
            impossible = self._rearranging.seated(demands) is None
        except TimeoutError:
            impossible = self._together.impossible(demands)
            if not impossible:
                return False
        (self._impossible if impossible else self._possible).append(keys)
        return impossible

    def _confirmed(self, trouble: Trouble) -> bool:
        """Whether what was tried by hand is proved by search, too; what was counted, others count again."""
        return self._rearranging.too_few(trouble) or self._together.impossible(trouble)

    def _as_held(self, booking: Booking) -> Demand:
        task = self._tasks[booking.occurrence]
        return Demand(task, None if booking.complete else tuple(len(need.staff) for need in booking.needs))

    def _nearest(self, asked: Demand) -> Trouble:
        """What the plan holds, the nearest days first; on the same days what is held as asked comes last to go."""
        others = (one for one in self._held if one.task.id != asked.task.id)
        return tuple(sorted(others, key=lambda one: (gap(asked.task, one.task), one.heads is not None, one.task.id)))

    def _smallest(self, asked: Demand, others: Trouble) -> Trouble:
        """A smallest set with an activity and some others that cannot all be held; empty if none is proved."""
        if self._rearranging.way((asked, *others[:MOST_TASKS])) is not None:
            return ()  # and so are fewer of them
        size = 0
        while not self._budget.over:
            tried = others[: min(size, MOST_TASKS)]
            if self._proved((asked, *tried)):
                trouble = asked, *self._needed(asked, tried)
                return trouble if self._confirmed(trouble) else ()
            if size >= min(len(others), MOST_TASKS):
                break
            size = 2 * size or FEWEST
        return ()

    def _needed(self, asked: Demand, others: Trouble) -> Trouble:
        """Those of the others without which all could be held: halves are left out, then quarters, then one by one.

        With none of them it can: that was tried first.
        """
        size = len(others)
        while size:
            end = len(others)  # from the farthest on: what is nearest tells most
            while end > 0 and not self._budget.over:
                fewer = others[: max(0, end - size)] + others[end:]
                if fewer and self._proved((asked, *fewer)):
                    others = fewer
                end -= size
            size //= 2
        return others
