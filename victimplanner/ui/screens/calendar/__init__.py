"""The calendar of the office: what stands on which day, what clashes, who must be told."""
