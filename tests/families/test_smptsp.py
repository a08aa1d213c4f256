"""Fixed tasks for the fewest people, beside a search that tries everything."""

import random
from itertools import combinations, product
from pathlib import Path

import pytest

from families.running import planned

Tasks = list[tuple[int, int]]


def instance(seed: int) -> tuple[Tasks, list[list[int]]]:
    """Six tasks, some of which end when others begin, and for each of four people what they may do."""
    rng = random.Random(seed)
    tasks = [
        (start, start + rng.choice([60, 120, 180])) for start in (rng.choice([0, 60, 120, 1380]) for _ in range(6))
    ]
    able = [sorted(rng.sample(range(6), rng.randint(2, 5))) for _ in range(3)]
    return tasks, [*able, list(range(6)), list(range(6))]


def text(tasks: Tasks, able: list[list[int]]) -> str:
    """The instance as a file of the family."""
    lines = ["# made here", "Type = 1", f"Jobs = {len(tasks)}", *(f"  {start:3} {end:4}" for start, end in tasks)]
    lines += [f"Qualifications = {len(able)}"]
    return "\n".join([*lines, *(f"{len(some):3}: {' '.join(map(str, some))}" for some in able), ""])


def clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fewest(tasks: Tasks, able: list[list[int]]) -> int | None:
    """The fewest people, everything tried; `None` if there are too few."""
    pairs = [pair for pair in combinations(range(len(tasks)), 2) if clash(*(tasks[one] for one in pair))]
    choices = [[who for who, some in enumerate(able) if task in some] for task in range(len(tasks))]
    sizes = [
        len(set(chosen)) for chosen in product(*choices) if not any(chosen[one] == chosen[two] for one, two in pairs)
    ]
    return min(sizes, default=None)


@pytest.mark.parametrize("seed", range(4))
def test_the_fewest_people(seed: int, tmp_path: Path) -> None:
    tasks, able = instance(seed)
    file = tmp_path / f"data_{seed}_small.dat"
    file.write_text(text(tasks, able))
    told, solution = planned("smptsp", file, tmp_path)
    least = fewest(tasks, able)
    assert (told["instance"], told["published"], told["value"]) == (f"data_{seed}_small", None, least)
    if least is not None:
        assert (told["status"], told["bound"]) == ("optimal", least)
        assign = {int(task): who for task, who in solution["assign"].items()}
        assert sorted(assign) == list(range(len(tasks)))
        assert len(set(assign.values())) == least
        assert all(task in able[who] for task, who in assign.items())
        held = combinations(assign, 2)
        assert not any(assign[one] == assign[two] and clash(tasks[one], tasks[two]) for one, two in held)
