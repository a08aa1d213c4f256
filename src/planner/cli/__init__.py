"""The command line: the same few calls, in the same words.

Exit codes: 0 all needs covered, or a clean check; 1 a plan with shortages, or a check that found violations; 2 bad
input, or an output that could not be written; 3 stopped with no plan; 4 impossible; 70 a mistake of planner's own.

Standard output carries what was asked for, standard error all else.
"""

from planner.cli.main import app as app
from planner.cli.main import main as main
