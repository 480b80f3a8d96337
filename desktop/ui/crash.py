"""Our own bugs, shown honestly and without a word of anyone's file.

The report names the kind of error and our own lines; never a value, a message of the error, or a path of the PC.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

import desktop
from desktop.errors import Cancelled, UserError
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.messages import Messages

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
    from traceback import walk_tb

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
        self._came.connect(self._show_soon)

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

    def _show_soon(self, problem: BaseException) -> None:
        """On the window's thread, after whatever went wrong has ended."""
        QTimer.singleShot(0, self, lambda: self._show(problem))

    def _show(self, problem: BaseException) -> None:
        from desktop.ui.dialogs.crash_dialog import CrashDialog

        if isinstance(problem, UserError):
            self._messages.fail(problem)
        elif not any(isinstance(window, CrashDialog) for window in QApplication.topLevelWidgets()):
            dialog = CrashDialog(redacted(problem), QApplication.activeWindow())
            dialog.open()
