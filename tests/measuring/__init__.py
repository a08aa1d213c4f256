"""What the benchmarks stand on: their instances, the programs they measure against, and what they make of figures."""
