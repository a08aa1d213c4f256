"""Plans whose times are all given: who sits where, found without a model of the whole."""
