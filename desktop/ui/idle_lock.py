"""Nobody at the keyboard: after some minutes the window locks itself, without asking."""

from __future__ import annotations

import time
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}
_LOOK_EVERY_MS = 2_000


def seconds_awake_or_asleep() -> float:
    """A clock that nobody can set and that goes on while the PC sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # on Windows it counts sleep


class IdleLock(QObject):
    """`expired` when nothing was typed, moved or touched for so many minutes.

    It listens to the windows, not to every event of the application: input reaches a window first.
    """

    expired = Signal()

    def __init__(self, minutes: float, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._last = seconds_awake_or_asleep()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch every window that gets the focus."""
        application = cast(QGuiApplication, QGuiApplication.instance())
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._last = seconds_awake_or_asleep()
        self._timer.start()

    def set_minutes(self, minutes: float) -> None:
        self._minutes = minutes

    def look(self) -> None:
        """Lock when it is time; also the first thing after the PC slept."""
        if seconds_awake_or_asleep() - self._last >= self._minutes * 60:
            self._timer.stop()
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last = seconds_awake_or_asleep()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
