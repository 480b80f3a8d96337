"""The real program without a display: a paper is added and looked at, then it locks when told to, as a person would.

`python _paper_program.py FOLDER CLIENT PASSPHRASE`; told on standard input which files to add, a line each and an empty
one after them; says on standard output which process decodes, and locks at the next line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOCKED = "BAKEN_TEST_LOCKED"
sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop.hardening import harden  # noqa: E402

harden()

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QWidget  # noqa: E402

from desktop.app import Desk, make_application  # noqa: E402
from desktop.storage.secrets import KeyDerivation  # noqa: E402
from desktop.ui.widgets.choice_box import ChoiceBox  # noqa: E402

CHEAP = KeyDerivation(operations=1, memory=8192)


def settle(desk: Desk) -> None:
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: desk.jobs.idle and loop.quit())
    look.start(20)
    loop.exec()


def say(word: str) -> None:
    print(word, flush=True)


def unlock(desk: Desk, passphrase: str) -> None:
    field = desk.window.shown.passphrase  # type: ignore[attr-defined]
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, "\r")
    settle(desk)


def add(desk: Desk, tab: QWidget, path: Path) -> None:
    tab._taking.take_paths([path])  # type: ignore[attr-defined]
    settle(desk)
    kind = tab.findChild(ChoiceBox, "paper_kind_choice")
    button = tab.findChild(QAbstractButton, "paper_record_button")
    assert kind is not None
    assert button is not None
    kind.set_code("judgment")
    button.click()
    settle(desk)


def look(desk: Desk, tab: QWidget) -> None:
    for number in (1, 0):
        row = tab.findChild(QAbstractButton, f"documents_paper{number}_row")
        assert row is not None
        row.click()
        settle(desk)
        assert tab._reader.view.page_number == 1  # type: ignore[attr-defined]
        tab.window().grab()


def main() -> None:
    folder, client_id, passphrase = sys.argv[1:]
    make_application()
    desk = Desk(Path(folder), cost=CHEAP)
    desk.start()
    settle(desk)
    if os.environ.pop(LOCKED, ""):
        say("locked")
        sys.stdin.readline()
        return
    unlock(desk, passphrase)
    desk._frame().open_client(client_id, tab="documents")
    settle(desk)
    tab = desk._frame().page("client_file")._made["documents"]  # type: ignore[attr-defined]
    while path := sys.stdin.readline().strip():  # not by argument: those outlive a lock
        add(desk, tab, Path(path))
    look(desk, tab)
    say(str(tab._reader.view._viewing._process.pid))
    sys.stdin.readline()
    os.environ[LOCKED] = "1"
    desk.lock()


if __name__ == "__main__":
    main()
