"""The surfaces a file is set on: a heading with at most one act beside it, and what belongs under it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.labels import Card, SectionHeading, text_label
from desktop.ui.widgets.tab_order import follow

_LETTERS_BESIDE = 80


class Section(Card):
    """A card; `fill` replaces what stands in it."""

    def __init__(self, heading: str, *, name: str, action: QPushButton | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID)
        top = QHBoxLayout()
        title = SectionHeading(heading)
        title.setWordWrap(True)  # beside its button, where words are long and the section is narrow
        top.addWidget(title, 1)
        if action is not None:
            top.addWidget(action)
        self._column.addLayout(top)
        self._head: QWidget = action or self
        self._kept: list[QWidget] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self._column.addLayout(self._rows)
        self._shown: list[QWidget] = []

    def fill(self, widgets: Iterable[QWidget], *, empty: str) -> None:
        """Show these; when there are none, the sentence that says what to do."""
        for widget in self._shown:
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = list(widgets) or [text_label(empty, muted=True)]
        for widget in self._shown:
            self._rows.addWidget(widget)
        follow(self._head, [*self._kept, *self._shown])

    def keep(self, widget: QWidget) -> None:
        """Add something that stays above the rows, such as a form."""
        self._column.insertWidget(1, widget)
        self._kept.insert(0, widget)
        follow(self._head, [*self._kept, *self._shown])


class Facts(QWidget):
    """What is known, a line each: the label, and the value beside it."""

    def __init__(self, facts: Iterable[tuple[str, str | QWidget]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for number, (label, value) in enumerate(facts):
            told = QLabel(label)
            told.setProperty("muted", "true")
            grid.addWidget(told, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value if isinstance(value, QWidget) else readable(value), number, 1)


class WithActs(QWidget):
    """Words with their acts at the end of the line; below them where there is little room."""

    def __init__(self, words: QWidget, *acts: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(words, 1)
        self._row.addWidget(line(*acts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _LETTERS_BESIDE * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)


def readable(text: str) -> QLabel:
    """Words that can be selected and copied, in the direction of their own script."""
    label = text_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def short(text: str) -> QLabel:
    """A few plain words that stay on one line, beside a chip."""
    label = text_label(text)
    label.setWordWrap(False)
    return label


def line(*parts: QWidget, stretch_last: bool = False, stretch: int | None = None) -> QWidget:
    """Widgets beside each other, from the leading edge on; one of them may take the room that is left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for part in parts:
        row.addWidget(part)
    taking = len(parts) - 1 if stretch_last else stretch
    if taking is None:
        row.addStretch(1)
    else:
        row.setStretch(taking, 1)
    return holder


def stacked(*parts: QWidget, spacing: int = 2) -> QWidget:
    """Widgets below each other, close together."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for part in parts:
        column.addWidget(part)
    return holder
