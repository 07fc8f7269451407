"""The dialogs on her supporters: who they are, the end of their support, referrals, and what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from victimplanner.domain.contact import Permission
from victimplanner.domain.errors import Problem
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.support import (
    REFERRAL_ANSWER_WORDS,
    SHARE_WORDS,
    SUPPORT_ROLE_WORDS,
    Referral,
    Supporter,
    SupportQuery,
    SupportRole,
)
from victimplanner.ui.screens.contact.forms import ContactForms, fill, typed
from victimplanner.ui.screens.contact.state import QueryLine, ReferralLine, SupporterLine
from victimplanner.ui.screens.contact.ticks import TicksField
from victimplanner.ui.screens.contact.words import NO_ACCOUNT
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, label
from victimplanner.ui.widgets.form_dialog import FormDialog

_CONSENT = ((Permission.UNKNOWN, "Not asked: share nothing"), (Permission.YES, "Agreed"), (Permission.NO, "Refused"))
_WANTED = ((Permission.UNKNOWN, "Not asked"), (Permission.YES, "Wants it"), (Permission.NO, "Does not want it"))
_SOMEBODY_ELSE = None
_NOT_CHOSEN = ""
_SUPPORTING = (CaseRole.ISVA, CaseRole.SUPPORTER)


class SupportDialogs(ContactForms):
    """Everything that is recorded on those who support her."""

    # ------------------------------------------------------------ supporters

    def supporter(self, line: SupporterLine | None = None) -> FormDialog | None:
        """Add a supporter, or change one."""
        file = self._page.file
        if file is None:
            return None
        ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id}
        known = self._known(line)
        choices = [(_NOT_CHOSEN, "Not chosen"), *((person.id, _person_words(person)) for person in known.values())]
        fields: dict[str, Any] = {
            "person_id": ChoiceField(
                "&Who", [*choices, (_SOMEBODY_ELSE, "Somebody who is not in the directory")], name="person_id"
            ),
            "name": LineField("&Name", name="name", hint="Of the supporter or the service. Never the witness’s."),
            "organisation": LineField("&Organisation", name="organisation"),
            "phone": LineField("Tele&phone", name="phone"),
            "role": ChoiceField("&Role", list(SUPPORT_ROLE_WORDS.items()), name="role"),
            "relation": LineField("What they are to her", name="relation", placeholder="Her aunt"),
            "started_on": DateField("&Supports her since", self._today, name="started_on"),
            "consent": ChoiceField("&Consent to share", _CONSENT, name="consent"),
            "consent_on": DateField("&Asked on", self._today, name="consent_on"),
            "consent_taken_by": LineField("Asked &by", name="consent_taken_by"),
            "consent_until": DateField("&Until", self._today, name="consent_until", hint="Empty: no end was named."),
            "shares": TicksField(
                "What may be shared", list(SHARE_WORDS.items()), name="shares", narrowest=150,
                hint="Only what she agreed to. Nothing ticked: nothing is shared.",
            ),
            "limits": LineField("&Limits, in her words", name="limits", placeholder="Nothing about health"),
            "is_case_witness": CheckField(
                "&Is a witness in the case", name="is_case_witness", hint="A witness must not attend as supporter."
            ),
            "is_relative_of_accused": CheckField("Is a relative of the accuse&d", name="is_relative_of_accused"),
        }  # fmt: skip
        old = line.supporter if line else Supporter(**ids, person_id="", role=SupportRole.ISVA)
        fill(fields, old)

        def follow() -> None:
            new = fields["person_id"].value() is _SOMEBODY_ELSE
            for name in ("name", "organisation", "phone"):
                fields[name].setVisible(new)
            agreed = fields["consent"].value() is Permission.YES
            for name in ("consent_until", "shares"):
                fields[name].setVisible(agreed)
            asked = fields["consent"].value() is not Permission.UNKNOWN
            for name in ("consent_on", "consent_taken_by"):
                fields[name].setVisible(asked)
            if dialog is not None:
                dialog.fit()

        def save() -> Sequence[Problem]:
            if fields["person_id"].value() == _NOT_CHOSEN:
                return (Problem("person_id", "Choose who supports her, or somebody who is not in the directory."),)
            person = known.get(fields["person_id"].value()) or Person(**typed(fields, Person(name="")))
            changed = old.model_copy(update={**typed(fields, old), "person_id": person.id})
            return self._view_model.save_supporter(changed, person)

        half = ("name", "organisation", "role", "relation", "started_on", "consent", "consent_on", "consent_taken_by")
        # a row goes as a whole: fields that are hidden together stand in the same row
        dialog: FormDialog | None = None
        for name in ("person_id", "consent"):
            fields[name].changed.connect(follow)
        follow()
        dialog = self._open(
            "Supporter", "Save supporter", fields, save,
            intro="What may be shared is what she agreed to. Not asked counts as no.",
            spans=dict.fromkeys(half, 1), width=620,
        )  # fmt: skip
        return dialog

    def _known(self, line: SupporterLine | None) -> dict[str, Person]:
        """Everybody who can be chosen, those who support somebody on this case first."""
        assert self._page.file is not None
        own = [person for role, person in self._page.file.people if role in _SUPPORTING]
        chosen = [line.person] if line is not None and line.person is not None else []
        return {person.id: person for person in (*chosen, *own, *self._view_model.people())}

    def end_support(self, line: SupporterLine) -> FormDialog | None:
        """Note that somebody supports her no longer; the entry stays."""
        if line.person is None:
            return None
        person = line.person
        on = DateField("&Last day", self._today, name="ended_on")
        on.set_value(line.supporter.ended_on or self._session.today)
        reason = LineField("&Why", name="end_reason")
        reason.set_value(line.supporter.end_reason)
        return self._open(
            "End of support", "End support", {"ended_on": on, "end_reason": reason},
            lambda: self._view_model.end_supporter(line.supporter, person, on.value(), reason.value()),
            intro=f"{line.name}, {line.role_words}. From the next day nothing is shared with them. The entry stays.",
            spans={"ended_on": 1},
        )  # fmt: skip

    # ------------------------------------------------------------ referrals

    def referral(self, line: ReferralLine | None = None) -> FormDialog | None:
        """Add a referral, or note what became of one."""
        file = self._page.file
        if file is None:
            return None
        ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id}
        old = line.referral if line else Referral(**ids, service="", offered_on=self._session.today)
        fields: dict[str, Any] = {
            "service": LineField("&Service", name="service"),
            "offered_on": DateField("&Offered on", self._today, name="offered_on"),
            "wanted": ChoiceField("She", _WANTED, name="wanted"),
            "referred_on": DateField("&Referred on", self._today, name="referred_on"),
            "referred_by": LineField("Referred &by", name="referred_by"),
            "answer": ChoiceField("&Answer of the service", list(REFERRAL_ANSWER_WORDS.items()), name="answer"),
            "answered_on": DateField("A&nswered on", self._today, name="answered_on"),
            "note": LineField("No&te", name="note"),
        }
        fill(fields, old)

        def save() -> Sequence[Problem]:
            if fields["offered_on"].value() is None:
                return (Problem("offered_on", "Enter the day on which it was offered."),)
            return self._view_model.save_referral(old.model_copy(update=typed(fields, old)))

        return self._open(
            "Referral to a support service", "Save referral", fields, save,
            intro="She is referred only if she wants it.",
            spans=dict.fromkeys([name for name in fields if name not in ("service", "note")], 1),
        )  # fmt: skip

    # ------------------------------------------------------------ questions

    def query(self, line: QueryLine | None = None) -> FormDialog | None:
        """Note what a supporter asked, or put it right."""
        file = self._page.file
        if file is None:
            return None
        ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id}
        supporters = [(each.supporter.id, f"{each.name}, {each.role_words}") for each in self._page.supporters]
        old = line.query if line else SupportQuery(**ids, asked_by="", received_on=self._session.today, question="")
        fields: dict[str, Any] = {
            "supporter_id": ChoiceField(
                "&Supporter", [*supporters, (None, "Nobody of her supporters")], name="supporter_id"
            ),
            "asked_by": LineField("As&ked by", name="asked_by", placeholder="ISVA, Harbour Light Support"),
            "received_on": DateField("&Received on", self._today, name="received_on"),
            "owner": LineField("&Whose it is to answer", name="owner"),
            "question": TextField("&Question", lines=3, name="question", hint=NO_ACCOUNT),
        }
        fill(fields, old)
        told = {each.supporter.id: ", ".join(filter(None, [each.role_words, _organisation(each)])) for each in
                self._page.supporters}  # fmt: skip

        def follow() -> None:
            known = ["", *told.values()]
            if fields["asked_by"].value() in known:
                fields["asked_by"].set_value(told.get(fields["supporter_id"].value(), ""))

        if line is None:
            fields["supporter_id"].set_value(supporters[0][0] if supporters else None)
            fields["owner"].set_value(self._user)
            follow()
        fields["supporter_id"].changed.connect(follow)

        def save() -> Sequence[Problem]:
            if fields["received_on"].value() is None:
                return (Problem("received_on", "Enter the day on which it came."),)
            return self._view_model.save_query(old.model_copy(update=typed(fields, old)))

        return self._open(
            "Question from a supporter", "Save question", fields, save,
            intro="The day by which it is to be answered is worked out from the day it came.",
            spans={"received_on": 1, "owner": 1, "supporter_id": 1, "asked_by": 1},
        )  # fmt: skip

    def answer(self, line: QueryLine) -> FormDialog | None:
        """Note the answer to a question. What may be shared with who asked stands above it."""
        query = line.query
        text = TextField("&Answer", lines=3, name="answer", hint=NO_ACCOUNT)
        on = DateField("Answered &on", self._today, name="answered_on")
        by = LineField("Answered &by", name="answered_by")
        text.set_value(query.answer)
        on.set_value(query.answered_on or self._session.today)
        by.set_value(query.answered_by or self._user)

        def save() -> Sequence[Problem]:
            answered = {"answer": text.value().strip(), "answered_on": on.value(), "answered_by": by.value().strip()}
            return self._view_model.answer_query(query.model_copy(update=answered))

        return self._open(
            "Answer to a supporter", "Record answer", {"answer": text, "answered_on": on, "answered_by": by}, save,
            intro=f"{query.asked_by}: “{query.question}”", above=[label(line.may_be_shared, "strong", wrap=True)],
            spans={"answered_on": 1, "answered_by": 1},
        )  # fmt: skip


def _person_words(person: Person) -> str:
    return ", ".join(filter(None, [person.name, person.organisation]))


def _organisation(line: SupporterLine) -> str:
    return line.person.organisation if line.person else ""
