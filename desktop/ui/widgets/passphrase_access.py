"""What a screen reader is told about the passphrase field: that it is one, and never what is in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QWidget

_ATTRIBUTE = "_accessible_side"  # keeps the Python half alive as long as the widget


def describe(field: QWidget) -> QAccessibleInterface:
    """Made when something listens, once a field."""
    described = PassphraseAccess(field)
    setattr(field, _ATTRIBUTE, described)
    return described


class PassphraseAccess(QAccessibleInterface):
    """An editable text whose value is never told."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self._field

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.EditableText

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._field.accessibleName()
        if kind == QAccessible.Text.Description:
            return self._field.accessibleDescription()
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """A screen reader does not type here."""

    def state(self) -> QAccessible.State:
        told = QAccessible.State()
        told.passwordEdit = 1
        told.focusable = 1
        told.focused = int(self._field.hasFocus())
        told.disabled = int(not self._field.isEnabled())
        told.invisible = int(not self._field.isVisible())
        return told

    def rect(self) -> QRect:
        return QRect(self._field.mapToGlobal(QPoint(0, 0)), self._field.size())

    def parent(self) -> QAccessibleInterface:
        around = self._field.parentWidget()
        return QAccessible.queryAccessibleInterface(around or self._field)

    def window(self) -> QWindow:
        return self._field.window().windowHandle()

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]  # the stub does not know that Qt takes none

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]  # the stub does not know that Qt takes none

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1
