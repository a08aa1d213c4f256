"""Solving with most of a plan held still: what is not set free keeps its time and its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from planner.checking import keeps
from planner.compile.draft import Draft
from planner.compile.logic import Term, extreme
from planner.problem import Problem
from planner.rules.base import Requirement
from planner.solving.budget import Budget
from planner.solving.goals.ladder import Ladder
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.worlds.around import Around, Laying, Unsettled
from planner.solving.worlds.held import Held, days_of
from planner.solving.worlds.resettled import Resettled
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Still:
    """A plan that is held still but for some activities.

    Coverage comes first, as ever: value, then open heads. Among equals as few people as possible move, then to days as
    near as possible.

    Parameters
    ----------
    problem
        The facts and rules.
    held
        The plan.
    settings, budget
        The limits, and what is left of them.
    rules
        The rules, if not all that must hold.
    """

    def __init__(
        self,
        problem: Problem,
        held: Held,
        settings: Settings,
        budget: Budget,
        rules: Sequence[Requirement] | None = None,
    ) -> None:
        self._rules = problem.binding if rules is None else tuple(rules)
        self._laying = Laying(self._rules, held)
        self._held = held
        self._settings = settings
        self._budget = budget

    @property
    def vouched(self) -> bool:
        """Whether a small world is enough: no rule or fact ties what is left out of it to what is in it."""
        return self._laying.vouched

    @property
    def near(self) -> bool:
        """Whether nothing is tied to what is some days off."""
        return self._laying.near

    def resettled(self, asked: Unsettled, whole: Collection[str] = ()) -> Resettled | None:
        """The best plan in which only what is free changes; `None` if what is still cannot stay, or time is up.

        What the plan does not know is free, too.

        Parameters
        ----------
        asked
            What is free, and the facts now.
        whole
            What must be fully staffed, which is soon found out; `None` is the answer if it cannot be.
        """
        unknown = {task.id for task in asked.timeline.occurrences if task.id not in self._held.bookings}
        return self.settled(asked._replace(free=asked.free | unknown | set(_left_out_together(asked))), whole)

    def settled(self, asked: Unsettled, whole: Collection[str] = (), *, any_will_do: bool = False) -> Resettled | None:
        """The same, where nothing is free but what is said to be; what the plan does not know waits."""
        around = self._laying.around(asked)
        still = set(self._kept(asked, around))
        pinned = [task for task in around.timeline.occurrences if task.id in around.pinned]
        draft = Draft(around.timeline, self._settings.step, held={*whole, *still})
        with self._budget.stage("build"):
            draft.build(asked.rules or self._rules)
        tasks = {task.id: task for task in draft.tasks}
        if any(name not in tasks or draft.who.whole(tasks[name]) is False for name in (*whole, *still)):
            return None
        for task in map(tasks.__getitem__, around.loose):
            for i, need in enumerate(task.needs):  # help goes where it is asked for
                draft.model.add(draft.who.missing(task, i) >= need.count)
        for task in pinned:
            self._gains_nobody(draft, task)
        free = [task for name, task in tasks.items() if name in asked.free]
        taste = () if any_will_do else self._taste(draft, free)
        climbed = Ladder(draft, self._settings, self._budget, taste=taste, hereditary=any_will_do, told=False).climb()
        if not climbed.values:
            return None
        return Resettled(self._held, asked, around, Reading(draft, climbed.values).bookings(), climbed.reached)

    def _kept(self, asked: Unsettled, around: Around) -> Iterator[str]:
        """What is held still of the small world, and must be held as it was."""
        for task in around.timeline.occurrences:
            if task.id not in asked.free and task.id not in around.loose and task.id not in around.pinned:
                attending = around.timeline.people.keys() & set(self._held.bookings[task.id].attendees)
                if task.needs or attending:
                    yield task.id

    def _gains_nobody(self, draft: Draft, task: Occurrence) -> None:
        """What is held still gains nobody either, nor another room: help goes where it is asked for."""
        booking = self._held.bookings[task.id]
        for i, need in enumerate(booking.needs):
            if need.missing:
                draft.model.add(draft.who.missing(task, i) >= need.missing)
        if task.asks_room:
            room = booking.room
            kept = draft.rooms.housed(task) if room is None else draft.logic.negated(draft.rooms.takes(task, room))
            draft.logic.clause([draft.logic.negated(kept)])

    def _taste(self, draft: Draft, tasks: Sequence[Occurrence]) -> list[Term]:
        """What decides among equally good plans: few moves, then near days, then the draft's own taste."""
        taste = draft.taste()
        for chosen in ([one for task in tasks for one in self._far(draft, task)], [*self._moves(draft, tasks)]):
            first = extreme(taste, highest=True) - extreme(taste, highest=False) + 1  # counts more than what follows
            taste = [*((first * factor, one) for factor, one in chosen), *taste]
        return taste

    def keeps(self, resettled: Resettled, asked: Unsettled) -> bool:
        """Whether the checker finds nothing in a plan that must not be.

        Rules that we can vouch for are asked about the small world: nothing else changed, and none of them ties it to
        the rest. With any other rule the whole plan is judged, for which the facts must be laid out as a whole.

        Parameters
        ----------
        resettled
            The plan.
        asked
            The facts to judge it by, which may leave less free than those it was made for.
        """
        if not self.vouched:
            return keeps(
                asked.rules or self._rules, asked.timeline.only(asked.timeline.occurrences), resettled.bookings
            )
        return keeps(asked.rules or self._rules, resettled.around.under(asked).timeline, resettled.laid)

    def _moves(self, draft: Draft, tasks: Sequence[Occurrence]) -> Iterator[Term]:
        """What it takes to move activities: one for the time of each, for its room, and for each person who goes."""
        for task in tasks:
            booking = self._held.before(task)
            if booking is None or booking.start is None:
                continue
            yield 1, draft.logic.negated(draft.when.begins(task, [of_minute(booking.start)]))
            if booking.room is not None:
                yield 1, draft.logic.negated(draft.rooms.takes(task, booking.room))
            for i, need in enumerate(booking.needs):
                for person in need.staff:
                    yield 1, draft.logic.negated(draft.who.fills(task, i, person))
            for person in booking.attendees if task.activity.sessions else ():
                yield 1, draft.logic.negated(draft.who.attends(task, person))

    def _far(self, draft: Draft, task: Occurrence) -> Iterator[Term]:
        """How many days an activity is from where it was, or could have been."""
        before = self._held.timeline.find(task.id)
        former = self._held.days(task.id) if self._held.placed(task.id) else days_of(before) if before else ()
        for day in draft.when.days(task) if former else ():
            yield min(abs((day - one).days) for one in former), draft.when.on_day(task, day)


def _left_out_together(asked: Unsettled) -> Iterator[str]:
    """The other shifts of what is free and may be left out."""
    free = (task for task in map(asked.timeline.find, asked.free) if task is not None and task.optional and task.shift)
    wholes = {task.whole_id for task in free}
    for task in asked.timeline.occurrences if wholes else ():
        if task.whole_id in wholes:
            yield task.id


def neighbours(timeline: Timeline, names: Collection[str]) -> tuple[str, ...]:
    """The activities that share candidates or rooms with some others, on their days or in the days of their work.

    With them come those that are held before or after by order.
    """
    tasks = [timeline.occurrence(one) for one in names]
    linked = {one for task in tasks for one in timeline.links.linked(task)}
    rooms = {room for task in tasks for room in task.rooms}
    people = {person for task in tasks for person in task.candidates}
    days = [day for task in tasks for day in (*task.days, *task.run)]
    if not days:
        return ()
    within = [one.within for task in tasks for one in (task.activity.preparation, task.activity.follow_up) if one]
    margin = dt.timedelta(2 * max(within, default=1))
    first, last = min(days) - margin, max(days) + margin
    return tuple(
        task.id
        for task in timeline.occurrences
        if task.id not in names
        and (
            task.id in linked
            or (
                (people & set(task.candidates) or rooms & set(task.rooms))
                and any(first <= day <= last for day in (*task.days, *task.run))
            )
        )
    )
