"""Telling screen readers about a widget that Qt does not know; costs nothing until one listens."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_told: set[type[QWidget]] = set()


def tell_screen_readers(kind: type[QWidget]) -> None:
    """Have Qt ask us about passphrase fields of this kind, from now on."""
    if kind in _told:
        return
    _told.add(kind)

    def answer(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, kind):
            return None
        from desktop.ui.widgets.passphrase_access import describe

        return describe(thing)

    QAccessible.installFactory(answer)
