"""What ways out cost: every kind has a price, the README tells it, the published schema knows each name."""

import re
from pathlib import Path
from typing import get_args

from planner import Problem
from planner.facts.prices import PRICES, PriceName, RepairKind, prices_of

README = Path(__file__).parents[2] / "README.md"


def test_every_kind_has_a_price_and_the_readme_tells_it() -> None:
    assert list(PRICES) == list(get_args(RepairKind))
    told = README.read_text(encoding="utf-8").partition("Ways out are made")[2].partition("## On the command line")[0]
    priced: dict[str, float] = {}
    for sentence in re.split(r"\.\s", told):
        names: list[str] = []
        for name, price in re.findall(r"`(\w+)`,?(?: +(\d+))?", sentence.replace("\n", " ")):
            names.append(name)
            if price:
                priced |= dict.fromkeys(names, float(price))
                names.clear()
    assert {kind: priced[kind] for kind in PRICES} == PRICES
    assert set(get_args(PriceName)) <= {*re.findall(r"`(\w+)`", told)}


def test_move_may_be_written_move_day() -> None:
    assert prices_of({"move_day": 7}) == prices_of({"move": 7}) == {**PRICES, "move": 7}


def test_the_schema_knows_every_name() -> None:
    schema = Problem.model_json_schema()["properties"]["prices"]
    assert set(schema["propertyNames"]["enum"]) == set(get_args(PriceName))
