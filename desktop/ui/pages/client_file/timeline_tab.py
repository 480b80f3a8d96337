"""Everything that happened and is planned, on one screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.workplace import Workplace


class TimelineTab(FileTab):
    """Reads its own part of the file when it is shown."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def show_contents(self, contents: FileContents) -> None:
        """Fill the tab for this client."""
