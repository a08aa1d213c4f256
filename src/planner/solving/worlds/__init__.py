"""Small worlds: some activities solved anew, while the rest of a plan is held."""
