"""Python's garbage is collected on the window's thread only.

The collector runs on whichever thread happens to allocate. On the vault's thread it would destroy Qt objects that
belong to the window's, in the middle of an event: seen as a crash in one test run of four.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Takes over from Python's automatic collection for as long as it lives."""

    def __init__(self, *, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(collect_if_due)
        timer.start()


def collect_if_due() -> int:
    """Collect the oldest generation whose threshold is passed, as Python itself would; returns what was found."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold
    ]
    return gc.collect(max(due)) if due else 0
