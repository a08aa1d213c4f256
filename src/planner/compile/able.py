"""Who could be at which task: the words about what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.compile.when import Starts, When
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Able:
    """What rules leave of who could be where, before anything is chosen.

    Parameters
    ----------
    timeline
        The facts on the time line.
    when
        The words about time.
    """

    def __init__(self, timeline: Timeline, when: When) -> None:
        self._timeline = timeline
        self._when = when
        self._allowed: dict[tuple[str, str], Starts] = {}
        self._unfit: set[tuple[str, int, str]] = set()

    def only_at(self, task: Occurrence, person: str, starts: Iterable[int]) -> None:
        """A person can be at a task only if it starts at one of these minutes: said before anything is asked."""
        allowed = self.allowed(task, person).intersection(starts)
        self._allowed[task.id, person] = allowed

    def unfit(self, task: Occurrence, need: int, person: str) -> None:
        """A person can never fill this need of the task."""
        self._unfit.add((task.id, need, person))

    def allowed(self, task: Occurrence, person: str) -> Starts:
        """The starts at which a person can be at a task."""
        return self._allowed.get((task.id, person), self._when.starts(task))

    def fillers(self, task: Occurrence, need: int) -> Iterator[str]:
        """Who could fill a need at some time."""
        return (person for person in task.candidates if self._can_fill(task, need, person))

    def _can_fill(self, task: Occurrence, need: int, person: str) -> bool:
        asked = task.needs[need]
        return (
            person in self._timeline.people
            and asked.role in self._timeline.people[person].staff.roles
            and (person in asked.from_ or not asked.from_)
            and person not in asked.exclude
            and (task.id, need, person) not in self._unfit
            and bool(self.allowed(task, person))
        )

    def heads(self, task: Occurrence, need: int) -> int:
        """How many could fill a need at some time."""
        return sum(1 for _ in self.fillers(task, need))
