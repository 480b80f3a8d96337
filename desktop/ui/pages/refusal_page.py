"""Why Baken cannot open these files, and what to do: in place of the unlock page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.pages.unlock_page import CARD_WIDTH
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.labels import Card, lead, text_label
from desktop.ui.widgets.middle_of_page import MiddleOfPage


class RefusalPage(QWidget):
    """One sentence, the next step, and a button that closes the window."""

    def __init__(
        self, error: UserError, *, leave: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        card = Card()
        card.setMaximumWidth(CARD_WIDTH)
        wordmark = QLabel(APPLICATION_NAME)
        wordmark.setObjectName("unlock_wordmark_label")
        lead(wordmark)
        close = primary_button(_("Close Baken"), name="refusal_close_button", clicked=leave)
        inside = QVBoxLayout(card)
        inside.setSpacing(2 * GRID)
        inside.addWidget(wordmark)
        inside.addWidget(text_label(error.message, size=Size.HEADING, name="refusal_message_label"))
        inside.addWidget(text_label(error.next_step, name="refusal_next_label"))
        inside.addWidget(close)
        MiddleOfPage(self, card)
        close.setFocus()
