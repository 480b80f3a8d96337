"""Where this person stayed, stays and is expected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.overview_tab import stay_line
from desktop.ui.pages.client_file.section import Section
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.widgets.buttons import secondary_button


class StayTab(FileTab):
    """Every stay, the latest first; placing itself is done on the board."""

    def __init__(self, show_board: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stays = Section(
            _("Stays"),
            name="stay_stays_section",
            action=secondary_button(
                _("Show tonight's board"), name="stay_board_button", clicked=show_board, icon="shelter"
            ),
        )
        fill_tab(self, self._stays)

    def show_contents(self, contents: FileContents) -> None:
        """Fill the list."""
        stays = sorted(contents.stays or (), key=lambda housed: housed.stay.begins, reverse=True)
        self._stays.fill(
            [stay_line(housed) for housed in stays],
            empty=_("This person never stayed in the shelter. A place is given on tonight's board."),
        )
