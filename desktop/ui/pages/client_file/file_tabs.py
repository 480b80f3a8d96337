"""The tabs of a file: all of them in sight at every width, in every language and at 200 %."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.i18n import gettext as _
from desktop.ui import theme

_AROUND = 34  # what the style sheet sets around the words of a tab, and its bolder letters when it is open


class FileTabs(QTabWidget):
    """Draws closer and says it shorter where the window is narrow; a tab is never behind an arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[str, str]] = []
        self._compact: bool | None = None
        self.setObjectName("file_tabs")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setObjectName("file_tab_bar")
        self.tabBar().setAccessibleName(_("Parts of the file"))

    def add(self, place: QWidget, label: str, *, short: str = "") -> None:
        """One more tab, and what it is called where there is little room."""
        number = self.addTab(place, label)
        self.setTabToolTip(number, label if short else "")
        self._labels.append((label, short or label))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_compact(compact=event.size().width() < self._full_width())
        super().resizeEvent(event)

    def _full_width(self) -> int:
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(label) + _AROUND for label, _short in self._labels)

    def _set_compact(self, *, compact: bool) -> None:
        if compact is self._compact:
            return
        self._compact = compact
        for number, labels in enumerate(self._labels):
            self.setTabText(number, labels[compact])
        self.tabBar().setProperty("compact", "true" if compact else "false")
        theme.restyle(self.tabBar())
