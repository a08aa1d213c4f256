"""What the user states: staff, calendar, activities, when, needs. Frozen values that know no solver."""
