"""What went wrong, above the work and never in its way: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.ui import icons, theme
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.labels import text_label


class ErrorBand(QFrame):
    """Hidden until something fails; closing it is all it asks."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_error_band")
        self.setProperty("band", "true")
        self.setProperty("tone", "late")
        self._sign = QLabel()
        self._happened = text_label(name=f"{name}_error_label")
        self._next = text_label(name=f"{name}_error_next_label")
        close = icon_button(
            "close", _("Close this message"), name=f"{name}_error_close_button", clicked=self.hide
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._happened)
        words.addWidget(self._next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, stretch=1)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        theme.appearance().changed.connect(self._recolour)
        self.hide()

    def show_error(self, error: UserError) -> None:
        self._happened.setText(error.message)
        self._next.setText(error.next_step)
        self._next.setVisible(bool(error.next_step))
        self._recolour()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._happened, QAccessible.Event.Alert))

    def _recolour(self) -> None:
        self._sign.setPixmap(icons.pixmap("warning", 20, ink="late", scale=self.devicePixelRatioF()))
