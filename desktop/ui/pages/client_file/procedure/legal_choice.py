"""A choice whose options rest on the law: under the box stands the legal line of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.law import Statement
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.widgets.suggest_line import Choice


class LegalChoice(QWidget):
    """A `ChoiceBox`, and below it what `ground_of` gives for the chosen code; `chosen(code)` as the choice changes."""

    chosen = Signal(str)

    def __init__(
        self, ground_of: Callable[[str], Statement | None], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._ground_of = ground_of
        self._line: LegalLine | None = None
        self._box = ChoiceBox(name=name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._box)
        self._box.currentIndexChanged.connect(self._turn)
        self.setFocusProxy(self._box)

    def setAccessibleName(self, name: str) -> None:
        """The box inside is what a screen reader meets."""
        super().setAccessibleName(name)
        self._box.setAccessibleName(name)

    def code(self) -> str:
        """The chosen code; empty when nothing is chosen."""
        return self._box.code()

    def set_code(self, code: str) -> None:
        """Choose a code."""
        self._box.set_code(code)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the chosen one stays chosen when it is among them."""
        self._box.set_choices(choices)

    def _turn(self) -> None:
        self._show_ground(self._ground_of(self.code()) if self.code() else None)
        self.chosen.emit(self.code())

    def _show_ground(self, statement: Statement | None) -> None:
        if self._line is not None:
            self._column.removeWidget(self._line)
            self._line.hide()
            self._line.deleteLater()
            self._line = None
        if statement is not None:
            self._line = LegalLine(statement, name=f"{self._name}_legal_line")
            self._column.addWidget(self._line)
            QWidget.setTabOrder(self._box, self._line)
