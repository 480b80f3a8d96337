"""What was recorded, newest first, by domain; a slice at a time, so that a long file opens as fast as a short one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.support import Domain, Note, WithdrawnNote
from desktop.i18n import gettext as _, ngettext
from desktop.services import withdrawals
from desktop.ui import wording
from desktop.ui.pages.client_file.note_card import NoteCard, threads
from desktop.ui.pages.client_file.note_form import domains_of
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.pages.client_file.support.withdrawn_card import WithdrawnCard
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import text_label
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

SLICE = 30
_EVERY_DOMAIN = ""
Make = Callable[[int], QWidget]


class Contacts(QWidget):
    """`correction_wanted(Note)` comes from a card; `changed(said)` when a note was withdrawn."""

    correction_wanted = Signal(object)
    changed = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._file = SupportFile()
        self._staff: Mapping[str, str] = {}
        self._shown = SLICE
        self._cards: list[QWidget] = []
        domains = [(domain.value, wording.domain_label(domain)) for domain in domains_of(workplace.session)]
        self._filter = Segments([(_EVERY_DOMAIN, _("All")), *domains], name="support_filter")
        self._filter.setAccessibleName(_("Show entries of"))
        self._filter.chosen.connect(lambda _code: self._show())
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        self._more = quiet_button("", name="support_more_button", clicked=self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._filter)
        column.addLayout(self._column)
        column.addWidget(self._more)

    def start_over(self) -> None:
        """Another client: the first slice again, and nothing of the one before."""
        self._shown, self._file = SLICE, SupportFile()
        self._clear()

    def show_file(self, file: SupportFile, staff: Mapping[str, str]) -> None:
        """The entries of a file."""
        self._file, self._staff = file, staff
        self._show()

    def _show(self) -> None:
        entries = self._entries()
        self._clear()
        for number, (_moment, make) in enumerate(entries[: self._shown]):
            self._add(make(number))
        if not entries:
            self._add(text_label(self._nothing_to_show(), muted=True))
        left = max(len(entries) - self._shown, 0)
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("Show {count} earlier entry", "Show {count} earlier entries", left).format(count=left)
        )

    def _entries(self) -> list[tuple[datetime, Make]]:
        """How to make each card, newest first; a withdrawn note stands where it happened."""
        wanted, goals = self._filter.code(), self._file.goal_words()
        entries: list[tuple[datetime, Make]] = [
            (note.draft.happened, self._maker(note, originals, goals))
            for note, originals in threads(self._file.notes)
            if wanted in (_EVERY_DOMAIN, note.draft.domain.value)
        ]
        entries += [
            (item.happened, self._withdrawn_maker(item))
            for item in self._file.withdrawn
            if wanted in (_EVERY_DOMAIN, item.domain.value)
        ]
        return sorted(entries, key=lambda entry: entry[0], reverse=True) if self._file.withdrawn else entries

    def _maker(self, note: Note, originals: tuple[Note, ...], goals: Mapping[str, str]) -> Make:
        return lambda number: self._card(note, originals, goals, number)

    def _card(
        self, note: Note, originals: tuple[Note, ...], goals: Mapping[str, str], number: int
    ) -> QWidget:
        first = originals[-1] if originals else note
        allowed = withdrawals.may_withdraw(self._workplace.session, first.author)
        card = NoteCard(note, originals, self._staff, number=number, goals=goals, may_withdraw=allowed)
        card.correction_wanted.connect(self.correction_wanted)
        card.withdrawal_wanted.connect(self._ask_withdrawal)
        return card

    def _withdrawn_maker(self, item: WithdrawnNote) -> Make:
        return lambda number: WithdrawnCard(self._workplace, item, self._staff, number=number)

    def _ask_withdrawal(self, note: Note) -> None:
        from desktop.ui.pages.client_file.support.withdraw_dialog import WithdrawDialog

        dialog = WithdrawDialog(
            self._workplace,
            note,
            author=self._staff.get(note.author, ""),
            domains=domains_of(self._workplace.session),
            parent=self,
        )
        dialog.acted.connect(self._tell_withdrawn)
        dialog.open()

    def _tell_withdrawn(self, item: WithdrawnNote) -> None:
        said = _("Note withdrawn and recorded where it belongs.") if item.moved else _("Note withdrawn.")
        self.changed.emit(said)

    def _nothing_to_show(self) -> str:
        wanted = self._filter.code()
        if wanted == _EVERY_DOMAIN:
            return _("Nothing was recorded yet. Write down the first contact above.")
        return _("Nothing was recorded in this domain: {domain}.").format(
            domain=wording.domain_label(Domain(wanted))
        )

    def _show_more(self) -> None:
        self._shown += SLICE
        self._show()

    def _add(self, card: QWidget) -> None:
        self._cards.append(card)
        self._column.addWidget(card)

    def _clear(self) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
