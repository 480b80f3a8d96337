"""Garbage is collected where the windows live, and still collected."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.collecting import Collector, collect_if_due


class Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def _tie(count: int) -> weakref.ref[Knot]:
    first = weakref.ref(Knot())
    for _number in range(count):
        Knot()
    return first


def test_another_thread_collects_nothing_and_the_window_does(qtbot: QtBot, qapp: QObject) -> None:
    collector = Collector(parent=qapp)
    assert not gc.isenabled()
    tied: list[weakref.ref[Knot]] = []
    worker = threading.Thread(target=lambda: tied.append(_tie(5 * gc.get_threshold()[0])))
    worker.start()
    worker.join()
    assert tied[0]() is not None

    def is_untied() -> bool:
        """Life goes on and makes more: what windows of before give back lowers Python's count of what is due."""
        _tie(gc.get_threshold()[0])
        return tied[0]() is None

    qtbot.waitUntil(is_untied, timeout=20_000)
    collector.deleteLater()


def test_nothing_is_collected_before_it_is_due(qapp: QObject) -> None:
    gc.collect()
    assert collect_if_due() == 0
