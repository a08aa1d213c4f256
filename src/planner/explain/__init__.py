"""Why something cannot be: reasons, days that no plan can serve, conflicts. Computed apart from the production model."""
