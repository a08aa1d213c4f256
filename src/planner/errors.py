"""Everything that can go wrong, as one tree.

::

    PlannerError
    ├── InputError        what was read or given is wrong; carries every fault of it
    ├── OutputError       a file could not be written; what stood there before still stands
    ├── NoPlanError       a plan was asked for its bookings and has none
    └── BugError          planner caught itself in a mistake

A problem without a solution is no error: it is a *status* of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "BugError",
    "Fault",
    "InputError",
    "NoPlanError",
    "OutputError",
    "PlannerError",
    "did_you_mean",
]

Path = tuple[str | int, ...]


class PlannerError(Exception):
    """The root of all errors that `planner` raises on purpose."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the input: where, what, and what to do next.

    Parameters
    ----------
    path
        The way to the thing inside the input: ``("activities", 3, "on")``.
    message
        What is wrong, naming the value.
    hint
        What to do next; may be empty.
    file, line, column
        Where that stands, as far as known; lines and columns count from 1.
    """

    path: Path
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """The file and position, if known, and the path: ``year.yaml:12:5: staff[0].id``."""
        dotted = ""
        for part in self.path:
            dotted += f"[{part}]" if isinstance(part, int) else f".{part}" if dotted else str(part)
        position = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)]) if self.file else ""
        return ": ".join(filter(None, (position, dotted)))

    def __str__(self) -> str:
        told = ": ".join(filter(None, (self.place, self.message)))
        return f"{told}. {self.hint}" if self.hint else told


class InputError(PlannerError):
    """What was read or given is wrong. Tells all faults at once.

    Parameters
    ----------
    faults
        At least one fault, in the order of the input.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        """Travel between processes with the faults, not with their text."""
        return type(self), (self.faults,)

    def located(self, locate: Callable[[Fault], Fault]) -> InputError:
        """The same error, every fault with the place that `locate` finds for it.

        Parameters
        ----------
        locate
            Gives a fault its file, line and column.
        """
        return InputError(sorted(map(locate, self.faults), key=lambda fault: (fault.line, fault.column)))

    def within(self, file: str) -> InputError:
        """The same error, every fault naming a file.

        Parameters
        ----------
        file
            Its name.
        """
        return InputError(replace(fault, file=file) for fault in self.faults)


class OutputError(PlannerError):
    """A file could not be written. What stood there before still stands."""


class NoPlanError(PlannerError):
    """A plan was asked for its bookings, and it has none: the problem is impossible, or time ran out."""


class BugError(PlannerError):
    """`planner` caught itself in a mistake, for example a plan that its own checker refuses."""


def did_you_mean(word: Any, known: Iterable[Any]) -> str:
    """A suggestion for a misspelt word, or the words there are; empty where there is none.

    Examples
    --------
    >>> did_you_mean("enginer", ["engineer", "marketer"])
    "Did you mean 'engineer'?"
    >>> did_you_mean("x", ["engineer", "marketer"])
    "Known: 'engineer', 'marketer'"
    """
    from difflib import get_close_matches

    words = sorted({str(one) for one in known})
    near = get_close_matches(str(word), words, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    listed = ", ".join(repr(one) for one in words[:8])
    return f"Known: {listed}{', …' if len(words) > 8 else ''}" if words else ""
