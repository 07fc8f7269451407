"""Words typed into a dialog, kept in the office file until they are saved or given up: a lock or a crash loses none."""

from __future__ import annotations

from collections.abc import Mapping

from victimplanner.domain.errors import PlannerError
from victimplanner.services.context import App
from victimplanner.services.drafts import discard_draft, draft_of, keep_draft
from victimplanner.ui.formats import day_and_time


class KeptWords:
    """This user's copy of one dialog about one record. What cannot be kept is left unkept: the words stay in view."""

    def __init__(self, app: App, case_id: str, about: str) -> None:
        """`about` names the dialog and the record it is about, without a name of anybody."""
        self._app = app
        self._case_id = case_id
        self._about = f"dialog/{about}"

    def earlier(self) -> tuple[str, Mapping[str, str]]:
        """Return when an earlier copy was kept, in words, and its words by field; ("", {}) when there is none."""
        draft = draft_of(self._app, self._about)
        return (day_and_time(draft.kept_at), draft.values) if draft is not None else ("", {})

    def keep(self, words: Mapping[str, str]) -> None:
        """Keep what is typed now; an earlier copy gives way."""
        try:
            keep_draft(self._app, self._case_id, self._about, words)
        except PlannerError:
            return

    def forget(self) -> None:
        """The words were saved, or given up."""
        try:
            discard_draft(self._app, self._about)
        except PlannerError:
            return
