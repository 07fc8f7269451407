"""The composition root: a window without arguments, the command line with them. Nothing else is decided here."""

from __future__ import annotations

from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Start the window, or run the command named; return the exit code.

    Each side is imported only when wanted: the window paints before the database code loads, and the command line
    needs no window toolkit.
    """
    if arguments:
        from victimplanner.cli import run_command

        return run_command(arguments)
    from victimplanner.ui.start import run_window

    return run_window()
