"""Our own bugs, shown honestly and without a word of anyone's file.

The report names the kind of error and our own lines; never a value, a message of the error, or a path of the PC.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import desktop
from desktop.errors import Cancelled, UserError
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.messages import Messages
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.labels import hint, text_label

_OURS = Path(desktop.__file__).parent


def redacted(problem: BaseException) -> str:
    """The kinds of error in a chain, each with the lines of ours it went through."""
    parts: list[str] = []
    seen: BaseException | None = problem
    while seen is not None:
        lines = [f"{path}:{line}" for path, line in _our_lines(seen.__traceback__)]
        parts.append("\n".join([type(seen).__name__, *lines]))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n\n".join([f"{APPLICATION_NAME} {desktop.__version__}", *parts])


def _our_lines(trace: TracebackType | None) -> list[tuple[str, int]]:
    found = []
    for frame, line in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_OURS):
            found.append((str(path.relative_to(_OURS.parent).as_posix()), line))
    return found


class CrashDesk(QObject):
    """Where every unexpected exception ends; from any thread."""

    _came = Signal(object)

    def __init__(self, messages: Messages, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take what no one caught, on the window's thread and on others."""
        sys.excepthook = self._take
        threading.excepthook = lambda arguments: self._take(
            arguments.exc_type, arguments.exc_value, arguments.exc_traceback
        )

    def report(self, problem: BaseException) -> UserError:
        """Show the report; returns what the page that asked can say."""
        self._came.emit(problem)
        return UserError(
            _("This did not work because of a mistake in the program."),
            _("What was saved before is safe. Try again, or lock and unlock."),
        )

    def _take(self, kind: type[BaseException], problem: BaseException | None, _trace: object) -> None:
        if problem is None or issubclass(kind, (Cancelled, KeyboardInterrupt, SystemExit)):
            return
        self._came.emit(problem)

    def _show(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._messages.fail(problem)
        elif not any(isinstance(window, CrashDialog) for window in QApplication.topLevelWidgets()):
            dialog = CrashDialog(redacted(problem), QApplication.activeWindow())
            dialog.open()


class CrashDialog(QDialog):
    """What happened, what is safe, what to do; the report for whoever mends it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(APPLICATION_NAME)
        self.resize(64 * GRID, 48 * GRID)
        lines = QPlainTextEdit(report)
        lines.setObjectName("crash_report_text")
        lines.setAccessibleName(_("Report"))
        lines.setReadOnly(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(primary_button(_("Go on working"), name="crash_go_on_button", clicked=self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(text_label(_("The program made a mistake"), size=Size.HEADING))
        column.addWidget(
            text_label(_("What was saved is safe. You can go on; if it happens again, lock and unlock."))
        )
        column.addWidget(hint(_("For whoever mends it. It holds no word from any file.")))
        column.addWidget(lines, stretch=1)
        column.addLayout(buttons)
