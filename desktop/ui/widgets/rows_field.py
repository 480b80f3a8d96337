"""A field of several rows: names, alerts; add one, take one away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.tab_order import follow


class FieldLine(QWidget):
    """One row; a subclass shows and gives its content as texts by name."""

    changed = Signal()
    removed = Signal()

    def content(self) -> dict[str, Any]:
        """What stands in the row."""
        raise NotImplementedError

    def set_content(self, content: dict[str, Any]) -> None:
        """Show a row's content."""
        raise NotImplementedError


class RowsField(QWidget):
    """Rows made by `make(number)`, and below them the button that adds one."""

    changed = Signal()

    def __init__(
        self, make: Callable[[int], FieldLine], *, name: str, add: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._make = make
        self._lines: list[FieldLine] = []
        self._made = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add_button = quiet_button(add, name=f"{name}_add_button", clicked=self._add_by_hand, icon="add")
        self._column.addWidget(self._add_button, alignment=Qt.AlignmentFlag.AlignLeading)

    def content(self) -> list[dict[str, Any]]:
        """What stands in the rows, top down."""
        return [line.content() for line in self._lines]

    def set_content(self, rows: Sequence[dict[str, Any]]) -> None:
        """Show these rows and no others."""
        for line in tuple(self._lines):
            self._drop(line)
        self._made = 0
        for content in rows:
            self._add().set_content(content)

    def _add_by_hand(self) -> None:
        self._add().setFocus()
        self.changed.emit()

    def _add(self) -> FieldLine:
        line = self._make(self._made)
        self._made += 1
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove_by_hand(line))
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)
        follow(self, self._lines)
        return line

    def _remove_by_hand(self, line: FieldLine) -> None:
        self._drop(line)
        self._add_button.setFocus()
        self.changed.emit()

    def _drop(self, line: FieldLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.setParent(None)
        line.deleteLater()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Into the first row; a focus proxy would draw Tab back to it from the last one."""
        first = self._lines[0] if self._lines else self._add_button
        first.setFocus(event.reason())
