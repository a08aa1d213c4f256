"""Why an activity has no possible time: what would have to be lifted for everybody who could be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.explain.blockers import Blockers
from planner.facts.staff import Employment
from planner.plan.shortage import Reason
from planner.timeline.causes import Cause, fits, shut_cause, why_away
from planner.timeline.occurrence import Occurrence
from planner.timeline.occurrences import Expansion
from planner.timeline.people import PersonTime
from planner.timeline.timeline import Timeline


class Unplaced:
    """An activity for which there is no time at which anybody could be there.

    Parameters
    ----------
    blockers
        What blocks people in the plan.
    timeline, step
        The facts on the time line, and the minutes of the grid.
    task
        The activity.
    """

    def __init__(self, blockers: Blockers, timeline: Timeline, step: int, task: Occurrence) -> None:
        self._blockers = blockers
        self._timeline = timeline
        self._step = step
        self._task = task if task.days else self._on(task, on_days_off=True)

    def reasons(self) -> Iterator[Reason]:
        """For each of those who could be there, what keeps them from every day, and from the likeliest start."""
        people = self._people()
        start = self._likeliest(people)
        for person in people:
            causes = [*self._away(person), *self._then(person, start)]
            yield from self._blockers.told(person, causes)
        if not people:
            for cause in self._shut():
                yield Reason(staff=None, fact=cause.fact, text=cause.text, subject=cause.subject)
        for role in self._unheld():
            ...
