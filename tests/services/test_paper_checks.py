"""The second look: a letter goes only when somebody else read exactly this text, and only by a way that is safe."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.services.finding import again, without_meeting
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.errors import NotAllowed, RuleBroken
from victimplanner.domain.issued import PaperCheck, PaperKind, Variant
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.people import CaseRole, Person, UserRole
from victimplanner.services import meetings
from victimplanner.services.cases import name_person
from victimplanner.services.clock import FixedClock
from victimplanner.services.contact import Override, save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.paper_checks import check_paper, second_look
from victimplanner.services.papers import PaperRequest, issue_paper, issue_problems, preview_paper
from victimplanner.services.register import RegisterState, print_again, read_register, write_again

COPIES = (Variant.WITNESS, Variant.LARGE_PRINT, Variant.FILE)


def request(variant: Variant = Variant.WITNESS, channel: Channel = Channel.LETTER, **more: object) -> PaperRequest:
    return PaperRequest(PaperKind.LETTER, variant, "the witness", "For the test", channel=channel, **more)  # type: ignore[arg-type]


@pytest.fixture
def file(app: App) -> WitnessFile:
    """A witness who may be written to, with a meeting planned and somebody who writes."""
    bare = without_meeting(app)
    assert bare.safe_contact is not None
    reachable = {"route": ContactRoute.DIRECT, "letters": Permission.YES, "address": "14 Heron Row\nWexmouth"}
    save_safe_contact(app, bare.safe_contact.model_copy(update=reachable), confirmed=True)
    name_person(
        app, bare.case.id, CaseRole.VICTIM_LIAISON_OFFICER, Person(name="Tomasz Invented", phone="01632 960114")
    )
    offered = meetings.offer_meeting(
        app, bare.witness.id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    plan = {"planned_on": dt.date(2026, 12, 2), "planned_start": dt.time(9), "planned_end": dt.time(10)}
    meetings.plan_meeting(app, offered.model_copy(update={**plan, "place": "Room 2"}), ())
    return again(app, bare)


def planned(file: WitnessFile) -> Meeting:
    return next(m.meeting for m in file.meetings if m.meeting.state is MeetingState.PLANNED)


def as_colleague(app: App, role: UserRole = UserRole.WITNESS_CARE_OFFICER, name: str = "Priya Nandakumar") -> None:
    app.user = app.user.model_copy(update={"role": role, "display_name": name})


def looked_at(app: App, file: WitnessFile, wanted: PaperRequest) -> PaperCheck:
    """A colleague reads it; then the first user is back."""
    own = app.user
    as_colleague(app)
    check = check_paper(app, file, wanted)
    app.user = own
    return check


def fields(app: App, file: WitnessFile, wanted: PaperRequest) -> list[str]:
    return [problem.field for problem in issue_problems(app, file, wanted)]


# ------------------------------------------------------------ the look


def test_a_letter_that_nobody_else_read_is_refused_and_the_refusal_recorded(
    app: App, file: WitnessFile, out: Path
) -> None:
    assert fields(app, file, request()) == ["second_check"]
    with pytest.raises(RuleBroken, match="Ask a colleague"):
        issue_paper(app, file, request(), out)
    assert [(line.action, line.reason) for line in app.vault.history(file.case.id, 1)] == [("paper.refuse", "letter")]
    assert list(out.iterdir()) == []
    assert again(app, file).issued == ()


@pytest.mark.parametrize("variant", COPIES)
def test_a_look_at_one_copy_holds_for_all_as_they_say_the_same(
    app: App, file: WitnessFile, out: Path, variant: Variant
) -> None:
    check = looked_at(app, file, request(Variant.LARGE_PRINT))
    assert second_look(app, file, request(variant)) == check
    entry = issue_paper(app, file, request(variant), out)
    assert entry.content_sha256 == check.content_sha256


def test_ones_own_look_is_no_second_one(app: App, file: WitnessFile) -> None:
    check_paper(app, file, request())
    assert second_look(app, file, request()) is None
    assert fields(app, file, request()) == ["second_check"]
    as_colleague(app)
    assert second_look(app, file, request()) is not None, "for a colleague it is"


def test_a_changed_letter_needs_another_look_and_the_old_one_holds_when_it_is_changed_back(
    app: App, file: WitnessFile
) -> None:
    first = looked_at(app, file, request())
    meetings.plan_meeting(app, planned(file).model_copy(update={"planned_start": dt.time(9, 30)}), (), "She asked.")
    changed = again(app, file)
    assert second_look(app, changed, request()) is None
    second = looked_at(app, changed, request())
    assert second.content_sha256 != first.content_sha256
    assert second_look(app, changed, request()) == second
    meetings.plan_meeting(app, planned(changed).model_copy(update={"planned_start": dt.time(9)}), (), "Back again.")
    assert second_look(app, again(app, file), request()) == first


def test_a_later_letter_supersedes_the_earlier_one_in_every_setting(app: App, file: WitnessFile, out: Path) -> None:
    looked_at(app, file, request())
    for variant in COPIES:
        issue_paper(app, file, request(variant), out)
    meetings.plan_meeting(app, planned(file).model_copy(update={"planned_start": dt.time(9, 30)}), (), "She asked.")
    looked_at(app, again(app, file), request())
    issue_paper(app, file, request(), out)
    lines = read_register(app, file.case.id)
    assert [(line.entry.document_version, line.state) for line in lines] == [
        (2, RegisterState.CURRENT), *[(1, RegisterState.SUPERSEDED)] * 3,
    ]  # fmt: skip


def test_a_letter_goes_to_the_address_that_is_stored_now(app: App, file: WitnessFile, out: Path) -> None:
    looked_at(app, file, request())
    assert file.safe_contact is not None
    moved = file.safe_contact.model_copy(update={"address": "3 Quay Walk\nFarport"})
    save_safe_contact(app, moved, confirmed=True)
    with pytest.raises(RuleBroken, match="Nobody else has read"):
        issue_paper(app, file, request(), out)
    looked_at(app, again(app, file), request())
    entry = issue_paper(app, file, request(), out)
    words = PdfReader(out / entry.file_name).pages[0].extract_text()
    assert "Quay Walk" in words
    assert "Heron" not in words


def test_a_letter_leaves_once_more_only_while_some_way_to_her_is_open(app: App, file: WitnessFile, out: Path) -> None:
    looked_at(app, file, request())
    entry, own = (issue_paper(app, file, request(variant), out) for variant in (Variant.WITNESS, Variant.FILE))
    for path in out.iterdir():
        path.unlink()
    assert write_again(app, entry, out).exists()
    assert print_again(app, entry, lambda _pdf: True)
    contact = again(app, file).safe_contact
    assert contact is not None
    barred = {"route": ContactRoute.NO_CONTACT, "decided_by": "DS Invented"}
    save_safe_contact(app, contact.model_copy(update=barred), confirmed=True)
    for leave in (
        lambda: write_again(app, entry, out),
        lambda: print_again(app, entry, lambda _pdf: pytest.fail("it was printed")),
    ):
        with pytest.raises(RuleBroken):
            leave()
        assert app.vault.history(file.case.id, 1)[0].action == "paper.refuse"
    assert write_again(app, own, out).exists(), "the file's own copy goes nowhere"


def test_a_look_outlives_the_day(app: App, file: WitnessFile) -> None:
    check = looked_at(app, file, request())
    app.clock = FixedClock(app.now + dt.timedelta(days=1))
    assert second_look(app, file, request()) == check


def test_the_newest_look_counts(app: App, file: WitnessFile) -> None:
    looked_at(app, file, request())
    later = app.now + dt.timedelta(hours=1)
    app.clock = FixedClock(later)
    newest = looked_at(app, file, request())
    assert second_look(app, file, request()) == newest
    assert newest.checked_at == later


def test_a_look_is_kept_with_the_case_and_in_its_history(app: App, file: WitnessFile) -> None:
    check = looked_at(app, file, request())
    assert again(app, file).paper_checks == (check,)
    assert (check.checked_by, check.kind, check.meeting_id) == ("Priya Nandakumar", PaperKind.LETTER, planned(file).id)
    assert app.vault.history(file.case.id, 1)[0].action == "paper.check"


def test_the_files_copy_says_who_looked(app: App, file: WitnessFile) -> None:
    looked_at(app, file, request())
    rendered = preview_paper(app, again(app, file), request(Variant.FILE))
    assert rendered.pages == 3


# ------------------------------------------------------------ nothing to check


def test_without_a_meeting_there_is_nothing_to_check(app: App) -> None:
    bare = without_meeting(app)
    with pytest.raises(RuleBroken, match="Offer or plan one first"):
        check_paper(app, bare, request())
    assert second_look(app, bare, request()) is None
    assert again(app, bare).paper_checks == ()


def test_a_paper_for_the_file_needs_no_second_look(app: App, file: WitnessFile) -> None:
    wanted = PaperRequest(PaperKind.FRONT_SHEET, Variant.FILE)
    with pytest.raises(RuleBroken, match="needs no second check"):
        check_paper(app, file, wanted)
    assert second_look(app, file, wanted) is None


def test_a_copy_that_there_is_not_cannot_be_checked(app: App, file: WitnessFile) -> None:
    with pytest.raises(RuleBroken, match="no such copy"):
        check_paper(app, file, request(Variant.COURT))
    assert "second_check" not in fields(app, file, request(Variant.COURT))


def test_who_may_only_read_records_no_look(app: App, file: WitnessFile) -> None:
    as_colleague(app, UserRole.READ_ONLY)
    with pytest.raises(NotAllowed):
        check_paper(app, file, request())
    assert again(app, file).paper_checks == ()


# ------------------------------------------------------------ the way of a letter


@pytest.mark.parametrize("channel", list(Channel))
def test_a_letter_goes_by_a_way_of_letters(app: App, file: WitnessFile, channel: Channel) -> None:
    by_hand = channel not in (Channel.LETTER, Channel.EMAIL, Channel.THROUGH_SUPPORTER, Channel.THROUGH_POLICE)
    assert ("channel" in fields(app, file, request(channel=channel))) is by_hand
    assert "channel" not in fields(app, file, request(Variant.FILE, channel)), "the file's copy goes nowhere"


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        ({"letters": Permission.NO}, "letters"),
        ({"letters": Permission.UNKNOWN}, "letters"),
        ({"route": ContactRoute.VIA_ISVA}, "route"),
        ({"route": ContactRoute.NO_CONTACT, "decided_by": "DS Invented"}, "no_contact"),
        ({"address": "15 Heron Row"}, "confirmed_on"),
        ({"confirmed_on": dt.date(2026, 10, 1)}, "confirmed_on"),
    ],
)
def test_the_gate_of_safe_contact_holds_for_letters(
    app: App, file: WitnessFile, out: Path, contact: dict[str, object], field: str
) -> None:
    assert file.safe_contact is not None
    save_safe_contact(app, file.safe_contact.model_copy(update=contact))
    now = again(app, file)
    looked_at(app, now, request())
    assert field in fields(app, now, request())
    assert "second_check" not in fields(app, now, request())
    with pytest.raises(RuleBroken):
        issue_paper(app, now, request(), out)
    assert list(out.iterdir()) == []


def test_an_override_opens_the_gate_and_nothing_else(app: App, file: WitnessFile) -> None:
    assert file.safe_contact is not None
    save_safe_contact(app, file.safe_contact.model_copy(update={"letters": Permission.NO}))
    now, override = again(app, file), Override("She asked for it", "DS Invented")
    assert fields(app, now, request(override=override)) == ["second_check"]


@pytest.mark.parametrize("place", ["[room]", "Near 14 Heron Row", "Opposite {accused}"])
def test_a_place_that_would_leave_a_gap_stops_the_letter(app: App, file: WitnessFile, place: str) -> None:
    place = place.replace("{accused}", file.defendants[0].name)
    meetings.plan_meeting(app, planned(file).model_copy(update={"place": place}), (), "Not known yet.")
    now = again(app, file)
    looked_at(app, now, request())
    assert fields(app, now, request()) == ["place"]
