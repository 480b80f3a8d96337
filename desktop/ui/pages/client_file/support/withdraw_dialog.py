"""Withdrawing a note: why, and where it belongs instead. It cannot be undone, so it is asked in so many words."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.domain.support import Domain, Note
from desktop.errors import InvalidField
from desktop.i18n import format_moment, gettext as _
from desktop.services import withdrawals
from desktop.services.withdrawals import Move
from desktop.ui import wording
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.dialogs.client_picker import ClientPicker
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.theme import GRID
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

_LONGEST_EXCERPT = 160


class WithdrawDialog(ActDialog):
    """`acted` carries the `WithdrawnNote`; `domains` are those this person may write in."""

    def __init__(
        self,
        workplace: Workplace,
        note: Note,
        *,
        author: str,
        domains: tuple[Domain, ...],
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            workplace,
            name="withdraw",
            title=_("Withdraw this note from the file"),
            verb=_("Withdraw note"),
            parent=parent,
        )
        self._note = note
        self._reason = text_field("withdraw_reason_field", lines=2)
        self._moves = named(QCheckBox(_("Record it in another file, in the same act")), "withdraw_move_check")
        self._picker = ClientPicker(workplace, page="withdraw")
        self._domain = Segments(
            [(domain.value, wording.domain_label(domain)) for domain in domains], name="withdraw_domain"
        )
        self._domain.setAccessibleName(_("Domain"))
        self._domain.set_code(note.draft.domain.value)
        self._where = QWidget()
        self._fill(author)
        self._reason.setFocus()

    def act(self) -> None:
        session, note, reason = self.workplace.session, self._note, self._reason.toPlainText().strip()
        try:
            move = self._move()
        except InvalidField as wrong:
            self.refuse(wrong)
            return
        self.run(lambda: withdrawals.withdraw(session, note.id, note.draft.domain, reason=reason, move=move))

    def _move(self) -> Move | None:
        if not self._moves.isChecked():
            return None
        if not self._picker.client_id:
            raise InvalidField("move", _("Choose the file it belongs in."))
        return Move(self._picker.client_id, Domain(self._domain.code()))

    def _fill(self, author: str) -> None:
        told = _(
            "The note and its corrections are taken out of this file for good. That it was withdrawn stays to be "
            "seen; its words can then only be read by {author} and the coordinators."
        )
        self.form.add_widget(hint(_excerpt(self._note)))
        self.form.add_widget(text_label(told.format(author=author or _("whoever wrote it"))))
        self.form.add_row("reason", _("Why it is withdrawn"), self._reason)
        self._moves.setAccessibleName(self._moves.text())
        self.form.add_widget(self._moves)
        picker, domain = (
            FieldRow(_("The file it belongs in"), self._picker),
            FieldRow(_("Domain"), self._domain),
        )
        self.form.rows["move"] = picker
        column = QVBoxLayout(self._where)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(picker)
        column.addWidget(domain)
        self._where.hide()
        self.form.add_widget(self._where)
        self._moves.toggled.connect(self._show_where)

    def _show_where(self, shown: bool) -> None:
        self._where.setVisible(shown)
        self.fit()
        if shown:
            self._picker.setFocus()
            self._area.ensureWidgetVisible(self._picker)


def _excerpt(note: Note) -> str:
    words = " ".join(note.draft.text.split())
    words = words if len(words) <= _LONGEST_EXCERPT else f"{words[:_LONGEST_EXCERPT]}…"
    return f"{format_moment(note.draft.happened)} · {words}"
