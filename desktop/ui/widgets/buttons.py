"""Buttons by what they mean: one primary act a page, the others secondary or quiet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QToolButton


def primary_button(
    text: str, *, name: str, clicked: Callable[[], object] | None = None, icon: str = ""
) -> QPushButton:
    """The one act a page is about."""
    return _button(text, "primary", name, clicked, icon)


def secondary_button(
    text: str, *, name: str, clicked: Callable[[], object] | None = None, icon: str = ""
) -> QPushButton:
    """Any other act."""
    return _button(text, "secondary", name, clicked, icon)


def quiet_button(
    text: str, *, name: str, clicked: Callable[[], object] | None = None, icon: str = ""
) -> QPushButton:
    """An act beside the matter: reads like a link."""
    return _button(text, "quiet", name, clicked, icon)


def icon_button(
    icon: str, told: str, *, name: str, clicked: Callable[[], object] | None = None
) -> QToolButton:
    """A button of an icon only; `told` is its accessible name and its tooltip."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("kind", "quiet")
    button.setAccessibleName(told)
    button.setToolTip(told)
    from desktop.ui import icons

    icons.dress(button, icon)
    if clicked is not None:
        button.clicked.connect(lambda: clicked())  # noqa: PLW0108 - drops Qt's `checked`
    return button


class _HandButton(QPushButton):
    """Shows a hand when pointed at, from then on: Qt's shapes have no place on the way to the first picture."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def _button(text: str, kind: str, name: str, clicked: Callable[[], object] | None, icon: str) -> QPushButton:
    button = _HandButton(text)
    button.setObjectName(name)
    button.setProperty("kind", kind)
    button.setAutoDefault(kind == "primary")  # Enter on a focused button presses it, in dialogs and outside
    if icon:
        from desktop.ui import icons  # not on the way to the first picture, which has none

        icons.dress(button, icon, ink={"primary": "on_accent", "quiet": "accent_text"}.get(kind, "text"))
    if clicked is not None:
        button.clicked.connect(lambda: clicked())  # noqa: PLW0108 - drops Qt's `checked`
    return button
