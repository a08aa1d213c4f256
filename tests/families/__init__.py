"""The benchmarks' adapters, run as a user would run them."""
