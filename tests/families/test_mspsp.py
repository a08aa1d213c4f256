"""Multi-skill projects: the least makespan, beside a search that tries everything."""

import random
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from families.running import planned

PEOPLE, SKILLS = 3, 2


def project(seed: int) -> dict[str, Any]:
    """Three activities between two that only begin and end, one of them without a need now and then."""
    rng = random.Random(seed)
    mastery = [[True, False], [rng.random() < 0.5, True], [True, rng.random() < 0.5]]
    asked = [[rng.randint(0, 1), rng.randint(0, 1)] for _ in range(3)]
    order = [(1, 2), (1, 3), (1, 4), (2, 5), (3, 5), (4, 5)]
    order += rng.sample([(2, 3), (2, 4), (3, 4)], 1)
    lasts = [0, *(rng.randint(1, 3) for _ in range(3)), 0]
    return {"lasts": lasts, "asked": [[0, 0], *asked, [0, 0]], "mastery": mastery, "order": order}


def text(stated: dict[str, Any]) -> str:
    """The project as a data file."""

    def table(rows: list[list[Any]]) -> str:
        return "[| " + "\n\t| ".join(",".join(map(str, row)).lower() for row in rows) + ", |]"

    return "\n".join(
        [
            "% seed = 1",
            f"mint = 0;\n% maxt = 9;\nnActs = 5;\ndur = {stated['lasts']};",
            f"nSkills = {SKILLS};\nsreq = {table(stated['asked'])};\nnResources = {PEOPLE};",
            f"mastery = {table(stated['mastery'])};\nnPrecs = {len(stated['order'])};",
            f"pred = {[one for one, _ in stated['order']]};\nsucc = {[other for _, other in stated['order']]};",
            "USEFUL_RES = [{},\n\t{1,2,3},\n\t{1,2,3},\n\t{},\n\t{}];",
        ]
    )


def teams(stated: dict[str, Any], activity: int) -> list[tuple[frozenset[int], ...]]:
    """Every way to staff an activity: for each skill, who serves it."""
    sides = []
    for skill, heads in enumerate(stated["asked"][activity]):
        able = [who for who in range(PEOPLE) if stated["mastery"][who][skill]]
        sides.append([frozenset(some) for some in combinations(able, heads)])
    return [one for one in product(*sides) if sum(map(len, one)) == len(frozenset().union(*one))]


def makespan(stated: dict[str, Any]) -> int | None:
    """The least makespan, everything tried; `None` if an activity cannot be staffed."""
    lasts: list[int] = stated["lasts"]
    staffed = [teams(stated, one) for one in (1, 2, 3)]
    if not all(staffed):
        return None
    best = sum(lasts)
    for starts in product(range(best), repeat=3):
        spans = [(start, start + lasts[one]) for one, start in enumerate(starts, start=1)]
        ordered = all(spans[b - 2][0] >= spans[a - 2][1] for a, b in stated["order"] if a > 1 and b < 5)
        end = max(end for _, end in spans)
        if not ordered or end >= best:
            continue
        pairs = [(i, j) for i, j in ((0, 1), (0, 2), (1, 2)) if spans[i][0] < spans[j][1] and spans[j][0] < spans[i][1]]
        people = [[frozenset().union(*team) for team in some] for some in staffed]
        if any(not any(chosen[i] & chosen[j] for i, j in pairs) for chosen in product(*people)):
            best = end
    return best


@pytest.mark.parametrize("seed", range(4))
def test_the_least_makespan(seed: int, tmp_path: Path) -> None:
    stated = project(seed)
    file = tmp_path / f"project-{seed}.v1.dzn"
    file.write_text(text(stated))
    told, solution = planned("mspsp", file, tmp_path)
    best = makespan(stated)
    assert (told["instance"], told["published"]) == (f"project-{seed}.v1", None)
    if best is None:
        assert told["status"] == "impossible"
        assert told["value"] is None
        return
    assert (told["status"], told["value"], told["bound"]) == ("optimal", best, best)

    spans = {int(one): (start, start + stated["lasts"][int(one) - 1]) for one, start in solution["start"].items()}
    assert max(end for _, end in spans.values()) == best
    assert all(spans[b][0] >= spans[a][1] for a, b in stated["order"] if a > 1 and b < 5)
    busy = []
    for one, skills in solution["assign"].items():
        for skill, heads in enumerate(stated["asked"][int(one) - 1], start=1):
            people = skills.get(str(skill), [])
            assert len(people) == heads
            assert all(stated["mastery"][who - 1][skill - 1] for who in people)
            busy += [(who, *spans[int(one)]) for who in people]
    assert not any(
        one[0] == other[0] and one[1] < other[2] and other[1] < one[2] for one, other in combinations(busy, 2)
    )
