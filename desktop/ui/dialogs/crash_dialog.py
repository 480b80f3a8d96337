"""The window that says that the program made a mistake, and holds the redacted report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.labels import hint, text_label


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
