"""Why something cannot be: reasons, days that no plan can serve, conflicts.

All of it is computed apart from the production model.
"""
