"""One of several: a short list to open, or a long one to search by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from desktop.ui.widgets.suggest_line import Choice, matching

_WIDTH_IN_LETTERS = 12
_TAKING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceBox(QComboBox):
    """Codes with their labels. The wheel scrolls the page and never changes a value by accident."""

    def __init__(self, choices: Sequence[Choice] = (), *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDTH_IN_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the chosen one stays chosen when it is among them."""
        kept = self.code()
        self.clear()
        for code, label in choices:
            self.addItem(label, code)
        self.set_code(kept)

    def code(self) -> str:
        """The chosen code; empty when nothing is chosen."""
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        """Choose a code; one that is not offered leaves the first."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SearchBox(ChoiceBox):
    """A long list: type any part of a label; on leaving, the best match stands or the last choice returns."""

    def __init__(self, choices: Sequence[Choice] = (), *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(choices, name=name, parent=parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.setObjectName(f"{name}_line")
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            popup = completer.popup()
            if popup is not None:
                popup.installEventFilter(self)
        self.currentTextChanged.connect(self._show_beginning)
        self._show_beginning()

    def _show_beginning(self) -> None:
        """Of a long label its first words, not its last; not while it is typed in."""
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        self._take_on(event)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._take_on(event)
        return super().eventFilter(watched, event)

    def _take_on(self, event: QEvent) -> None:
        """Tab and Enter take the match at once: while its list is open, the completer swallows the loss of focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TAKING:
            self._settle()

    def setAccessibleName(self, name: str) -> None:
        """The line inside is what a screen reader meets."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def code(self) -> str:
        self._settle()
        return super().code()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._settle()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.selectAll()

    def _settle(self) -> None:
        typed = self.currentText()
        if typed == self.itemText(self.currentIndex()):
            return
        offered = [(str(number), self.itemText(number)) for number in range(self.count())]
        found = matching(offered, typed) if typed.strip() else []
        self.setCurrentIndex(int(found[0][0]) if found else self.currentIndex())
        self.setEditText(self.itemText(self.currentIndex()))
