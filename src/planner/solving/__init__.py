"""Settings, searches by several solvers, the ordered goals, long plans in parts, and the reading of a plan."""
