"""One indicator: what is asked, the four answers to click or to type, its note and where it comes from.

Painted by itself: 61 rows of labels and buttons would be over 400 widgets, and the file must open at once.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain import codelists
from desktop.domain.codelists import Code
from desktop.domain.indicators import IndicatorAnswer
from desktop.domain.procedure import Answer
from desktop.i18n import current_language, isolated
from desktop.ui import theme
from desktop.ui.pages.client_file.indicators import words
from desktop.ui.pages.client_file.indicators.row_layout import RowLayout, lay_out
from desktop.ui.theme import Size

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_FIRST_AND_LAST = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ROUND = 6


class IndicatorRow(QWidget):
    """`answered(answer)` by a key or a click; `stepped(rows)`, `theme_stepped(themes)`, `note_wanted()`, `undone()`."""

    answered = Signal(object, bool)  # the answer, and whether it was given by a key
    stepped = Signal(int)
    theme_stepped = Signal(int)
    run_to = Signal(int)
    note_wanted = Signal()
    undone = Signal()
    entered = Signal()

    def __init__(self, indicator: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicator = indicator
        self.given = IndicatorAnswer(indicator.code)
        self._language = current_language()
        self._signed = ""
        self._layouts: dict[int, RowLayout] = {}
        self._under: Answer | None = None
        self.setObjectName(f"indicator_{indicator.code}_row")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    @property
    def text(self) -> str:
        """What is asked."""
        return self.indicator.label(self._language)

    @property
    def source(self) -> str:
        """Where the question comes from."""
        return codelists.source_label(self.indicator.source, self._language)

    @property
    def note_line(self) -> str:
        """The note, and who answered when."""
        return " — ".join(part for part in (isolated(self.given.note), self._signed) if part)

    def show_answer(self, given: IndicatorAnswer, author: str) -> None:
        """Show what is known."""
        signed = words.signed(given, author)
        if (given, signed) == (self.given, self._signed):
            return
        self.given, self._signed = given, signed
        self._layouts.clear()
        self._tell()
        self.updateGeometry()
        self.update()

    # Size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout(width).height

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 40)

    def _layout(self, width: int) -> RowLayout:
        if width not in self._layouts:
            if len(self._layouts) > 8:
                self._layouts.clear()
            self._layouts[width] = lay_out(width, text=self.text, note=self.note_line, source=self.source)
        return self._layouts[width]

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & _COMMANDS
        key = Qt.Key(event.key())
        if held == Qt.KeyboardModifier.ControlModifier and key in _STEPS:
            self.theme_stepped.emit(_STEPS[key])
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z:
            self.undone.emit()
        elif held:
            super().keyPressEvent(event)
        else:
            self._plain_key(key, event)

    def _plain_key(self, key: Qt.Key, event: QKeyEvent) -> None:
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _FIRST_AND_LAST:
            self.run_to.emit(_FIRST_AND_LAST[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.note_wanted.emit()
        elif (answer := words.answer_of(event.text())) is not None:
            self.answered.emit(answer, True)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        answer = self._answer_at(event.position().toPoint())
        if answer is not None:
            self.answered.emit(answer, False)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._answer_at(event.position().toPoint()) is None:
            self.note_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._answer_at(event.position().toPoint())
        if under is not self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._under = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _answer_at(self, point: QPoint) -> Answer | None:
        return next((answer for answer, place in self._places() if place.contains(point)), None)

    def place_of(self, answer: Answer) -> QRect:
        """Where an answer is clicked."""
        return next(place for each, place in self._places() if each is answer)

    def _places(self) -> list[tuple[Answer, QRect]]:
        layout = self._layout(self.width())
        return [
            (answer, self._mirrored(place)) for answer, place in zip(words.ORDER, layout.answers, strict=True)
        ]

    def _mirrored(self, place: QRect) -> QRect:
        if not self.isRightToLeft():
            return place
        return QRect(self.width() - place.right() - 1, place.top(), place.width(), place.height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self._layout(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = int(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        )
        for text, place, font, ink in (
            (self.text, layout.text, theme.font(Size.BODY, bold=self.given.answer is Answer.YES), "text"),
            (self.note_line, layout.note, theme.font(Size.SMALL), "text"),
            (self.source, layout.source, theme.font(Size.SMALL), "muted"),
        ):
            if text:
                painter.setFont(font)
                painter.setPen(theme.colour(ink))
                painter.drawText(self._mirrored(place), flags, text)
        painter.setFont(theme.font(Size.SMALL))
        for answer, place in self._places():
            self._paint_answer(painter, answer, place)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setBrush(theme.colour("raised"))
            painter.setPen(QPen(theme.colour("accent_text"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        else:
            painter.setPen(theme.colour("line"))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_answer(self, painter: QPainter, answer: Answer, place: QRect) -> None:
        chosen = answer is self.given.answer
        strong = chosen and answer is not Answer.NOT_ASKED
        ground = "accent" if strong else "neutral_soft" if chosen or answer is self._under else "surface"
        painter.setBrush(theme.colour(ground))
        painter.setPen(QPen(theme.colour("accent" if strong else "edge" if not chosen else "line"), 1))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.setPen(theme.colour("on_accent" if strong else "muted" if chosen else "text"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words.answer_label(answer))
        self._underline_key(painter, answer, place)

    def _underline_key(self, painter: QPainter, answer: Answer, place: QRect) -> None:
        """The letter that gives it, as in a menu; taking back has a key of its own, told above the list."""
        label, metrics = words.answer_label(answer), QFontMetrics(painter.font())
        if answer is Answer.NOT_ASKED or not self.hasFocus() or self.isRightToLeft():
            return
        left = place.left() + (place.width() - metrics.horizontalAdvance(label)) // 2
        baseline = place.top() + (place.height() + metrics.ascent() - metrics.descent()) // 2 + 2
        painter.drawLine(left, baseline, left + metrics.horizontalAdvance(label[:1]), baseline)

    def _tell(self) -> None:
        """What a screen reader says when the row has the focus, and when its answer changes."""
        self.setAccessibleName(words.told(self.indicator, self.given, self._language))
        self.setAccessibleDescription(". ".join(part for part in (self.note_line, self.source) if part))
