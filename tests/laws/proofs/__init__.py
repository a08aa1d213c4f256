"""Laws of the proofs that some activities cannot all be held, with the checker and raw facts alone."""
