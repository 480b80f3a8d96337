"""Choosing a language by the name its readers give it, so that a client can point at it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import gettext as _, language_name, sort_key
from desktop.ui import theme
from desktop.ui.theme import GRID, Size

if TYPE_CHECKING:
    from desktop.services.sheets import Language

_LEAST_ROWS = 4
_TAG = Qt.ItemDataRole.UserRole


class LanguageList(QWidget):
    """A search line over the languages; `chosen(tag)` comes when another one is marked."""

    chosen = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = QLineEdit()
        self._search.setObjectName(f"{name}_edit")
        self._search.setPlaceholderText(_("Type to find a language"))
        self._search.setAccessibleName(_("Find a language"))
        self._search.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setObjectName(f"{name}_list")
        self._list.setAccessibleName(_("Language of the client"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        self.setFocusProxy(self._search)
        self._search.textEdited.connect(self._filter)
        self._search.installEventFilter(self)
        self._list.currentItemChanged.connect(self._tell)

    def offer(self, languages: Sequence[Language]) -> None:
        """Offer these, in this order."""
        self._list.clear()
        for language in languages:
            name = language_name(language.tag)
            item = QListWidgetItem(
                language.endonym if name == language.endonym else f"{language.endonym}   {name}"
            )
            item.setFont(theme.font(Size.HEADING))
            item.setData(_TAG, language.tag)
            item.setToolTip(name)
            self._list.addItem(item)
        self._list.setMinimumHeight(self._list.sizeHintForRow(0) * min(len(languages), _LEAST_ROWS) + GRID)

    def tag(self) -> str:
        """The marked language, or empty."""
        item: QListWidgetItem | None = self._list.currentItem()
        return "" if item is None else str(item.data(_TAG))

    def set_tag(self, tag: str) -> bool:
        """Mark a language; False when it is not offered."""
        for item in self._items():
            if item.data(_TAG) == tag:
                self._list.setCurrentItem(item)
                return True
        return False

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _filter(self, typed: str) -> None:
        """Hide what does not match; what matches first is marked, so that Enter is all that is left."""
        wanted = sort_key(typed.strip())[0]
        fitting = [item for item in self._items() if wanted in sort_key(item.text())[0]]
        for item in self._items():
            item.setHidden(item not in fitting)
        if typed.strip() and fitting:
            self._list.setCurrentItem(fitting[0])

    def _tell(self) -> None:
        if self.tag():
            self.chosen.emit(self.tag())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line, the arrows walk the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            shown = [row for row, item in enumerate(self._items()) if not item.isHidden()]
            if step and shown:
                here = shown.index(self._list.currentRow()) if self._list.currentRow() in shown else -1
                self._list.setCurrentRow(shown[min(max(here + step, 0), len(shown) - 1)])
                return True
        return super().eventFilter(watched, event)
