"""What others would write for the staffing family, without us: `python -m benchmarks.baselines PROGRAM FILE`."""
