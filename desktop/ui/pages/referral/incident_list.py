"""The incidents of before, under the form for a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.incidents import Incident
from desktop.i18n import format_date, gettext as _, isolated, ngettext
from desktop.services import incidents
from desktop.ui.pages.client_file.section import Section, line
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace

_WIDTH = 130 * GRID


class IncidentList(Section):
    """Newest first, each opening what came of it; nothing is shown while there is none."""

    def __init__(self, workplace: Workplace, *, chosen: Callable[[str], None]) -> None:
        super().__init__(_("Earlier incidents"), name="incident_list_section")
        self.setMaximumWidth(_WIDTH)
        self._workplace = workplace
        self._chosen = chosen
        self.hide()

    def refresh(self) -> None:
        """Read the list again."""
        session = self._workplace.session
        self._workplace.jobs.start(lambda: incidents.latest(session), parent=self, done=self._show)

    def _show(self, found: tuple[Incident, ...]) -> None:
        self.fill([self._row(number, incident) for number, incident in enumerate(found)], empty="")
        self.setVisible(bool(found))

    def _row(self, number: int, incident: Incident) -> QWidget:
        button = quiet_button(
            isolated(incident.details.label),
            name=f"incident_list_{number}_button",
            clicked=partial(self._chosen, incident.id),
        )
        return line(button, hint(incident_facts(incident)), stretch=1)


def incident_facts(incident: Incident) -> str:
    """When, where and how many."""
    details, count = incident.details, incident.persons
    facts = (
        format_date(details.happened) if details.happened else "",
        isolated(details.place),
        ngettext("{count} person", "{count} persons", count).format(count=count),
    )
    return " · ".join(fact for fact in facts if fact)
