"""What an office says of itself and sets for itself, the days it counts by and the rules in use."""
