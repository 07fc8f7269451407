"""Papers: made, written whole or not at all, and entered in the register; no name on the outside."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.services.finding import again, with_meeting, witnesses
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken, StorageProblem
from victimplanner.domain.issued import IssuedDocument, PaperKind, Variant
from victimplanner.domain.links import LinkArrangement
from victimplanner.domain.measures import Application, Direction, DirectionKind, MeasureId
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import CaseRole, Person, UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services import meeting_records, meetings, papers
from victimplanner.services.applications import save_application
from victimplanner.services.cases import find_case_by_urn, name_person, read_case
from victimplanner.services.contact import save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.directions import record_direction
from victimplanner.services.links import plan_link
from victimplanner.services.paper_checks import check_paper
from victimplanner.services.papers import PaperRequest
from victimplanner.services.register import read_register

SAMPLE_URN = "11RS2356325"
YESTERDAY = dt.date(2026, 11, 24)


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


def request(kind: PaperKind = PaperKind.SPECIAL_MEASURES, variant: Variant = Variant.FILE, **more: str) -> PaperRequest:
    return PaperRequest(kind, variant, purpose="For the test", **more)


def entries(app: App, file: WitnessFile) -> list[tuple[int, int]]:
    """The register of a witness: version and copy number, in order of issue."""
    return [(entry.document_version, entry.copy_number) for entry in again(app, file).issued]


@pytest.fixture
def file(app: App) -> WitnessFile:
    """A witness with a signed record about whom no paper was issued."""
    return next(
        f for f in witnesses(app) if not f.issued and any(m.meeting.state is MeetingState.SIGNED for m in f.meetings)
    )


def ready_for_a_plan(app: App, file: WitnessFile) -> WitnessFile:
    """Safe contact confirmed, directly to her; nothing untold."""
    file = again(app, file)
    assert file.safe_contact is not None
    direct = {"route": ContactRoute.DIRECT, "letters": Permission.YES}
    save_safe_contact(app, file.safe_contact.model_copy(update=direct), confirmed=True)
    return again(app, file)


# ------------------------------------------------------------ every paper of an imported case


def held_meeting(app: App, file: WitnessFile) -> None:
    file = ready_for_a_plan(app, file)
    offered = meetings.offer_meeting(
        app, file.witness.id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    day = {"planned_on": app.today, "planned_start": dt.time(9), "planned_end": dt.time(10)}
    planned = meetings.plan_meeting(app, offered.model_copy(update=day), ())
    meeting_records.save_record(app, meeting_records.MeetingRecord(meeting=planned))


def planned_meeting(app: App, file: WitnessFile) -> None:
    """A further meeting, still to come: the agenda is about it."""
    offered = meetings.offer_meeting(
        app, file.witness.id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    day = {
        "planned_on": dt.date(2026, 12, 2),
        "planned_start": dt.time(9),
        "planned_end": dt.time(10),
        "place": "Room 2",
    }
    meetings.plan_meeting(app, offered.model_copy(update=day), ())


def applied_and_planned(app: App, file: WitnessFile) -> WitnessFile:
    """With an application and a link, so that every paper has something to say."""
    ids = {"case_id": file.case.id, "witness_id": file.witness.id}
    save_application(app, file, Application(**ids, court_only="The house.", court_only_reason="He would find it."))
    plan_link(app, file, LinkArrangement(**ids, on=app.today))
    return again(app, file)


def read_by_a_colleague(app: App, file: WitnessFile, wanted: PaperRequest) -> PaperRequest:
    """Somebody else looks at a letter before it goes."""
    own = app.user
    app.user = own.model_copy(update={"login": "p.nandakumar", "display_name": "Priya Nandakumar"})
    check_paper(app, file, wanted)
    app.user = own
    return wanted


@pytest.fixture
def issued_papers(imported: App, tmp_path: Path) -> list[tuple[IssuedDocument, bytes]]:
    file = find_case_by_urn(imported, SAMPLE_URN).witnesses[0]
    held_meeting(imported, file)
    planned_meeting(imported, file)
    officer = Person(name="Tomasz Invented", phone="01632 960114")
    name_person(imported, file.case.id, CaseRole.VICTIM_LIAISON_OFFICER, officer)
    file = applied_and_planned(imported, ready_for_a_plan(imported, file))
    issued = []
    for choice in papers.paper_choices():
        wanted = request(choice.kind, choice.variants[0])
        if choice.kind is PaperKind.LETTER:
            wanted = read_by_a_colleague(imported, file, replace(wanted, channel=Channel.THROUGH_POLICE))
        entry = papers.issue_paper(imported, file, wanted, tmp_path)
        issued.append((entry, (tmp_path / entry.file_name).read_bytes()))
    return issued


def test_every_paper_of_an_imported_case_exists_whole(issued_papers: list[tuple[IssuedDocument, bytes]]) -> None:
    assert {entry.kind for entry, _ in issued_papers} == set(PaperKind)
    for entry, pdf in issued_papers:
        assert len(PdfReader(io.BytesIO(pdf)).pages) == entry.pages
        assert hashlib.sha256(pdf).hexdigest() == entry.sha256


def test_an_application_keeps_its_version_and_an_empty_part_for_the_court_only_is_refused(
    app: App, file: WitnessFile, out: Path
) -> None:
    file = applied_and_planned(app, file)
    for variant, copy in ((Variant.SERVED, 1), (Variant.SERVED, 2), (Variant.COURT_ONLY, 1)):
        entry = papers.issue_paper(app, again(app, file), request(PaperKind.APPLICATION, variant), out)
        assert entry.copy_number == copy
        assert entry.document_version == (1 if variant is Variant.SERVED else 2)
    application = again(app, file).applications[-1]
    save_application(app, file, application.model_copy(update={"court_only": "", "court_only_reason": ""}))
    with pytest.raises(RuleBroken, match="Nothing is withheld"):
        papers.issue_paper(app, again(app, file), request(PaperKind.APPLICATION, Variant.COURT_ONLY), out)


def test_each_paper_holds_urn_and_reference(imported: App, issued_papers: list[tuple[IssuedDocument, bytes]]) -> None:
    reference = find_case_by_urn(imported, SAMPLE_URN).witnesses[0].witness.reference
    for entry, pdf in issued_papers:
        words = words_of(pdf)
        assert reference in words, entry.kind
        assert ("11RS/23563/25" in words) is (entry.kind is not PaperKind.LETTER), entry.kind


def test_file_names_and_metadata_name_nobody(imported: App, issued_papers: list[tuple[IssuedDocument, bytes]]) -> None:
    for entry, pdf in issued_papers:
        outside = f"{entry.file_name} {PdfReader(io.BytesIO(pdf)).metadata}".casefold()
        assert SAMPLE_URN.casefold() in outside.replace("/", "")
        assert [word for word in ("priya", "charlton", "tait", "robson") if word in outside] == []


# ------------------------------------------------------------ the register


def test_an_unchanged_paper_keeps_its_version_and_counts_its_copies(app: App, file: WitnessFile, out: Path) -> None:
    for _ in range(3):
        papers.issue_paper(app, again(app, file), request(), out)
    assert entries(app, file) == [(1, 1), (1, 2), (1, 3)]
    assert len(list(out.iterdir())) == 3


def test_a_copy_is_counted_even_when_the_case_was_read_before_the_last_one(
    app: App, file: WitnessFile, out: Path
) -> None:
    for _ in range(2):
        papers.issue_paper(app, file, request(), out)
    assert entries(app, file) == [(1, 1), (1, 2)]


def test_a_changed_paper_gets_the_next_version_and_counts_from_one(app: App, file: WitnessFile, out: Path) -> None:
    papers.issue_paper(app, file, request(), out)
    direction = Direction(
        case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.SCREEN, direction=DirectionKind.GRANTED,
        decided_on=YESTERDAY, judge="HHJ Invented",
    )  # fmt: skip
    record_direction(app, file, direction)
    papers.issue_paper(app, again(app, file), request(), out)
    assert entries(app, file) == [(1, 1), (2, 1)]


def test_the_register_says_what_for_whom_why_and_by_whom(app: App, file: WitnessFile, out: Path) -> None:
    entry = papers.issue_paper(app, file, request(recipient="defence", variant=Variant.DISCLOSURE), out)
    assert (entry.recipient, entry.purpose, entry.issued_by, entry.issued_at) == (
        "defence", "For the test", "R. Okafor", app.now,
    )  # fmt: skip
    assert read_register(app, file.case.id)[0].entry == entry
    assert [line.action for line in app.vault.history(file.case.id, 1)] == ["paper.issue"]


def test_the_file_name_is_known_before(app: App, file: WitnessFile, out: Path) -> None:
    foretold = papers.paper_file_name(app, file, request())
    assert papers.issue_paper(app, file, request(), out).file_name == foretold


def test_an_open_record_is_marked_as_a_draft(app: App, out: Path) -> None:
    held, _ = with_meeting(app, MeetingState.HELD)
    assert papers.issue_paper(app, held, request(PaperKind.MEETING_RECORD), out).is_draft


def test_a_preview_is_recorded_and_enters_nothing(app: App, file: WitnessFile) -> None:
    assert papers.preview_paper(app, file, request()).pdf.startswith(b"%PDF")
    assert entries(app, file) == []
    assert app.vault.history(file.case.id, 1)[0].action == "paper.preview"


# ------------------------------------------------------------ whole or not at all


def assert_nothing_issued(app: App, file: WitnessFile, folder: Path, *left: Path) -> None:
    assert entries(app, file) == []
    assert sorted(folder.rglob("*")) == sorted(left)
    assert "paper.issue" not in {line.action for line in app.vault.history(file.case.id)}


def test_a_missing_folder_is_said_in_words(app: App, file: WitnessFile, out: Path) -> None:
    with pytest.raises(StorageProblem, match="Choose another folder") as error:
        papers.issue_paper(app, file, request(), out / "gone")
    assert error.value.kind == "folder"
    assert_nothing_issued(app, file, out)


def test_a_file_in_place_of_the_folder_is_said_in_words(app: App, file: WitnessFile, out: Path) -> None:
    (out / "a file").write_text("kept")
    with pytest.raises(StorageProblem) as error:
        papers.issue_paper(app, file, request(), out / "a file")
    assert error.value.kind == "folder"
    assert_nothing_issued(app, file, out, out / "a file")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write to")
def test_a_folder_that_cannot_be_written_to_is_said_in_words(app: App, file: WitnessFile) -> None:
    with pytest.raises(StorageProblem) as error:
        papers.issue_paper(app, file, request(), Path("/proc/self"))
    assert error.value.kind == "folder"
    assert entries(app, file) == []


def test_a_file_of_that_name_is_left_as_it_is(app: App, file: WitnessFile, out: Path) -> None:
    there = out / papers.paper_file_name(app, file, request())
    there.write_text("theirs")
    with pytest.raises(StorageProblem) as error:
        papers.issue_paper(app, file, request(), out)
    assert error.value.kind == "exists"
    assert there.read_text() == "theirs"
    assert_nothing_issued(app, file, out, there)


def test_a_paper_that_the_register_cannot_keep_does_not_stay(app: App, file: WitnessFile, out: Path) -> None:
    """The last moment: the file is written, and then the office file refuses the commit."""
    with app.vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE never (id TEXT PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE refuses (id TEXT REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED)")
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse AFTER INSERT ON issued_document BEGIN INSERT INTO refuses VALUES ('x'); END"
        )
    with pytest.raises(StorageProblem) as error:
        papers.issue_paper(app, file, request(), out)
    assert error.value.kind == "integrity"
    assert_nothing_issued(app, file, out)


# ------------------------------------------------------------ refused


def test_a_paper_needs_a_recipient_and_a_purpose(app: App, file: WitnessFile, out: Path) -> None:
    with pytest.raises(RuleBroken) as error:
        papers.issue_paper(app, file, PaperRequest(PaperKind.SPECIAL_MEASURES, Variant.FILE, recipient=" "), out)
    assert [problem.field for problem in error.value.problems] == ["recipient", "purpose"]


def test_the_recipient_at_the_foot_of_every_page_names_neither_the_witness_nor_a_case_that_is_not_named(
    app: App, file: WitnessFile, out: Path
) -> None:
    her, urn = file.witness.name.upper(), display_urn(file.case.urn)
    for variant, recipient in (
        (Variant.FILE, f"Counsel for {her}"),
        (Variant.DISCLOSURE, f"Defence, {her}"),
        (Variant.ANONYMISED, f"Training, {urn}"),
    ):
        with pytest.raises(RuleBroken, match="at the foot of every page"):
            papers.issue_paper(app, file, request(recipient=recipient, variant=variant), out)
    papers.issue_paper(app, file, request(recipient=f"Defence, {urn}", variant=Variant.DISCLOSURE), out)


def test_a_copy_that_the_paper_has_not_is_refused(app: App, file: WitnessFile, out: Path) -> None:
    with pytest.raises(RuleBroken, match="has no court copy"):
        papers.issue_paper(app, file, request(PaperKind.MEETING_RECORD, Variant.COURT), out)
    assert_nothing_issued(app, file, out)


def test_a_meeting_record_needs_a_meeting(app: App, out: Path) -> None:
    bare = next(f for f in witnesses(app) if not f.meetings)
    with pytest.raises(RuleBroken, match="Plan and record a meeting first"):
        papers.issue_paper(app, bare, request(PaperKind.MEETING_RECORD), out)


def test_a_meeting_of_somebody_else_is_not_found(app: App, file: WitnessFile, out: Path) -> None:
    with pytest.raises(NotFound):
        papers.issue_paper(app, file, request(PaperKind.MEETING_RECORD, meeting_id="0" * 32), out)


@pytest.mark.parametrize("route", [ContactRoute.NO_CONTACT, ContactRoute.UNKNOWN, ContactRoute.VIA_ISVA])
def test_a_plan_that_may_not_be_given_is_refused_and_the_refusal_recorded(
    app: App, file: WitnessFile, out: Path, route: ContactRoute
) -> None:
    assert file.safe_contact is not None
    update = {"route": route, "decided_by": "DS Invented", "confirmed_on": None}
    save_safe_contact(app, file.safe_contact.model_copy(update=update))
    with pytest.raises(RuleBroken):
        papers.issue_paper(app, again(app, file), request(PaperKind.PLAN, Variant.WITNESS), out)
    assert [(line.action, line.reason) for line in app.vault.history(file.case.id, 1)] == [("paper.refuse", "plan")]
    assert_nothing_issued(app, file, out)


def test_a_refusal_is_told_in_person_before_it_stands_in_a_plan(app: App, file: WitnessFile, out: Path) -> None:
    refused = Direction(
        case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.SCREEN, direction=DirectionKind.REFUSED,
        decided_on=YESTERDAY, reasons="No benefit shown",
    )  # fmt: skip
    record_direction(app, file, refused)
    ready = ready_for_a_plan(app, file)
    with pytest.raises(RuleBroken, match="told"):
        papers.issue_paper(app, ready, request(PaperKind.PLAN, Variant.WITNESS), out)


def test_who_may_only_read_may_look_and_takes_nothing_away(app: App, file: WitnessFile, out: Path) -> None:
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    assert papers.preview_paper(app, file, request()).pages > 0
    with pytest.raises(NotAllowed):
        papers.issue_paper(app, file, request(), out)
    assert_nothing_issued(app, file, out)


# ------------------------------------------------------------ names in a copy


def test_names_in_the_words_of_a_copy_are_found(practice: App) -> None:
    case = next(c for f in witnesses(practice) for c in [read_case(practice, f.case.id)] if len(c.witnesses) > 1)
    one, other = (f.witness for f in case.witnesses[:2])
    assert papers.names_in(case, one.id, f"She, {one.name}, said") == (True, False)
    assert papers.names_in(case, one.id, f"seen by {other.name.upper()} there") == (False, True)
    assert papers.names_in(case, one.id, f"{one.reference} said so") == (False, False)
