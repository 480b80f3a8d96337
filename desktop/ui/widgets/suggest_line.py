"""A line in which a few letters find one of many choices: countries, languages, sources."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.i18n import sort_key

Choice = tuple[str, str]  # a code and what it is called
_MOST_SHOWN = 8


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that contain what was typed, accents and capitals aside; those that begin with it first."""
    wanted = sort_key(typed.strip())[0]
    found = [(sort_key(label)[0], (code, label)) for code, label in choices]
    found = [(plain, choice) for plain, choice in found if wanted in plain]
    found.sort(key=lambda item: (not item[0].startswith(wanted), f" {wanted}" not in item[0], item[0]))
    return [choice for _plain, choice in found]


class SuggestLine(QLineEdit):
    """Type to search, arrows to move, Enter or Tab to take the first match; emits `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._choices = tuple(choices)
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_SHOWN)
        self._popup = QListView()
        self._popup.setObjectName(f"{name}_matches")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take_label)
        self._completer.setWidget(self)
        self.textEdited.connect(self._suggest)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on."""
        self._choices = tuple(choices)

    def take(self) -> None:
        """Choose what is marked in the list, else what best fits the text, if anything does."""
        if self._popup.isVisible() and self._popup.currentIndex().isValid():
            self._take_label(str(self._popup.currentIndex().data()))
        elif self.text().strip() and (found := matching(self._choices, self.text())):
            self._take(found[0][0])

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
            if event.key() == Qt.Key.Key_Tab:
                self.take()
            if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
                self._suggest(self.text())
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving with Tab takes the match: what was typed is meant."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.take()
        super().focusOutEvent(event)

    def _suggest(self, typed: str) -> None:
        found = matching(self._choices, typed)
        self._words.setStringList([label for _code, label in found])
        if found:
            self._completer.complete()
            self._popup.setCurrentIndex(self._words.index(0, 0))
        else:
            self._popup.hide()

    def _take_label(self, label: str) -> None:
        code = next((code for code, known in self._choices if known == label), "")
        if code:
            self._take(code)

    def _take(self, code: str) -> None:
        self._popup.hide()
        self.clear()
        self.chosen.emit(code)
