"""The PySide6 in use survives many signals: 6.12.0 lost a reference at each and died after some 550 of them."""

from __future__ import annotations

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal(bool)
sender, received = Sender(), []
sender.sent.connect(received.append)
for _ in range(5000): sender.sent.emit(True)
print(len(received))
"""


def test_five_thousand_signals() -> None:
    run = subprocess.run([sys.executable, "-c", EMIT], check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip()) == (0, "5000"), run.stderr
