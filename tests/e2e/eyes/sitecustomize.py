"""Eyes for the end-to-end tests: tells where the widgets of the real program are on the screen, and does nothing else.

Python imports this by itself in every process started with this folder on PYTHONPATH, also in the one that a lock puts
in the place of the old one. Hands are `xdotool`: real keys and a real mouse.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from contextlib import suppress

WITHIN_S = 10.0


def _watch(path: str) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    while True:
        asker, _ = server.accept()
        with asker:
            asker.sendall(_answer().encode())


def _answer() -> str:
    """What is on screen as JSON; nothing while there is no application or it does not answer."""
    if "PySide6.QtWidgets" not in sys.modules:
        return "[]"
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if application is None:
        return "[]"

    class Looker(QObject):
        asked = Signal()

        def look(self) -> None:
            answer.append(json.dumps(_everything()))
            seen.set()

    answer: list[str] = []
    seen = threading.Event()
    looker = Looker()
    looker.moveToThread(application.thread())
    looker.asked.connect(looker.look)
    looker.asked.emit()
    seen.wait(WITHIN_S)
    return answer[0] if answer else "[]"


def _everything() -> list[dict[str, object]]:
    from PySide6.QtWidgets import QApplication

    found = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            found += [_described(widget) for widget in (window, *_inside(window)) if widget.isVisible()]
    return found


def _inside(window):
    from PySide6.QtWidgets import QWidget

    return window.findChildren(QWidget)


def _described(widget) -> dict[str, object]:
    from PySide6.QtWidgets import QApplication

    shown = widget.visibleRegion().boundingRect()
    corner = widget.mapToGlobal(shown.topLeft())
    return {
        "name": widget.objectName(),
        "kind": widget.metaObject().className(),
        "x": corner.x() + shown.width() // 2,
        "y": corner.y() + shown.height() // 2,
        "width": shown.width(),
        "height": shown.height(),
        "enabled": widget.isEnabled(),
        "focus": widget is QApplication.focusWidget(),
        "modal": widget.isModal(),
        "text": _text(widget),
        "title": widget.windowTitle() if widget.isWindow() else "",
        "lines": _lines(widget),
    }


def _text(widget) -> str:
    for name in ("text", "toPlainText", "currentText"):
        read = getattr(widget, name, None)
        if callable(read):
            with suppress(TypeError):  # a form that makes a text field under this name
                return str(read())
    return ""


def _lines(widget) -> list[dict[str, object]]:
    """The rows of a list, or the entries of a menu, with where to click them."""
    from PySide6.QtWidgets import QAbstractItemView, QMenu

    if isinstance(widget, QMenu):
        return [
            _line(widget, widget.actionGeometry(action), action.text())
            for action in widget.actions()
            if action.text()
        ]
    if not isinstance(widget, QAbstractItemView) or widget.model() is None:
        return []
    model = widget.model()
    rows = (model.index(number, 0) for number in range(min(model.rowCount(), 200)))
    return [_line(widget.viewport(), widget.visualRect(row), str(row.data() or "")) for row in rows]


def _line(widget, area, text: str) -> dict[str, object]:
    centre = widget.mapToGlobal(area.center())
    return {"text": text, "x": centre.x(), "y": centre.y()}


if path := os.environ.get("BAKEN_TEST_EYES"):
    place = f"{path}.{os.getpid()}.{time.monotonic_ns()}"
    threading.Thread(target=_watch, args=(place,), daemon=True, name="eyes").start()
