"""What the file asks of each of its tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.pages.client_file.contents import FileContents


class FileTab(QWidget):
    """`changed(said)` when something was recorded: the sentence is told and the file is read again."""

    changed = Signal(str)

    def show_contents(self, contents: FileContents) -> None:
        """Fill the tab for this client; called again after each change."""
        raise NotImplementedError

    def flush_drafts(self) -> None:
        """Keep what is being typed; nothing to do for a tab without forms."""

    def start(self) -> None:
        """Go to what one most often does here, when the tab is asked for by its key; nothing by default."""
