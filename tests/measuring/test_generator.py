"""Our own staffing instances: the same from the same seed, of the density asked for, and of the given family's kind."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from benchmarks.generator import DAY, generated
from benchmarks.instances import stated
from benchmarks.sizes import SIZES, Size

SMALLER = [size for size in SIZES if size.tasks <= 2000]


def of(size: Size, seed: int) -> dict[str, Any]:
    return generated(size.tasks, size.staff, size.days, seed, tightness=size.tightness, bump=size.bump)


def heads(instance: dict[str, Any]) -> int:
    return sum(one["count"] for task in instance["tasks"] for one in task["demands"])


def test_the_same_seed_gives_the_same_instance() -> None:
    assert of(SIZES[1], 7) == of(SIZES[1], 7) != of(SIZES[1], 8)


@pytest.mark.parametrize("size", SMALLER, ids=lambda size: size.name)
def test_as_much_is_asked_for_as_was_said(size: Size) -> None:
    densities = [heads(of(size, seed)) / size.staff / size.days for seed in range(5)]
    assert sum(densities) / 5 == pytest.approx(size.tightness, rel=0.1)


@pytest.mark.parametrize("size", SMALLER, ids=lambda size: size.name)
def test_nobody_is_asked_for_whom_nobody_could_replace(size: Size) -> None:
    instance = of(size, 3)
    for task in instance["tasks"]:
        for one in task["demands"]:
            able = [
                person["id"]
                for person in instance["staff"]
                if one["role"] in person["roles"] and set(one["skills"]) <= set(person["skills"])
            ]
            assert len(able) >= max(one["count"], 2)


def test_the_last_days_are_fuller_and_weekends_quieter() -> None:
    size = SIZES[2]
    count = Counter(task["start"] // DAY for task in of(size, 1)["tasks"])
    first = 12  # of May 2026, a Tuesday
    weekdays = [day for day in range(size.days) if (first + day + 3) % 7 < 5]  # 10 May was a Sunday
    usual = [count[day] for day in weekdays if day < size.days - 8]
    last = [count[day] for day in weekdays if day >= size.days - 8]
    quiet = [count[day] for day in range(size.days - 8) if day not in weekdays]
    assert sum(last) / len(last) == pytest.approx(1.8 * sum(usual) / len(usual), rel=0.15)
    assert sum(quiet) / len(quiet) == pytest.approx(0.3 * sum(usual) / len(usual), rel=0.25)


def test_absences_are_in_order_and_apart() -> None:
    for person in of(SIZES[2], 1)["staff"]:
        assert all(first < end for first, end in person["absences"])
        assert all(one[1] < other[0] for one, other in pairwise(person["absences"]))


def test_half_of_the_tasks_may_move_by_three_working_days(tmp_path: Any) -> None:
    file = SIZES[2].written(tmp_path, 1)
    plain, moved = stated(file, "fixed"), stated(file, "movable")
    assert plain["tasks"] == of(SIZES[2], 1)["tasks"]
    free = [task for task in moved["tasks"] if "starts" in task]
    assert len(free) == len(moved["tasks"]) // 2
    for task in free:
        own, *later = task["starts"]
        assert own == task["start"]
        assert len(later) <= 3
        assert all((start // DAY + 12 + 3) % 7 < 5 and start % DAY == own % DAY for start in later)
        assert later == sorted(later)
        assert all(own < start <= own + 5 * DAY for start in later)
    assert Counter(len(task["starts"]) for task in free)[4] > 0.8 * len(free)
    assert max(len(task["starts"]) for task in stated(file, "movable-5")["tasks"] if "starts" in task) == 6
    with pytest.raises(ValueError, match="'moveable'"):
        stated(file, "moveable")
