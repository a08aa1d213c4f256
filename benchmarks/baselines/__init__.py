"""What others would write for the staffing family, without the planner: `python -m benchmarks.baselines PROGRAM FILE`."""
