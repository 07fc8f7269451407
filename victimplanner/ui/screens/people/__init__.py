"""The directory of people the office works with: their details, where they are named, when they are away."""
