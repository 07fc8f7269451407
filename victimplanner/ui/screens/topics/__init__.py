"""What meetings cover and what they must not, as this office words it."""
