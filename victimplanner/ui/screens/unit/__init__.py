"""What a unit sets for itself, the days it counts by and the rules in use; every change shows what it moves first."""
