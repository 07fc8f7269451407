"""One case, one witness at a time: the case panel, the overview, and the tabs that others add."""
