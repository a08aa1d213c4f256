"""The public holidays of one country, without loading all others.

The holidays library loads a country when it is asked for, but through a package that imports all two hundred and
fifty: that takes fifteen times as long as the one, and a tenth of a short call.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

COUNTRIES = "holidays.countries"


def holidays_of(country: str, subdivision: str | None = None, language: str | None = None) -> HolidayBase:
    """The public holidays of a country or one of its subdivisions, with their names in a language it has.

    Raises
    ------
    NotImplementedError
        If the library does not know the country or the subdivision.
    """
    import holidays

    module = None if COUNTRIES in sys.modules else _alone(country)
    if module is None:
        return holidays.country_holidays(country, subdiv=subdivision, language=language)
    found: HolidayBase = getattr(module, country)(subdiv=subdivision, language=language)
    return found


@cache
def _alone(country: str) -> ModuleType | None:
    """The module of a country, loaded without its package; `None` if the library does not keep it where it used to."""
    import holidays
    from holidays import registry

    module = next((one for one, (_, *codes) in registry.COUNTRIES.items() if country in codes), None)
    folder = Path(holidays.__file__).parent / COUNTRIES.rpartition(".")[2]
    spec = module and PathFinder.find_spec(f"{COUNTRIES}.{module}", [str(folder)])
    if not spec or spec.loader is None:
        return None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found
