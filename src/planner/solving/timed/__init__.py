"""Plans that choose among a few times: task by task, found without a model of the whole."""
