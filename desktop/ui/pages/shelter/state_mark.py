"""The shape of a place's state, so that the board reads without colour and from two metres."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.pages.shelter.words import PlaceState
from desktop.ui.theme import Tone

TONES: dict[PlaceState, Tone] = {
    PlaceState.FREE: Tone.FINE,
    PlaceState.RESERVED_LATER: Tone.FINE,
    PlaceState.OCCUPIED: Tone.NEUTRAL,
    PlaceState.ARRIVING: Tone.ACCENT,
    PlaceState.LEAVING: Tone.SOON,
    PlaceState.OVERDUE: Tone.LATE,
}


class StateMark(QWidget):
    """A shape of the height of a capital letter, in the colour of its state."""

    def __init__(self, state: PlaceState, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().ascent() * 1.05)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = float(self.sizeHint().width())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        _SHAPES[self._state](painter, box.adjusted(1, 1, -1, -1), theme.tone_colours(TONES[self._state])[0])
        painter.end()


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    width = box.width() / 6
    painter.setPen(_pen(colour, width))
    painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _ring(painter, box, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(box, 90 * 16, -180 * 16)


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _arrow(
    painter: QPainter, box: QRectF, colour: QColor, *, door_at: float, tip_at: float, tail_at: float
) -> None:
    """An arrow and the door it goes through; positions are shares of the box's width."""
    painter.setPen(_pen(colour, box.width() / 6))

    def at(across: float, down: float) -> QPointF:
        return QPointF(box.left() + across * box.width(), box.top() + down * box.height())

    painter.drawLine(at(door_at, 0.06), at(door_at, 0.94))
    painter.drawLine(at(tail_at, 0.5), at(tip_at, 0.5))
    painter.drawPolyline([at(tip_at - 0.24, 0.24), at(tip_at, 0.5), at(tip_at - 0.24, 0.76)])


def _arrow_in(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _arrow(painter, box, colour, door_at=0.94, tip_at=0.7, tail_at=0.04)


def _arrow_out(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _arrow(painter, box, colour, door_at=0.06, tip_at=0.96, tail_at=0.32)


def _triangle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    path = QPainterPath(QPointF(box.center().x(), box.top()))
    path.lineTo(box.bottomRight())
    path.lineTo(box.bottomLeft())
    path.closeSubpath()
    painter.setPen(_pen(colour, box.width() / 8))
    painter.setBrush(colour)
    painter.drawPath(path)


_SHAPES: dict[PlaceState, Callable[[QPainter, QRectF, QColor], None]] = {
    PlaceState.FREE: _ring,
    PlaceState.RESERVED_LATER: _half,
    PlaceState.OCCUPIED: _disc,
    PlaceState.ARRIVING: _arrow_in,
    PlaceState.LEAVING: _arrow_out,
    PlaceState.OVERDUE: _triangle,
}
