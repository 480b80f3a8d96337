"""What this person was given to read, in which language and version."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.rows import sheet_row
from desktop.ui.pages.client_file.section import Section
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.widgets.buttons import primary_button


class SheetsTab(FileTab):
    """The list, and the way to print another."""

    def __init__(self, print_sheet: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = Section(
            _("Sheets handed over"),
            name="sheets_given_section",
            action=primary_button(
                _("Print a sheet"), name="file_print_sheet_button", clicked=print_sheet, icon="print"
            ),
        )
        fill_tab(self, self._given)

    def show_contents(self, contents: FileContents) -> None:
        """Fill the list."""
        self._given.fill(
            [sheet_row(given, contents) for given in contents.handed_over],
            empty=_("Nothing was handed over yet. Print the welcome sheet in a language this person reads."),
        )
