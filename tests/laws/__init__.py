"""Laws that every rule keeps, held on random problems against readings of the facts that share no code with ours."""
