"""What was copied from a file leaves the clipboard when the files are locked; what others copied stays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication


class OwnClipboard(QObject):
    """Remembers whether the clipboard's content was put there from our window.

    `QClipboard.ownsClipboard()` alone is not enough: not every platform of Qt answers it.
    """

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = False
        QGuiApplication.clipboard().dataChanged.connect(self._notice)

    def clear(self) -> None:
        """Empty the clipboard if its content is ours."""
        clipboard = QGuiApplication.clipboard()
        if self._ours or clipboard.ownsClipboard():
            clipboard.clear()
            self._ours = False

    def _notice(self) -> None:
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._ours = active or QGuiApplication.clipboard().ownsClipboard()
