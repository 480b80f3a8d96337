"""The deadlines of a file: the legal day and this centre's own reminders apart, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import law
from desktop.domain.case_facts import Deadline
from desktop.errors import InvalidField
from desktop.i18n import current_language, format_date, format_moment, gettext as _
from desktop.services import deadlines
from desktop.services.procedure import DeadlineView
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.plain_form import PlainForm
from desktop.ui.pages.client_file.section import stacked
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.workplace import Workplace

_SHOWN_REMINDERS = 4


class SilenceForm(PlainForm):
    """Why a deadline may pass unseen: without a reason it may not."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_silence")
        self._client_id = self._key = ""
        self._reason = self.text("reason", _("Why may this deadline be silenced?"))
        self.remember("key", lambda: self._key, self._set_key)
        self.finish(_("Silence deadline"), leave=_("Cancel"))
        self.setFocusProxy(self._reason)

    @property
    def key(self) -> str:
        """Which deadline it is about; empty for none."""
        return self._key

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether a reason was typed and never recorded."""
        self._client_id = client_id
        self.begin("")
        self.keeper.follow(f"silence:{client_id}", restored=restored)

    def begin(self, key: str) -> None:
        """An empty reason for this deadline."""
        self._key = key
        with self.filling():
            self._reason.clear()
        self.start_clean()

    def prepare(self) -> Callable[[], object]:
        reason = self._reason.toPlainText().strip()
        if not reason:
            raise InvalidField("reason", _("Give the reason; colleagues will read it."))
        session, client_id, key = self.workplace.session, self._client_id, self._key
        return lambda: deadlines.silence(session, client_id, key, reason=reason)

    def _set_key(self, key: str) -> None:
        self._key = key


class DeadlineRow(QWidget):
    """One deadline; a silenced one is struck through, with who silenced it and why."""

    def __init__(
        self,
        view: DeadlineView,
        *,
        today: date,
        about: str,
        who: str,
        name: str,
        silence: Callable[[], None],
        unsilence: Callable[[], None],
    ) -> None:
        super().__init__()
        self.view = view
        self.setObjectName(name)
        deadline = view.deadline
        self._title = law.rule_label(deadline.rule, current_language())
        title = text_label(" · ".join(part for part in (self._title, about) if part))
        font = title.font()
        font.setStrikeOut(view.silenced is not None)
        title.setFont(font)
        told = [title, *_facts(deadline, today), *_silenced(view, who)]
        self.act_button = (
            quiet_button(_("Unsilence"), name=f"{name}_unsilence_button", clicked=unsilence)
            if view.silenced
            else quiet_button(_("Silence…"), name=f"{name}_silence_button", clicked=silence)
        )
        self.act_button.setAccessibleName(
            _("{act} {deadline}").format(act=self.act_button.text(), deadline=self._title)
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addLayout(self._beside(stacked(*told), today))
        self._column.addWidget(LegalLine(law.statement_of_rule(deadline.rule), name=f"{name}_legal_line"))

    def take_in(self, form: QWidget) -> None:
        """Show a form under this row, in place."""
        self._column.addWidget(form)
        self.act_button.hide()

    def _beside(self, told: QWidget, today: date) -> QHBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(0)
        word = words.urgency_word(self.view.deadline, self.view.urgency, today=today)
        trailing = Qt.AlignmentFlag.AlignTrailing
        side.addWidget(Chip(word, words.urgency_tone(self.view.urgency)), 0, trailing)
        side.addWidget(self.act_button, 0, trailing)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side)
        return row


def _facts(deadline: Deadline, today: date) -> list[QWidget]:
    """The day itself; what the rule gives where another is printed; the reminders that are still to come."""
    when = format_moment(deadline.due_at) if deadline.due_at else format_date(deadline.due)
    due = _("Due {day}, as printed") if deadline.printed else _("Due {day}")
    lines = [text_label(due.format(day=when))]
    if deadline.differs and deadline.computed:
        lines.append(hint(_("The rule gives {day}.").format(day=format_date(deadline.computed))))
    coming = [day for day in deadline.reminders if day >= today][:_SHOWN_REMINDERS]
    if coming:
        days = ", ".join(format_date(day) for day in coming)
        lines.append(hint(_("Reminders of this centre: {days}").format(days=days)))
    return list(lines)


def _silenced(view: DeadlineView, who: str) -> list[QWidget]:
    if view.silenced is None:
        return []
    template = _("Silenced by {name}: {reason}") if who else _("Silenced: {reason}")
    return [hint(template.format(name=who, reason=view.silenced.reason))]
