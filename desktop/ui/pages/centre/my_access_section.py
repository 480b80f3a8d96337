"""What my own roles open, in plain words, and my passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.roles import Role
from desktop.i18n import gettext as _
from desktop.services import users
from desktop.ui.dialogs.passphrase_dialog import PassphraseDialog
from desktop.ui.pages.centre.part import Part
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.workplace import Workplace


class MyAccessSection(Part):
    """Who I am here."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("My access"), parent)
        self._workplace = workplace
        for role in workplace.session.user.roles:
            self.add(_explained(role))
        button = secondary_button(
            _("Change my passphrase…"), name="centre_passphrase_button", clicked=self._change
        )
        self.add_button(button)

    def _change(self) -> None:
        PassphraseDialog(self._workplace, parent=self).ask()


def _explained(role: Role) -> QWidget:
    """A role and, under it, what it opens."""
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(text_label(users.role_label(role)))
    column.addWidget(hint(users.role_explanation(role)))
    return words
