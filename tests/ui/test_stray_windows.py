"""No widget is a window of its own for a moment: it would flash words of a file and take the focus away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desk


class Strays(QObject):
    """Notes every top-level widget that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("language", ["en", "nl"])
def test_only_the_window_is_a_window(unlocked: Desk, qtbot: QtBot, language: str) -> None:
    strays = Strays()
    QApplication.instance().installEventFilter(strays)
    unlocked.settings.change(language=language)
    frame = unlocked._frame()
    for name in frame.pages():
        frame.show_page(name)
        qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    QApplication.instance().removeEventFilter(strays)
    assert strays.seen == []
