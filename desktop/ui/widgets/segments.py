"""A few choices side by side, one of them on: faster than a list to open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.suggest_line import Choice


class Segments(QWidget):
    """Arrow keys move the choice; `chosen(code)` is emitted when a person changes it."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[Choice], *, name: str, kind: str = "segment", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._kind = kind
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = wrapping(self)
        row.setSpacing(4)
        for code, label in choices:
            row.addWidget(self._button(code, label, name))
        self.set_code(choices[0][0])

    def code(self) -> str:
        """The code that is on."""
        return next(code for code, button in self._buttons.items() if button.isChecked())

    def set_code(self, code: str) -> None:
        """Switch to a code; one that is not offered changes nothing."""
        button = self._buttons.get(code)
        if button is not None:
            button.setChecked(True)
            self.setFocusProxy(button)

    def _button(self, code: str, label: str, name: str) -> QPushButton:
        button = QPushButton(label)
        button.setObjectName(f"{name}_{code or 'all'}_button")
        button.setProperty("kind", self._kind)
        button.setAccessibleName(label)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(code))
        self._group.addButton(button)
        self._buttons[code] = button
        return button

    def _choose(self, code: str) -> None:
        self.setFocusProxy(self._buttons[code])
        self.chosen.emit(code)
