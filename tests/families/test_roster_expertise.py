"""Rosters: the published optimum, and small ones beside everything tried, each rule read anew from the family's own."""

import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from families.running import DATA, planned

SHIFTS, EMPLOYEES = 5, 3


def test_the_published_optimum_is_reached(tmp_path: Path) -> None:
    told, solution = planned("roster_expertise", DATA / "roster_expertise" / "small-4.dzn", tmp_path)
    assert (told["status"], told["published"]) == ("optimal", 14457)
    assert told["value"] == told["bound"] == told["published"]
    assert sum(map(len, solution["assign"].values())) == 67


def roster(seed: int) -> dict[str, Any]:
    """Shifts of one or two expertises, one or two of them taken already, perhaps by the same person."""
    rng = random.Random(seed)
    starts = [rng.choice([8, 10, 14, 20]) for _ in range(SHIFTS)]
    taken = [[False] * SHIFTS for _ in range(EMPLOYEES)]
    for shift in rng.sample(range(SHIFTS), rng.randint(1, 2)):
        taken[rng.choice([0, 0, 1])][shift] = True
    return {
        "n_shifts": SHIFTS,
        "n_employees": EMPLOYEES,
        "n_expertises": 2,
        "contract": [rng.choice([0, 4, 12, 20]) for _ in range(EMPLOYEES)],
        "employee_expertises": [{2, 1}, rng.choice([{1}, {2}]), {1}],
        "start_time": starts,
        "stop_time": [start + rng.choice([4, 8, 12]) for start in starts],
        "req_expertise": [rng.choice([1, 1, 2]) for _ in range(SHIFTS)],
        "time_units_per_hour": 4,
        "is_assigned": taken,
    }


def text(stated: dict[str, Any]) -> str:
    """The roster as a data file."""
    rows = "|".join(",".join(f"{one}".lower() for one in row) for row in stated["is_assigned"])
    sets = ", ".join("{" + ", ".join(map(str, one)) + "}" for one in stated["employee_expertises"])
    told = {**stated, "is_assigned": f"[|{rows}|]", "employee_expertises": f"[{sets}]"}
    return "\n".join(["% made here", *(f"{key} = {value};" for key, value in told.items())])


def worth(stated: dict[str, Any], holders: tuple[int | None, ...]) -> int | None:
    """What a roster is worth that gives each shift to somebody or to nobody; `None` if it breaks something."""
    spans = list(zip(stated["start_time"], stated["stop_time"], strict=True))
    around = [
        [other for other, (first, end) in enumerate(spans) if first < stop and start < end] for start, stop in spans
    ]
    for shift, who in enumerate(holders):
        keepers = [one for one in range(EMPLOYEES) if stated["is_assigned"][one][shift]]
        if keepers and keepers != [who]:
            return None
        if not keepers and who is not None and stated["req_expertise"][shift] not in stated["employee_expertises"][who]:
            return None
    hours = [0] * EMPLOYEES
    for one in range(EMPLOYEES):
        has = stated["is_assigned"][one]
        for some in around:
            if sum(holders[other] == one for other in some) > max(1, sum(has[other] for other in some)):
                return None
        hours[one] = sum(stop - start for (start, stop), who in zip(spans, holders, strict=True) if who == one)
    each: int = 1 + max([*stated["contract"], *(stop - start for start, stop in spans)])
    away = sum(abs(held - due) for held, due in zip(hours, stated["contract"], strict=True))
    return each * sum(who is not None for who in holders) - int(away)


@pytest.mark.parametrize("seed", range(5))
def test_the_best_of_all_rosters(seed: int, tmp_path: Path) -> None:
    stated = roster(seed)
    file = tmp_path / f"tiny-{seed}.dzn"
    file.write_text(text(stated))
    told, solution = planned("roster_expertise", file, tmp_path)
    found = [worth(stated, holders) for holders in product([None, *range(EMPLOYEES)], repeat=SHIFTS)]
    best = max(one for one in found if one is not None)
    assert (told["status"], told["value"], told["bound"], told["published"]) == ("optimal", best, best, None)
    holders = [
        next((int(who) - 1 for who, shifts in solution["assign"].items() if shift in shifts), None)
        for shift in range(1, SHIFTS + 1)
    ]
    assert worth(stated, tuple(holders)) == best
