"""What a list shows when there is nothing in it: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.labels import text_label


class EmptyState(QWidget):
    """A quiet picture, one sentence, one hint and at most one button."""

    def __init__(
        self,
        icon: str,
        title: str,
        told: str = "",
        *,
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = text_label(title, size=Size.HEADING)
        self._told = text_label(told, muted=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 5 * GRID, 3 * GRID, 5 * GRID)
        layout.setSpacing(GRID)
        layout.addStretch(1)
        layout.addWidget(self._picture)
        for label in (self._title, self._told):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        if action is not None:
            layout.addSpacing(GRID)
            layout.addWidget(action, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self._told.setVisible(bool(told))
        self._recolour()
        theme.appearance().changed.connect(self._recolour)

    def set_text(self, title: str, told: str = "") -> None:
        self._title.setText(title)
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _recolour(self) -> None:
        self._picture.setPixmap(
            icons.pixmap(self._icon, 5 * GRID, ink="edge", scale=self.devicePixelRatioF())
        )
