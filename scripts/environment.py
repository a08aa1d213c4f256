"""A virtual environment with the project in it: made once, and brought up to date when what it must hold changes."""

import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "constraints.txt"
VERSION = platform.python_version()

if not (3, 11) <= sys.version_info < (3, 14):
    sys.exit(f"Python 3.11, 3.12 or 3.13 is needed, this is {VERSION}: try python3.13 {sys.argv[0]}")


def environment(name: str, extra: str = "", constraints: Path = PINNED) -> dict[str, str]:
    """Make the virtual environment `name` if need be; return the variables under which its programs are found first."""
    home = ROOT / name
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    variables = {**os.environ, "VIRTUAL_ENV": str(home), "PATH": os.pathsep.join([str(programs), os.environ["PATH"]])}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, everything starts several times faster
    variables.pop("PYTHONHOME", None)

    stamp = home / "installed.txt"
    there = stamp.read_text("utf-8").splitlines() if stamp.exists() else []
    wanted = [f"Python {VERSION}", str(home), extra]
    wanted += [line for file in (ROOT / "pyproject.toml", constraints) for line in file.read_text("utf-8").splitlines()]
    if there != wanted:
        print(f"Setting up {home}: a minute or two, this once", flush=True)
        venv.create(home, clear=bool(there) and there[:2] != wanted[:2], symlinks=os.name != "nt")
        stamp.unlink(missing_ok=True)
        pip = [sys.executable, "-m", "pip", "--python", str(home), "--disable-pip-version-check", "install", "--quiet"]
        project = ["--constraint", str(constraints), "--editable", f"{ROOT}[{extra}]" if extra else str(ROOT)]
        done = subprocess.run([*pip, "pip", *project], env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}\npip could not install the project into {home}: see above")
        stamp.write_text("\n".join(wanted), "utf-8")
    return variables
