"""What an adapter tells of one instance of its family."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import planner


class Instance(ABC):
    """One instance, read from a file of its family.

    Parameters
    ----------
    file
        The file, as the family publishes it.
    """

    suffix: ClassVar[str]
    """How the name of a solution file ends."""

    def __init__(self, file: Path) -> None:
        self.name = file.name.split(".")[0] if file.suffix == ".gz" else file.stem
        self.problem = self.read(file)

    @abstractmethod
    def read(self, file: Path) -> planner.Problem:
        """The instance as a problem."""

    @property
    def published(self) -> float | str | None:
        """What others published: the best value known, or the status; `None` if nothing is."""
        return None

    @abstractmethod
    def value(self, plan: planner.Plan) -> float | None:
        """What a plan is worth, in the family's own measure and by its own count; `None` without bookings."""

    @abstractmethod
    def bound(self, plan: planner.Plan) -> float | None:
        """What no plan can beat, in the family's own measure."""

    @abstractmethod
    def solution(self, plan: planner.Plan) -> str:
        """The plan in the family's own form."""
