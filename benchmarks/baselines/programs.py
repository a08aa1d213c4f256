"""The programs beside the planner, each a module here, and what is said of them."""

PROGRAMS = {
    "greedy": "a greedy pass",
    "cpsat": "the model one writes by hand, CP-SAT with 2 workers",
    "mip": "the same as a MIP, HiGHS",
}
