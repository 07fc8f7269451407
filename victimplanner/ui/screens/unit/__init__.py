"""What a unit sets for itself: limits that the law leaves open, and measures that are not to be had in the area."""
