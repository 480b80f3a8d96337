"""The call slip beside the form that makes a referral of it, so that every word of the night stays in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.support import Slip
from desktop.i18n import format_moment, gettext as _
from desktop.ui import wording
from desktop.ui.pages.client_file.section import line
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Card, SectionHeading, text_label


class SlipCard(Card):
    """What was said, who called, how urgent; `put_aside` is for one that asks for nothing."""

    def __init__(self, *, put_aside: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("new_referral_slip_card")
        self._heading = SectionHeading("")
        self._heading.setWordWrap(True)
        self._about = text_label(muted=True)
        self._text = text_label(name="new_referral_slip_label")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for part in (self._heading, self._about, self._text):
            column.addWidget(part)
        aside = quiet_button(
            _("No referral is needed"), name="new_referral_slip_aside_button", clicked=put_aside
        )
        column.addWidget(line(aside))
        self.hide()

    def show_slip(self, slip: Slip | None, *, writer: str = "") -> None:
        """Show a slip, or nothing."""
        self.setVisible(slip is not None)
        if slip is not None:
            self._heading.setText(_("Call slip of {moment}").format(moment=format_moment(slip.written)))
            self._about.setText(slip_facts(slip, writer))
            self._text.setText(slip.text)


def slip_facts(slip: Slip, writer: str) -> str:
    """Who wrote it, who called, how urgent: a line each."""
    facts = (
        _("Written by {name}").format(name=writer) if writer else "",
        _("Caller: {caller}").format(caller=slip.caller) if slip.caller else "",
        _("Urgency: {urgency}").format(urgency=wording.urgency_label(slip.urgency)),
    )
    return "\n".join(fact for fact in facts if fact)
