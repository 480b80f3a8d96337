"""What the first picture must do without: each of these would be felt in the time to the window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.ui.widgets.naming import set_by_name

_UNTIL_PAINTED = """
import os, sys
from PySide6 import QtCore
from desktop.__main__ import main
from desktop.app import Desk

start = Desk.start

def watched(desk):
    desk.window.painted.connect(tell)
    start(desk)

def tell():
    late = {late!r}
    print(*late.intersection(sys.modules), *({{"Qt"}} & set(vars(QtCore))), flush=True)
    os._exit(0)

Desk.start = watched
main({words!r})
"""
_LATE = frozenset(
    (
        "babel",
        "nacl",
        "sqlcipher3",
        "desktop.cli.arguments",
        "desktop.services",
        "desktop.storage",
        "desktop.ui.frame",
        "desktop.ui.icons",
    )
)


@pytest.mark.parametrize("words", [[], ["--demo"]], ids=["plain", "demo"])
def test_the_first_picture_wakes_neither_qt_s_enums_nor_the_vault(words: list[str], tmp_path: Path) -> None:
    """A hundred enums are made when Python's `Qt` is first asked for one of them: 14 ms, in which nothing is seen."""
    code = _UNTIL_PAINTED.format(late=_LATE, words=[*words, "--data-dir", str(tmp_path)])
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == []


def test_a_value_that_qt_does_not_know_is_our_mistake(qtbot: object) -> None:
    with pytest.raises(ValueError, match="QLabel has no textFormat PlianText"):
        set_by_name(QLabel(), textFormat="PlianText")
