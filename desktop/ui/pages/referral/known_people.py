"""While a name is typed: the files of people who may be meant, so that nobody gets a second one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.clock import today
from desktop.domain.clients import BirthDate, ClientPage, ClientSummary
from desktop.i18n import gettext as _, isolated, ngettext
from desktop.services import clients
from desktop.ui import wording
from desktop.ui.theme import GRID
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace

MOST_SHOWN = 3
_FEWEST_LETTERS = 3
_CLIENT = Qt.ItemDataRole.UserRole


class KnownPeople(QWidget):
    """Listens to lines in which a name is typed; `chosen(ClientSummary)` when it is this person.

    The arrows walk from the line into the list and Enter chooses, so that the hands stay where they type. Nobody is
    marked before an arrow was pressed: a referral in the wrong file is worse than a key more.
    """

    chosen = Signal(object)

    def __init__(self, workplace: Workplace, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._asked = self._next = ""
        self._told = hint("")
        self.offers = QListWidget()
        self.offers.setObjectName(f"{name}_known_list")
        self.offers.setAccessibleName(_("People who may be meant"))
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrows reach it from the line
        self.offers.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._told)
        column.addWidget(self.offers)
        self.hide()

    def listen_to(self, *lines: QLineEdit) -> None:
        """Look up what is typed in these lines; their arrows and Enter act on the list."""
        for line in lines:
            line.installEventFilter(self)
            line.textEdited.connect(self.look_up)

    def look_up(self, typed: str) -> None:
        """Ask who may be meant; one question at a time, the latest next."""
        self._next = typed.strip()
        if not self._asked:
            self._ask()

    def forget(self) -> None:
        """Offer nobody."""
        self._next = ""
        self.offers.clear()
        self.hide()

    def _ask(self) -> None:
        if not _says_enough(self._next):
            self.forget()
            return
        self._asked, session = self._next, self._workplace.session
        search = self._asked
        self._workplace.jobs.start(
            lambda: clients.list_clients(session, search=search, limit=MOST_SHOWN),
            parent=self,
            done=self._answer,
            failed=lambda _problem: self._answer(ClientPage()),
        )

    def _answer(self, page: ClientPage) -> None:
        asked, self._asked = self._asked, ""
        if asked != self._next:
            self._ask()
            return
        self._offer(page)

    def _offer(self, page: ClientPage) -> None:
        self.offers.clear()
        for summary in page.rows:
            item = QListWidgetItem(self._line(summary))
            item.setData(_CLIENT, summary)
            self.offers.addItem(item)
        self.offers.setCurrentRow(-1)
        self._told.setText(_how_many(page.total))
        height = sum(self.offers.sizeHintForRow(row) for row in range(self.offers.count()))
        self.offers.setFixedHeight(height + 2 * self.offers.frameWidth() + 2)
        self.setVisible(bool(page.rows))

    def _line(self, summary: ClientSummary) -> str:
        shown = self._workplace.privacy.shown
        native = summary.native_name if summary.native_name != summary.name else ""
        facts = (
            isolated(shown(summary.name)) or _("No name yet"),
            isolated(shown(native)),
            summary.number,
            self._age(summary),
            wording.gender_label(summary.gender) if summary.gender != "unknown" else "",
            ", ".join(wording.nationality_label(code) for code in summary.nationalities),
        )
        return " · ".join(fact for fact in facts if fact)

    def _age(self, summary: ClientSummary) -> str:
        if not summary.birth:
            return ""
        return wording.age_label(BirthDate.parse(summary.birth), today(self._workplace.session.clock))

    def _choose(self, item: QListWidgetItem) -> None:
        summary = item.data(_CLIENT)
        self.forget()
        self.chosen.emit(summary)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            marked = self.offers.currentItem()
            if step:
                self.offers.setCurrentRow(min(self.offers.currentRow() + step, self.offers.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
                if marked is not None:
                    self._choose(marked)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.forget()
                return True
        return super().eventFilter(watched, event)


_CONTROL = Qt.KeyboardModifier.ControlModifier


def _says_enough(typed: str) -> bool:
    """Three Latin letters, or two of a script in which a few say more."""
    letters = sum(letter.isalnum() for letter in typed)
    return letters >= (_FEWEST_LETTERS if typed.isascii() else _FEWEST_LETTERS - 1)


def _how_many(count: int) -> str:
    if count > MOST_SHOWN:
        return ngettext(
            "{count} file fits: type more, or take one with the arrows and Enter.",
            "{count} files fit: type more, or take one with the arrows and Enter.",
            count,
        ).format(count=count)
    return _("Is it this person? Take the file with the arrows and Enter.")
