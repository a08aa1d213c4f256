"""What is wrong with a file is told to whoever has it; but not what stands in absences, if others will read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from planning.confidential import AUDIENCES, READABLE, confidential, confidential_facts, reasons_in

import planner
from planner import InputError
from planner.facts.staff import Audience

SECRET = "chemotherapy"
SLIPS: dict[str, Any] = {
    "a misspelt key": {"from": "2020-06-15", "reson": SECRET},
    "a key that is the reason": {"from": "2020-06-15", SECRET: True},
    "a list": {"from": "2020-06-15", "reason": [SECRET]},
    "a text where days are expected": {"from": SECRET},
    "an audience that there is not": {"from": "2020-06-15", "seen_by": SECRET},
    "a recurrence": {"every": SECRET},
    "a text alone": SECRET,
    "no days": {"reason": SECRET},
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_fault_of_an_absence_quotes_it(tmp_path: Path, slip: str, audience: Audience) -> None:
    facts = confidential_facts()
    facts["staff"][1]["absences"].append(SLIPS[slip])
    facts["staff"][2]["roles"] = [["lawyer"]]
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(facts, indent=1))
    with pytest.raises(InputError) as whole:
        planner.load(file)
    with pytest.raises(InputError) as error:
        planner.load(file, audience=audience)
    assert [one.line for one in error.value.faults] == [one.line for one in whole.value.faults]
    first, other = (str(one) for one in error.value.faults)
    assert "a list stands where text is expected" in other
    if audience == "hr":
        assert str(error.value) == str(whole.value)
        return
    assert SECRET not in first
    assert (
        "staff[1].absences[1]: something is wrong with this absence. Read the file for hr, and the fault is told."
        in first
    )


@pytest.mark.parametrize(
    "text", ["reason: !surgery x", "reason: *surgery", "{reason: a, reason: surgery}", "reason: surgery\n    reason: b"]
)
def test_nor_does_a_fault_of_its_writing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "problem.yaml"
    start = "format: planner-problem/1\nhorizon: {from: 2020-01-01, to: 2020-01-31}\nstaff:\n- id: ana\n  absences:\n"
    file.write_text(f"{start}  - from: 2020-01-02\n    {text}\n" if text[0] != "{" else f"{start}  - {text}\n")
    with pytest.raises(InputError) as error:
        planner.load(file, audience="all")
    assert "surgery" not in str(error.value)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_read_for_an_audience_is_theirs(tmp_path: Path, audience: Audience) -> None:
    file = tmp_path / "problem.json"
    confidential().save(file)
    told = planner.load(file, audience=audience)
    assert told == planner.load(file).for_(audience)
    assert reasons_in(told.model_dump_json()) == READABLE[audience]
