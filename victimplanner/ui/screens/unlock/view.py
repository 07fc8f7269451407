"""The first page: unlock an office file, make one, or recover a forgotten passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.formats import day_and_time
from victimplanner.ui.screens.unlock.forms import CreateForm, RecoverForm, RecoveryKeyPage, eyes_after
from victimplanner.ui.screens.unlock.view_model import CREATE, RECOVER, RECOVERY_KEY, UNLOCK, UnlockViewModel
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    ChoiceField,
    Field,
    FlowRow,
    IconLabel,
    LineField,
    LinkButton,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    label,
    rule,
)
from victimplanner.ui.widgets.frame import window_icon

_FILES = "Office files (*.vpoffice)"
_PROMISES = (
    ("lock", "Everything in this office file is encrypted on this computer."),
    ("eye-off", "Names stay hidden until you choose to show them."),
    ("history", "Opening, viewing, changing and exporting are recorded."),
)
_ANONYMITY = (
    "Complainants in this file have lifelong anonymity (Sexual Offences (Amendment) Act 1992). "
    "Check that your screen cannot be overlooked."
)


class UnlockView(QWidget):
    """Two halves: what the program promises, and the way in."""

    def __init__(self, view_model: UnlockViewModel, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlockView")
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view_model = view_model
        self._dialogs = dialogs
        self._page = ""
        self._was_ready = False
        self._entered = False
        self._build()
        view_model.state_changed.connect(self._show)
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        scroll = ScrollPage(margin=theme.SPACE_6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        card = QFrame()
        card.setObjectName("unlockCard")
        card.setMaximumWidth(theme.px(880))
        halves = QHBoxLayout(card)
        halves.setContentsMargins(1, 1, 1, 1)
        halves.setSpacing(0)
        halves.addWidget(self._promises(), 5)
        halves.addWidget(self._way_in(), 6)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        scroll.body.addStretch(1)
        scroll.body.addLayout(row)
        scroll.body.addStretch(2)

    def _promises(self) -> QWidget:
        panel = QWidget()
        panel.setProperty("surface", "rail")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(panel)
        column.setContentsMargins(32, 34, 32, 34)
        column.setSpacing(theme.SPACE_4)
        name = QHBoxLayout()
        name.setSpacing(10)
        sign = QLabel()
        sign.setPixmap(window_icon().pixmap(QSize(28, 28), self.devicePixelRatioF()))
        name.addWidget(sign)
        name.addWidget(label("VictimPlanner", "title"), 1)
        column.addLayout(name)
        column.addWidget(label("Post-charge meetings, special measures decisions and Victims’ Code duties.", wrap=True))
        column.addWidget(rule())
        for icon, words in _PROMISES:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(IconLabel(icon, "rail_text"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words, wrap=True), 1)
            column.addLayout(line)
        column.addStretch(1)
        column.addWidget(label(_ANONYMITY, wrap=True))
        return panel

    def _way_in(self) -> QWidget:
        panel = QWidget()
        panel.setProperty("surface", "panel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(panel)
        column.setContentsMargins(36, 30, 36, 26)
        column.setSpacing(theme.SPACE_3)
        self.title = label("", "title")
        self.banners = BannerStack()
        column.addWidget(self.title)
        column.addWidget(self.banners)
        self.pages = QStackedWidget()
        self.create_form = CreateForm()
        self.recover_form = RecoverForm()
        self.key_page = RecoveryKeyPage()
        self._pages = {
            UNLOCK: self._unlock_form(),
            CREATE: self.create_form,
            RECOVER: self.recover_form,
            RECOVERY_KEY: self.key_page,
        }
        for page in self._pages.values():
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        self.create_form.submitted.connect(self.view_model.create)
        self.create_form.left.connect(lambda: self.view_model.show(UNLOCK))
        self.create_form.place_asked.connect(self._ask_place)
        self.recover_form.submitted.connect(self.view_model.recover)
        self.recover_form.left.connect(lambda: self.view_model.show(UNLOCK))
        self.key_page.confirmed.connect(self.view_model.confirm_recovery_key)
        return panel

    def _unlock_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        self.office = ChoiceField("&Office file", name="office", hint=" ")
        self.login = LineField("&User", name="login")
        self.passphrase = LineField("&Passphrase", name="passphrase", password=True, hint=" ")
        self.unlock_button = PrimaryButton("Unloc&k", icon="key", key="Enter", object_name="unlockButton")
        another = SecondaryButton("Open another…", key="Ctrl+O", object_name="openAnother")
        self.forgotten = LinkButton("I have forgotten my passphrase", object_name="forgotten")
        make = LinkButton("Make an office file…", object_name="makeOffice")
        column.addWidget(self.office)
        column.addWidget(self.login)
        column.addWidget(self.passphrase)
        column.addWidget(FlowRow(self.unlock_button, another))
        column.addWidget(rule())
        column.addWidget(FlowRow(self.forgotten, make, gap=18))
        column.addWidget(
            label("After 5 wrong passphrases the next try waits 1 minute. Nothing is erased.", "small", wrap=True)
        )
        column.addStretch(1)
        self.office.changed.connect(self._choose_known)
        self.unlock_button.clicked.connect(self._unlock)
        self.passphrase.returned.connect(self._unlock)
        self.login.returned.connect(self._unlock)
        another.clicked.connect(self._open_another)
        self.forgotten.clicked.connect(lambda: self.view_model.show(RECOVER))
        make.clicked.connect(lambda: self.view_model.show(CREATE))
        QShortcut(QKeySequence("Ctrl+O"), self, self._open_another)
        QShortcut(QKeySequence("Esc"), self, self._leave_form)
        eyes_after((self.passphrase,), self.unlock_button)
        self.passphrase.editor.installEventFilter(self)
        return form

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        turned, became_ready = state.page != self._page, state.is_ready and not self._was_ready
        self._page, self._was_ready = state.page, state.is_ready
        self.title.setText(
            {
                UNLOCK: "Unlock office file",
                CREATE: "Make an office file",
                RECOVER: "Recover with the recovery key",
                RECOVERY_KEY: "Your recovery key, shown once",
            }[state.page]
        )
        self.pages.setCurrentWidget(self._pages[state.page])
        self._show_offices()
        self.banners.set_banners([Banner("error", state.error, state.note)] if state.error else [])
        self.unlock_button.set_words("Unlocking" if state.is_busy else "Unloc&k")
        self.unlock_button.setEnabled(state.is_ready and not state.is_busy)
        self.passphrase.line.setReadOnly(state.is_busy)
        self.create_form.show_state(state)
        self.recover_form.show_state(state)
        self.key_page.show_key(state.recovery_key)
        if state.error:
            self.passphrase.set_value("")
        if turned or became_ready:
            QTimer.singleShot(0, self.focus_first)
            if became_ready:
                QTimer.singleShot(0, self._unlock_if_entered)
        elif state.problems:
            self._focus_problem()

    def _show_offices(self) -> None:
        state = self.view_model.state
        paths = [known.path for known in state.offices]
        if state.path is not None and state.path not in paths:
            paths.insert(0, state.path)
        none = "No office file yet" if state.is_ready else "Loading"
        self.office.set_choices([(str(path), path.stem) for path in paths] or [("", none)])
        self.office.set_value(str(state.path or ""))
        known = next((k for k in state.offices if k.path == state.path), None)
        self.office.set_hint(f"Last opened on this computer: {day_and_time(known.opened_at)}" if known else " ")
        if self.login.value() != state.login:
            self.login.set_value(state.login)

    def focus_first(self) -> None:
        """Put the cursor where typing goes next; nothing while another page is shown."""
        if not self.isVisible():
            return
        if self._page == UNLOCK:
            first = self.passphrase if self.login.value() or not self.view_model.state.is_ready else self.login
            if not self.passphrase.value():  # typed while the services were loading: the cursor stays
                first.setFocus()
        else:
            self._pages[self._page].focus_first()  # type: ignore[attr-defined]

    def forget_typed(self) -> None:
        """Empty every field that holds a secret."""
        self.passphrase.set_value("")
        self.create_form.forget_typed()
        self.recover_form.forget_typed()

    # ------------------------------------------------------------ intentions

    def _unlock(self) -> None:
        passphrase = self.passphrase.value()
        if self.view_model.state.is_busy:
            return
        if not self.view_model.state.is_ready:
            self._entered = True  # Enter came before the services had loaded; it is not lost
            return
        self.view_model.unlock(self.login.value(), passphrase)

    def _leave_form(self) -> None:
        """Esc: back to unlocking, where there is a way back."""
        if self._page in (CREATE, RECOVER) and not self.view_model.state.is_busy:
            self.view_model.show(UNLOCK)

    def _focus_problem(self) -> None:
        """Put the cursor into the first field that is to be put right."""
        fields = self._pages[self._page].findChildren(Field)
        wrong = next((field for field in fields if field.error_text()), None)
        if wrong is not None:
            wrong.setFocus()

    def _unlock_if_entered(self) -> None:
        entered, self._entered = self._entered, False
        if entered and self._page == UNLOCK and self.login.value() and self.view_model.state.path is not None:
            self._unlock()

    def _choose_known(self) -> None:
        value = self.office.value()
        if value:
            self.view_model.choose_office(Path(value))

    def _open_another(self) -> None:
        path = self._dialogs.open_file("Open an office file", _FILES)
        if path is not None:
            self.view_model.choose_office(path)

    def _ask_place(self) -> None:
        path = self._dialogs.save_file("Where the office file goes", "office.vpoffice", _FILES)
        if path is not None:
            self.create_form.set_path(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say whether Caps Lock is on, as far as the keys typed tell."""
        if watched is self.passphrase.editor and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if text.isalpha():
                on = text.isupper() != shift and text.upper() != text.lower()
                self.passphrase.set_hint("Caps Lock is on" if on else "Caps Lock is off")
        return super().eventFilter(watched, event)
