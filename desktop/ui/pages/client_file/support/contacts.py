"""What was recorded, newest first, by domain; a slice at a time, so that a long file opens as fast as a short one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

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
from desktop.ui.widgets.tab_order import follow
from desktop.ui.workplace import Workplace

SLICE = 30  # how many there are before the button asks for more
AT_ONCE = 4  # what fills a window; the others are made as one scrolls to them
_EVERY_DOMAIN = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One card to be; an equal `key` is the same card."""

    moment: datetime
    key: Hashable
    make: Callable[[], NoteCard | WithdrawnCard]


class Contacts(QWidget):
    """`correction_wanted(Note)` comes from a card; `changed(said)` when a note was withdrawn.

    `domain_chosen(code)` when someone wants to see one domain only, or with no code all of them.
    """

    domain_chosen = Signal(str)
    correction_wanted = Signal(object)
    changed = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._file = SupportFile()
        self._staff: Mapping[str, str] = {}
        self._entries: list[Entry] = []
        self._limit, self._count = SLICE, AT_ONCE
        self._cards: dict[Hashable, NoteCard | WithdrawnCard] = {}
        domains = [(domain.value, wording.domain_label(domain)) for domain in domains_of(workplace.session)]
        self._filter = Segments([(_EVERY_DOMAIN, _("All")), *domains], name="support_filter")
        self._filter.setAccessibleName(_("Show entries of"))
        self._filter.chosen.connect(lambda _code: self._read_entries())
        self._filter.chosen.connect(self.domain_chosen)
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        self._nothing = text_label(muted=True)
        self._more = quiet_button("", name="support_more_button", clicked=self._show_more)
        self._watches = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._filter)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addWidget(self._more)
        self._nothing.hide()
        self._more.hide()

    def start_over(self) -> None:
        """Another client: the first slice again, and nothing of the one before."""
        self._limit, self._count, self._file, self._entries = SLICE, AT_ONCE, SupportFile(), []
        self._show()
        self._nothing.hide()

    def show_file(self, file: SupportFile, staff: Mapping[str, str]) -> None:
        """The entries of a file; a card that stays as it was is left alone."""
        self._file, self._staff = file, staff
        self._read_entries()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._watches and (area := _area_around(self)) is not None:
            self._watches = True
            area.verticalScrollBar().valueChanged.connect(self._grow)

    def _read_entries(self) -> None:
        wanted, goals = self._filter.code(), self._file.goal_words()
        found = [
            self._entry(note, originals, goals)
            for note, originals in threads(self._file.notes)
            if wanted in (_EVERY_DOMAIN, note.draft.domain.value)
        ]
        found += [  # one stands where what it told happened
            Entry(item.happened, item, partial(self._withdrawn_card, item))
            for item in self._file.withdrawn
            if wanted in (_EVERY_DOMAIN, item.domain.value)
        ]
        self._entries = sorted(found, key=lambda entry: entry.moment, reverse=True)
        self._show()

    def _show(self) -> None:
        wanted = self._entries[: min(self._count, self._limit)]
        self._drop_all_but({entry.key for entry in wanted})
        for number, entry in enumerate(wanted):
            self._place(entry, number)
        follow(self, [self._filter, *(self._cards[entry.key] for entry in wanted), self._more])
        self._nothing.setVisible(not self._entries)
        self._nothing.setText(self._nothing_to_show())
        left = len(self._entries) - len(wanted)
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("Show {count} earlier entry", "Show {count} earlier entries", left).format(count=left)
        )

    def _place(self, entry: Entry, number: int) -> None:
        card = self._cards.get(entry.key)
        if card is None:
            card = self._cards[entry.key] = entry.make()
        if self._column.indexOf(card) != number:
            self._column.removeWidget(card)
            self._column.insertWidget(number, card)
        card.renumber(number)

    def _drop_all_but(self, kept: AbstractSet[Hashable]) -> None:
        for key in [key for key in self._cards if key not in kept]:
            card = self._cards.pop(key)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _grow(self) -> None:
        """Make the next cards when the last one comes near."""
        if not self.isVisible() or self._count >= min(self._limit, len(self._entries)):
            return
        area = _area_around(self)
        if area is None:
            return
        bar = area.verticalScrollBar()
        if bar.value() + 2 * bar.pageStep() > bar.maximum():
            self._count += AT_ONCE
            self._show()

    def _entry(self, note: Note, originals: tuple[Note, ...], goals: Mapping[str, str]) -> Entry:
        key = (note, originals, goals.get(note.draft.goal_id, ""))
        return Entry(note.draft.happened, key, partial(self._card, note, originals, goals))

    def _card(self, note: Note, originals: tuple[Note, ...], goals: Mapping[str, str]) -> NoteCard:
        first = originals[-1] if originals else note
        allowed = withdrawals.may_withdraw(self._workplace.session, first.author)
        card = NoteCard(note, originals, self._staff, goals=goals, may_withdraw=allowed)
        card.correction_wanted.connect(self.correction_wanted)
        card.withdrawal_wanted.connect(self._ask_withdrawal)
        return card

    def _withdrawn_card(self, item: WithdrawnNote) -> WithdrawnCard:
        return WithdrawnCard(self._workplace, item, self._staff)

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
        everything = _("Nothing was recorded yet. Write down the first contact above.")
        return nothing_in(self._filter.code()) or everything

    def _show_more(self) -> None:
        if self._count >= self._limit:
            self._limit += SLICE
        self._count += AT_ONCE
        self._show()


def nothing_in(domain: str) -> str:
    """What stands in a list that shows one domain only, and has nothing of it; empty for a list that shows all."""
    if domain == _EVERY_DOMAIN:
        return ""
    return _("Nothing was recorded in this domain: {domain}.").format(
        domain=wording.domain_label(Domain(domain))
    )


def _area_around(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
