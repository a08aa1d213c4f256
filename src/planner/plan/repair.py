"""A way out that was tried: what to change, what it costs, whom it touches, and what is left open then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from planner.facts.prices import RepairKind
from planner.plan.base import Value

if TYPE_CHECKING:
    from planner.problem import Problem


class Change(Value):
    """Some facts of one person, activity or rule, said otherwise.

    `facts` are written as the problem format writes them; `None` takes a key out. An `id` that the problem does not
    know is added with these facts; no facts at all take it out. The `id` of a rule is its place in
    `Problem.ordered_rules`.
    """

    what: Literal["staff", "activities", "rules"]
    id: str
    facts: dict[str, Any] | None

    def made_to(self, stated: Sequence[Any]) -> list[Any]:
        """The people, activities or rules as stated, with this change; what it does not touch is not read anew."""
        if self.what == "rules":
            place = int(self.id)
        else:
            place = next((i for i, one in enumerate(stated) if _id(one) == self.id), len(stated))
        before, after = stated[:place], stated[place + 1 :]
        if self.facts is None:
            return [*before, *after]
        known = stated[place] if place < len(stated) else {"id": self.id}
        if not isinstance(known, dict):
            known = known.model_dump(mode="json", exclude_unset=True)
        said = {key: value for key, value in {**known, **self.facts}.items() if value is not None}
        return [*before, said, *after]


def _id(one: Any) -> str:
    """The id of a person or activity, read already or not."""
    found: str = one["id"] if isinstance(one, dict) else one.id
    return found


class Repair(Value):
    """A way out of some infeasible days, solved again with the rest of the plan held still.

    Parameters
    ----------
    kinds
        What sort of change it is; of two, where no single one is enough.
    changes
        The facts to be said otherwise, one for each kind; where something of a group is declined, then the group's.
    cost
        By the problem's prices.
    ask
        Ids of the activities whose client must be asked.
    touches
        Ids of the people, then of the activities, that are asked to do something else than before.
    left, left_in_all
        How many people are missing afterwards: on the days in question, and in the whole plan.
    text
        The way out as a person reads it.
    """

    kinds: tuple[RepairKind, ...]
    changes: tuple[Change, ...]
    cost: float
    ask: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    left: int
    left_in_all: int
    text: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the facts changed.

        Parameters
        ----------
        problem
            The problem that the repair was made for.

        Raises
        ------
        InputError
            If the problem has changed since, so that the change fits no more.
        """
        return changed_by(problem, self.changes)


def changed_by(problem: Problem, changes: tuple[Change, ...]) -> Problem:
    """A problem with some facts said otherwise."""
    fields: dict[str, Sequence[Any]] = {}
    for change in changes:
        stated = problem.ordered_rules if change.what == "rules" else getattr(problem, change.what)
        fields[change.what] = change.made_to(fields.get(change.what, stated))
    return problem.with_(**fields)
