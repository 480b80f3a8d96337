"""The tabs of a file: all of them in sight at every width, in every language and at 200 %."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.widgets.segments import Segments

_AROUND, _CLOSE_AROUND = 34, 20  # what the style sheet sets around the words of a tab, and its bolder letters


class FileTabs(QTabWidget):
    """Draws closer and says it shorter where the window is narrow; a tab is never behind an arrow.

    Where even that does not fit on one line, `rows` takes the place of the tabs, in as many lines as it needs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[str, str]] = []
        self._compact: bool | None = None
        self.rows: Segments | None = None
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

    def make_rows(self) -> Segments:
        """The same parts to choose from, wrapped over lines: to be set above the tabs once all are added."""
        choices = [(str(number), label) for number, (label, _short) in enumerate(self._labels)]
        rows = Segments(choices, name="file_parts", kind="part")
        rows.setAccessibleName(self.tabBar().accessibleName())
        rows.chosen.connect(lambda number: self.setCurrentIndex(int(number)))
        self.currentChanged.connect(self._mark_row)
        rows.hide()
        self.rows = rows
        return rows

    def _mark_row(self, number: int) -> None:
        """The keyboard goes along when it stands on the rows."""
        if self.rows is not None:
            had_focus = self._rows_have_focus()
            self.rows.set_code(str(number))
            if had_focus:
                self.rows.setFocus()

    def _rows_have_focus(self) -> bool:
        return self.rows is not None and any(
            button.hasFocus() for button in self.rows.findChildren(QPushButton)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        self._set_compact(compact=width < self._width_of(0, _AROUND))
        self._set_on_rows(on=width < self._width_of(1, _CLOSE_AROUND))
        super().resizeEvent(event)

    def focus_choice(self) -> None:
        """Put the keyboard on the parts, in whichever shape they stand."""
        choice = self.rows if self.rows is not None and not self.rows.isHidden() else self.tabBar()
        choice.setFocus()

    def _width_of(self, length: int, around: int) -> int:
        """How wide the tabs are with their full (0) or short (1) words."""
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(labels[length]) + around for labels in self._labels)

    def _set_on_rows(self, *, on: bool) -> None:
        if self.rows is not None and self.rows.isHidden() is on:
            had_focus = self.tabBar().hasFocus() or self._rows_have_focus()
            self.rows.setVisible(on)
            self.tabBar().setVisible(not on)
            if had_focus:
                self.focus_choice()

    def _set_compact(self, *, compact: bool) -> None:
        if compact is self._compact:
            return
        self._compact = compact
        for number, labels in enumerate(self._labels):
            self.setTabText(number, labels[compact])
        self.tabBar().setProperty("compact", "true" if compact else "false")
        theme.restyle(self.tabBar())
