"""A name planted as witness is, after a whole journey, nowhere in plain: no file, file name, metadata, log or error."""

from __future__ import annotations

import datetime as dt
import io
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.offices import LOGIN, PASSPHRASE, empty_office, fixed_clock
from tests.services.finding import again
from victimplanner.cli import run_command
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.contact_log import ContactEntry, ContactOutcome
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.importing import plan_data, prepare_import
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.link_steps import link_steps
from victimplanner.domain.links import LinkArrangement, Room, Site
from victimplanner.domain.measures import DecisionKind, Direction, DirectionKind, MeasureId, MeasureView, ViewKind
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import NoteParagraph
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.section_28 import PreparationStep, Section28Consideration, Section28Outcome, StepState
from victimplanner.domain.support import Supporter, SupportQuery, SupportRole
from victimplanner.services import (
    cases,
    directions,
    links,
    measures,
    meeting_records,
    meetings,
    paper_checks,
    papers,
    people,
    section_28,
    sites,
    support,
)
from victimplanner.services import contact as contacts
from victimplanner.services.cases import NewCase, NewDefendant
from victimplanner.services.context import App
from victimplanner.services.diary import write_calendar_file, write_diary_file
from victimplanner.services.drafts import keep_draft
from victimplanner.services.importing import fingerprints, import_knowledge, import_plan, read_list
from victimplanner.services.meeting_checks import plan_warnings
from victimplanner.services.papers import PaperRequest
from victimplanner.services.schedule import Scope, entries_between
from victimplanner.services.section_28 import CourtOrder
from victimplanner.services.vaults import open_office, remember_office
from victimplanner.services.worklist import due_as_data, due_items

MARKER = "Xanthippe Quillfeather"
MARKER_WORDS = ("Xanthippe", "Quillfeather")
OWN_WORDS = "Zephyrine said I am afraid of the corridor"
PHONE, CODE_WORD = "07700 900731", "kingfisherlane"
LINK_DETAILS = "marigoldbridge 4471"  # what opens the link: in no paper either
SECRETS = (*MARKER_WORDS, "Zephyrine", PHONE, PHONE.replace(" ", ""), CODE_WORD, LINK_DETAILS)
URN = "10AB7777726"


def found_in(content: bytes) -> list[str]:
    """The secrets that stand in `content` in plain, in the encodings in which text is kept."""
    folded = content.lower()
    return [
        secret
        for secret in SECRETS
        if any(secret.lower().encode(code) in folded for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


@dataclass
class Journey:
    """What a whole journey leaves behind: folders, the papers written on purpose, and the texts of every failure."""

    app: App
    folder: Path
    errors: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def fails(self, attempt: Callable[[], object]) -> None:
        with pytest.raises(PlannerError) as error:
            attempt()
        chain: BaseException | None = error.value
        while chain is not None:
            self.errors += [str(chain), repr(chain)]
            chain = chain.__cause__ or chain.__context__

    @property
    def file(self) -> WitnessFile:
        return cases.find_case_by_urn(self.app, URN).witnesses[0]


def register(journey: Journey) -> None:
    app = journey.app
    new = NewCase(
        urn=URN,
        defendants=(NewDefendant("Kit Marrick", PleaKind.NOT_GUILTY, dt.date(2026, 11, 16)),),
        offence="Rape",
        is_sexual_offence=True,
        witness_name=MARKER,
        date_of_birth=dt.date(1990, 1, 2),
    )
    cases.register_case(app, new)
    journey.fails(lambda: cases.register_case(app, replace(new, offence="")))
    journey.fails(lambda: cases.find_case_by_urn(app, MARKER))
    file = cases.open_case(app, journey.file.case.id).witnesses[0]
    assert cases.reveal_name(app, file.witness) == MARKER
    assert file.safe_contact is not None
    contact = {
        "route": ContactRoute.DIRECT, "phone": PHONE, "code_word": CODE_WORD, "letters": Permission.YES,
    }  # fmt: skip
    saved = contacts.save_safe_contact(app, file.safe_contact.model_copy(update=contact), confirmed=True)
    assert contacts.reveal_contact(app, saved, "code_word") == CODE_WORD
    journey.fails(lambda: cases.amend_witness(app, file.witness.model_copy(update={"version": 99, "pronouns": "they"})))
    journey.fails(
        lambda: contacts.save_safe_contact(
            app, saved.model_copy(update={"id": "f" * 32})
        )  # a second one: refused by SQL
    )


def import_list(journey: Journey) -> None:
    app, path = journey.app, journey.folder / "list.csv"
    path.write_text(f"URN,Defendant,Victim name,Safe contact\n{URN},Joss Rowe,{MARKER},{PHONE} only\n", "utf-8")
    plan = prepare_import(read_list(path), import_knowledge(), app.today, None, fingerprints(app))
    done = import_plan(app, plan)
    journey.shown += [repr(plan), str(plan_data(plan)), repr(done), *(repr(case) for case in plan.cases)]
    path.unlink()  # the person's own file; everything that is left is ours


def write_letter(journey: Journey) -> None:
    """A letter to her, read by a colleague before it goes."""
    app, file = journey.app, journey.file
    officer = Person(name="Tomasz Invented", phone="01632 960114")
    cases.name_person(app, file.case.id, CaseRole.VICTIM_LIAISON_OFFICER, officer)
    wanted = PaperRequest(
        PaperKind.LETTER, Variant.WITNESS, "the witness", "To offer a meeting", channel=Channel.THROUGH_POLICE
    )
    journey.fails(lambda: papers.issue_paper(app, journey.file, wanted, journey.folder))
    own = app.user
    app.user = own.model_copy(update={"display_name": "P. Nandakumar"})
    journey.shown.append(repr(paper_checks.check_paper(app, journey.file, wanted)))
    app.user = own
    written = papers.issue_paper(app, journey.file, wanted, journey.folder)
    journey.papers.append(journey.folder / written.file_name)


def meet(journey: Journey) -> Meeting:
    app, file = journey.app, journey.file
    offered = meetings.offer_meeting(
        app, file.witness.id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    day = {"planned_on": app.today, "planned_start": dt.time(9), "planned_end": dt.time(10), "place": "Room 3"}
    planned = meetings.plan_meeting(app, offered.model_copy(update=day), ())
    journey.shown += [f"{w.headline} {w.text}" for w in plan_warnings(app, again(app, file), planned, ())]
    write_diary_file(app, planned, journey.folder / "meeting.ics")
    agenda = PaperRequest(PaperKind.AGENDA, Variant.FILE, purpose="For the meeting")
    journey.papers.append(journey.folder / papers.issue_paper(app, again(app, file), agenda, journey.folder).file_name)
    write_letter(journey)
    keep_draft(app, planned.case_id, planned.id, {"record": f"{MARKER}: {OWN_WORDS}"})
    paragraph = NoteParagraph(case_id=planned.case_id, meeting_id=planned.id, number=1, text=f"{MARKER} was asked.")
    view = MeasureView(
        case_id=planned.case_id, witness_id=planned.witness_id, meeting_id=planned.id, measure=MeasureId.SCREEN,
        view=ViewKind.WANTS, own_words=OWN_WORDS, given_on=app.today,
    )  # fmt: skip
    record = meeting_records.MeetingRecord(meeting=planned, paragraphs=(paragraph,), views=(view,))
    held = meeting_records.save_record(app, record)
    journey.fails(lambda: meeting_records.save_record(app, record))
    journey.fails(lambda: meeting_records.sign_record(app, held, ()))
    return held


def reach_her(journey: Journey) -> None:
    """Contacts, a barred one too, a supporter, a question, and a calendar as a file; with her name wherever it fits."""
    app, file = journey.app, journey.file
    ids = {"case_id": file.case.id, "witness_id": file.witness.id}
    entry = ContactEntry(
        **ids, happened_on=app.today, channel=Channel.CALL, outcome=ContactOutcome.REACHED, with_whom=MARKER,
        about=f"{MARKER} asked about the day", next_step=f"Ring {MARKER}", next_on=app.today,
    )  # fmt: skip
    journey.fails(lambda: contacts.record_contact(app, entry))
    contacts.record_contact(app, entry, contacts.Override(f"{MARKER} wished it", "R. Okafor"))
    person = Person(name="C. Penhale", organisation="Harbour Light Support")
    supporter = Supporter(**ids, person_id=person.id, role=SupportRole.ISVA, relation=f"With {MARKER} since August")
    support.save_supporter(app, supporter, person)
    support.record_query(
        app, SupportQuery(**ids, asked_by="ISVA", received_on=app.today, question=f"When is {MARKER} heard?")
    )
    shown = entries_between(app, app.today, app.today + dt.timedelta(days=40), Scope.ALL)
    journey.shown += [repr(entry.clashes) + entry.detail + entry.place + entry.urn + entry.label for entry in shown]
    journey.shown += [repr(named) for named in people.where_named(app, person.id)]
    write_calendar_file(app, shown, journey.folder / "calendar.ics")


def decide(journey: Journey) -> None:
    app, file = journey.app, journey.file
    measures.decide_measure(app, file, MeasureId.SCREEN, DecisionKind.APPLY, f"{MARKER} froze in the corridor.")
    journey.fails(lambda: measures.decide_measure(app, file, MeasureId.LIVE_LINK, DecisionKind.APPLY, ""))
    direction = Direction(
        case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.SCREEN, direction=DirectionKind.GRANTED,
        decided_on=app.today,
    )  # fmt: skip
    directions.tell_directions(
        app, [directions.record_direction(app, file, direction)], app.today, "T. Garside", "By telephone"
    )


def prepare(journey: Journey) -> None:
    """The road to the recording: considered, ordered, a link planned, told; and what is refused on the way."""
    app, file = journey.app, journey.file
    ids = {"case_id": file.case.id, "witness_id": file.witness.id}
    section_28.consider(
        app,
        Section28Consideration(
            **ids, outcome=Section28Outcome.SOUGHT, reason=f"{MARKER} wants it.", considered_on=app.today
        ),
    )
    section_28.record_order(
        app, file, CourtOrder(ordered_on=app.today, recording_on=app.today + dt.timedelta(days=30), judge="HHJ Tarn")
    )
    step = PreparationStep(**ids, step="section_41", note=f"Asked {MARKER}", changed_on=app.today)
    section_28.save_step(app, step)
    journey.fails(lambda: section_28.save_step(app, step.model_copy(update={"state": StepState.DONE})))
    site = sites.save_site(app, Site(name="Eastholme remote suite"))
    room = sites.save_room(app, Room(site_id=site.id, name="Suite 1"))
    link = LinkArrangement(
        **ids, on=app.today + dt.timedelta(days=30), main_start=dt.time(10), main_end=dt.time(12), room_id=room.id,
        link_details=LINK_DETAILS, link_details_on=app.today, keep_apart=f"{MARKER} comes by the rear door.",
    )  # fmt: skip
    planned = links.plan_link(app, journey.file, link)
    moved = links.plan_link(app, journey.file, planned.model_copy(update={"main_end": dt.time(13)}))
    journey.fails(lambda: links.plan_link(app, journey.file, planned.model_copy(update={"main_end": dt.time(9)})))
    journey.fails(lambda: links.plan_link(app, journey.file, planned.model_copy(update={"entrance": MARKER})))
    told = links.tell_link(app, moved, app.today, "B. Lindley", f"By telephone, {MARKER} agreed")
    journey.shown += [f"{w.headline} {w.text}" for w in links.link_warnings(app, journey.file, told)]
    journey.shown += [f"{s.word} {s.title}" for s in link_steps(journey.file, told)]


def issue(journey: Journey) -> None:
    app, file = journey.app, journey.file
    out = journey.folder / "papers"
    out.mkdir()
    for choice in papers.paper_choices():
        if choice.kind in (PaperKind.AGENDA, PaperKind.LETTER):
            continue  # they were made before the meeting
        request = PaperRequest(choice.kind, choice.variants[0], purpose="For the test")
        papers.preview_paper(app, file, request)
        journey.papers.append(out / papers.issue_paper(app, file, request, out).file_name)
        journey.fails(lambda r=request: papers.issue_paper(app, file, r, journey.folder / "gone"))  # type: ignore[misc]
    journey.shown.append(str(due_as_data(due_items(app))))


class Kept(logging.Handler):
    """Keeps every line that is logged anywhere, down to the last detail."""

    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._into = into

    def emit(self, record: logging.LogRecord) -> None:
        self._into.append(self.format(record))


@contextmanager
def travelled(folder: Path) -> Iterator[Journey]:
    """Go the whole way with a home, a settings folder and a temporary folder of its own."""
    made = Journey(empty_office(folder / "office"), folder)
    root, handler = logging.getLogger(), Kept(made.logged)
    level = root.level
    (folder / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        patch.setenv("SQLITE_TMPDIR", str(folder / "tmp"))
        patch.setattr(tempfile, "tempdir", str(folder / "tmp"))
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            for part in (register, import_list, meet, reach_her, decide, prepare, issue):
                part(made)
            remember_office(made.app)
            made.fails(lambda: open_office(made.app.vault.path, LOGIN, MARKER, fixed_clock()))
            yield made
        finally:
            root.removeHandler(handler)
            root.setLevel(level)
            made.app.close()


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """After the journey, the office file still open; only looked at."""
    with travelled(tmp_path_factory.mktemp("open")) as made:
        yield made


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """After the journey, the office file locked."""
    with travelled(tmp_path_factory.mktemp("locked")) as made:
        made.app.close()
        yield made


def files_of(journey: Journey) -> list[Path]:
    """Everything the journey left, the papers apart: they are to be read."""
    return [path for path in journey.folder.rglob("*") if path.is_file() and path not in journey.papers]


def test_the_journey_really_holds_the_secrets_where_they_belong(journey: Journey) -> None:
    """Or the other tests would prove nothing."""
    assert found_in(f"{MARKER} {OWN_WORDS} {PHONE} {CODE_WORD} {LINK_DETAILS}".encode()) == [
        s for s in SECRETS if s != PHONE.replace(" ", "")
    ]
    assert journey.file.witness.name == MARKER
    assert journey.file.views[-1].own_words == OWN_WORDS
    assert len(journey.errors) >= 20
    assert len(journey.papers) == len(papers.paper_choices())
    assert journey.file.links[0].link_details == LINK_DETAILS
    words = "".join(p.extract_text() for path in journey.papers for p in PdfReader(path).pages)
    assert "Zephyrine" in words
    assert LINK_DETAILS not in words, "what opens a link is given to whoever needs it, never printed"


def test_no_file_holds_a_secret_while_the_office_file_is_open(journey: Journey) -> None:
    files = files_of(journey)
    names = {path.name for path in files}
    assert {"office.vpoffice", "office.vpoffice-wal", "office.vpoffice-shm", "office.vpoffice.keys"} <= names
    assert {"offices.json", "meeting.ics"} <= names
    assert {path.name: found_in(path.read_bytes()) for path in files if found_in(path.read_bytes())} == {}


def test_no_file_holds_a_secret_after_locking(locked: Journey) -> None:
    files = files_of(locked)
    assert not [path for path in files if path.name.endswith(("-wal", "-journal"))]
    assert {path.name: found_in(path.read_bytes()) for path in files if found_in(path.read_bytes())} == {}


def test_nothing_is_left_in_the_temporary_folder_or_half_written(journey: Journey) -> None:
    assert list((journey.folder / "tmp").iterdir()) == []
    assert list(journey.folder.rglob("*.part")) == []


def test_no_name_of_a_file_or_folder_says_who(journey: Journey) -> None:
    names = "\n".join(str(path.relative_to(journey.folder)) for path in journey.folder.rglob("*"))
    assert found_in(names.encode()) == []


def test_no_paper_says_who_on_the_outside(journey: Journey) -> None:
    for path in journey.papers:
        reader = PdfReader(io.BytesIO(path.read_bytes()))
        outside = f"{reader.metadata} {reader.xmp_metadata} {reader.outline} {reader.attachments}"
        assert found_in(outside.encode()) == [], path.name


def test_no_error_text_holds_a_secret(journey: Journey) -> None:
    assert [text for text in journey.errors if found_in(text.encode())] == []


def test_nothing_shown_unasked_holds_a_secret(journey: Journey) -> None:
    assert [text[:60] for text in journey.shown if found_in(text.encode())] == []


def test_the_trail_as_it_is_shown_holds_no_secret(journey: Journey) -> None:
    lines = repr(journey.app.vault.history(limit=10_000))
    assert "witness.reveal" in lines
    assert found_in(lines.encode()) == []


def test_no_log_holds_a_secret(journey: Journey) -> None:
    assert found_in("\n".join(journey.logged).encode()) == []


def test_an_unexpected_error_is_logged_by_its_place_and_not_by_its_words(journey: Journey) -> None:
    from victimplanner.ui.errors import places

    def stumble(name: str) -> None:
        raise ValueError(f"cannot think of {name}")

    try:
        stumble(journey.file.witness.name)
    except ValueError as error:
        logged = places(error.__traceback__)
    assert "in stumble" in logged
    assert found_in(logged.encode()) == []


def test_the_command_line_prints_no_secret(
    locked: Journey, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VICTIMPLANNER_PASSPHRASE", PASSPHRASE)
    office, out = str(locked.app.vault.path), str(locked.folder / "more")
    for command in (
        ["due", "--office", office, "--on", "2026-11-25"],
        ["due", "--office", office, "--on", "2026-11-25", "--json"],
        ["export", URN, "special-measures", "--why", "Test", "--out", out, "--office", office],
        ["export", URN, "special-measures", "--why", "Test", "--witness", MARKER, "--out", out, "--office", office],
    ):
        run_command(command)
    printed = capsys.readouterr()
    assert URN in printed.out.replace("/", "")
    assert found_in((printed.out + printed.err).encode()) == []
