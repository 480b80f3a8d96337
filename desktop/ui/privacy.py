"""Private mode: someone else looks at the screen, so names shrink to initials."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Privacy(QObject):
    """Whether names are shown; pages refresh on `changed`."""

    changed = Signal()

    def __init__(self, *, on: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = on

    @property
    def on(self) -> bool:
        return self._on

    def switch(self, *, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.changed.emit()

    def shown(self, name: str) -> str:
        """The name, or in private mode its initials: `Amina Diallo` as `A. D.`."""
        return initials(name) if self._on else name


def initials(name: str) -> str:
    """First letters of the words of a name, each with a point, in its own script."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
