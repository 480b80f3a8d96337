"""One fresh process of the window benchmarks: Baken or a bare window, up to a named moment, then gone.

`python -m benchmarks.window_run MOMENT [FOLDER]`; prints kilobytes or milliseconds for the later moments.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.app import Desk

PASSPHRASE = "a b c d e f"
STEADY_MS = 2000


def leave() -> None:
    """End at once: taking a window down is not part of what is measured."""
    sys.stdout.flush()
    os._exit(0)


def tell_memory() -> None:
    """Everything in memory for this process, shared libraries counted whole: other programs change nothing."""
    with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123 - pathlib is not loaded
        print(next(line.split()[1] for line in lines if line.startswith("VmRSS:")))
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
        _soon(200, lambda: desk.workplace and desk.workplace.show_page("clients"))
        _soon(STEADY_MS, tell_memory)

    _unlock(desk, came_in)


def until_listed(desk: Desk) -> None:
    """Milliseconds: derived key to the first page with all it shows; the list asked for to its painted rows."""
    from desktop.storage import opening

    attach_all, begun = opening.attach_all, [0.0]
    taken: list[float] = []

    def attach_and_note(*given: Any) -> Any:
        begun[0] = time.perf_counter()
        return attach_all(*given)

    def note() -> None:
        taken.append((time.perf_counter() - begun[0]) * 1000)

    def first_page_there() -> None:
        note()
        _soon(STEADY_MS // 4, ask_for_list)

    def ask_for_list() -> None:
        assert desk.workplace is not None
        begun[0] = time.perf_counter()
        desk.workplace.show_page("clients")
        _when_rows_are_painted(desk, listed)

    def listed() -> None:
        note()
        print(*taken)
        leave()

    opening.attach_all = attach_and_note
    _unlock(desk, lambda _session: _when_idle(desk, first_page_there))


def until_opened(desk: Desk) -> None:
    """Milliseconds from asking for the largest file to its painted overview, the page made before by a small one."""
    from desktop.storage.vault import Vault

    begun = [0.0]

    def files_by_size(vault: Vault) -> list[str]:
        rows = vault.connection.execute(
            "SELECT client_id FROM casework.procedure_event GROUP BY client_id ORDER BY count(*) DESC LIMIT 2"
        )
        return [row[0] for row in rows]

    def came_in(_session: object) -> None:
        _when_idle(desk, ask)

    def ask() -> None:
        assert desk.workplace is not None
        session = desk.workplace.session
        desk.jobs.start(lambda: files_by_size(session.vault), parent=desk.jobs, done=open_small)

    def open_small(found: list[str]) -> None:
        assert desk.workplace is not None
        desk.workplace.open_client(found[-1])
        _soon(STEADY_MS // 4, lambda: open_large(found[0]))

    def open_large(client_id: str) -> None:
        assert desk.workplace is not None
        begun[0] = time.perf_counter()
        desk.workplace.open_client(client_id)
        _when_idle(desk, lambda: _soon(0, tell))

    def tell() -> None:
        print((time.perf_counter() - begun[0]) * 1000)
        leave()

    _unlock(desk, came_in)


def until_day_seen(desk: Desk) -> None:
    """Milliseconds: from another page back to Today with all it shows; and to the agenda, made for the first time."""
    begun, taken = [0.0], list[float]()

    def go(page: str, then: Callable[[], None]) -> None:
        assert desk.workplace is not None
        begun[0] = time.perf_counter()
        desk.workplace.show_page(page)
        _when_idle(desk, then)

    def noted(then: Callable[[], None]) -> Callable[[], None]:
        def note() -> None:
            taken.append((time.perf_counter() - begun[0]) * 1000)
            _soon(STEADY_MS // 4, then)

        return note

    def tell() -> None:
        print(*taken)
        leave()

    def came_in(_session: object) -> None:
        _when_idle(desk, lambda: _soon(STEADY_MS // 4, to_clients))

    def to_clients() -> None:
        go(
            "clients", lambda: _soon(2 * STEADY_MS, to_today)
        )  # the rest of the list is read after its first rows

    def to_today() -> None:
        go("today", noted(lambda: go("agenda", noted(tell))))

    _unlock(desk, came_in)


def _when_idle(desk: Desk, act: Callable[[], None]) -> None:
    """When all that was asked of the vault is on the page and painted."""

    def look(_job: object) -> None:
        if desk.jobs.idle:
            desk.jobs.job_ended.disconnect(look)
            _soon(0, act)

    desk.jobs.job_ended.connect(look)


def _when_rows_are_painted(desk: Desk, act: Callable[[], None]) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QTableView

    table = desk.window.findChild(QTableView, "clients_table")
    assert isinstance(table, QTableView)

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and table.model().rowCount():
                _soon(0, act)
            return False

    table.viewport().installEventFilter(Watcher(table))


def _unlock(desk: Desk, came_in: Callable[[object], None]) -> None:
    """Type the passphrase as soon as the names are there."""
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
    "listed": lambda folder: baken(folder, until_listed),
    "opened": lambda folder: baken(folder, until_opened),
    "day": lambda folder: baken(folder, until_day_seen),
    "memory": lambda folder: baken(folder, until_steady),
}

if __name__ == "__main__":
    MOMENTS[sys.argv[1]](sys.argv[2] if len(sys.argv) > 2 else "")
