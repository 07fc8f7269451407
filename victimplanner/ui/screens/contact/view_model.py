"""One witness's contact: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import ContactRoute
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.errors import Problem
from victimplanner.domain.people import Person
from victimplanner.domain.support import Referral, Supporter, SupportQuery, go_betweens
from victimplanner.domain.witness import Witness
from victimplanner.services import contact, people, support
from victimplanner.services.context import EVERY_DATE
from victimplanner.services.worklist import duties_of_witness
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.contact import lines, words
from victimplanner.ui.screens.contact.state import ContactPage, LogLine
from victimplanner.ui.session import Session
from victimplanner.ui.witness_tab import WitnessTabModel

_TAB = "contact"
_CONFIRMED = "confirmed_on"


class ContactViewModel(WitnessTabModel):
    """The Contact tab: wishes, supporters, the log, referrals and questions."""

    ALSO_ABOUT = EVERY_DATE | {"Person"}  # what changes every date, or a name in a table

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, ContactPage(), parent)

    # ------------------------------------------------------------ changes; each returns what is to be put right

    def save_wishes(self, wishes: ContactPreference, witness: Witness) -> Problems:
        return self._try(lambda: contact.save_preference(self._app, wishes, witness), "Wishes recorded")

    def save_supporter(self, supporter: Supporter, person: Person) -> Problems:
        return self._try(lambda: support.save_supporter(self._app, supporter, person), "Supporter saved")

    def end_supporter(self, supporter: Supporter, person: Person, on: dt.date | None, reason: str) -> Problems:
        if on is None:
            return (Problem("ended_on", "Enter the last day of the support."),)
        ended = supporter.model_copy(update={"ended_on": on, "end_reason": reason.strip()})
        return self._try(lambda: support.save_supporter(self._app, ended, person), "Support ended")

    def save_referral(self, referral: Referral) -> Problems:
        return self._try(lambda: support.save_referral(self._app, referral), "Referral saved")

    def save_query(self, query: SupportQuery) -> Problems:
        return self._try(lambda: support.record_query(self._app, query), "Question saved")

    def answer_query(self, query: SupportQuery) -> Problems:
        return self._try(lambda: support.answer_query(self._app, query), "Answer recorded")

    def finish(self, line: LogLine) -> Problems:
        """Mark what was to follow a contact as done today."""
        if line.is_corrected:
            return (Problem("", "A later entry corrects this one. Mark the next step of that entry as done."),)
        if not line.waits:
            return (Problem("", "Nothing is to follow this contact. Choose an entry with a next step."),)
        return self._try(lambda: contact.finish_next_step(self._app, line.entry), "Next step done")

    def people(self) -> tuple[Person, ...]:
        """Return everybody of the directory who can be named as a supporter."""
        return tuple(people.directory(self._app))

    # ------------------------------------------------------------ reading

    def _page(self, case: CaseFile, file: WitnessFile) -> ContactPage:
        today = self._session.today
        wish = file.contact_preference
        items = duties_of_witness(self._app, case, file)
        log = lines.log_lines(file, lines.due_by_subject(items, "contact.next_step"), today)
        waiting = [item for item in items if item.act_at == _TAB and words.is_pressing(item)]
        return ContactPage(
            file=file,
            today=today,
            label=file.witness.label,
            preference=wish,
            wishes=words.wish_rows(file, wish),
            wishes_note=words.noted_words(wish, today) if wish else "",
            wishes_warning=self._wishes_warning(file, wish),
            earlier_wishes=words.earlier_wishes(file),
            supporters=lines.supporter_lines(file, today),
            log=log,
            referrals=lines.referral_lines(file, lines.due_by_subject(items, "support.referral"), today),
            queries=lines.query_lines(file, lines.due_by_subject(items, "support.query"), today),
            overrides=words.overrides_words(file.contact_overrides),
            doubt=file.safe_contact.doubt if file.safe_contact and file.safe_contact.doubted_on else "",
            no_go_between=_no_go_between(file, today),
            waiting=len(waiting),
            may_record=self._app.may("contact.record"),
        )  # fmt: skip

    def _wishes_warning(self, file: WitnessFile, wish: ContactPreference | None) -> str:
        """Say where the way she prefers is barred by her own safe contact, or by what is not known of it."""
        if wish is None or wish.method is None:
            return ""
        bars = contact.barred(self._app, file, wish.method, "")
        if all(problem.field == _CONFIRMED for problem in bars):  # said in the panel; it bars every way
            return ""
        return "Her safe contact does not allow this way today. Ask her, and change the one or the other."


def _no_go_between(file: WitnessFile, today: dt.date) -> str:
    """Say that she can be reached through nobody, where her route is a supporter and none may be told anything."""
    safe = file.safe_contact
    if safe is None or safe.route is not ContactRoute.VIA_ISVA or go_betweens(file.supporters, safe, today):
        return ""
    return "She is reached through her ISVA only, and no ISVA stands here with whom she agreed to share."
