"""A theme of the indicators: its name, how many have which answer, and its rows folded away below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.codelists import Code
from desktop.domain.indicators import Count
from desktop.i18n import current_language, gettext as _
from desktop.ui import theme
from desktop.ui.pages.client_file.indicators.words import count_told
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.labels import text_label

_FOLDED, _UNFOLDED, _FOLDED_FROM_RIGHT = "▸", "▾", "◂"


class ThemeBar(ComposedButton):
    """Pressed, it folds or unfolds; checked while its rows show."""

    def __init__(self, subject: Code, parent: QWidget | None = None) -> None:
        super().__init__(QHBoxLayout(), name=f"indicators_{subject.code}_button", parent=parent)
        self.setCheckable(True)
        self._title = subject.label(current_language())
        self._mark, self._counted = text_label(), text_label(size=Size.SMALL, muted=True)
        self._mark.setFixedWidth(2 * GRID)
        name = text_label(self._title)
        name.setProperty("strong", "true")
        self.words.setContentsMargins(GRID // 2, GRID - 2, GRID, GRID - 2)
        self.words.setSpacing(GRID)
        for part, share in ((self._mark, 0), (name, 1), (self._counted, 1)):
            self.words.addWidget(part, share)
        self.toggled.connect(lambda _on: self._show_mark())
        self._show_mark()

    def show_count(self, count: Count) -> None:
        """Say how many have which answer."""
        counted = count_told(count)
        self._counted.setText(counted)
        self.setAccessibleName(_("{theme}: {counted}").format(theme=self._title, counted=counted))

    def _show_mark(self) -> None:
        folded = _FOLDED_FROM_RIGHT if self.isRightToLeft() else _FOLDED
        self._mark.setText(_UNFOLDED if self.isChecked() else folded)
        self.setAccessibleDescription(_("Unfolded") if self.isChecked() else _("Folded"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("neutral_soft" if self.underMouse() else "raised"))
        painter.setPen(QPen(theme.colour("accent_text"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
