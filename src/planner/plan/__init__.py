"""What comes out: plain values that anyone can judge without the solver."""
