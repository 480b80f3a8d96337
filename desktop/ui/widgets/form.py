"""Forms: labels above fields, one column, the error beside its field."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import InvalidField
from desktop.ui import theme
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.labels import hint, lead, text_label
from desktop.ui.widgets.naming import set_by_name

FIELD_WIDTH = 60 * GRID  # a line that the eye still follows


class FieldRow(QWidget):
    """A label, its field, a hint and the place for what is wrong with the value."""

    def __init__(self, label: str, field: QWidget, *, told: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.label = QLabel(label)
        set_by_name(self.label, textFormat="PlainText")
        lead(self.label)
        self.label.setProperty("strong", "true")
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._hint = hint(told)
        self._wrong = text_label(size=Size.SMALL)
        self._wrong.setProperty("wrong", "true")
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for widget in (self.label, self._hint, field, self._wrong):
            layout.addWidget(widget)
        self._hint.setVisible(bool(told))  # only now: a widget shown without a parent is a window of its own

    @property
    def wrong(self) -> str:
        """The sentence beside the field, empty when all is well."""
        return self._wrong.text()

    def set_wrong(self, sentence: str) -> None:
        """Show what is wrong with the value, or with an empty sentence nothing."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        self.field.setProperty("wrong", "true" if sentence else "false")
        theme.restyle(self.field)

    def bring_in_sight(self) -> None:
        """Scroll to the sentence: beside a long table it may stand far below."""
        area = area_around(self)
        if area is not None and self._wrong.isVisibleTo(self):
            area.ensureWidgetVisible(self._wrong, 0, GRID)


class Form(QWidget):
    """A column of rows by field name; `show_invalid` puts an `InvalidField` beside its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID)
        self.setMaximumWidth(FIELD_WIDTH)

    def add_row(self, field_name: str, label: str, field: QWidget, *, told: str = "") -> FieldRow:
        """Add a field; `field_name` is what `InvalidField.field` calls it."""
        row = FieldRow(label, field, told=told)
        self.rows[field_name] = row
        self._layout.addWidget(row)
        return row

    def add_widget(self, widget: QWidget) -> None:
        """Add something between the rows: a heading, a folded part."""
        self._layout.addWidget(widget)

    def clear_wrong(self) -> None:
        for row in self.rows.values():
            row.set_wrong("")

    def show_invalid(self, error: Exception) -> bool:
        """Put the error beside its field and go there; False when it belongs to no field here."""
        if not isinstance(error, InvalidField) or error.field not in self.rows:
            return False
        row = self.rows[error.field]
        row.set_wrong(str(error))
        row.field.setFocus()
        QTimer.singleShot(0, row, row.bring_in_sight)  # once the sentence has its place
        return True


def area_around(widget: QWidget) -> QScrollArea | None:
    """What a widget scrolls in."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    return holder


class _FollowsTheCursor(QScrollArea):
    """Nobody types where they cannot see it; under a pressed mouse button nothing moves away."""

    def __init__(self) -> None:
        super().__init__()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        pressed = QApplication.mouseButtons() != QtCore.Qt.MouseButton.NoButton
        if now is not None and not pressed and self.isVisible() and self.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self._show(now))  # once what has just opened has its place

    def _show(self, now: QWidget) -> None:
        if not self.isAncestorOf(now):
            return  # it went elsewhere, or away, in the meantime
        room = self.viewport().rect()
        place = QRect(now.mapTo(self.viewport(), QPoint(0, 0)), now.size())
        if now.hasFocus() and place.height() < room.height() and not room.contains(place):
            self.ensureWidgetVisible(now, 0, 2 * GRID)


def scrolling(body: QWidget) -> QScrollArea:
    """The body in a scroll area without a frame: nothing is ever clipped at 200 %.

    The style sheet makes its viewport see-through; asking for the viewport here would cost 13 ms of the start.
    """
    area = _FollowsTheCursor()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    set_by_name(area, focusPolicy="NoFocus")
    body.setObjectName(body.objectName() or "scroll_body")
    area.setWidget(body)
    body.setAutoFillBackground(False)
    return area
