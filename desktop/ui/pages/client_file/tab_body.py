"""The inside of a tab: it scrolls as a whole, so that nothing is clipped at any size of text."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.form import scrolling


def fill_tab(tab: QWidget, *parts: QWidget) -> None:
    """Set a tab's parts below each other in one scroll area."""
    body = QWidget()
    outer = QVBoxLayout(tab)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(body))  # before the parts: what is moved with all that is in it is styled anew
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 2 * GRID, GRID, 2 * GRID)
    column.setSpacing(2 * GRID)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
