"""The judge of staffing solutions: one hand-made instance, kept and broken in every way."""

from typing import Any

import pytest

from benchmarks.instances import DAY, judged, total_weight

TOLD: dict[str, Any] = {
    "meta": {"max_per_day": 2, "epoch": "2026-06-01T00:00:00"},
    "staff": [
        {"id": "a", "roles": ["cook"], "skills": ["soup"], "absences": [[DAY, 2 * DAY]]},
        {"id": "b", "roles": ["cook", "waiter"], "skills": [], "absences": []},
    ],
    "tasks": [
        {"id": "t0", "start": 0, "end": 60, "weight": 5, "demands": [{"role": "cook", "count": 2, "skills": []}]},
        {
            "id": "t1",
            "start": 60,
            "end": 120,
            "weight": 3,
            "demands": [{"role": "cook", "count": 1, "skills": ["soup"]}],
        },
        {"id": "t2", "start": 90, "end": 150, "weight": 2, "demands": [{"role": "waiter", "count": 1, "skills": []}]},
        {"id": "t3", "start": 200, "end": 260, "weight": 1, "demands": [{"role": "cook", "count": 1, "skills": []}]}
        | {"starts": [200, 200 + DAY]},
    ],
}
GOOD = {"t0/0/0": "a", "t0/0/1": "b", "t1/0/0": "a", "t2/0/0": "b"}


def test_what_is_kept_is_counted() -> None:
    assert total_weight(TOLD) == 16
    assert judged(TOLD, {"assign": GOOD}) == (1, 1, 8, ())
    assert judged(TOLD, {"assign": {}}) == (16, 5, 0, ())
    assert judged(TOLD, {"assign": GOOD | {"t3/0/0": "b"}, "starts": {"t3": 200 + DAY}}) == (0, 0, 13, ())


@pytest.mark.parametrize(
    ("assign", "starts", "fault"),
    [
        ({"t3/0/0": "b"}, {}, "b begins 3 on day 0"),
        ({"t3/0/0": "a"}, {"t3": 200 + DAY}, "t3: a is away"),
        ({"t3/0/0": None}, {"t3": 300}, "t3 cannot start at 300"),
        ({"t1/0/0": "b", "t0/0/1": None}, {}, "t1: b lacks soup"),
        ({"t1/0/0": "b", "t0/0/1": None}, {}, "b is twice at minute 90"),
        ({"t2/0/0": "a", "t0/0/0": None}, {}, "t2: a is no waiter"),
        ({"t0/0/1": "a", "t1/0/0": None}, {}, "a is twice at minute 0"),
        ({"t9/0/0": "a"}, {}, "no such head: t9/0/0"),
        ({"t0/0/0": "z"}, {}, "t0: z is nobody"),
    ],
)
def test_what_is_broken_is_named(assign: dict[str, str | None], starts: dict[str, int], fault: str) -> None:
    assert fault in judged(TOLD, {"assign": GOOD | assign, "starts": starts}).faults
