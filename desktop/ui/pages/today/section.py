"""A part of Today: its heading, its lines, and a kind word when there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.labels import Card, Chip, SectionHeading, hint


class Section(Card):
    """A card; `show_rows` replaces what it holds."""

    def __init__(
        self, title: str, *, name: str, nothing: str = "", counted: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"today_{name}_section")
        self._nothing = hint(nothing, name=f"today_{name}_nothing_label")
        self._nothing.setContentsMargins(GRID, 0, GRID, GRID // 2)
        self._counted = counted
        self._count = Chip("")
        head = QHBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.setSpacing(GRID)
        head.addWidget(SectionHeading(title))
        head.addWidget(self._count)
        head.addStretch(1)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, GRID + GRID // 2, GRID, GRID)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addSpacing(GRID // 2)
        self._column.addWidget(self._nothing)

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """What it holds now, in reading order."""
        return tuple(self._rows)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Hold these from now on."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = list(rows)
        for row in rows:
            self._column.addWidget(row)
        self._count.setText(str(len(rows)))
        self._count.setVisible(self._counted and bool(rows))
        self._nothing.setVisible(not rows and bool(self._nothing.text()))
