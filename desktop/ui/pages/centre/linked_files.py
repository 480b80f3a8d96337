"""The files a contact is linked to, each to open: only those this person may."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.network import LinkedFile
from desktop.i18n import gettext as _
from desktop.ui import wording
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.workplace import Workplace


class LinkedFiles(QWidget):
    """A button per file; hidden when there is none."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._flow = wrapping(self)
        self._buttons: list[QWidget] = []
        self.hide()

    def show_files(self, files: Sequence[LinkedFile]) -> None:
        """Show these and no others."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number, file) for number, file in enumerate(files)]
        for button in self._buttons:
            self._flow.addWidget(button)
        self.setVisible(bool(files))

    def _button(self, number: int, file: LinkedFile) -> QWidget:
        name = self._workplace.privacy.shown(file.name)
        role = wording.listed_short("contact_kinds", file.role)
        button = quiet_button(
            f"{name} · {file.number} · {role}",
            name=f"centre_network_file{number}_button",
            icon="clients",
            clicked=partial(self._workplace.open_client, file.client_id),
        )
        button.setAccessibleName(_("Open the file of {name}").format(name=name))
        return button
