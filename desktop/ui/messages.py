"""The one door for telling a person what happened; who shows it is the window's affair."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.errors import Cancelled, UserError
from desktop.i18n import gettext as _


class Said(NamedTuple):
    """One line about what was done, with a way back where there is one."""

    text: str
    undo: Callable[[], None] | None = None
    undo_label: str = ""


class Messages(QObject):
    """`said` goes to the status strip, `failed` to a band above the page; neither interrupts."""

    said = Signal(object)
    failed = Signal(object)
    settled = Signal()

    def say(self, text: str, undo: Callable[[], None] | None = None, *, undo_label: str = "") -> None:
        """Tell in one line what was done; `undo` puts an Undo button beside it."""
        self.settled.emit()
        self.said.emit(Said(text, undo, undo_label or _("Undo")))

    def fail(self, error: Exception) -> None:
        """Show what happened, what is safe and what to do; anything else than a UserError is our bug."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)

    def settle(self) -> None:
        """Take away an error that no longer matters."""
        self.settled.emit()
