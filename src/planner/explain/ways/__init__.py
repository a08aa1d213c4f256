"""The sorts of ways out, one a file: what each proposes for a certificate."""
