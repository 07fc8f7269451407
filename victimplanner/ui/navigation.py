"""Where a screen asks to go. Screens never import one another; the main window carries them there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Destination:
    """A place in the program: a page of the rail, or a tab of a case with the witness and the thing to act on.

    `page`: "worklist", "cases", "case". `tab`: "overview", "measures", "meeting". `part` narrows it further, for
    instance a measure id, or "plan" and "record" of a meeting.
    """

    page: str
    case_id: str = ""
    witness_id: str = ""
    tab: str = ""
    subject_id: str = ""
    part: str = ""
