"""Facts become dated occurrences and open minutes. Pure functions in front of the model; no solver here.

Inside, time is whole minutes since 1970 in UTC, and spans are half-open: a day with a clock change has 23 or
25 hours of its own accord.
"""
