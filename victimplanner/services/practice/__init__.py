"""The practice office: forty invented cases in every stage, to learn with and to show."""

from victimplanner.services.practice.filling import PRACTICE_PEOPLE, fill_practice, practice_records

__all__ = ["PRACTICE_PEOPLE", "fill_practice", "practice_records"]
