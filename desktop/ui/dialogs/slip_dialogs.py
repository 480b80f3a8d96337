"""The call slip: anybody on duty writes what was said at 23:00; a caseworker opens it in the morning."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.support import URGENCIES, Slip
from desktop.i18n import format_moment, gettext as _
from desktop.services import drafts, slips
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.pages.referral.slip_card import slip_facts
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.draft_keeper import DraftKeeper
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

_DRAFT_KEY = "slip"


class CallSlipDialog(ActDialog):
    """Writes a slip; `acted` carries it.

    What is half written survives a lock, and goes when it is sealed or dropped; `again` opens the dialog anew when it
    is wanted after all.
    """

    def __init__(self, workplace: Workplace, *, again: Callable[[], None], parent: QWidget) -> None:
        title, verb = _("Write a call slip"), _("Seal the slip")
        super().__init__(workplace, name="slip", title=title, verb=verb, parent=parent)
        self.form.add_widget(hint(_("Once sealed, only caseworkers can read it. You will not see it again.")))
        self._text = QPlainTextEdit()
        self._text.setObjectName("slip_text_edit")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self.fontMetrics().lineSpacing() * 7)
        self.form.add_row("text", _("What was said"), self._text)
        self._caller = QLineEdit()
        self._caller.setObjectName("slip_caller_edit")
        self.form.add_row("caller", _("Who called, and how to reach them"), self._caller)
        urgencies = [(urgency, wording.urgency_label(urgency)) for urgency in reversed(URGENCIES)]
        self._urgency = Segments(urgencies, name="slip_urgency")
        self.form.add_row("urgency", _("How urgent"), self._urgency)
        self._text.setFocus()
        self._take_back = _way_back(workplace, parent, again)
        self._keep_drafts()

    def _keep_drafts(self) -> None:
        self.keeper = DraftKeeper(self.workplace, self, parent=self)
        self.keeper.follow(_DRAFT_KEY)
        self._text.textChanged.connect(self.keeper.touch)
        self._caller.textChanged.connect(self.keeper.touch)
        self._urgency.chosen.connect(self.keeper.touch)
        self.acted.connect(self.keeper.discard)
        self.rejected.connect(self._throw_away)

    def _throw_away(self) -> None:
        """Escape is soon pressed, and a caller is not soon asked again: Undo opens the slip as it was."""
        thrown_away, take_back = self.draft(), self._take_back
        self.keeper.discard()
        if thrown_away:
            self.workplace.messages.say(
                _("Thrown away; nothing was recorded."), lambda: take_back(thrown_away)
            )

    def draft(self) -> str:
        """What is half written, as text for the vault; empty when nothing is."""
        typed = [self._text.toPlainText(), self._caller.text(), self._urgency.code()]
        return json.dumps(typed) if any(part.strip() for part in typed[:2]) else ""

    def restore(self, draft: str) -> None:
        """Bring back what `draft` gave."""
        text, caller, urgency = json.loads(draft)
        self._text.setPlainText(text)
        self._caller.setText(caller)
        self._urgency.set_code(urgency)

    def act(self) -> None:
        session, text = self.workplace.session, self._text.toPlainText()
        caller, urgency = self._caller.text().strip(), self._urgency.code()
        self.run(lambda: slips.write(session, text=text, caller=caller, urgency=urgency))


def _way_back(workplace: Workplace, page: QWidget, again: Callable[[], None]) -> Callable[[str], None]:
    """How a slip comes back once its dialog is gone: into the vault first, and from there on screen."""
    session = workplace.session

    def take_back(thrown_away: str) -> None:
        workplace.jobs.start(
            lambda: drafts.keep(session, _DRAFT_KEY, thrown_away), parent=page, done=lambda _nothing: again()
        )

    return take_back


def flush_slips(page: QWidget) -> None:
    """Keep what is half written in a slip over this page, before a lock."""
    for dialog in page.findChildren(CallSlipDialog):
        dialog.keeper.flush()


class SlipDialog(ActDialog):
    """Shows a waiting slip; a caseworker completes it as a referral, with the slip beside the form.

    `acted` carries an empty id when it was put aside.
    """

    def __init__(self, workplace: Workplace, slip: Slip, *, writer: str, parent: QWidget) -> None:
        title = _("Call slip of {moment}").format(moment=format_moment(slip.written))
        super().__init__(workplace, name="read_slip", title=title, verb=_("Make a referral"), parent=parent)
        self._slip = slip
        self.form.add_widget(text_label(slip_facts(slip, writer), muted=True))
        self._show_text()
        told = _("The slip stays until the referral is recorded.")
        self.form.add_widget(hint(told))
        aside = quiet_button(
            _("No referral is needed"), name="read_slip_aside_button", clicked=self._put_aside
        )
        self.form.add_widget(aside)
        self.verb_button.setFocus()

    def _show_text(self) -> None:
        text = QPlainTextEdit(self._slip.text)
        text.setObjectName("read_slip_text_edit")
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("What was said"))
        text.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        self.form.add_widget(text)

    def act(self) -> None:
        """The form opens where the dialog was; nothing is recorded yet."""
        workplace, slip_id = self.workplace, self._slip.id
        self.accept()
        workplace.new_referral(slip_id)

    def _put_aside(self) -> None:
        session, slip_id = self.workplace.session, self._slip.id
        self.run(lambda: _take(session, slip_id))


def _take(session: Session, slip_id: str) -> str:
    slips.take(session, slip_id)
    return ""
