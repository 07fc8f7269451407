"""The application in a dialog: every part of r.18.9, r.18.10 or r.18.11 as a field, with what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from victimplanner.domain.completeness import application_needs, decisions_in
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import (
    APPLICATION_PURPOSE_WORDS,
    RESPONSE_WORDS,
    ROUTE_WORDS,
    Application,
    ApplicationPurpose,
    MeasureId,
    Route,
)
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.measures.form_sections import FormSection, FormSections
from victimplanner.ui.screens.measures.state import NO_ACCOUNT, MeasuresPage
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    ChoiceField,
    DateField,
    FlowRow,
    LineField,
    StatusPill,
    TextField,
    label,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_WIDTH = 880
_HEARING = ((None, "Not answered yet"), (True, "Wanted"), (False, "Not wanted"))
_UNOPPOSED = ((None, "Not known"), (True, "Nobody opposes"), (False, "Somebody opposes"))
_EXTENSION = ((None, "Not decided"), (True, "Granted"), (False, "Refused"))
_WHOLE, _HALF, _QUARTER = 4, 2, 1
_SPANS = dict.fromkeys(
    ("late_reason", "material_change", "response_words", "opt_out_information"), _WHOLE
) | dict.fromkeys(
    ("extension_granted", "extension_decided_on", "unopposed", "recording_served_on", "served_on", "hearing_wanted",
     "response", "response_received_on", "route", "purpose", "aware_on"), _QUARTER,
)  # fmt: skip
_SPANS |= {"hearing_reason": 3, "served_to": 3, "purpose": _HALF, "route": _HALF}
_SECTIONS = (
    FormSection("Kind and service", (
        "purpose", "route", "served_on", "served_to", "unopposed", "recording_served_on",
    )),
    FormSection("Late: extension of time", ("late_reason", "extension_granted", "extension_decided_on"), "r.18.6"),
    FormSection("What has changed", ("material_change", "aware_on"), "r.18.11, no day limit: as soon as practicable"),
    FormSection("Why these measures", ("eligibility_explained", "why_maximise"), NO_ACCOUNT),
    FormSection(
        "Her views", ("view_on_eligibility", "view_on_improvement", "opt_out_information"),
        "Her view on each measure stands in the matrix.",
    ),
    FormSection("Live link: who is with her, and where", (
        "companion", "companion_view", "companion_reason", "place_proposed",
    )),
    FormSection("Recording and attachments", ("video_part", "attachments")),
    FormSection("Hearing", ("hearing_wanted", "hearing_reason")),
    FormSection(
        "Response of the other parties", ("response", "response_received_on", "response_words"), "r.18.13"
    ),
    FormSection(
        "For the court only", ("court_only", "court_only_reason"), "r.18.12, never in the served part", icon="lock",
        text="Withheld from another party. It is written to a file of its own, apart from what is served.",
    ),
)  # fmt: skip
# Which fields belong to which kind of application; the rest belong to all.
_ONLY_FIRST = ("route",)
_ONLY_APPLICATION = ("view_on_eligibility", "view_on_improvement", "attachments")
_ONLY_NOTICE = ("unopposed", "recording_served_on")
_NOT_NOTICE = ("hearing_wanted", "hearing_reason")
_ONLY_VARY = ("material_change", "aware_on")
_NOT_VARY = ("eligibility_explained", "why_maximise")
_LINK = ("companion", "companion_reason", "companion_view", "place_proposed")
_LATE = ("late_reason", "extension_granted", "extension_decided_on")
_RESPONSE = ("response", "response_received_on")


def open_application(
    session: Session, view_model: MeasuresViewModel, parent: QWidget, *, at: str = ""
) -> FormDialog | None:
    """Open the application: the draft, or the one served; asks which where there are several. `at` names a field."""
    page = view_model.state
    if page.file is None:
        return None
    known = list(page.file.applications)
    chosen: Application | None = known[-1] if known else None
    if len(known) > 1:
        number = session.dialogs.choose("Application", "Which application?", [_words(a) for a in known])
        if number is None:
            return None
        chosen = known[number]
    form = _ApplicationForm(session, view_model, page, asks_extension=at in _LATE)
    dialog = form.open(chosen or Application(case_id=page.file.case.id, witness_id=page.file.witness.id), parent)
    if at:
        field = form.fields[at]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, field, lambda: dialog.page.ensureWidgetVisible(field, 20, 60))
    return dialog


def _words(application: Application) -> str:
    served = f"Served {full_day(application.served_on)}" if application.served_on else "Draft, not served"
    return f"{served}, to vary (r.18.11)" if application.is_to_vary else served


class _ApplicationForm:
    """The fields of one application, and which of them are asked for now."""

    def __init__(
        self, session: Session, view_model: MeasuresViewModel, page: MeasuresPage, *, asks_extension: bool = False
    ) -> None:
        """`asks_extension`: an extension is to be recorded, so its fields show whether it is late yet or not."""
        self._session = session
        self._view_model = view_model
        self._page = page
        self._asks_extension = asks_extension
        self.fields: dict[str, Any] = self._made()
        self.sections = FormSections(self.fields, _SECTIONS, _SPANS)
        self.needs = FlowRow(gap=6)
        self.needs.setAccessibleName("What the application needs")
        self.needs_title = label("", "small_strong")

    def open(self, old: Application, parent: QWidget) -> FormDialog:
        self._old = old
        for name, field in self.fields.items():
            field.set_value(getattr(old, name))
            field.changed.connect(self._follow)
        dialog = open_form(
            self._session.dialogs, parent, "Special measures application", "Save application", self.fields, self._save,
            intro=self._intro(old), above=(self.needs_title, self.needs), body=self.sections, width=_WIDTH,
        )  # fmt: skip
        self._follow()
        return dialog

    def _intro(self, old: Application) -> str:
        """Which measures are in it, and the last day to serve it on account of each accused."""
        inside = self._view_model.measures_in(old)
        words = f"In it: {', '.join(inside)}." if inside else "No measure is in it yet: decide on measures first."
        if old.is_to_vary:
            return words
        days = [f"{line.about} {line.day}".strip() for line in self._page.limits if line.working.due]
        return f"{words} Last day to serve: {'; '.join(days)}." if days else words

    def now(self) -> Application:
        """The application as it is typed."""
        update = {name: field.value() for name, field in self.fields.items()}
        update = {name: value.strip() if type(value) is str else value for name, value in update.items()}
        return self._old.model_copy(update=update)

    def _save(self) -> Sequence[Problem]:
        return self._view_model.save_application(self.now())

    def _follow(self) -> None:
        """Show what this kind of application asks for, and what of it is there."""
        application, file = self.now(), self._page.file
        assert file is not None
        needs = application_needs(file, application, self._page.today)
        missing_first = sorted(needs, key=lambda need: need.is_there)
        self.needs.set_widgets(
            *(StatusPill("ok" if n.is_there else "unknown", f"{n.rule} {n.words}") for n in missing_first)
        )
        there = sum(n.is_there for n in needs)
        rule = "r.18.11" if application.is_to_vary else "r.18.9" if self._is_notice(application) else "r.18.10"
        self.needs_title.setText(f"What it needs, CrimPR 2025 {rule}: {there} of {len(needs)} there")
        shown = self._shown(application).items()
        self.sections.follow({name for name, asked in shown if asked or _is_filled(self.fields[name].value())})

    def _shown(self, application: Application) -> dict[str, bool]:
        file = self._page.file
        assert file is not None
        vary, notice = application.is_to_vary, self._is_notice(application)
        sought = {decision.measure for decision in decisions_in(file, application)}
        late = self._view_model.is_late(application) and not vary
        child = file.is_child_on(self._page.today) or file.is_qualifying_on(self._page.today)
        shown = dict.fromkeys(self.fields, True)
        shown |= dict.fromkeys(_ONLY_FIRST, not vary)
        shown |= dict.fromkeys(_ONLY_APPLICATION, not vary and not notice)
        shown |= dict.fromkeys(_ONLY_NOTICE, notice)
        shown |= dict.fromkeys(_ONLY_VARY, vary)
        shown |= dict.fromkeys(_NOT_VARY, not vary)
        shown |= dict.fromkeys(_LINK, MeasureId.LIVE_LINK in sought and not notice)
        shown["video_part"] = MeasureId.ABE_VIDEO in sought and not vary
        shown["opt_out_information"] = child and not vary
        shown |= dict.fromkeys(_LATE, late or (self._asks_extension and not vary))
        shown |= dict.fromkeys(_NOT_NOTICE, not notice)
        shown["hearing_reason"] = application.hearing_wanted is True and not notice
        shown |= dict.fromkeys(_RESPONSE, application.served_on is not None and not notice)
        shown["response_words"] = application.response is not None
        shown["court_only_reason"] = bool(application.court_only.strip())
        return shown

    def _is_notice(self, application: Application) -> bool:
        return application.route is Route.R18_9_NOTICE and not application.is_to_vary

    def _made(self) -> dict[str, Any]:
        today: Callable[[], Any] = lambda: self._session.today  # noqa: E731

        def text(name: str, words: str, note: str, hint: str = "", lines: int = 2) -> TextField:
            return TextField(words, lines=lines, name=name, note=note, hint=hint)

        return {
            "purpose": ChoiceField("What it is &for", list(APPLICATION_PURPOSE_WORDS.items()), name="purpose"),
            "route": ChoiceField("&Route", list(ROUTE_WORDS.items()), name="route"),
            "served_on": DateField("Served &on", today, name="served_on", hint="Empty while a draft."),
            "served_to": LineField("Served &to", name="served_to", placeholder="Court officer and each other party"),
            "unopposed": ChoiceField("Do others o&ppose it?", _UNOPPOSED, name="unopposed", note="r.18.9"),
            "recording_served_on": DateField("Video served on", today, name="recording_served_on", note="r.18.9"),
            "late_reason": text(
                "late_reason", "Why it is &late", "",
                "Late service stays possible: ask for the extension with it and explain the delay.",
            ),
            "extension_granted": ChoiceField("E&xtension", _EXTENSION, name="extension_granted"),
            "extension_decided_on": DateField("&Decided on", today, name="extension_decided_on"),
            "material_change": text("material_change", "What has changed since the &direction, and why it matters", ""),
            "aware_on": DateField("&Known here since", today, name="aware_on"),
            "eligibility_explained": text("eligibility_explained", "&Eligibility, as put to the court", "(a)"),
            "why_maximise": text("why_maximise", "Why these would &maximise quality", "(c)"),
            "view_on_eligibility": text("view_on_eligibility", "On her eligi&bility", "(d)(i)"),
            "view_on_improvement": text("view_on_improvement", "On whether they would &improve it", "(d)(ii)"),
            "opt_out_information": text(
                "opt_out_information", "Wh&y she does not want the primary rule", "(e)", lines=1
            ),
            "companion": LineField("Compa&nion", name="companion", note="(f)"),
            "companion_view": LineField("Her &view of the companion", name="companion_view", note="(f)"),
            "companion_reason": text("companion_reason", "Why that companion", "(f)", lines=1),
            "place_proposed": LineField("Pla&ce proposed", name="place_proposed"),
            "video_part": LineField(
                "Video: all of it, or &which part", name="video_part", note="(g)", placeholder="All of it"
            ),
            "attachments": text("attachments", "&Attached, one a line", "(h)"),
            "hearing_wanted": ChoiceField("Is a &hearing wanted?", _HEARING, name="hearing_wanted", note="(i)"),
            "hearing_reason": LineField("Why a hearin&g", name="hearing_reason", note="(i)"),
            "response": ChoiceField(
                "Re&sponse", [(None, "None recorded"), *RESPONSE_WORDS.items()], name="response"
            ),
            "response_received_on": DateField("Received on", today, name="response_received_on"),
            "response_words": text("response_words", "What it says", "", lines=1),
            "court_only": text("court_only", "What the co&urt alone is to see", ""),
            "court_only_reason": text("court_only_reason", "Why it is withheld", ""),
        }  # fmt: skip


def _is_filled(value: object) -> bool:
    """Whether something is typed that must not be hidden."""
    return bool(value) and not isinstance(value, Route | ApplicationPurpose)
