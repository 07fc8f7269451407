"""What stands against sending a letter besides what it says: its way, its meeting, and a second person's look."""

from __future__ import annotations

from victimplanner.documents.render import content_sha256
from victimplanner.documents.variants import cut_for
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperCheck, Variant
from victimplanner.services.context import App
from victimplanner.services.paper_making import PaperOrder

WAYS_OF_A_LETTER = (Channel.LETTER, Channel.EMAIL, Channel.THROUGH_SUPPORTER, Channel.THROUGH_POLICE)


def letter_stops(app: App, order: PaperOrder, channel: Channel) -> list[Problem]:
    """List why a letter of this meeting may not go now, the contact gate apart. Empty: it may."""
    if order.meeting is None:
        return []
    # As cut for her: a name or an address in the words for the place would leave a gap in the letter.
    cut = cut_for(order.file, order.meeting, order.issue.variant, is_letter=order.spec.is_letter)
    problems = list(order.spec.meeting_problems(cut.file, cut.meeting or order.meeting, app.today))
    if channel not in WAYS_OF_A_LETTER and order.issue.variant is not Variant.FILE:
        message = (
            "A letter goes by post, by e-mail, through her supporter or through the police. It was not issued. "
            "Choose how it goes."
        )
        problems.append(Problem("channel", message))
    if order.spec.needs_second_check and second_look_at(app, order) is None:
        message = (
            "Nobody else has read this letter as it stands now. It was not issued. "
            "Ask a colleague to open it here and record that it was checked."
        )
        problems.append(Problem("second_check", message))
    return problems


def second_look_at(app: App, order: PaperOrder) -> PaperCheck | None:
    """Return the newest look at exactly this text by somebody else than the present user, None without one.

    The copies of a letter say the same, so that one look holds for each; a changed text needs another.
    """
    content = content_of(order)
    with app.read() as uow:
        looks = uow.find(PaperCheck, witness_id=order.file.witness.id, kind=order.kind)
    fitting = [
        look
        for look in looks
        if look.meeting_id == order.meeting_id
        and look.content_sha256 == content
        and look.checked_by != app.user.display_name
    ]
    return max(fitting, key=lambda look: look.checked_at, default=None)


def content_of(order: PaperOrder) -> str:
    """Return the hash of what the paper says as things stand now."""
    return content_sha256(order.spec, order.file, order.meeting, order.issue, order.facts)
