"""One fresh process of the window benchmarks: Baken or a bare window, up to a named moment, then gone.

`python -m benchmarks.window_run MOMENT [FOLDER]`; prints kilobytes (PSS) for the moments about memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.app import Desk

PASSPHRASE = "a b c d e f"
STEADY_MS = 2000


def leave() -> None:
    """End at once: taking a window down is not part of what is measured."""
    sys.stdout.flush()
    os._exit(0)


def tell_memory() -> None:
    """Our share of the memory in use, shared libraries divided among those who use them."""
    with open("/proc/self/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123 - pathlib is not loaded
        print(next(line.split()[1] for line in lines if line.startswith("Pss:")))
    leave()


def bare(*, steady: bool) -> None:
    """The least a PySide6 program can be: one empty window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(STEADY_MS if steady else 0, tell_memory if steady else leave)

    application = QApplication([])
    window = Window()
    window.resize(1280, 768)
    window.show()
    application.exec()


def baken(folder: str, watch: Callable[[Desk], None]) -> None:
    """The real program by its own front door; `watch` is told of the desk when it starts."""
    from desktop.__main__ import main
    from desktop.app import Desk

    start = Desk.start

    def watched(desk: Desk) -> None:
        watch(desk)
        start(desk)

    Desk.start = watched  # type: ignore[method-assign]
    main(["--data-dir", folder])


def until_painted(desk: Desk) -> None:
    """The unlock page is on screen."""
    desk.window.painted.connect(leave)


def until_ready(desk: Desk) -> None:
    """The names are there and the passphrase can be typed."""
    desk.jobs.job_ended.connect(lambda _job: _soon(0, leave))


def until_steady(desk: Desk) -> None:
    """Unlocked with the real key derivation, Today and the list of clients seen, and some time to settle."""

    def came_in(_session: object) -> None:
        desk.entrance.opened.disconnect(came_in)
        _soon(200, lambda: desk.workplace and desk.workplace.show_page("clients"))
        _soon(STEADY_MS, tell_memory)

    desk.entrance.opened.connect(came_in)
    desk.jobs.job_ended.connect(lambda _job: _soon(50, lambda: _type_passphrase(desk)))


def _type_passphrase(desk: Desk) -> None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from desktop.ui.pages.unlock_page import UnlockPage

    page = desk.window.shown
    if not isinstance(page, UnlockPage) or not page.passphrase.isEnabled():
        return
    for letter in PASSPHRASE:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(page.passphrase, event)
    page.passphrase.submitted.emit()


def _soon(milliseconds: int, act: Callable[[], object]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(milliseconds, act)


MOMENTS: dict[str, Callable[[str], None]] = {
    "bare": lambda _folder: bare(steady=False),
    "bare-memory": lambda _folder: bare(steady=True),
    "painted": lambda folder: baken(folder, until_painted),
    "ready": lambda folder: baken(folder, until_ready),
    "memory": lambda folder: baken(folder, until_steady),
}

if __name__ == "__main__":
    MOMENTS[sys.argv[1]](sys.argv[2] if len(sys.argv) > 2 else "")
