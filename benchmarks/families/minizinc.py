"""Data files of MiniZinc: names with numbers, arrays, tables and sets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

VALUES = {"true": True, "false": False}


def stated(file: Path) -> dict[str, Any]:
    """What a data file says, by name: tables as lists of rows, sets as lists."""
    told = re.sub(r"%.*", "", file.read_text())
    parts = (one.partition("=") for one in told.split(";"))
    return {name.strip(): _value(text.strip()) for name, _, text in parts if name.strip()}


def _value(text: str) -> Any:
    if text.startswith("[|"):
        rows = text.strip("[]").strip("|").split("|")
        return [[_value(one) for one in row.split(",") if one.strip()] for row in rows]
    if text.startswith("["):
        found = re.findall(r"\{[^}]*\}|[^,{}\[\]]+", text)
        return [_value(one.strip()) for one in found if one.strip()]
    if text.startswith("{"):
        return [_value(one.strip()) for one in text.strip("{}").split(",") if one.strip()]
    return VALUES[text.strip()] if text.strip() in VALUES else int(text)
