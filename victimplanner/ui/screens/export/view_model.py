"""Exporting without widgets: the request, its pages, and what stands against it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from victimplanner.domain.contact import Channel
from victimplanner.domain.issued import Output, PaperKind, Variant
from victimplanner.services import papers
from victimplanner.services.contact import Override, check_override
from victimplanner.services.paper_checks import check_paper
from victimplanner.services.papers import PaperRequest, paper_choices
from victimplanner.services.printing import MOST_COPIES
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.paper_words import recipient_for
from victimplanner.ui.screens.export.checks import checks_of
from victimplanner.ui.screens.export.leaving import Leaving
from victimplanner.ui.screens.export.state import (
    ExportPage,
    Notice,
    meeting_words,
)
from victimplanner.ui.session import Session

_OF_FIELDS = ("recipient", "purpose", "passphrase", "copies")


class ExportViewModel(Leaving):
    """One export. `state` is replaced and `state_changed` tells."""

    def __init__(
        self,
        session: Session,
        case_id: str,
        witness_id: str,
        kind: PaperKind | None = None,
        meeting_id: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, case_id, witness_id, parent)
        choices = paper_choices()
        chosen = next((c for c in choices if c.kind is kind), choices[0])
        case, file = self._read()
        variant = chosen.variants[0]
        request = PaperRequest(chosen.kind, variant, recipient_for(variant, ""), meeting_id=meeting_id or None)
        self.state = ExportPage(request, choices, case, file)
        self._meeting_wish = meeting_id
        self.previewer.made.connect(self._on_preview)
        self.previewer.refused.connect(self._show_no_page)
        self._fill()

    # ------------------------------------------------------------ what is asked for

    def choose_kind(self, kind: PaperKind) -> None:
        """Another paper; its first variant, for the reader it is usually made for."""
        variant = next(c for c in self.state.choices if c.kind is kind).variants[0]
        self._ask(
            replace(
                self.state.request,
                kind=kind,
                variant=variant,
                recipient=recipient_for(variant, self.state.request.recipient),
                channel=Channel.IN_PERSON,
                override=None,
            )
        )

    def choose_variant(self, variant: Variant) -> None:
        self._ask(
            replace(self.state.request, variant=variant, recipient=recipient_for(variant, self.state.request.recipient))
        )

    def choose_meeting(self, meeting_id: str) -> None:
        self._meeting_wish = meeting_id
        self._ask(self.state.request)

    def choose_way(self, channel: Channel) -> None:
        """How it reaches the witness: checked against her safe contact."""
        self._ask(replace(self.state.request, channel=channel, override=None), page_changes=False)

    def choose_output(self, output: Output) -> None:
        """In what form it leaves. A passphrase typed for a protected copy is forgotten with that choice."""
        self._passphrase = ""
        self._replace(passphrase_words="", has_passphrase=False)
        self._ask(replace(self.state.request, output=output))

    def write_passphrase(self, passphrase: str) -> None:
        """What opens a protected copy; judged at once."""
        self._passphrase = passphrase
        problems = papers.output_problems(self.state.file, Output.PROTECTED, passphrase) if passphrase else []
        words = problems[0].message if problems else "Strong. Send it another way." if passphrase else ""
        self._replace(
            passphrase_words=words, has_passphrase=bool(passphrase),
            problems=tuple(p for p in self.state.problems if p.field != "passphrase"),
        )  # fmt: skip

    def write_copies(self, copies: int) -> None:
        """How many copies are printed, each with its own number."""
        self._replace(copies=max(1, min(MOST_COPIES, copies)))

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

    def record_second_look(self) -> Problems:
        """Record that the present user read this paper as it stands now; returns what is to be put right."""
        state = self.state
        problems = attempt(lambda: check_paper(self._app, state.file, state.request))
        if not problems:
            self.read_again()
            self._replace(notice=Notice("done", "Your look is recorded.", "A colleague can issue the paper now."))
        return problems

    def write_recipient(self, recipient: str) -> None:
        self._ask(replace(self.state.request, recipient=recipient), after_a_while=True)

    def write_purpose(self, purpose: str) -> None:
        self._ask(replace(self.state.request, purpose=purpose), page_changes=False)

    # ------------------------------------------------------------ inside

    def close(self) -> None:
        """The dialog is left: pages still being made, and a paper still being written, find nobody waiting."""
        self.previewer.close()
        self._passphrase = ""
        self._is_closed = True

    def read_again(self) -> None:
        """Show what is stored now, as after a second look or a bundle."""
        case, file = self._read()
        self.state = replace(self.state, case=case, file=file)
        self._fill()

    def _ask(self, request: PaperRequest, *, page_changes: bool = True, after_a_while: bool = False) -> None:
        self.state = replace(self.state, request=request, notice=None, problems=())
        self._fill(preview=page_changes, after_a_while=after_a_while)

    def _fill(self, *, preview: bool = True, after_a_while: bool = False) -> None:
        state = self.state
        recorded = [m.meeting for m in state.file.meetings if m.meeting.state in state.choice.meeting_states]
        meetings = tuple((m.id, meeting_words(m)) for m in reversed(recorded))
        ids = [meeting_id for meeting_id, _words in meetings]
        chosen = None
        if state.choice.needs_meeting and ids:
            chosen = self._meeting_wish if self._meeting_wish in ids else ids[0]
        request = replace(state.request, meeting_id=chosen)
        stops = tuple(p for p in papers.issue_problems(self._app, state.file, request) if p.field not in _OF_FIELDS)
        self._replace(
            request=request,
            meetings=meetings if state.choice.needs_meeting else (),
            stops=stops,
            bars=tuple(papers.gate_stops(self._app, state.file, request)),
            register=tuple(sorted(state.file.issued, key=lambda entry: entry.issued_at, reverse=True)),
        )
        if not preview or self._is_closed:
            return
        if state.choice.needs_meeting and chosen is None:
            self.previewer.drop()
            words = next((p.message for p in stops if p.field == "meeting_id"), "There is no such meeting yet.")
            self._show_no_page(words)
            return
        self._replace(is_loading=True)
        self.previewer.make(state.file, request, after_a_while=after_a_while)

    def _on_preview(self, rendered: papers.Rendered, name: str) -> None:
        state = self.state
        self._replace(
            pdf=rendered.pdf,
            pages=rendered.pages,
            no_preview="",
            file_name=name,
            checks=checks_of(state.case, state.file, state.request, rendered),
            is_loading=False,
            revision=state.revision + 1,
        )

    def _show_no_page(self, words: str) -> None:
        self._replace(pdf=b"", pages=0, no_preview=words, checks=(), file_name="", is_loading=False,
                      revision=self.state.revision + 1)  # fmt: skip
