"""One paper for every witness of a list: a file for each, and what was refused and why."""
