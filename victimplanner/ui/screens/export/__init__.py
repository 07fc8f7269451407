"""Exporting a paper: what, for whom, why, with the page in view."""

from victimplanner.ui.screens.export.view import ExportDialog, open_export

__all__ = ["ExportDialog", "open_export"]
