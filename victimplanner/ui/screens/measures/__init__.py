"""Special measures of one witness: grounds, deadline, four dated facts for each measure, and what to do about them."""
