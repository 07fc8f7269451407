"""Finished papers on screen and on paper: pages as pictures and words, the view of them, and the way to a printer."""

from victimplanner.ui.pdf.pages import PdfPages, page_text
from victimplanner.ui.pdf.preview import PagePreview

__all__ = ["PagePreview", "PdfPages", "page_text"]
