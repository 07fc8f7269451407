"""Readiness for the first hearing: what is there, what is missing and who owes it, of one case or of all."""
