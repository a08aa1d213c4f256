"""Set up `.venv` and plan the director's year: `python3 scripts/plan_year.py`."""

import subprocess
import sys

from environment import ROOT, environment

SHORTAGES = 1  # a plan that leaves needs open is a plan: the year has days that nobody can staff

planner = ["planner", "solve", "examples/director-2020/problem.yaml"]
status = subprocess.run(planner, cwd=ROOT, env=environment(".venv"), check=False).returncode
sys.exit(0 if status == SHORTAGES else status)
