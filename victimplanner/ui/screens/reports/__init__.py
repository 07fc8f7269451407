"""Reports: how the office does by its own figures, and the list behind every number."""
