"""One search, its limits, and how it is stopped."""
