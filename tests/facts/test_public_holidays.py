"""One country's holidays, loaded alone, are those that the library gives."""

import json
import subprocess
import sys
from typing import Any

import pytest

from planner.facts.public_holidays import holidays_of

EVERY_COUNTRY = """
import json, sys
import holidays
from holidays.registry import COUNTRIES
from planner.facts.public_holidays import holidays_of

YEAR = 2026
codes = [code for _, *codes in COUNTRIES.values() for code in codes]  # a few warn that they are renamed

def told(country, loaded):
    days = loaded(country)
    _ = [days.get(f"{YEAR}-01-01")]
    return sorted(map(str, days)), sorted(days.values()), sorted(days.subdivisions), list(days.supported_languages)

alone = {code: told(code, holidays_of) for code in codes}
package = {code: told(code, holidays.country_holidays) for code in codes}
after = {code: told(code, holidays_of) for code in codes[:3]}
print(json.dumps({
    "codes": len(codes),
    "different": [code for code in codes if alone[code] != package[code]],
    "after": [code for code in after if after[code] != package[code]],
    "days": sum(len(days) for days, *_ in alone.values()),
}))
"""

FRANCE_ALONE = """
import sys
from planner.facts.public_holidays import holidays_of

print(holidays_of("FR", "57", "fr")["2020-04-10"], "holidays.countries" in sys.modules)
"""


def output_of(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_every_country_is_the_same_as_through_its_package() -> None:
    told: dict[str, Any] = json.loads(output_of(EVERY_COUNTRY))
    assert told["codes"] > 500
    assert told["days"] > 5000
    assert told["different"] == []
    assert told["after"] == []


def test_one_country_does_not_load_the_others() -> None:
    assert output_of(FRANCE_ALONE) == "Vendredi saint False"


@pytest.mark.parametrize("country", ["XX", "", "fr"])
def test_a_country_that_nobody_knows(country: str) -> None:
    with pytest.raises(NotImplementedError):
        holidays_of(country)


def test_a_subdivision_that_the_country_lacks() -> None:
    with pytest.raises(NotImplementedError):
        holidays_of("FR", "Texas")
