"""The Centre: this PC's settings, my passphrase, the people, the files, and what Baken is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import __version__
from desktop.domain.roles import Compartment
from desktop.i18n import gettext as _
from desktop.ui.pages.centre.code_lists_section import CodeListsSection
from desktop.ui.pages.centre.device_section import DeviceSection
from desktop.ui.pages.centre.files_section import FilesSection
from desktop.ui.pages.centre.my_access_section import MyAccessSection
from desktop.ui.pages.centre.network_section import NetworkSection
from desktop.ui.pages.centre.part import Part
from desktop.ui.pages.centre.people_section import PeopleSection
from desktop.ui.theme import GRID
from desktop.ui.widgets.form import scrolling
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.workplace import Workplace

WIDEST = 100 * GRID


class CentrePage(QWidget):
    """Parts below each other; `refresh` reads who works here."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("centre_page")
        self.device = DeviceSection(workplace)
        self.people = PeopleSection(workplace)
        self.network = _network(workplace)
        self.lists = _lists(workplace)
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        parts = (
            self.device,
            MyAccessSection(workplace),
            self.people,
            *([self.network] if self.network else []),
            *([self.lists] if self.lists else []),
            FilesSection(workplace),
            _about(workplace),
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        area = scrolling(body)
        area.setObjectName("centre_scroll")
        around.addWidget(area)

    def refresh(self) -> None:
        """Read everything again; called each time the page is shown."""
        self.device.refresh()
        self.people.refresh()
        if self.network is not None:
            self.network.refresh()
        if self.lists is not None:
            self.lists.refresh()

    def flush_drafts(self) -> None:
        """Keep a half-written contact or entry of a list; every other choice here counts at once."""
        if self.network is not None:
            self.network.flush_drafts()
        if self.lists is not None:
            self.lists.flush_drafts()


def _network(workplace: Workplace) -> NetworkSection | None:
    """For those who open client files."""
    return NetworkSection(workplace) if Compartment.REGISTRY in workplace.session.holds else None


def _lists(workplace: Workplace) -> CodeListsSection | None:
    """For those who choose from them; only a coordinator changes them."""
    return CodeListsSection(workplace) if Compartment.REGISTRY in workplace.session.holds else None


def _about(workplace: Workplace) -> Part:
    part = Part(_("About"))
    part.add(
        text_label(
            _("Baken {version}, for {centre}").format(version=__version__, centre=workplace.session.centre)
        )
    )
    part.add(
        hint(_("Free software under the European Union Public Licence (EUPL-1.2), without any warranty."))
    )
    return part
