"""Set up `.venv-dev` and run every gate: `python3 scripts/check.py`, or some by name: `... check.py lint types`.

`--lowest` runs the tests on the lower bounds of pyproject.toml instead, in `.venv-lowest`.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from environment import ROOT, environment

SIDE_BY_SIDE = ["pytest", "-n", "auto", "--dist", "loadfile", "-m", "not long and not alone"]  # a file remembers cases
MEASURED = ["--cov", "--cov-report=", "--cov-fail-under=0"]  # coverage is judged once all have run
GATES = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "arrows": ["lint-imports", "--no-logo"],
    "dependencies": ["deptry", "src"],
    "notebooks": ["nbstripout", "--verify", *map(str, sorted(ROOT.glob("notebooks/*.ipynb")))],
    "laws": [*SIDE_BY_SIDE, "tests/laws"],  # so many that to measure them would take too long
    "tests": [*SIDE_BY_SIDE, "--ignore=tests/laws", *MEASURED],
    "clock": ["pytest", "-m", "alone and not long", "--cov", "--cov-append"],
}


def passes(gate: list[str], variables: dict[str, str]) -> bool:
    """Run one gate, and say which and how long."""
    print(f"\n=== {' '.join(gate)}", flush=True)
    began = time.perf_counter()
    status = subprocess.run(gate, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, check=False).returncode
    print(f"=== {'passed' if status == 0 else 'FAILED'} in {time.perf_counter() - began:.1f} s", flush=True)
    return status == 0


def lowest() -> Path:
    """Write the lower bounds of the dependencies, and of what the examples need besides, as constraints."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [*project["dependencies"], *project["optional-dependencies"]["examples"]]
    floors = [bounds.split(",")[0].replace(">=", "==") for bounds in stated]
    file = ROOT / ".lowest.txt"
    file.write_text("\n".join(floors), "utf-8")
    return file


def main() -> None:
    """Run the gates, all of them whatever fails, and tell which failed."""
    parser = argparse.ArgumentParser(description="Run the gates.")
    parser.add_argument("gates", nargs="*", metavar="gate", help=f"of {', '.join(GATES)}; all if left out")
    parser.add_argument("--lowest", action="store_true", help="the tests, on the lower bounds of the dependencies")
    asked = parser.parse_args()
    if unknown := set(asked.gates) - set(GATES):
        parser.error(f"no such gate: {', '.join(sorted(unknown))}; there are {', '.join(GATES)}")
    if asked.lowest:
        variables, names = environment(".venv-lowest", "test", lowest()), ["laws", "tests", "clock"]
    else:
        variables, names = environment(".venv-dev", "dev"), asked.gates or list(GATES)
    failed = [name for name in names if not passes(GATES[name], variables)]
    print(f"\n{len(names) - len(failed)} of {len(names)} gates passed")
    if failed:
        sys.exit(f"FAILED: {', '.join(failed)}")


if __name__ == "__main__":
    main()
