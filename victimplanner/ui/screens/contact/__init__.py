"""The Contact tab of a case: what she wants, who supports her, every contact, and the questions of supporters."""
