"""Changing one's own passphrase; the old one is asked, because an unlocked PC may have been left alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import users
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.dialogs.new_passphrase import NewPassphrase, passphrase_field
from desktop.ui.workplace import Workplace


class PassphraseDialog(ActDialog):
    """Old once, new twice."""

    def __init__(self, workplace: Workplace, *, parent: QWidget | None) -> None:
        title, verb = _("Change my passphrase"), _("Change the passphrase")
        super().__init__(workplace, name="passphrase", title=title, verb=verb, parent=parent)
        self._old = passphrase_field("passphrase_old_field")
        self.form.add_row("old", _("Present passphrase"), self._old)
        self._new = NewPassphrase(workplace, self.form, name="passphrase", parent=self)
        self._old.submitted.connect(self._new.first.setFocus)
        self._new.second.submitted.connect(self.act)
        self._old.setFocus()

    def ask(self) -> None:
        """Show the dialog, and afterwards say that it is done."""
        self.acted.connect(lambda _nothing: self.workplace.messages.say(_("Your passphrase is changed.")))
        self.open()

    def act(self) -> None:
        try:
            if self._old.is_empty():
                raise InvalidField("old", _("Type your present passphrase."))
            new = self._new.take()
        except InvalidField as problem:
            self.refuse(problem)
            return
        session, old = self.workplace.session, self._old.take()
        self.run(lambda: users.change_passphrase(session, old, new))
