"""Exporting without widgets: the request, the preview, the checks, the register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import PlannerError, RuleBroken
from victimplanner.domain.issued import IssuedDocument, PaperKind, Variant
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services import papers
from victimplanner.services.cases import read_case
from victimplanner.services.contact import Override, check_override
from victimplanner.services.papers import PaperRequest, paper_choices
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.formats import counted, full_day
from victimplanner.ui.screens.export.state import RECIPIENTS, ExportPage, Notice
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskProgress

PREVIEW_AFTER_MS = 350  # after the last keystroke that changes the page
_OF_FIELDS = ("recipient", "purpose")


class ExportViewModel(QObject):
    """One export. `state` is replaced and `state_changed` tells."""

    state_changed = Signal()
    exported = Signal(str)

    def __init__(
        self,
        session: Session,
        case_id: str,
        witness_id: str,
        kind: PaperKind | None = None,
        meeting_id: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._case_id, self._witness_id = case_id, witness_id
        choices = paper_choices()
        chosen = next((c for c in choices if c.kind is kind), choices[0])
        case, file = self._read()
        variant = chosen.variants[0]
        request = PaperRequest(chosen.kind, variant, RECIPIENTS[variant], meeting_id=meeting_id or None)
        self.state = ExportPage(request, choices, case, file)
        self._meeting_wish = meeting_id
        self._is_closed = False
        self._generation = 0
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS, timeout=self._make_preview)
        self._fill()

    # ------------------------------------------------------------ intentions

    def choose_kind(self, kind: PaperKind) -> None:
        """Another paper; its first variant, for the reader it is usually made for."""
        choice = next(c for c in self.state.choices if c.kind is kind)
        variant = choice.variants[0]
        recipient = self._recipient_for(variant)
        self._ask(
            replace(
                self.state.request,
                kind=kind,
                variant=variant,
                recipient=recipient,
                channel=Channel.IN_PERSON,
                override=None,
            )
        )

    def choose_variant(self, variant: Variant) -> None:
        self._ask(replace(self.state.request, variant=variant, recipient=self._recipient_for(variant)))

    def choose_meeting(self, meeting_id: str) -> None:
        self._meeting_wish = meeting_id
        self._ask(self.state.request)

    def choose_way(self, channel: Channel) -> None:
        """How it reaches the witness: checked against her safe contact."""
        self._ask(replace(self.state.request, channel=channel, override=None), page_changes=False)

    def use_all_the_same(self, decided_by: str, reason: str) -> Problems:
        """Use the barred way all the same; returns what is to be put right. Another way drops it."""
        against = frozenset(problem.field for problem in self.state.bars)
        override = Override(reason.strip(), decided_by.strip(), against)
        problems = attempt(lambda: check_override(self._app, self.state.file.safe_contact, override))
        if not problems:
            self._ask(replace(self.state.request, override=override), page_changes=False)
        return problems

    def take_override_back(self) -> None:
        """Give up the override: what stands against the way stops the export again."""
        self._ask(replace(self.state.request, override=None), page_changes=False)

    def write_recipient(self, recipient: str) -> None:
        self._ask(replace(self.state.request, recipient=recipient), after_a_while=True)

    def write_purpose(self, purpose: str) -> None:
        self._ask(replace(self.state.request, purpose=purpose), page_changes=False)

    def check(self) -> bool:
        """Say what stands in the way of the export; True when nothing does."""
        problems = tuple(papers.issue_problems(self._app, self.state.file, self.state.request))
        self._replace(problems=problems, notice=None)
        return not problems

    def export(self, folder: Path) -> None:
        """Write the paper to `folder` and enter it in the register; the words of the outcome stand in the notice."""
        request, file = self.state.request, self.state.file

        def work(progress: TaskProgress) -> IssuedDocument:
            progress.report(1, 2, "Making the paper")
            return papers.issue_paper(self._app, file, request, folder)

        self._timer.stop()
        self._replace(progress="Making the paper…", notice=None)
        task = self._session.tasks.start(work)
        task.succeeded.connect(lambda entry: self._on_exported(entry, folder))
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda: self._replace(progress=""))

    # ------------------------------------------------------------ inside

    def _read(self) -> tuple[CaseFile, WitnessFile]:
        case = read_case(self._app, self._case_id)
        return case, case.witness(self._witness_id)

    def _recipient_for(self, variant: Variant) -> str:
        """The usual reader, unless the person named another."""
        now = self.state.request.recipient
        return RECIPIENTS[variant] if now in RECIPIENTS.values() or not now.strip() else now

    def _ask(self, request: PaperRequest, *, page_changes: bool = True, after_a_while: bool = False) -> None:
        self.state = replace(self.state, request=request, notice=None, problems=())
        self._fill(preview=False)
        if after_a_while:
            self._timer.start()
        elif page_changes:
            self._make_preview()

    def _fill(self, *, preview: bool = True) -> None:
        state = self.state
        recorded = [m.meeting for m in state.file.meetings if m.meeting.state in state.choice.meeting_states]
        meetings = tuple((m.id, _meeting_words(m)) for m in reversed(recorded))
        ids = [meeting_id for meeting_id, _words in meetings]
        chosen = None
        if state.choice.needs_meeting and ids:
            chosen = self._meeting_wish if self._meeting_wish in ids else ids[0]
        request = replace(state.request, meeting_id=chosen)
        stops = tuple(p for p in papers.issue_problems(self._app, state.file, request) if p.field not in _OF_FIELDS)
        bars = tuple(papers.gate_stops(self._app, state.file, request))
        register = tuple(sorted(state.file.issued, key=lambda entry: entry.issued_at, reverse=True))
        self._replace(
            request=request,
            meetings=meetings if state.choice.needs_meeting else (),
            stops=stops,
            bars=bars,
            register=register,
        )
        if preview:
            self._make_preview()

    def close(self) -> None:
        """The dialog is left: pages still being made, and a paper still being written, find nobody waiting."""
        self._timer.stop()
        self._is_closed = True

    def _make_preview(self) -> None:
        """Make the pages in memory; a preview overtaken by another is dropped."""
        self._timer.stop()
        if self._is_closed:
            return
        self._generation += 1
        generation, request, file = self._generation, self.state.request, self.state.file
        if self.state.choice.needs_meeting and request.meeting_id is None:
            problems = papers.issue_problems(self._app, file, request)
            words = next((p.message for p in problems if p.field == "meeting_id"), "There is no such meeting yet.")
            self._replace(pdf=b"", pages=0, no_preview=words, file_name="", checks=(), is_loading=False,
                          revision=self.state.revision + 1)  # fmt: skip
            return

        def work(_progress: TaskProgress) -> tuple[papers.Rendered, str]:
            name = papers.paper_file_name(self._app, file, request)
            return papers.preview_paper(self._app, file, request), name

        self._replace(is_loading=True)
        task = self._session.tasks.start(work)
        task.succeeded.connect(lambda made: self._on_preview(generation, *made))
        task.failed.connect(lambda error: self._on_no_preview(generation, error))

    def _on_preview(self, generation: int, rendered: papers.Rendered, name: str) -> None:
        if generation != self._generation:
            return
        self._replace(
            pdf=rendered.pdf,
            pages=rendered.pages,
            no_preview="",
            file_name=name,
            checks=self._checks(rendered),
            is_loading=False,
            revision=self.state.revision + 1,
        )

    def _on_no_preview(self, generation: int, error: Exception) -> None:
        if not isinstance(error, PlannerError):
            raise error
        if generation == self._generation:
            self._replace(pdf=b"", pages=0, no_preview=str(error), checks=(), file_name="", is_loading=False,
                          revision=self.state.revision + 1)  # fmt: skip

    def _checks(self, rendered: papers.Rendered) -> tuple[tuple[str, str], ...]:
        """(kind of pill, words) of what was looked at in the finished paper."""
        own, other = papers.names_in(self.state.case, self._witness_id, page_text(rendered.pdf))
        checks = [
            ("overdue", "The name of another witness stands in the text")
            if other
            else ("ok", "No other witness is named"),
            self._own_name(own),
            ("ok", "Nothing in the file’s name or properties"),
        ]
        if rendered.missing_characters:
            number = len(rendered.missing_characters)
            checks.append(("today", f"{counted(number, 'character')} shown by number, as the font lacks them"))
        meeting = next((m for m in self.state.file.meetings if m.meeting.id == self.state.request.meeting_id), None)
        if meeting is not None and not meeting.meeting.is_locked:
            checks.append(("draft", "Draft: the record is not signed"))
        return tuple(checks)

    def _own_name(self, found: bool) -> tuple[str, str]:
        """The file copy carries her name on purpose; any other copy should not."""
        if not found:
            return ("ok", "No name of the witness")
        if self.state.request.variant is Variant.FILE:
            return ("info", "Carries the witness’s name, as a file copy does")
        return ("today", "The witness’s name stands in the text")

    def _on_exported(self, entry: IssuedDocument, folder: Path) -> None:
        case, file = self._read()
        request = replace(self.state.request, override=None)  # every use of a barred way is decided anew
        self.state = replace(self.state, case=case, file=file, request=request)
        self._replace(
            progress="",
            notice=Notice("done", f"Exported. Copy {entry.copy_number} recorded.", f"{entry.file_name}, in {folder}"),
        )
        if not self._is_closed:
            self.exported.emit(f"Exported. Copy {entry.copy_number} recorded.")
            self._fill()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PlannerError):
            self._replace(progress="")
            raise error
        if isinstance(error, RuleBroken):
            self._replace(progress="", problems=error.problems)
            return
        first, _, rest = str(error).partition(". ")
        self._replace(progress="", notice=Notice("error", first.rstrip(".") + ".", rest))

    def _replace(self, **changes: object) -> None:
        if self._is_closed:
            return
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit()


def _meeting_words(meeting: Meeting) -> str:
    on = meeting.held_on or meeting.planned_on
    when = f", {full_day(on)}" if on else ""
    return f"Meeting {meeting.number}{when}" + (", not signed" if meeting.state is MeetingState.HELD else "")


def page_text(pdf: bytes) -> str:
    """All the words of a paper, page after page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
        return " ".join(found)
    finally:
        document.close()
