"""One place of tonight's board: a card to read from two metres and to act on with one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.shelter import BoardPlace
from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.pages.shelter.state_mark import TONES, StateMark
from desktop.ui.pages.shelter.words import (
    PlaceState,
    about,
    expected_end,
    room_name,
    state_of,
    state_word,
)
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.labels import Chip, text_label

RADIUS = 8.0
_TAKEN = {PlaceState.OCCUPIED, PlaceState.ARRIVING, PlaceState.LEAVING, PlaceState.OVERDUE}


class PlaceCard(ComposedButton):
    """Room number, state by word and shape, call-name and what the shift needs to know."""

    def __init__(
        self, item: BoardPlace, *, shown: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(QVBoxLayout(), name=f"shelter_{item.place.id}_card", parent=parent)
        self.item = item
        self.state = state_of(item)
        name = shown(item.stay.resident.call_name) if item.stay else ""
        details = about(item.stay.resident) if item.stay else ()
        self._lay_out(name, details)
        self.setAccessibleName(". ".join(part for part in (room_name(item), state_word(item), name) if part))
        self.setAccessibleDescription(", ".join((*details, expected_end(item))))

    def _lay_out(self, name: str, details: tuple[str, ...]) -> None:
        layout = self.words
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(3)
        layout.addLayout(self._headline())
        layout.addWidget(_text(name or "\u2002", size=1.35, weight=600))
        for line in _lines(details, expected_end(self.item), self.item):
            layout.addWidget(_text(line, quiet=True))
        layout.addStretch(1)

    def _headline(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(_text(room_name(self.item), size=1.9, weight=700), 1)
        row.addWidget(StateMark(self.state, parent=self))
        if self.state is PlaceState.OCCUPIED:
            word = _text(state_word(self.item), quiet=True)
            word.setWordWrap(False)
        else:
            word = Chip(state_word(self.item), TONES[self.state])
        row.addWidget(word)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        edge = theme.colour("accent_text" if self.hasFocus() or self.underMouse() else "line")
        style = Qt.PenStyle.SolidLine if self.state in _TAKEN or self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(edge, width, style))
        painter.setBrush(theme.colour("surface" if self.state in _TAKEN else "window"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.end()


def _lines(details: tuple[str, ...], until: str, item: BoardPlace) -> tuple[str, ...]:
    person, *rest = details or ("",)
    ready = _("Ready to leave, no housing yet") if item.stay and item.stay.ready_to_leave else ""
    return tuple(line for line in (person, "  ·  ".join(rest), until, ready) if line)


def _text(text: str, *, size: float = 1.0, weight: int = 400, quiet: bool = False) -> QLabel:
    label = text_label(text, muted=quiet)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * size)
    font.setWeight(QFont.Weight(weight))
    label.setFont(font)
    return label
