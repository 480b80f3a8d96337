"""The one window. Its title is "Baken" whatever is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop.paths import APPLICATION_NAME
from desktop.ui.theme import GRID

PANIC_KEYS = ("F12", "Ctrl+Shift+Space")
LOCK_KEYS = "Ctrl+L"


class MainWindow(QMainWindow):
    """Shows one thing at a time: unlock page, wizard, a refusal, or the frame with the work.

    `painted` comes once, when the first picture is on screen: everything slow waits for it.
    """

    panic = Signal()
    lock_asked = Signal()  # from a window over this one; the frame itself asks when it has the keys
    closing = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        self.setObjectName("main_window")
        self.setWindowTitle(APPLICATION_NAME)
        self.setMinimumSize(QSize(45 * GRID, 45 * GRID))
        self.resize(160 * GRID, 96 * GRID)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        for keys in PANIC_KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.panic)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._reach_over)

    @property
    def shown(self) -> QWidget | None:
        """What the window holds now."""
        return self._stack.currentWidget()

    def show_only(self, content: QWidget) -> None:
        """Replace what is in the window; what was there goes away."""
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)
        while self._stack.count() > 1:
            gone = self._stack.widget(0)
            if gone is None:
                break
            self._stack.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()

    def conceal(self) -> None:
        """Out of sight at once: the panic key, and what locking begins with."""
        for window in QApplication.topLevelWidgets():
            window.hide()

    def _reach_over(self) -> None:
        """A modal window takes every key from those below it: locking works in it too."""
        above = QApplication.activeModalWidget()
        if above is None or above.property("locks"):
            return
        above.setProperty("locks", True)
        for keys in PANIC_KEYS:
            QShortcut(QKeySequence(keys), above).activated.connect(self.panic)
        QShortcut(QKeySequence(LOCK_KEYS), above).activated.connect(self.lock_asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
