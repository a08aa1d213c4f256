"""The ordered goals of one model, and searches that know what a goal is about."""
