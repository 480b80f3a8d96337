"""The first thing anyone sees: who are you, and your passphrase. It says Baken and nothing else.

Imports little: the time to this page is the time to the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import i18n
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.theme import GRID, TARGET
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import Card, hint, lead, text_label
from desktop.ui.widgets.middle_of_page import MiddleOfPage
from desktop.ui.widgets.naming import set_by_name
from desktop.ui.widgets.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from desktop.domain.users import User

CARD_WIDTH = 52 * GRID
_ROW = 5 * GRID
_ROWS_SHOWN = 5
_FEW_ROWS = 3
OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}


class UnlockPage(QWidget):
    """`unlock_asked(login)` when someone wants in; whoever listens takes the passphrase from `passphrase`."""

    unlock_asked = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, *, demo: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[User, ...] = ()
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("unlock_passphrase_field")
        self._people = _PeopleList()
        self._people_row = FieldRow(_("Your name"), self._people)
        self._passphrase_row = FieldRow(_("Passphrase"), self.passphrase)
        self._caps = hint(_("Caps Lock is on."), name="unlock_caps_label")
        self._caps.hide()
        self._unlock = primary_button(_("Unlock"), name="unlock_unlock_button", clicked=self.ask)
        self._unlock.setDefault(True)
        self._demo = _demo_note()
        self._lay_out()
        self._demo.setVisible(demo)  # only now: a widget shown without a parent is a window of its own
        self._people.itemActivated.connect(lambda: self.passphrase.setFocus())  # noqa: PLW0108 - drops the item
        self.passphrase.submitted.connect(self.ask)
        self.passphrase.edited.connect(self._settle)
        self.passphrase.edited.connect(self._area.follow_focus)
        self.passphrase.caps_lock_noticed.connect(self._caps.setVisible)
        self.set_busy(on=True, told="")

    def show_people(self, people: Sequence[User], *, last: str = "") -> None:
        """Offer these people; a lone one is chosen already."""
        self.people = tuple(people)
        self._people.fill([(user.login, user.name) for user in people], chosen=last)
        self._people_row.setVisible(len(people) > 1)
        self.set_busy(on=False)
        if self._people.login():
            self.passphrase.setFocus()
        else:
            self._people.setFocus()

    def offer_languages(self) -> None:
        """Let the language be chosen: called when the first picture is there, which need not wait for this."""
        box = language_box("unlock_language_combo")
        box.activated.connect(lambda index: self.language_chosen.emit(box.itemData(index)))
        self._area.set_foot(box)

    def adopt(self, other: UnlockPage) -> None:
        """Go on where another one was before the language changed."""
        self.passphrase.adopt(other.passphrase)
        if other.people:
            self.show_people(other.people, last=other._people.login())

    def show_wrong(self, sentence: str) -> None:
        """Say beside the field why it did not open, and let the person try again."""
        self.set_busy(on=False)
        self._passphrase_row.set_wrong(sentence)
        self.passphrase.setFocus()

    def set_busy(self, *, on: bool, told: str | None = None) -> None:
        """While the key is computed nothing can be pressed, but the window lives."""
        for widget in (self._people, self.passphrase, self._unlock):
            widget.setEnabled(not on)
        busy = _("Unlocking…") if told is None else told
        self._unlock.setText((busy if on else "") or _("Unlock"))

    def ask(self) -> None:
        """Ask to be let in, or say what is still missing."""
        login = self._people.login()
        if not self._unlock.isEnabled():
            return
        if not login:
            self._people_row.set_wrong(_("Choose your name."))
        elif self.passphrase.is_empty():
            self._passphrase_row.set_wrong(_("Type your passphrase."))
            self.passphrase.setFocus()
        else:
            self.unlock_asked.emit(login)

    def _settle(self) -> None:
        if not self.passphrase.is_empty():
            self._passphrase_row.set_wrong("")
            self._people_row.set_wrong("")

    def _lay_out(self) -> None:
        card = Card()
        card.setMaximumWidth(CARD_WIDTH)
        inside = QVBoxLayout(card)
        inside.setSpacing(2 * GRID)
        wordmark = QLabel(APPLICATION_NAME)
        wordmark.setObjectName("unlock_wordmark_label")
        lead(wordmark)
        for widget in (
            wordmark,
            self._demo,
            self._people_row,
            self._passphrase_row,
            self._caps,
            self._unlock,
        ):
            inside.addWidget(widget)
        self._area = MiddleOfPage(self, card, foot_height=TARGET - 2)
        self._area.shortened.connect(self._people.show_fewer)


class _PeopleList(QListWidget):
    """The people of the centre, large; typing a letter goes to the name."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = _ROWS_SHOWN
        self.setObjectName("unlock_people_list")
        self.setAccessibleName(_("Your name"))
        set_by_name(self, horizontalScrollBarPolicy="ScrollBarAlwaysOff")
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(_ROW + 4)

    def fill(self, people: Sequence[tuple[str, str]], *, chosen: str) -> None:
        self.clear()
        for login, name in people:
            item = QListWidgetItem(name)
            item.setData(QtCore.Qt.ItemDataRole.UserRole, login)
            self.addItem(item)
            if login == chosen or len(people) == 1:
                self.setCurrentItem(item)
        self._fit()

    def show_fewer(self, fewer: bool) -> None:
        """Leave room for the passphrase in a short window."""
        self._rows = _FEW_ROWS if fewer else _ROWS_SHOWN
        self._fit()

    def _fit(self) -> None:
        """Be as high as the names, up to so many."""
        row = max(self.sizeHintForRow(0), 1) if self.count() else _ROW
        self.setFixedHeight(row * min(max(self.count(), 1), self._rows) + 10)
        if (chosen := self.currentItem()) is not None:
            self.scrollToItem(chosen)

    def login(self) -> str:
        chosen = self.selectedItems()
        return str(chosen[0].data(QtCore.Qt.ItemDataRole.UserRole)) if chosen else ""


def language_box(name: str) -> QComboBox:
    """The interface languages, each called by its own speakers' name."""
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(_("Language of the program"))
    for code in i18n.LANGUAGES:
        box.addItem(OWN_NAMES[code], code)
    box.setCurrentIndex(max(box.findData(i18n.current_language()), 0))
    return box


def _demo_note() -> QFrame:
    note = QFrame()
    note.setObjectName("unlock_demo_band")
    note.setProperty("band", "true")
    note.setProperty("tone", "soon")
    layout = QVBoxLayout(note)
    layout.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID)
    layout.setSpacing(2)
    layout.addWidget(text_label(_("Fictitious centre: nobody here exists."), name="unlock_demo_label"))
    told = _("The passphrase is: {passphrase}").format(passphrase="demo")  # noqa: S106 - nobody here exists
    layout.addWidget(text_label(told))
    return note
