"""Questions that are solves of changed facts."""
