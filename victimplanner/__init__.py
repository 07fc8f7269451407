"""VictimPlanner: meetings, special measures and Victims' Code duties for complainants."""
