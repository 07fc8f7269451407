"""The application in a dialog: every part of r.18.9, r.18.10 or r.18.11 as a field, with what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

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

_HEARING = ((None, "Not answered yet"), (True, "Wanted"), (False, "Not wanted"))
_UNOPPOSED = ((None, "Not known"), (True, "Nobody opposes"), (False, "Somebody opposes"))
_EXTENSION = ((None, "Not decided"), (True, "Granted"), (False, "Refused"))
_HALVES = (
    "purpose", "route", "served_on", "served_to", "extension_granted", "extension_decided_on", "aware_on",
    "unopposed", "recording_served_on", "response", "response_received_on", "hearing_wanted", "companion",
    "companion_view", "place_proposed", "video_part",
)  # fmt: skip
# Which fields belong to which kind of application; the rest belong to all.
_ONLY_FIRST = ("route",)
_ONLY_APPLICATION = ("view_on_eligibility", "view_on_improvement", "attachments")
_ONLY_NOTICE = ("unopposed", "recording_served_on")
_ONLY_VARY = ("material_change", "aware_on")
_NOT_VARY = ("eligibility_explained", "why_maximise")
_LINK = ("companion", "companion_reason", "companion_view", "place_proposed")


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
    form = _ApplicationForm(session, view_model, page)
    dialog = form.open(chosen or Application(case_id=page.file.case.id, witness_id=page.file.witness.id), parent)
    if at and form.fields[at].isVisibleTo(dialog):
        form.fields[at].setFocus()
    return dialog


def _words(application: Application) -> str:
    served = f"Served {full_day(application.served_on)}" if application.served_on else "Draft, not served"
    return f"{served}, to vary (r.18.11)" if application.is_to_vary else served


class _ApplicationForm:
    """The fields of one application, and which of them are asked for now."""

    def __init__(self, session: Session, view_model: MeasuresViewModel, page: MeasuresPage) -> None:
        self._session = session
        self._view_model = view_model
        self._page = page
        self.fields: dict[str, Any] = self._made()
        self.needs = FlowRow(gap=6)
        self.needs.setAccessibleName("What the application needs")
        self.needs_title = label("", "small_strong")

    def open(self, old: Application, parent: QWidget) -> FormDialog:
        self._old = old
        for name, field in self.fields.items():
            field.set_value(getattr(old, name))
            field.changed.connect(self._follow)
        limit = self._view_model.first_limit()
        inside = self._view_model.measures_in(old)
        intro = f"In it: {', '.join(inside)}." if inside else "No measure is in it yet: decide on measures first."
        if limit is not None and limit.due is not None and not old.is_to_vary:
            intro += f" Last day to serve: {full_day(limit.due)}."
        dialog = open_form(
            self._session.dialogs, parent, "Special measures application", "Save application", self.fields, self._save,
            intro=intro, spans=dict.fromkeys(_HALVES, 1), above=(self.needs_title, self.needs),
        )  # fmt: skip
        self._follow()
        return dialog

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
        self.needs.set_widgets(*(StatusPill("ok" if n.is_there else "unknown", f"{n.rule} {n.words}") for n in needs))
        there = sum(n.is_there for n in needs)
        rule = "r.18.11" if application.is_to_vary else "r.18.9" if self._is_notice(application) else "r.18.10"
        self.needs_title.setText(f"What it needs, CrimPR 2025 {rule}: {there} of {len(needs)} there")
        for name, is_shown in self._shown(application).items():
            field = self.fields[name]
            field.setVisible(is_shown or _is_filled(field.value()))

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
        shown["late_reason"] = late
        shown["extension_granted"] = shown["extension_decided_on"] = late
        shown["hearing_reason"] = application.hearing_wanted is True
        served = application.served_on is not None
        shown["response"] = shown["response_received_on"] = served and not notice
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
            "served_on": DateField("Served &on", today, name="served_on", hint="Empty while it is a draft."),
            "served_to": LineField("Served &to", name="served_to", placeholder="Court officer and each other party"),
            "late_reason": text(
                "late_reason", "Why it is &late", "r.18.6",
                "Late service stays possible: apply for the extension with it and explain the delay.",
            ),
            "extension_granted": ChoiceField("Extension", _EXTENSION, name="extension_granted", note="r.18.6"),
            "extension_decided_on": DateField("Extension decided on", today, name="extension_decided_on"),
            "material_change": text(
                "material_change", "What has changed since the &direction, and why it matters", "r.18.11"
            ),
            "aware_on": DateField("Known here since", today, name="aware_on", note="r.18.11"),
            "unopposed": ChoiceField("Do other parties &oppose?", _UNOPPOSED, name="unopposed", note="r.18.9"),
            "recording_served_on": DateField("Recording served on", today, name="recording_served_on", note="r.18.9"),
            "eligibility_explained": text(
                "eligibility_explained", "&Eligibility, as put to the court", "r.18.10(a)", NO_ACCOUNT
            ),
            "why_maximise": text("why_maximise", "Why these measures would &maximise quality", "r.18.10(c)", NO_ACCOUNT),
            "view_on_eligibility": text("view_on_eligibility", "Her view on her eligibility", "r.18.10(d)(i)", lines=1),
            "view_on_improvement": text(
                "view_on_improvement", "Her view on whether they would help", "r.18.10(d)(ii)", lines=1
            ),
            "opt_out_information": text(
                "opt_out_information", "Why she does not want the primary rule", "r.18.10(e)", lines=1
            ),
            "companion": LineField("Compa&nion", name="companion", note="r.18.10(f)"),
            "companion_view": LineField("Her &view of the companion", name="companion_view", note="r.18.10(f)"),
            "companion_reason": text("companion_reason", "Why that companion", "r.18.10(f)", lines=1),
            "place_proposed": LineField("Pla&ce proposed", name="place_proposed"),
            "video_part": LineField(
                "Recording: all of it, or &which part", name="video_part", note="r.18.10(g)", placeholder="All of it"
            ),
            "attachments": text("attachments", "&Attached, one a line", "r.18.10(h)"),
            "hearing_wanted": ChoiceField("Is a &hearing wanted?", _HEARING, name="hearing_wanted", note="r.18.10(i)"),
            "hearing_reason": LineField("Why a hearin&g", name="hearing_reason", note="r.18.10(i)"),
            "response": ChoiceField(
                "Response of other parties", [(None, "None recorded"), *RESPONSE_WORDS.items()], name="response",
                note="r.18.13",
            ),
            "response_received_on": DateField("Res&ponse received", today, name="response_received_on"),
            "response_words": text("response_words", "What the response says", "r.18.13", lines=1),
            "court_only": text(
                "court_only", "For the co&urt only", "r.18.12",
                "Withheld from another party; in a file of its own, never in the served part.",
            ),
            "court_only_reason": text("court_only_reason", "Why it is withheld", "r.18.12", lines=1),
        }  # fmt: skip


def _is_filled(value: object) -> bool:
    """Whether something is typed that must not be hidden."""
    return bool(value) and not isinstance(value, Route | ApplicationPurpose)
