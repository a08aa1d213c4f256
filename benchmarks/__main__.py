"""Run all that is measured, or instances of one family.

``python -m benchmarks all [PART...] [--shared DIR] [--sizes SIZE...] [--fresh]`` goes on where an earlier run with the
same code stopped, and writes what was seen as JSON, Markdown and a picture under ``benchmarks/results``.
``python -m benchmarks FAMILY FILE... [--seconds N] [--part VARIANT] [--out DIR]`` prints one JSON line for each file.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import families, running


def main() -> None:
    """Do what the command line asks for."""
    if sys.argv[1:2] in ([], ["all"]):
        every(sys.argv[2:])
    else:
        single()


def single() -> None:
    """Print one JSON line for each instance of some files."""
    asked = running.arguments().parse_args()
    for file in asked.files:
        for part in [asked.part] if asked.part else families.FAMILIES[asked.family].parts(file):
            print(json.dumps(running.measure(asked.family, file, asked.seconds, asked.out, part)), flush=True)


def every(arguments: list[str]) -> None:
    """Run all parts, or some, and write the table and the picture anew."""
    from benchmarks import drawing, lot, table
    from benchmarks.recorded import RESULTS

    parser = argparse.ArgumentParser(prog="python -m benchmarks all", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(lot.PARTS)}")
    parser.add_argument("--shared", type=Path, help="the folder of the given instances, one folder a family")
    parser.add_argument("--sizes", nargs="+", choices=lot.NAMES, default=lot.NAMES, help="of the staffing family")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where what was seen is kept")
    parser.add_argument("--fresh", action="store_true", help="forget what was seen before")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(lot.PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(lot.PARTS)}")
    asked.results.mkdir(parents=True, exist_ok=True)
    parts = asked.parts or list(lot.PARTS)
    if asked.fresh:
        for one in lot.kept_in(parts):
            (asked.results / f"{one}.json").unlink(missing_ok=True)
    try:
        lot.everything(lot.Asked(asked.shared, tuple(asked.sizes), asked.results), parts)
    finally:
        seen = table.seen(asked.results)
        table.write(seen, asked.results)
        drawing.write(seen, asked.results)


if __name__ == "__main__":
    main()
