"""What stays in a file of a note that was withdrawn: that it was, by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.support import Note, WithdrawnNote
from desktop.i18n import format_moment, gettext as _
from desktop.services import withdrawals
from desktop.ui.pages.client_file.note_card import domain_chip
from desktop.ui.pages.client_file.section import line, readable
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Card, Chip, hint
from desktop.ui.workplace import Workplace


class WithdrawnCard(Card):
    """For its readers a button opens the words here; nobody else has one."""

    def __init__(self, workplace: Workplace, item: WithdrawnNote, staff: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("tone", "neutral")
        self.setProperty("band", "true")
        self._workplace, self._item, self._staff = workplace, item, staff
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        self._column.setSpacing(GRID)
        self._read = quiet_button(_("Read it"), name="", clicked=self._open)
        happened = format_moment(item.happened)
        self._read.setAccessibleName(_("Read the withdrawn entry of {moment}").format(moment=happened))
        self._read.setVisible(workplace.session.user.id in item.readers)
        when = hint(happened)
        when.setWordWrap(False)
        self._column.addWidget(line(domain_chip(item.domain), Chip(_("Withdrawn")), when, self._read))
        self._column.addWidget(readable(self._told()))

    def renumber(self, number: int) -> None:
        """Its place among the cards, by which it is found."""
        self.setObjectName(f"support_withdrawn{number}_card")
        self._read.setObjectName(f"support_withdrawn{number}_read_button")

    def _told(self) -> str:
        item = self._item
        facts = {
            "name": self._staff.get(item.withdrawn_by, ""),
            "moment": format_moment(item.withdrawn),
            "reason": item.reason,
        }
        if item.moved:
            told = _("A note was withdrawn by {name} on {moment} and recorded where it belongs: {reason}")
            return told.format(**facts)
        return _("A note was withdrawn by {name} on {moment}: {reason}").format(**facts)

    def _open(self) -> None:
        session, item = self._workplace.session, self._item
        self._workplace.jobs.start(
            lambda: withdrawals.read(session, item.id, item.domain), parent=self, done=self._show_words
        )

    def _show_words(self, words: Sequence[Note]) -> None:
        self._read.hide()
        for note in words:
            who = self._staff.get(note.author, "")
            self._column.addWidget(hint(" · ".join(filter(None, (format_moment(note.recorded), who)))))
            self._column.addWidget(readable(note.draft.text))
