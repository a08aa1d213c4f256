"""How a plan is found: settings and limits, one room for each way of searching, and the reading of a plan."""
