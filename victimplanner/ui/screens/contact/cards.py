"""The cards of the Contact tab: what she wants, her supporters, every contact, referrals, questions."""

from __future__ import annotations

from victimplanner.ui.screens.contact.list_card import ListCard
from victimplanner.ui.screens.contact.state import ContactPage
from victimplanner.ui.widgets import Card, Column, KeyValueRows, LinkButton, SecondaryButton, label


class WishesCard(Card):
    """What she said on how she wants to hear from the office."""

    def __init__(self) -> None:
        super().__init__("What she wants", object_name="wishesCard")
        self.change = SecondaryButton("Change &wishes…", small=True, object_name="changeWishes")
        self.earlier = LinkButton("Earlier entries", small=True, object_name="earlierWishes")
        self.earlier.setAccessibleName("Earlier entries of what she wants")
        self.add_right(self.change)
        self.rows = KeyValueRows(key_width=74, small=True)
        self.warning = label("", "error", wrap=True)
        self.noted = label("", "small", wrap=True)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.noted)
        self.body.addWidget(self.earlier)
        self.body.addStretch(1)
        self._shown: object = None

    def show_page(self, page: ContactPage) -> None:
        if page.wishes != self._shown:
            self._shown = page.wishes
            self.rows.set_rows(page.wishes)
        self.warning.setText(page.wishes_warning)
        self.warning.setVisible(bool(page.wishes_warning))
        self.noted.setText(page.wishes_note or "She was not asked yet.")
        self.earlier.setVisible(bool(page.earlier_wishes))
        self.change.setEnabled(page.may_record and page.file is not None)


class SupportersCard(ListCard):
    """Who supports her, from when to when, and what she agreed to share with each."""

    def __init__(self) -> None:
        self.add = SecondaryButton("&Add supporter…", icon="plus", small=True, object_name="addSupporter")
        self.change = SecondaryButton("Change supporter…", key="F2", small=True, object_name="changeSupporter")
        self.end = SecondaryButton("End support…", small=True, object_name="endSupporter")
        super().__init__(
            "Supporters",
            [
                Column("Who", lambda s: s.name, stretch=3, bold=True,
                       second=lambda s: s.person.organisation if s.person else ""),
                Column("Role", lambda s: s.role_words, stretch=2, second=lambda s: s.since),
                Column("Consent to share", lambda s: "", pill=lambda s: s.pill, width=142,
                       second=lambda s: s.pill_note),
                Column("May be shared", lambda s: s.shared, stretch=3, second=lambda s: s.limits),
            ],
            nothing="No supporter is recorded. Nothing about her may be shared with anybody outside the office.",
            name="supporters", right=(self.add,), below=(self.change, self.end),
        )  # fmt: skip

    def show_page(self, page: ContactPage) -> None:
        self.show_lines(page.supporters)
        for button in (self.add, self.change, self.end):
            button.setEnabled(page.may_record and page.file is not None)


class LogCard(ListCard):
    """Every contact, the newest first."""

    def __init__(self) -> None:
        self.overrides = LinkButton("Every override", small=True, object_name="overrides")
        self.done = SecondaryButton("Mark as &done", key="Ctrl+D", small=True, object_name="finishStep")
        self.correct = SecondaryButton("Correct…", key="F2", small=True, object_name="correctContact")
        super().__init__(
            "Contact log",
            [
                Column("When", lambda c: c.when, width=96, second=lambda c: c.at),
                Column("How", lambda c: c.how, stretch=3, bold=True, second=lambda c: c.mark,
                       second_tone=lambda c: "overdue" if c.is_override else ""),
                Column("Outcome", lambda c: "", pill=lambda c: c.outcome, width=138),
                Column("About", lambda c: c.entry.about or "–", stretch=4, second=lambda c: c.entry.with_whom),
                Column("By", lambda c: c.entry.made_by or "–", stretch=2),
                Column("Next step", lambda c: c.next_words, stretch=4, second=lambda c: c.next_day),
                Column("State", lambda c: "–", pill=lambda c: c.next_pill, width=128),
            ],
            nothing="No contact is recorded yet.",
            name="contactLog", right=(self.overrides,), below=(self.done, self.correct),
            room_for={4: 760, 3: 520, 5: 430},
        )  # fmt: skip

    def show_page(self, page: ContactPage) -> None:
        self.show_lines(page.log)
        self.overrides.setVisible(bool(page.overrides))
        self.correct.setEnabled(page.may_record)
        self.done.setEnabled(page.may_record)


class ReferralsCard(ListCard):
    """Which support was offered, whether she wanted it, and what became of it."""

    def __init__(self) -> None:
        self.add = SecondaryButton("Add re&ferral…", icon="plus", small=True, object_name="addReferral")
        self.change = SecondaryButton("Change referral…", key="F2", small=True, object_name="changeReferral")
        super().__init__(
            "Referrals",
            [
                Column("Service", lambda r: r.referral.service, stretch=3, bold=True),
                Column("Offered", lambda r: r.offered, width=96),
                Column("She", lambda r: "", pill=lambda r: r.wanted, width=124),
                Column("Referred", lambda r: r.referred, width=96),
                Column("Answer", lambda r: "", pill=lambda r: r.answer, width=138, second=lambda r: r.answer_note,
                       second_tone=lambda r: "overdue" if r.is_late else ""),
            ],
            nothing="No support service was offered yet.",
            name="referrals", right=(self.add,), below=(self.change,), room_for={1: 480, 3: 400},
        )  # fmt: skip

    def show_page(self, page: ContactPage) -> None:
        self.show_lines(page.referrals)
        for button in (self.add, self.change):
            button.setEnabled(page.may_record and page.file is not None)


class QueriesCard(ListCard):
    """What supporters and the Witness Care Unit asked, and by when they are to have an answer."""

    def __init__(self) -> None:
        self.add = SecondaryButton("Add &question…", icon="plus", small=True, object_name="addQuery")
        self.answer = SecondaryButton("A&nswer…", small=True, object_name="answerQuery")
        self.change = SecondaryButton("Change question…", key="F2", small=True, object_name="changeQuery")
        self.why = LinkButton("Why this date?", small=True, object_name="whyQuery")
        super().__init__(
            "Questions from supporters",
            [
                Column("Received", lambda q: q.received, width=96),
                Column("Question", lambda q: q.query.question, stretch=4, bold=True,
                       second=lambda q: q.query.asked_by),
                Column("Answer by", lambda q: q.due, width=96),
                Column("State", lambda q: "", pill=lambda q: q.pill, width=138, middle=True),
                Column("Whose", lambda q: q.query.owner or "–", stretch=2),
            ],
            nothing="No question was asked yet.",
            name="queries", right=(self.add,), below=(self.answer, self.change, self.why),
            room_for={4: 620, 0: 480},
        )  # fmt: skip

    def show_page(self, page: ContactPage) -> None:
        self.show_lines(page.queries)
        for button in (self.add, self.answer, self.change):
            button.setEnabled(page.may_record and page.file is not None)
