"""Settings, one search, the ordered goals, and the reading of a plan out of them."""
