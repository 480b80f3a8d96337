"""Noting in a client's file which sheet was handed over, and who interpreted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import sheets
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.dialogs.client_picker import ClientPicker
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.services.sheets import RenderedSheet


class HandOverDialog(ActDialog):
    """With a client already chosen it only asks for the interpreter; `acted` carries the `HandedOver`."""

    def __init__(
        self, workplace: Workplace, sheet: RenderedSheet, *, client_id: str, client_name: str, parent: QWidget
    ) -> None:
        name = workplace.privacy.shown(client_name)
        title = (
            _("Handed over to {name}").format(name=name) if client_id else _("To whom was it handed over?")
        )
        super().__init__(workplace, name="hand_over", title=title, verb=_("Note in the file"), parent=parent)
        self._sheet = sheet
        self._client_id = client_id
        self._picker = None if client_id else ClientPicker(workplace, page="hand_over")
        if self._picker is not None:
            self.form.add_row("person", _("Person"), self._picker)
        self._interpreter = QLineEdit()
        self._interpreter.setObjectName("hand_over_interpreter_edit")
        told = _("Leave empty when there was none.")
        self.form.add_row("interpreter", _("Interpreter"), self._interpreter, told=told)
        (self._picker or self._interpreter).setFocus()

    def act(self) -> None:
        client_id = self._picker.client_id if self._picker is not None else self._client_id
        if not client_id:
            self.refuse(InvalidField("person", _("Choose a person from the list.")))
            return
        session, sheet, interpreter = self.workplace.session, self._sheet, self._interpreter.text()
        self.run(lambda: sheets.hand_over(session, client_id, sheet, interpreter=interpreter))
