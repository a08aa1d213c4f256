"""Facts about choice and deputies, drawn over problems made of other facts: seeds from `CHOICES` on have them."""

from __future__ import annotations

from random import Random
from typing import Any

Facts = dict[str, Any]
CHOICES = 1000


def vary(rng: Random, staff: list[Facts], activities: list[Facts], rules: list[Facts]) -> None:
    """Some activities may be left out, some needs are filled in turn, or ask for somebody who stands by."""
    for activity in activities:
        if rng.random() < 0.25 and not activity.get("partial") and not activity.get("required"):
            activity["optional"] = True
        if "from" in activity and activity.get("needs") and rng.random() < 0.7:
            activity["shifts"] = "day"
        for need in activity.get("needs", []):
            holders = [one["id"] for one in staff if need["role"] in one["roles"]]
            if rng.random() < 0.4 and len(holders) > 1 and "from" not in need:
                need |= {"from": rng.sample(holders, rng.randint(2, len(holders))), "in_turn": True}
            if rng.random() < 0.3:
                need["standby"] = 1
    if rng.random() < 0.25:
        role, per = rng.choice(staff[0]["roles"]), rng.choice(["day", "half-day"])
        rules.append({"rule": "reserve", "role": role, "per": per})
