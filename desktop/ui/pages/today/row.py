"""One line of Today: when, what, about whom; the whole line opens it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import GRID, Size, Tone
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.labels import Chip, text_label

_LEAD_LETTERS = 7  # as wide as 14:30, so that the lines stand in a column


@dataclass(frozen=True, slots=True)
class Line:
    """What a row shows; `lead` is a time, `chip` how soon or late in words."""

    title: str
    detail: str = ""
    lead: str = ""
    chip: str = ""
    tone: Tone = Tone.NEUTRAL
    large: bool = False


class TodayRow(ComposedButton):
    """Paints only the ground under the pointer or the focus."""

    def __init__(self, line: Line, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QHBoxLayout(), name=name, parent=parent)
        said = (line.lead, line.title, line.detail, line.chip)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.words.setContentsMargins(GRID, GRID - 2, GRID, GRID - 2)
        self.words.setSpacing(GRID + GRID // 2)
        if line.lead:
            self.words.addWidget(_lead(line.lead), 0, Qt.AlignmentFlag.AlignTop)
        self.words.addLayout(_title_over_detail(line), 1)
        if line.chip:
            self.words.addWidget(Chip(line.chip, line.tone), 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus() or self.isDown()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("raised"))
        painter.setPen(QPen(theme.colour("accent_text"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


def _lead(text: str) -> QLabel:
    lead = text_label(text)
    lead.setProperty("strong", "true")
    lead.setMinimumWidth(lead.fontMetrics().averageCharWidth() * _LEAD_LETTERS)
    return lead


def _title_over_detail(line: Line) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(text_label(line.title, size=Size.HEADING if line.large else Size.BODY))
    if line.detail:
        column.addWidget(text_label(line.detail, size=Size.SMALL, muted=True))
    return column
