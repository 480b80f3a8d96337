"""The page for several persons: the form, and under it the incidents of before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.pages.referral.incident_form import IncidentForm
from desktop.ui.pages.referral.incident_list import IncidentList
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace


class SeveralPersons(QWidget):
    """`go_on` with what was begun, `begin` for more persons of an incident; `chosen(id)` opens one."""

    def __init__(self, workplace: Workplace, *, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._form = IncidentForm(workplace)
        self._incidents = IncidentList(workplace, chosen=chosen)
        self._form.recorded.connect(lambda incident_id: chosen(str(incident_id)))
        self._form.left.connect(lambda: workplace.show_page("clients"))
        self._form.taken_back.connect(self._form.setFocus)
        told = _("One file and one referral each; what you write above the names holds for all of them.")
        fill_tab(self, hint(told), self._form, self._incidents)
        self.setFocusProxy(self._form)

    def go_on(self) -> None:
        """What was begun is still there."""
        self._form.go_on()
        self.refresh()

    def begin(self, incident_id: str) -> None:
        """More persons of an incident."""
        self._form.begin(incident_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the incidents of before again."""
        self._incidents.refresh()

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        self._form.keeper.flush()
