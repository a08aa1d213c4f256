"""Reasons, days that no plan can serve, conflicts."""
