"""What an adapter tells of one instance of its family."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import planner


class Instance(ABC):
    """One instance, read from a file of its family.

    Parameters
    ----------
    file
        The file, as the family publishes it.
    part
        Which of the file's instances, where the family puts several into one; or a variant of the one.
    """

    suffix: ClassVar[str] = "json"
    """How the name of a solution file ends."""

    step: ClassVar[int] = 15
    """Minutes of the grid on which times are chosen: those in which the family counts."""

    goal: ClassVar[str] = "prices of broken rules"
    """The planner's goal that says what the family measures."""

    def __init__(self, file: Path, part: str = "") -> None:
        self.name = file.name.split(".")[0] if file.suffix == ".gz" else file.name.removesuffix(file.suffix)
        if part:
            self.name += f"-{part}"
        self.problem = self.read(file, part)

    @classmethod
    def parts(cls, file: Path) -> tuple[str, ...]:
        """The instances that a file holds; one without a name of its own, unless the family says otherwise."""
        del file
        return ("",)

    @abstractmethod
    def read(self, file: Path, part: str) -> planner.Problem:
        """The instance as a problem."""

    @property
    def published(self) -> float | str | None:
        """What others published: the best value known, or the status; `None` if nothing is."""
        return None

    @property
    def total(self) -> float | None:
        """What gaps are a part of, where the family counts what is left over of a whole."""
        return None

    def status(self, plan: planner.Plan) -> str:
        """How sure the plan is; in the family's own measure, if that is another than the planner's."""
        return plan.status

    @abstractmethod
    def value(self, plan: planner.Plan) -> float | None:
        """What a plan is worth, in the family's own measure and by its own count; `None` without bookings."""

    def measured(self, goal: float) -> float:
        """A value or bound of the goal, in the family's own measure."""
        return goal

    def bound(self, plan: planner.Plan) -> float | None:
        """What no plan can beat, in the family's own measure."""
        return next((self.measured(one.bound) for one in plan.goals if one.name == self.goal), None)

    def besides(self, plan: planner.Plan) -> dict[str, Any]:
        """What else the family measures, each by its name."""
        del plan
        return {}

    @abstractmethod
    def solution(self, plan: planner.Plan) -> str:
        """The plan in the family's own form; of what is impossible, what cannot hold together."""
