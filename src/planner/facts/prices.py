"""What ways out cost: their kinds, by the names that a problem prices them by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

RepairKind = Literal[
    "swap", "start_earlier", "move", "unpin", "overtime", "shorten",
    "no_room", "ask_client", "reserve", "day_off", "session", "recall", "train", "hire_day", "decline",
    "step_earlier", "hand_over", "step_later",
]  # fmt: skip
"""What sorts of change a way out may be; `planner.explain.changes` and `planner.explain.missed` propose them."""

PriceName = Literal[RepairKind, "move_day"]
"""How `prices` name them; `move` may be written `move_day`."""

Prices = dict[PriceName, Annotated[float, Field(ge=0)]]

PRICES: dict[RepairKind, float] = {
    "swap": 1,
    "start_earlier": 2,
    "move": 3,
    "unpin": 3,
    "overtime": 3,
    "shorten": 4,
    "no_room": 4,
    "ask_client": 5,
    "reserve": 6,
    "day_off": 6,
    "session": 7,
    "recall": 8,
    "train": 9,
    "hire_day": 10,
    "decline": 50,
    "step_earlier": 1,
    "hand_over": 2,
    "step_later": 5,
}
"""What a way out costs, each time, unless the problem's `prices` say otherwise."""


def prices_of(stated: Mapping[PriceName, float]) -> dict[RepairKind, float]:
    """What each kind of way out costs.

    Parameters
    ----------
    stated
        The problem's `prices`.

    Examples
    --------
    >>> found = prices_of({"move_day": 4.5})
    >>> found["move"], found["recall"]
    (4.5, 8)
    """
    costs = PRICES.copy()
    for name, price in stated.items():
        costs["move" if name == "move_day" else name] = price
    return costs
