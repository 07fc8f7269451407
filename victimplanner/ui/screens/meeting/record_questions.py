"""What is asked about a record: new evidence, signing, additions, MG6C and disclosure, two versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from victimplanner.domain.dates import local
from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import DISCLOSURE_REVIEW_WORDS, DisclosureReview, Meeting
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.services.meeting_records import SIGNED_IN_PROGRAM
from victimplanner.ui.screens.meeting.asking import Asking
from victimplanner.ui.screens.meeting.merging import Difference
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, TimeField

SIGNED_ON_PAPER = "On paper"


class RecordQuestions(Asking):
    """Each question about a record in one function."""

    def new_evidence(self, meeting: Meeting, keep: Callable[[dict[str, object]], Sequence[Problem]]) -> None:
        """One checklist: stop, note verbatim, tell the officer, ask for a statement, have disclosure reviewed."""
        stopped = CheckField("Stopped: nothing more was asked about it", name="new_evidence_stopped")
        stopped.set_value(meeting.new_evidence_stopped)
        statement = CheckField("The officer was asked to take a statement", name="new_evidence_statement")
        statement.set_value(meeting.new_evidence_statement)
        review = CheckField("Disclosure review asked for", name="ask_disclosure")
        review.set_value(meeting.disclosure_review is not DisclosureReview.NOT_STARTED)
        words = TextField("The words as said", lines=4, name="new_evidence_words")
        words.set_hint("Verbatim, without questions. The officer takes it further, not this meeting.")
        words.set_value(meeting.new_evidence_words)
        at = TimeField("At", name="new_evidence_at")
        at.set_value(meeting.new_evidence_at or self._local_now())
        told = LineField("Officer told", name="new_evidence_told", hint="May follow later; needed before signing.")
        told.set_value(meeting.new_evidence_told)

        def save() -> Sequence[Problem]:
            if not words.value().strip():
                return (Problem("new_evidence_words", "Write down the words as they were said."),)
            asked = {}
            if review.value() and meeting.disclosure_review is DisclosureReview.NOT_STARTED:
                asked = {
                    "disclosure_review": DisclosureReview.ASKED,
                    "disclosure_reviewed_on": self._session.today,
                    "disclosure_reviewed_by": self._session.app.user.display_name,
                }
            return keep(
                asked
                | {
                    "new_evidence_volunteered": True,
                    "new_evidence_stopped": stopped.value(),
                    "new_evidence_statement": statement.value(),
                    "new_evidence_words": words.value().strip(),
                    "new_evidence_at": at.value(),
                    "new_evidence_told": told.value().strip(),
                }
            )

        self._ask(
            "New evidence raised",
            "Keep and save record",
            {
                "new_evidence_stopped": stopped,
                "new_evidence_words": words,
                "new_evidence_at": at,
                "new_evidence_told": told,
                "new_evidence_statement": statement,
                "ask_disclosure": review,
            },
            save,
            spans={"new_evidence_at": 1, "new_evidence_told": 1},
            intro="Stop this subject now. Ask nothing about it. Say that an officer will speak to the witness. The "
            "words below may be disclosed.",
        )

    def _local_now(self) -> object:
        return local(self._session.app.now).time().replace(second=0, microsecond=0)

    def sign(self, attendances: Sequence[Attendance]) -> None:
        """Choose who signs; officials sign, the witness never needs to."""
        came = [a for a in attendances if a.state is AttendanceState.CAME]
        ticks = {
            a.id: CheckField(f"{a.name}, {a.role}", name=f"sign_{n}", checked=not a.is_supporter)
            for n, a in enumerate(came)
        }
        how = ChoiceField(
            "How", [(SIGNED_IN_PROGRAM, SIGNED_IN_PROGRAM), (SIGNED_ON_PAPER, SIGNED_ON_PAPER)], name="signed_how"
        )
        self._ask(
            "Sign and lock",
            "Sign and lock",
            {**ticks, "signed_how": how},
            lambda: self._vm.sign([key for key, tick in ticks.items() if tick.value()], how.value()),
            intro="Officials who were there sign; the witness need not. After that nothing can be changed, only dated "
            "additions. Then list the record on the MG6C.",
        )

    def addition(self) -> None:
        """Add to a signed record."""
        text = TextField("Addition", lines=4, name="text", hint="It is dated and carries your name.")
        intro = "The signed words stay as they are."
        self._ask(
            "Add to the record",
            "Add addition",
            {"text": text},
            lambda: self._vm.add_addition(text.value()),
            intro=intro,
        )

    def mg6c(self, meeting: Meeting) -> None:
        """Note the listing on the MG6C."""
        item = LineField("Item", name="mg6c_item")
        item.set_value(meeting.mg6c_item)
        on = DateField("Listed on", self._session.app.clock.today, name="mg6c_listed_on")
        on.set_value(meeting.mg6c_listed_on or self._session.today)
        self._ask(
            "List on MG6C",
            "Save listing",
            {"mg6c_item": item, "mg6c_listed_on": on},
            lambda: self._vm.list_on_mg6c(item.value(), on.value()),
            spans={"mg6c_item": 1, "mg6c_listed_on": 1},
        )

    def disclosure(self, meeting: Meeting) -> None:
        """Note how the record stands with disclosure."""
        review = ChoiceField("Review", list(DISCLOSURE_REVIEW_WORDS.items()), name="disclosure_review")
        review.set_value(meeting.disclosure_review)
        on = DateField("On", self._session.app.clock.today, name="disclosure_reviewed_on")
        on.set_value(meeting.disclosure_reviewed_on or self._session.today)
        by = LineField("By whom", name="disclosure_reviewed_by")
        by.set_value(meeting.disclosure_reviewed_by or self._session.app.user.display_name)
        note = TextField("Note", lines=3, name="disclosure_note", hint="Which parts, and what is done with them.")
        note.set_value(meeting.disclosure_note)
        self._ask(
            "Disclosure review",
            "Save review",
            {
                "disclosure_review": review,
                "disclosure_reviewed_on": on,
                "disclosure_reviewed_by": by,
                "disclosure_note": note,
            },
            lambda: self._vm.review_disclosure(review.value(), on.value(), by.value(), note.value()),
            spans={"disclosure_reviewed_on": 1, "disclosure_reviewed_by": 1},
            intro="The record is relevant unused material unless reviewed otherwise. Anything sensitive, such as a "
            "safe address, goes to the MG6D or is redacted.",
        )

    def compare(self, found: Sequence[Difference]) -> bool:
        """Choose, field by field, where two people changed the same."""
        fields: dict[str, object] = {}
        boxes: dict[tuple[str, str], ChoiceField] = {}
        for number, difference in enumerate(found):
            box = ChoiceField(
                difference.words,
                [("mine", f"Yours: {_shown(difference.mine)}"), ("theirs", f"Theirs: {_shown(difference.theirs)}")],
                name=f"difference_{number}",
            )
            boxes[difference.key] = box
            fields[f"difference_{number}"] = box

        def save() -> Sequence[Problem]:
            chosen = frozenset(key for key, box in boxes.items() if box.value() == "theirs")
            return () if self._vm.put_together(chosen) else self._vm.state.problems

        if not found:
            save()
            return True
        intro = "Both of you changed these. Everything else from both versions is kept."
        return self._ask("Compare versions", "Save as chosen", fields, save, intro=intro)


def _shown(value: object) -> str:
    text = str(value) if value not in (None, "") else "nothing"
    return text if len(text) <= 90 else text[:87] + "…"
