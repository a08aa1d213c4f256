"""Laws of ways out: what they promise, and that none is cheaper, with the checker and raw facts alone."""
