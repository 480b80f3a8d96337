"""The field for a passphrase: typed into bytes that can be wiped.

`QLineEdit` leaves copies of what was typed in memory even after `clear()`, so this is a widget of our own: it paints a
dot per character and hands the bytes over once. It takes dead keys, input methods (ê, ü) and paste. The caret stays at
the end.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.widgets.naming import set_by_name
from desktop.ui.widgets.screen_readers import tell_screen_readers
from desktop.ui.widgets.secret_text import SecretText

_SIDE = 12.0  # pixels between edge and text
_DOT = 7.0
_STEP = 12.0
_HINTS = "ImhHiddenText|ImhSensitiveData|ImhNoPredictiveText|ImhNoAutoUppercase"


class PassphraseField(QFrame):
    """Holds a passphrase as UTF-8 until `take()`.

    `edited` comes with every change, `submitted` with Enter, `caps_lock_noticed(bool)` when a typed letter shows it.
    """

    edited = Signal()
    submitted = Signal()
    caps_lock_noticed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_screen_readers(PassphraseField)
        self._text = SecretText()
        self._composing = 0  # characters an input method is still putting together
        self._selected = False
        self._revealed = False
        self._caret_on = True
        set_by_name(self, focusPolicy="StrongFocus", inputMethodHints=_HINTS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Passphrase"))
        self._blink = QTimer(self)
        self._blink.setInterval(max(QGuiApplication.styleHints().cursorFlashTime() // 2, 250))
        self._blink.timeout.connect(self._flash)
        self._eye = self._make_eye()
        theme.appearance().changed.connect(self._recolour)

    def is_empty(self) -> bool:
        return not self._text

    def character_count(self) -> int:
        return len(self._text)

    def take(self) -> bytearray:
        """The passphrase, to be wiped by whoever takes it; the field is empty afterwards."""
        taken = self._text.take()
        self._changed()
        return taken

    def peek(self) -> bytearray:
        """A copy for judging its strength, to be wiped by whoever asks; the field keeps its own."""
        return self._text.copy()

    def same_as(self, other: PassphraseField) -> bool:
        """Whether two fields hold the same, without a copy of either."""
        return self._text.same_as(other._text)

    def adopt(self, other: PassphraseField) -> None:
        """Take over what was typed in another field, which is empty afterwards."""
        self._text, other._text = other._text, SecretText()
        self._changed()

    def clear(self) -> None:
        """Overwrite and forget what was typed."""
        self._text.wipe()
        self._changed()

    @property
    def revealed(self) -> bool:
        """Whether the characters themselves are shown."""
        return self._revealed

    def set_revealed(self, *, on: bool) -> None:
        self._revealed = on
        self._eye.setChecked(on)
        self._dress_eye()
        self.update()

    def setObjectName(self, name: str) -> None:
        super().setObjectName(name)
        self._eye.setObjectName(f"{name}_reveal_button")

    # Typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select(on=bool(self._text))
        elif key in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.submitted.emit()
        elif key == QtCore.Qt.Key.Key_Backspace:
            self._rub_out(word=bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier))
        elif key == QtCore.Qt.Key.Key_Delete:
            self._delete_selected()
        elif _writes(event):
            self._notice_caps_lock(event)
            self.type_text(event.text())
        else:
            event.ignore()  # also copy and cut: a passphrase never goes to the clipboard

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = len(event.preeditString())
        if event.commitString():
            self.type_text(event.commitString())
        self.update()
        event.accept()

    def inputMethodQuery(self, query: QtCore.Qt.InputMethodQuery) -> object:
        """Where the input method puts its window; never what was typed."""
        if query == QtCore.Qt.InputMethodQuery.ImEnabled:
            return self.isEnabled()
        if query == QtCore.Qt.InputMethodQuery.ImHints:
            return self.inputMethodHints()
        if query == QtCore.Qt.InputMethodQuery.ImCursorRectangle:
            return self._caret_area().toRect()
        return None

    def paste(self) -> None:
        """Insert the first line of the clipboard."""
        lines = QGuiApplication.clipboard().text().splitlines()
        if lines:
            self.type_text(lines[0])

    def type_text(self, text: str) -> None:
        """Add characters at the end, in place of what is selected."""
        self._delete_selected()
        self._text.append(text)
        self._changed()

    def _rub_out(self, *, word: bool) -> None:
        if self._selected:
            self._delete_selected()
            return
        if word:
            self._text.rub_out_word()
        else:
            self._text.rub_out_character()
        self._changed()

    def _delete_selected(self) -> None:
        if self._selected:
            self._select(on=False)
            self.clear()

    def _select(self, *, on: bool) -> None:
        self._selected = on
        self.update()

    def _notice_caps_lock(self, event: QKeyEvent) -> None:
        """Qt does not tell about Caps Lock; a capital without Shift, or a small letter with it, does."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_noticed.emit(letter.isupper() != shifted)

    def _changed(self) -> None:
        self._caret_on = True
        self._selected = False
        if self._text and self._eye.icon().isNull():
            self._dress_eye()  # not before: drawing icons has no place in the time to the first window
        self._eye.setVisible(bool(self._text))
        if not self._text and self._revealed:
            self.set_revealed(on=False)
        self.update()
        self.edited.emit()

    # Painting

    def sizeHint(self) -> QSize:
        return QSize(280, max(round(QFontMetricsF(self.font()).height()) + 20, theme.TARGET - 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._text or self._composing or self.hasFocus():
            self._paint_text()

    def _paint_text(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._text_area())
        end = self._paint_characters(painter) if self._revealed else self._paint_dots(painter)
        if self.hasFocus() and self._caret_on:
            painter.setPen(QPen(theme.colour("text"), 1.5))
            area = self._text_area().adjusted(0, 8, 0, -8)
            painter.drawLine(QPointF(end + 1, area.top()), QPointF(end + 1, area.bottom()))

    def _paint_dots(self, painter: QPainter) -> float:
        """Draw a dot per character; returns where the caret stands."""
        count = len(self._text) + self._composing
        left = self._begin_text(painter, count * _STEP)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._ink()))
        middle = self._text_area().center().y()
        for number in range(count):
            painter.drawEllipse(QPointF(left + number * _STEP + _DOT / 2, middle), _DOT / 2, _DOT / 2)
        return left + count * _STEP

    def _paint_characters(self, painter: QPainter) -> float:
        """Draw them one by one, so that the passphrase is never one string in memory."""
        metrics = QFontMetricsF(self.font())
        spans = self._text.spans()
        widths = [metrics.horizontalAdvance(self._text.character(span)) for span in spans]
        left = self._begin_text(painter, sum(widths))
        painter.setPen(theme.colour(self._ink()))
        baseline = self._text_area().center().y() + (metrics.ascent() - metrics.descent()) / 2
        for span, width in zip(spans, widths, strict=True):
            painter.drawText(QPointF(left, baseline), self._text.character(span))
            left += width
        return left

    def _begin_text(self, painter: QPainter, width: float) -> float:
        """Mark the selection and say where text of this width begins: its end is always in view."""
        area = self._text_area()
        left = area.left() - max(0.0, width + 4 - area.width())
        if self._selected:
            painter.fillRect(
                QRectF(left - 2, area.top() + 6, width + 4, area.height() - 12), theme.colour("accent")
            )
        return left

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled_text"
        return "on_accent" if self._selected else "text"

    def _text_area(self) -> QRectF:
        """A passphrase is read from left to right, whatever the window does; the eye stands at the window's end."""
        inside = QRectF(self.rect()).adjusted(_SIDE, 2, -_SIDE, -2)
        if self._text and self.isRightToLeft():
            return inside.adjusted(self.height() - _SIDE, 0, 0, 0)
        return inside.adjusted(0, 0, _SIDE - self.height(), 0) if self._text else inside

    def _caret_area(self) -> QRectF:
        area = self._text_area()
        return QRectF(min(area.left() + len(self._text) * _STEP, area.right()), area.top(), 2, area.height())

    def _flash(self) -> None:
        self._caret_on = not self._caret_on
        self.update()

    # Focus, pointer, reveal

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_InputMethodEnabled)
        super().focusInEvent(event)
        self._caret_on = True
        self._blink.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._blink.stop()
        self._composing = 0
        self._select(on=False)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(QtCore.Qt.CursorShape.IBeamCursor)
        self._eye.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._select(on=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._select(on=bool(self._text))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Paste"), self.paste)
        menu.addAction(_("Empty the field"), self.clear).setEnabled(bool(self._text))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.height() - 6
        mirrored = self.isRightToLeft()
        self._eye.setGeometry(QRect(3 if mirrored else self.width() - size - 3, 3, size, size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def _make_eye(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("bare", "true")
        button.setCheckable(True)
        button.hide()
        button.clicked.connect(lambda on: self.set_revealed(on=on))
        return button

    def _recolour(self) -> None:
        if not self._eye.icon().isNull():
            self._dress_eye()

    def _dress_eye(self) -> None:
        from desktop.ui import icons  # not on the way to the first picture, which has none

        told = _("Hide the passphrase") if self._revealed else _("Show the passphrase")
        self._eye.setIcon(icons.icon("eye_off" if self._revealed else "eye", ink="muted"))
        self._eye.setAccessibleName(told)
        self._eye.setToolTip(told)
        self.update()


def _writes(event: QKeyEvent) -> bool:
    """Whether the key writes something; AltGr, which is Control and Alt together on Windows, does too."""
    held = event.modifiers() & (
        QtCore.Qt.KeyboardModifier.ControlModifier | QtCore.Qt.KeyboardModifier.AltModifier
    )
    commanding = held in (QtCore.Qt.KeyboardModifier.ControlModifier, QtCore.Qt.KeyboardModifier.AltModifier)
    return bool(event.text()) and event.text().isprintable() and not commanding
