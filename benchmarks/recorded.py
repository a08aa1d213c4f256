"""What was seen of public instances, kept from run to run: an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import families, running
from benchmarks.process import ROOT

RESULTS = Path(__file__).parent / "results"


def rows(family: str, files: list[Path], seconds: float, results: Path = RESULTS) -> Iterator[dict[str, Any]]:
    """What the runner tells of every instance of some files; of those seen with the same code, what it told then.

    Each row also holds the machine's load when it began: figures seen on a busy machine are no better than it is.

    Parameters
    ----------
    family
        The name of the family.
    files
        Its files.
    seconds
        The limit of each plan.
    results
        The folder where the rows are kept, one file a family.
    """
    kept = results / f"{family}.json"
    known: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
    code = _fingerprint(seconds)
    if known.get("code") != code:
        known = {"code": code, "seconds": seconds, "cores": len(os.sched_getaffinity(0)), "rows": {}}
    for file in files:
        for part in families.FAMILIES[family].parts(file):
            key = f"{file.name}#{part}" if part else file.name
            if key not in known["rows"]:
                load = round(os.getloadavg()[0], 1)
                known["rows"][key] = {**running.measure(family, file, seconds, None, part), "load": load}
                kept.write_text(json.dumps(known, indent=1) + "\n")
            yield known["rows"][key]


def _fingerprint(seconds: float) -> str:
    """What the figures depend on: the code of the package and of the families, and the limit."""
    found = hashlib.sha256(f"{seconds}".encode())
    for file in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "benchmarks" / "families").glob("*.py")]):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]
