"""Exporting a paper: what, for whom, why, with the page in view."""

from victimplanner.ui.screens.export.view import open_export

__all__ = ["open_export"]
