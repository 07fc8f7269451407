"""The Live link tab of a case: slots, place and people, steps, who sees whom; apart from the court's direction."""
