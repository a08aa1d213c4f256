"""One requirement a file, told three times: to the solver (`build`), to the checker (`check`), to a person (`say`)."""
