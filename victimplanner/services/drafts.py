"""Recovery copies of what is being typed, so that a crash or a lock loses nothing. One copy per form and user."""

from __future__ import annotations

from collections.abc import Mapping

from victimplanner.domain.meeting_record import Draft
from victimplanner.services.context import App


def keep_draft(app: App, case_id: str, subject_id: str, values: Mapping[str, str]) -> Draft:
    """Keep `values` as this user's copy of the form about `subject_id`; an earlier copy gives way.

    The same values again are not written again. Raises: StorageProblem when the copy cannot be kept.
    """
    earlier = draft_of(app, subject_id)
    if earlier is not None and earlier.values == dict(values):
        return earlier
    with app.change("draft.keep") as uow:
        if earlier is not None:
            return uow.save(earlier.model_copy(update={"values": dict(values), "kept_at": app.now}))
        draft = Draft(
            case_id=case_id, subject_id=subject_id, user_login=app.user.login, kept_at=app.now, values=dict(values)
        )
        return uow.add(draft)


def draft_of(app: App, subject_id: str) -> Draft | None:
    """Return this user's copy of the form about `subject_id`, None if there is none."""
    with app.read() as uow:
        return next(iter(uow.find(Draft, subject_id=subject_id, user_login=app.user.login)), None)


def discard_draft(app: App, subject_id: str) -> None:
    """Drop this user's copy of the form about `subject_id`, as after it was saved or turned down."""
    draft = draft_of(app, subject_id)
    if draft is None:
        return
    with app.change("draft.discard") as uow:
        uow.delete(draft)
